#pragma once

#include <vector>

#include "geo/tile/tile_point.h"

namespace quyhoach::geo {

/// Drops vertices of an open line that lie within `tolerance` tile units of what remains (Douglas and Peucker 1973).
/// The two ends stay.
void simplify_line(std::vector<WidePoint>& line, double tolerance);

/// The same for an open ring. It is cut at its westernmost vertex and the vertex farthest from that, not where the ring
/// happens to begin, so that a ring gives the same result wherever it begins. May leave fewer than three vertices, and
/// may make a ring cross itself: the caller checks.
void simplify_ring(std::vector<WidePoint>& ring, double tolerance);

}  // namespace quyhoach::geo
