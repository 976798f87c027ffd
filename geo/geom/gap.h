#pragma once

#include "geo/coord/points.h"
#include "geo/geom/shape.h"

namespace quyhoach::geo {

/// Distance in m from a polygon to other polygons or lines: 0 where an edge of theirs meets one of its own, or a line lies in it. A
/// polygon that lies whole in the other is as far as its edges are. Cost: the product of both edge counts within `most_m` of each other.
/// \param are_closed  whether `others` are rings of polygons, not lines; \param most_m  returned where they are no nearer
[[nodiscard]] double gap_m(const ShapeView<GridPoint>& polygon, const ShapeView<GridPoint>& others, bool are_closed, double most_m) noexcept;

/// Whether lines run anywhere in a polygon further than `depth_m` from its edge. Looked at every eighth of the depth, so that a line that
/// goes deeper by less than a sixteenth may be missed. \pre depth_m > 0
[[nodiscard]] bool runs_deeper(const ShapeView<GridPoint>& polygon, const ShapeView<GridPoint>& lines, double depth_m) noexcept;

}  // namespace quyhoach::geo
