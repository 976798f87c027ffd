#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "geo/tile/tile_point.h"

namespace quyhoach::geo {

/// What one pass around an open ring tells.
struct RingShape {
  std::int64_t area2 = 0;       ///< Twice the area by the surveyor's formula; positive if clockwise on the screen.
  bool every_vertex_turns = false;  ///< No repeated point, no vertex on a straight line, no spike.
  bool convex = false;          ///< Certainly simple. Implies every_vertex_turns.
};

/// \pre ring.size() ≥ 3
[[nodiscard]] RingShape measure_ring(std::span<const TilePoint> ring) noexcept;

/// Removes repeated points, vertices on a straight line and spikes from the ring that begins at `begin` and ends with
/// the array, until none is left. What remains of a ring without area is fewer than three points.
void clean_ring(std::vector<TilePoint>& points, std::size_t begin);

/// Cleans the ring made of every point from `begin` on, winds it (shells clockwise on the screen, MVT 2.1 §4.3.4.4) and
/// closes it, or takes it back if twice its area is below `min_area2` or nothing. \return whether it stayed.
bool settle_ring(bool shell, std::size_t begin, std::int64_t min_area2, TileRings& out);

/// Whether the rings together are what MVT 2.1 §4.3.4.4 asks of a polygon (or of several). Exact, and stricter than the
/// standard: rings may not even touch in a point, neither themselves nor one another.
/// \pre Every vertex of every ring turns (`clean_ring`); the first ring is a shell.
[[nodiscard]] bool rings_are_valid(const TileRings& rings);

}  // namespace quyhoach::geo
