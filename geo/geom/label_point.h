#pragma once

#include "geo/coord/points.h"
#include "geo/geom/shape.h"

namespace quyhoach::geo {

/// A point inside the largest ring of a polygon, where a label reads best: its centroid if that is inside, else the middle of
/// the widest stretch inside along the horizontal through it. \pre at least one ring of three points
[[nodiscard]] WorldPoint label_point(const ShapeView<WorldPoint>& shape);

}  // namespace quyhoach::geo
