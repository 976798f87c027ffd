// libFuzzer target for the body of POST /api/v1/planning: one valid shape within the limits, or a refusal.
#include <cstddef>
#include <cstdint>
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
  const auto shape = quyhoach::server::read_polygon(body, kDistrict, *kTransform, limits);
  if (shape) {
    require(shape->size() == 1 && shape->points().size() <= limits.vertices);
    const double area_m2 = geo::area_m2(shape->view(0));
    require(area_m2 > 0.0 && area_m2 <= limits.area_m2);
  }
  return 0;
}
