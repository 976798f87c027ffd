#pragma once

#include <span>
#include <vector>

#include "geo/geom/edge_match.h"

namespace quyhoach::geo {

/// The same edges cut at each other's ends: points of them within `tolerance_m` of one another become one point, and an edge is led
/// through every point within `tolerance_m` of it. So the long side of a T-junction, which a neighbour has in two pieces, becomes
/// those pieces. No edge moves further than `tolerance_m`. Time n log n. Any thread.
[[nodiscard]] std::vector<ShapeEdge> split_at_ends(std::span<const ShapeEdge> edges, double tolerance_m);

}  // namespace quyhoach::geo
