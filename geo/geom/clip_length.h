#pragma once

#include "geo/coord/points.h"
#include "geo/geom/shape.h"

namespace quyhoach::geo {

/// Length in m of the part of `lines` (rings read as open lines) that lies in the multipolygon or on its edge.
///
/// Every segment is cut where it meets an edge or passes a corner; a piece counts when its middle lies inside or within a
/// nanometre of an edge (grid coordinates carry 2e-10 m). Cost: the product of both vertex counts near each other, so keep
/// the polygon small (parcels), and use overlay.h for large ones.
///
/// \pre the polygon is valid and wound as ShapeView says.
[[nodiscard]] double common_length_m(const ShapeView<GridPoint>& polygon, const ShapeView<GridPoint>& lines);

}  // namespace quyhoach::geo
