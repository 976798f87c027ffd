#include "geo/coord/projected_crs.h"

#include <memory>

#include <proj.h>

namespace quyhoach::geo {

namespace {

struct ContextDeleter {
  void operator()(PJ_CONTEXT* context) const noexcept { proj_context_destroy(context); }
};
struct PjDeleter {
  void operator()(PJ* pj) const noexcept { proj_destroy(pj); }
};
struct InfoDeleter {
  void operator()(PROJ_CRS_INFO** list) const noexcept { proj_crs_info_list_destroy(list); }
};
using Context = std::unique_ptr<PJ_CONTEXT, ContextDeleter>;
using Pj = std::unique_ptr<PJ, PjDeleter>;

/// Code of the geographic CRS under a projected one; empty if there is none.
std::string base_code(PJ_CONTEXT* context, const std::string& crs) {
  const Pj projected{proj_create(context, crs.c_str())};
  const Pj base{projected ? proj_crs_get_geodetic_crs(context, projected.get()) : nullptr};
  const char* code = base ? proj_get_id_code(base.get(), 0) : nullptr;
  return code != nullptr ? code : "";
}

}  // namespace

std::vector<std::string> projected_crs_of_same_datum(const std::string& crs) {
  std::vector<std::string> all;
  const Context context{proj_context_create()};
  proj_log_level(context.get(), PJ_LOG_NONE);
  const std::string wanted = base_code(context.get(), crs);
  if (wanted.empty()) {
    return all;
  }
  const Pj district{proj_create(context.get(), crs.c_str())};
  const std::unique_ptr<PROJ_CRS_LIST_PARAMETERS, decltype(&proj_get_crs_list_parameters_destroy)> parameters{
      proj_get_crs_list_parameters_create(), &proj_get_crs_list_parameters_destroy};
  const PJ_TYPE type = PJ_TYPE_PROJECTED_CRS;
  parameters->types = &type;
  parameters->typesCount = 1;
  double west = 0.0;
  double south = 0.0;
  double east = 0.0;
  double north = 0.0;
  if (proj_get_area_of_use(context.get(), district.get(), &west, &south, &east, &north, nullptr) != 0) {
    constexpr double kAround_deg = 10.0;  // Zones of the same country; the whole data set would take seconds.
    parameters->bbox_valid = 1;
    parameters->west_lon_degree = west - kAround_deg;
    parameters->east_lon_degree = east + kAround_deg;
    parameters->south_lat_degree = south - kAround_deg;
    parameters->north_lat_degree = north + kAround_deg;
    parameters->crs_area_of_use_contains_bbox = 0;
  }
  int count = 0;
  const std::unique_ptr<PROJ_CRS_INFO*, InfoDeleter> list{
      proj_get_crs_info_list_from_database(context.get(), "EPSG", parameters.get(), &count)};
  for (int i = 0; i < count; ++i) {
    const std::string code = std::string{"EPSG:"} + list.get()[i]->code;
    if (code != crs && list.get()[i]->deprecated == 0 && base_code(context.get(), code) == wanted) {
      all.push_back(code);
    }
  }
  return all;
}

std::string geographic_crs_of(const std::string& crs) {
  const Context context{proj_context_create()};
  proj_log_level(context.get(), PJ_LOG_NONE);
  const std::string code = base_code(context.get(), crs);
  return code.empty() ? code : "EPSG:" + code;
}

std::string epsg_name(const std::string& crs) {
  const Context context{proj_context_create()};
  proj_log_level(context.get(), PJ_LOG_NONE);
  const Pj known{proj_create(context.get(), crs.c_str())};
  const char* name = known ? proj_get_name(known.get()) : nullptr;
  return name != nullptr ? name : "";
}

}  // namespace quyhoach::geo
