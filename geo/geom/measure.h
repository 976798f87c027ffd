#pragma once

#include <span>

#include "geo/geom/box.h"
#include "geo/geom/shape.h"

namespace quyhoach::geo {

/// Signed area of an open ring in m², counter-clockwise positive (shoelace about the ring's first point, so that grid
/// coordinates of a million metres cost no digits).
[[nodiscard]] double signed_area_m2(std::span<const GridPoint> ring) noexcept;

/// Area of a multipolygon in m². \pre rings wound as ShapeView says
[[nodiscard]] double area_m2(const ShapeView<GridPoint>& shape) noexcept;

/// Length of a multi-line in m (rings read as open lines).
[[nodiscard]] double length_m(const ShapeView<GridPoint>& lines) noexcept;

[[nodiscard]] GridBox box_of(const ShapeView<GridPoint>& shape) noexcept;

/// Whether the ray that runs east from `point` crosses the edge a–b. Half-open in north, and computed from the lower to the
/// upper end, so that both polygons at an edge agree.
[[nodiscard]] inline bool ray_crosses(GridPoint a, GridPoint b, GridPoint point) noexcept {
  if ((a.north_m > point.north_m) == (b.north_m > point.north_m)) {
    return false;
  }
  const GridPoint& low = a.north_m < b.north_m ? a : b;
  const GridPoint& high = a.north_m < b.north_m ? b : a;
  return (high.east_m - low.east_m) * (point.north_m - low.north_m) - (point.east_m - low.east_m) * (high.north_m - low.north_m) > 0.0;
}

/// Even-odd test over all rings. Edges are half-open: a point on an edge shared by two polygons lies in exactly one of them.
[[nodiscard]] bool contains(const ShapeView<GridPoint>& shape, GridPoint point) noexcept;

/// Distance in m from `point` to the nearest part of the rings or lines (0 is only returned for a point on one).
[[nodiscard]] double distance_to_edges_m(const ShapeView<GridPoint>& shape, GridPoint point, bool closed) noexcept;

}  // namespace quyhoach::geo
