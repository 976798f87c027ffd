#include "geo/geom/generalise.h"

#include <cmath>
#include <optional>
#include <utility>
#include <vector>

#include "geo/geom/measure.h"

namespace quyhoach::geo {

namespace {

/// Snap rounding by `round`, once as the shape is and once repaired: GEOS 3.11 stumbles over a few valid shapes ("side location
/// conflict"), and these are only drawn.
template <typename Round>
Result<GeosGeometry> rounded(const GEOSGeometry& polygons, Round&& round) {
  GEOSContextHandle_t context = geos_context();
  GeosGeometry result{round(polygons)};
  if (result && GEOSisValid_r(context, result.get()) == 1) {
    return result;
  }
  const GeosGeometry repaired{GEOSMakeValid_r(context, &polygons)};
  // Growing by nothing joins parts and drops the lines and points that repair leaves.
  const GeosGeometry clean{repaired ? GEOSBuffer_r(context, repaired.get(), 0.0, 1) : nullptr};
  result.reset(clean ? round(*clean) : nullptr);
  if (!result || GEOSisValid_r(context, result.get()) != 1) {
    return geos_error(ErrorCode::kInternal);
  }
  return result;
}

/// Each point rounded, and nothing else; nothing where that makes an invalid shape.
std::optional<GeosGeometry> points_on_grid(const GEOSGeometry& polygons, double step) {
  ShapeStore shape;
  if (!add_polygons(polygons, shape)) {
    return std::nullopt;
  }
  const auto view = shape.view(0);
  ShapeStore on_grid;
  std::vector<GridPoint> ring;
  for (std::size_t i = 0; i < view.ring_count(); ++i) {
    ring.clear();
    for (const GridPoint p : view.ring(i)) {
      const GridPoint at{std::round(p.east_m / step) * step, std::round(p.north_m / step) * step};
      if (ring.empty() || at != ring.back()) {
        ring.push_back(at);
      }
    }
    while (ring.size() > 1 && ring.front() == ring.back()) {
      ring.pop_back();
    }
    if (ring.size() < 3) {
      return std::nullopt;
    }
    on_grid.add_ring(ring, view.is_shell(i));
  }
  on_grid.end_shape();
  auto rounded = polygons_to_geos(on_grid.view(0));
  const bool good = rounded && GEOSisValid_r(geos_context(), rounded->get()) == 1;
  return good ? std::optional{std::move(*rounded)} : std::nullopt;
}

}  // namespace

Result<GeosGeometry> fit_to_grid(const GEOSGeometry& polygons, double step) {
  // Most shapes stay valid when each of their points is rounded: that takes a quarter of the time of looking for points on the way.
  if (auto simple = points_on_grid(polygons, step)) {
    return std::move(*simple);
  }
  return rounded(polygons, [&](const GEOSGeometry& g) { return GEOSGeom_setPrecision_r(geos_context(), &g, step, 0); });
}

GeosGeometry close_gaps(GeosGeometry polygons, double width) {
  constexpr double kMitreLimit = 2.0;
  const auto grown = [](const GEOSGeometry& geometry, double by) {
    return GeosGeometry{
        GEOSBufferWithStyle_r(geos_context(), &geometry, by, 1, GEOSBUF_CAP_FLAT, GEOSBUF_JOIN_MITRE, kMitreLimit)};
  };
  const GeosGeometry wide = grown(*polygons, width / 2.0);
  GeosGeometry closed = wide ? grown(*wide, -width / 2.0) : nullptr;
  const bool good = closed && GEOSisEmpty_r(geos_context(), closed.get()) == 0;
  return good ? std::move(closed) : std::move(polygons);
}

Result<GeosGeometry> cut_on_grid(const GEOSGeometry& polygons, const GridBox& box, double step) {
  // Not GEOSClipByRect: it is faster, and on some polygons it silently returns the whole box.
  const GeosGeometry window{
      GEOSGeom_createRectangle_r(geos_context(), box.min_east_m, box.min_north_m, box.max_east_m, box.max_north_m)};
  return rounded(polygons, [&](const GEOSGeometry& g) {
    return GEOSIntersectionPrec_r(geos_context(), &g, window.get(), step);
  });
}

void add_world_polygon(const ShapeView<GridPoint>& shape, WorldStore& store) {
  std::vector<WorldPoint> points;
  for (std::size_t i = 0; i < shape.ring_count(); ++i) {
    points.clear();
    for (const GridPoint p : shape.ring(i)) {
      points.push_back({static_cast<std::uint32_t>(p.east_m), static_cast<std::uint32_t>(p.north_m)});
    }
    store.add_ring(points, shape.is_shell(i));
  }
  store.end_shape();
}

std::size_t add_large_polygons(const GEOSGeometry& polygons, double smallest, WorldStore& store) {
  ShapeStore all;
  if (!add_polygons(polygons, all)) {
    return 0;
  }
  std::size_t added = 0;
  bool open = false;
  std::vector<WorldPoint> points;
  const auto shape = all.view(0);
  for (std::size_t i = 0; i < shape.ring_count(); ++i) {
    const bool large = std::abs(signed_area_m2(shape.ring(i))) >= smallest;
    if (shape.is_shell(i)) {
      if (open) {
        store.end_shape();
      }
      open = large;
      added += large ? std::size_t{1} : 0;
    }
    if (open && large) {
      points.clear();
      for (const GridPoint p : shape.ring(i)) {
        points.push_back({static_cast<std::uint32_t>(p.east_m), static_cast<std::uint32_t>(p.north_m)});
      }
      store.add_ring(points, shape.is_shell(i));
    }
  }
  if (open) {
    store.end_shape();
  }
  return added;
}

}  // namespace quyhoach::geo
