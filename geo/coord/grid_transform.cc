#include "geo/coord/grid_transform.h"

#include <algorithm>
#include <cmath>
#include <string_view>

#include <proj.h>

namespace quyhoach::geo {

namespace {

struct ListDeleter {
  void operator()(PJ_OBJ_LIST* list) const noexcept { proj_list_destroy(list); }
};
struct FactoryDeleter {
  void operator()(PJ_OPERATION_FACTORY_CONTEXT* factory) const noexcept {
    proj_operation_factory_context_destroy(factory);
  }
};
struct PjDeleter {
  void operator()(PJ* pj) const noexcept { proj_destroy(pj); }
};
using Pj = std::unique_ptr<PJ, PjDeleter>;

/// "EPSG:6960"; PROJ writes the authority of a step run backwards as INVERSE(EPSG). A map projection has a code too, but leaves
/// the choice of datum operation to PROJ.
bool has_code(const PJ* operation, std::string_view wanted) {
  if (proj_get_type(operation) == PJ_TYPE_CONVERSION) {
    return false;
  }
  const char* authority = proj_get_id_auth_name(operation, 0);
  const char* code = proj_get_id_code(operation, 0);
  if (authority == nullptr || code == nullptr) {
    return false;
  }
  const std::string name = std::string{authority} + ":" + code;
  return name == wanted || name == "INVERSE(EPSG):" + std::string{wanted.substr(wanted.find(':') + 1)};
}

/// Whether `operation` is the wanted datum operation, alone or as the only datum step after a map projection.
bool uses_operation(PJ_CONTEXT* context, const PJ* operation, std::string_view wanted) {
  if (proj_get_type(operation) != PJ_TYPE_CONCATENATED_OPERATION) {
    return wanted == "none" ? proj_get_type(operation) == PJ_TYPE_CONVERSION : has_code(operation, wanted);
  }
  const int steps = proj_concatoperation_get_step_count(context, operation);
  for (int i = 0; i < steps; ++i) {
    const Pj step{proj_concatoperation_get_step(context, operation, i)};
    if (step && has_code(step.get(), wanted)) {
      return true;
    }
  }
  return false;
}

}  // namespace

bool is_epsg_code(const std::string& text) noexcept {
  constexpr std::string_view kAuthority = "EPSG:";
  return text.starts_with(kAuthority) && text.size() >= kAuthority.size() + 4 && text.size() <= kAuthority.size() + 6 &&
         std::all_of(text.begin() + kAuthority.size(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

void GridTransform::ContextDeleter::operator()(pj_ctx* context) const noexcept { proj_context_destroy(context); }

void GridTransform::TransformDeleter::operator()(PJconsts* transform) const noexcept { proj_destroy(transform); }

Result<GridTransform> GridTransform::create(const std::string& crs, const std::string& datum_operation) {
  if (!is_epsg_code(crs)) {
    return Error{ErrorCode::kCrsNotAllowed, "a CRS is written EPSG:nnnn, not " + crs};
  }
  if (datum_operation != "none" && !is_epsg_code(datum_operation)) {
    return Error{ErrorCode::kCrsNotAllowed, "a datum operation is written EPSG:nnnn or none, not " + datum_operation};
  }
  return open(crs, datum_operation);
}

Result<GridTransform> GridTransform::create_projection(const std::string& crs) {
  if (!is_epsg_code(crs)) {
    return Error{ErrorCode::kCrsNotAllowed, "a CRS is written EPSG:nnnn, not " + crs};
  }
  return open(crs, "");
}

Result<GridTransform> GridTransform::open(const std::string& crs, const std::string& operation) {
  GridTransform result;
  result.context_.reset(proj_context_create());
  PJ_CONTEXT* context = result.context_.get();
  proj_log_level(context, PJ_LOG_NONE);  // We report through Result instead of stderr.
  proj_context_set_enable_network(context, 0);
  const Pj source{proj_create(context, crs.c_str())};
  if (!source) {
    return Error{ErrorCode::kCrsNotAllowed, "PROJ does not know " + crs};
  }
  if (proj_get_type(source.get()) != PJ_TYPE_PROJECTED_CRS) {
    return Error{ErrorCode::kCrsNotAllowed, crs + " is not a projected CRS: areas need a plane in metres"};
  }
  const Pj target{operation.empty() ? proj_crs_get_geodetic_crs(context, source.get()) : proj_create(context, "EPSG:4326")};
  if (!target) {
    return Error{ErrorCode::kCrsNotAllowed, "PROJ does not know the degrees of " + crs};
  }
  const std::unique_ptr<PJ_OPERATION_FACTORY_CONTEXT, FactoryDeleter> factory{
      proj_create_operation_factory_context(context, nullptr)};
  proj_operation_factory_context_set_spatial_criterion(context, factory.get(),
                                                       PROJ_SPATIAL_CRITERION_PARTIAL_INTERSECTION);
  proj_operation_factory_context_set_grid_availability_use(context, factory.get(), PROJ_GRID_AVAILABILITY_IGNORED);
  const std::unique_ptr<PJ_OBJ_LIST, ListDeleter> list{
      proj_create_operations(context, source.get(), target.get(), factory.get())};
  const int count = list ? proj_list_get_count(list.get()) : 0;
  for (int i = 0; i < count; ++i) {
    const Pj candidate{proj_list_get(context, list.get(), i)};
    const bool is_it = operation.empty() ? proj_get_type(candidate.get()) == PJ_TYPE_CONVERSION
                                         : uses_operation(context, candidate.get(), operation);
    if (!is_it) {
      continue;
    }
    result.transform_.reset(proj_normalize_for_visualization(context, candidate.get()));
    if (result.transform_) {
      return result;
    }
  }
  return Error{ErrorCode::kCrsNotAllowed, "operation " + operation + " does not join " + crs + " to WGS 84"};
}

Result<GridTransform> GridTransform::clone() const {
  GridTransform result;
  result.context_.reset(proj_context_clone(context_.get()));
  result.transform_.reset(proj_clone(result.context_.get(), transform_.get()));
  return result.transform_ ? Result<GridTransform>{std::move(result)} : Result<GridTransform>{Error{ErrorCode::kInternal, "PROJ cannot copy an operation"}};
}

Result<LonLat> GridTransform::to_lonlat(GridPoint point) const {
  proj_errno_reset(transform_.get());
  const PJ_COORD out = proj_trans(transform_.get(), PJ_FWD, proj_coord(point.east_m, point.north_m, 0.0, HUGE_VAL));
  if (proj_errno(transform_.get()) != 0 || !std::isfinite(out.xy.x) || !std::isfinite(out.xy.y)) {
    return Error{ErrorCode::kParameterValue, "grid point cannot be mapped to WGS 84"};
  }
  return LonLat{out.xy.x, out.xy.y};
}

Result<GridPoint> GridTransform::to_grid(LonLat point) const {
  proj_errno_reset(transform_.get());
  const PJ_COORD out = proj_trans(transform_.get(), PJ_INV, proj_coord(point.lon_deg, point.lat_deg, 0.0, HUGE_VAL));
  if (proj_errno(transform_.get()) != 0 || !std::isfinite(out.xy.x) || !std::isfinite(out.xy.y)) {
    return Error{ErrorCode::kParameterValue, "position cannot be mapped to the grid"};
  }
  return GridPoint{out.xy.x, out.xy.y};
}

}  // namespace quyhoach::geo
