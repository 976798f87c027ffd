#include "geo/geom/generalise.h"

#include <cmath>
#include <memory>

#include "geo/geom/measure.h"

namespace quyhoach::geo {

namespace {

GeosGeometry grown(const GEOSGeometry& geometry, double by_m) {
  constexpr double kMitreLimit = 2.0;
  return GeosGeometry{GEOSBufferWithStyle_r(geos_context(), &geometry, by_m, 1, GEOSBUF_CAP_FLAT, GEOSBUF_JOIN_MITRE, kMitreLimit)};
}

}  // namespace

Result<GeosGeometry> merge_for_map(std::span<const GEOSGeometry* const> polygons, double detail_m) {
  auto merged = union_of(polygons);
  if (!merged) {
    return merged.error();
  }
  GeosGeometry closed = grown(**merged, detail_m / 2.0);
  if (closed) {
    closed = grown(*closed, -detail_m / 2.0);
  }
  if (closed) {
    closed.reset(GEOSTopologyPreserveSimplify_r(geos_context(), closed.get(), detail_m / 2.0));
  }
  if (!closed) {
    return geos_error(ErrorCode::kInternal);
  }
  return closed;
}

std::size_t add_large_polygons(const GEOSGeometry& merged, double smallest_m2, ShapeStore& store) {
  ShapeStore all;
  if (!add_polygons(merged, all)) {
    return 0;
  }
  std::size_t added = 0;
  bool open = false;
  const auto shape = all.view(all.points().data(), 0);
  for (std::size_t i = 0; i < shape.ring_count(); ++i) {
    const bool large = std::abs(signed_area_m2(shape.ring(i))) >= smallest_m2;
    if (shape.is_shell(i)) {
      if (open) {
        store.end_shape();
      }
      open = large;
      added += large ? std::size_t{1} : 0;
    }
    if (open && large) {
      store.add_ring(shape.ring(i), shape.is_shell(i));
    }
  }
  if (open) {
    store.end_shape();
  }
  return added;
}

}  // namespace quyhoach::geo
