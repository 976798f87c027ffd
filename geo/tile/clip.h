#pragma once

#include <span>
#include <vector>

#include "geo/coord/points.h"
#include "geo/tile/tile_frame.h"
#include "geo/tile/tile_point.h"

namespace quyhoach::geo {

enum class Place { kInside, kAcross, kOutside };

/// Where a ring's (or line's) own box lies after rounding; rounding keeps order, so the corners tell. \pre not empty
[[nodiscard]] Place place_of(std::span<const WorldPoint> ring, const TileFrame& frame, TileBox box) noexcept;

/// Cuts an open ring by the box (Sutherland and Hodgman 1974, one edge of the box after the other) and appends what is
/// left to `out`. A concave ring may come out with edges that run to and fro along the border: the caller must check.
/// Cut points are rounded to the grid, alike for both directions of an edge, so that neighbours stay neighbours.
void clip_ring(std::span<const WidePoint> ring, TileBox box, std::vector<TilePoint>& out);

/// Cuts a line by the box (Liang and Barsky 1984) and appends each piece of two different points or more to `out` as a
/// line of its own. Repeated points are dropped.
void clip_line(std::span<const WidePoint> line, TileBox box, TileRings& out);

}  // namespace quyhoach::geo
