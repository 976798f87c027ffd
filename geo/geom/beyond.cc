#include "geo/geom/beyond.h"

#include <utility>
#include <vector>

#include "geo/geom/measure.h"
#include "geo/geom/overlay.h"

namespace quyhoach::geo {

namespace {

/// Less is rounding.
constexpr double kLeast_m2 = 1e-6;

}  // namespace

Result<Limit> Limit::create(const ShapeStore& polygons, double tolerance_m) {
  std::vector<GeosGeometry> owned;
  std::vector<const GEOSGeometry*> parts;
  for (std::size_t i = 0; i < polygons.size(); ++i) {
    auto part = polygons_to_geos(polygons.view(i));
    if (!part) {
      return part.error();
    }
    parts.push_back(owned.emplace_back(std::move(*part)).get());
  }
  auto area = union_of(parts);
  if (!area) {
    return area.error();
  }
  constexpr int kQuadrantSegments = 8;
  Limit limit;
  limit.area_ = std::move(*area);
  limit.grown_.reset(GEOSBuffer_r(geos_context(), limit.area_.get(), tolerance_m, kQuadrantSegments));
  ShapeStore grown;
  if (!limit.grown_ || !add_polygons(*limit.grown_, grown)) {
    return geos_error(ErrorCode::kInternal);
  }
  limit.grown_layer_ = AreaLayer{std::move(grown)};
  return limit;
}

bool Limit::holds(const ShapeView<GridPoint>& shape) const {
  bool held = false;
  grown_layer_.visit_touching(box_of(shape), shape.ring(0).front(), [&](std::uint32_t, Relation relation) { held = relation == Relation::kContains; });
  return held;
}

Result<ShapeStore> Limit::beyond(const ShapeView<GridPoint>& shape) const {
  ShapeStore none;
  if (holds(shape)) {
    return none;
  }
  const auto polygon = polygons_to_geos(shape);
  if (!polygon) {
    return polygon.error();
  }
  const GeosGeometry far{GEOSDifference_r(geos_context(), polygon->get(), grown_.get())};
  double far_m2 = 0.0;
  if (!far || GEOSArea_r(geos_context(), far.get(), &far_m2) != 1) {
    return geos_error(ErrorCode::kInternal);
  }
  if (far_m2 <= kLeast_m2) {
    return none;
  }
  const GeosGeometry outside{GEOSDifference_r(geos_context(), polygon->get(), area_.get())};
  ShapeStore parts;
  if (!outside) {
    return geos_error(ErrorCode::kInternal);
  }
  for (int i = 0; i < GEOSGetNumGeometries_r(geos_context(), outside.get()); ++i) {
    const GEOSGeometry& part = *GEOSGetGeometryN_r(geos_context(), outside.get(), i);
    const auto common_m2 = intersection_area_m2(part, *far);
    if (!common_m2) {
      return common_m2.error();
    }
    if (*common_m2 > kLeast_m2) {
      add_polygons(part, parts);
    }
  }
  ShapeStore all;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    for (std::size_t r = 0; r < parts.view(i).ring_count(); ++r) {
      all.add_ring(parts.view(i).ring(r), parts.view(i).is_shell(r));
    }
  }
  if (parts.size() > 0) {
    all.end_shape();
  }
  return all;
}

}  // namespace quyhoach::geo
