#pragma once

#include "geo/coord/points.h"
#include "geo/geom/shape.h"

namespace quyhoach::geo {

/// Distance in m from a polygon to other polygons or lines: 0 where an edge of theirs meets one of its own, or a line lies in it. A
/// polygon that lies whole in the other is as far as its edges are. Cost: the product of both edge counts within `most_m` of each other.
/// \param are_closed  whether `others` are rings of polygons, not lines; \param most_m  returned where they are no nearer
[[nodiscard]] double gap_m(const ShapeView<GridPoint>& polygon, const ShapeView<GridPoint>& others, bool are_closed, double most_m) noexcept;

/// Whether lines are seen to run anywhere in a polygon further than `depth_m` from its edge. They are walked in steps of what is free
/// before anything deeper can come, but of an eighth of the depth and of a centimetre at least: one that goes deeper by half of that may be
/// missed, and so may one that runs along a polygon of thousands of corners for long without going deeper, for work ends after some
/// milliseconds. \pre depth_m > 0
[[nodiscard]] bool runs_deeper(const ShapeView<GridPoint>& polygon, const ShapeView<GridPoint>& lines, double depth_m) noexcept;

}  // namespace quyhoach::geo
