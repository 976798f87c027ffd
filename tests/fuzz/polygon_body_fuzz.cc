// libFuzzer target for the body of POST /api/v1/planning and, where it is not JSON, for a list of corners in a query: one valid shape within
// the limits, or a refusal; a shape's corners written down again are the same shape.
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "geo/geom/measure.h"
#include "server/handlers/polygon_body.h"

namespace {

namespace geo = quyhoach::geo;

void require(bool claim) {
  if (!claim) {
    std::abort();
  }
}

/// The corners as a permanent address has them.
std::string written(const geo::ShapeView<geo::GridPoint>& shape) {
  std::string text;
  for (const geo::GridPoint p : shape.ring(0)) {
    std::array<char, 80> corner{};
    std::snprintf(corner.data(), corner.size(), "%s%.17g,%.17g", text.empty() ? "" : ";", p.east_m, p.north_m);
    text += corner.data();
  }
  return text;
}

geo::District district() {
  geo::District out;
  out.crs = "EPSG:9210";
  out.datum_operation = "EPSG:6960";
  out.bbox = {106.35, 10.88, 106.70, 11.17};
  return out;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const geo::District kDistrict = district();
  static const auto kTransform = geo::GridTransform::create(kDistrict.crs, kDistrict.datum_operation);
  require(kTransform.has_value());
  const std::string body{reinterpret_cast<const char*>(data), size};  // NOLINT(*-reinterpret-cast)
  const quyhoach::server::PolygonLimits limits;
  const bool is_list = !body.starts_with('{');
  const auto shape = is_list ? quyhoach::server::read_corner_list(body, kDistrict, *kTransform, limits)
                             : quyhoach::server::read_polygon(body, kDistrict, *kTransform, limits);
  if (shape && is_list) {
    const auto again = quyhoach::server::read_corner_list(written(shape->view(0)), kDistrict, *kTransform, limits);
    require(again && std::ranges::equal(again->points(), shape->points()));
  }
  if (shape) {
    require(shape->size() == 1 && shape->points().size() <= limits.vertices);
    const double area_m2 = geo::area_m2(shape->view(0));
    require(area_m2 > 0.0 && area_m2 <= limits.area_m2);
  }
  return 0;
}
