#pragma once

#include <cstdint>
#include <vector>

#include "geo/geom/edge_stretch.h"

namespace quyhoach::geo {

/// Stretches along which the outlines of two shapes run side by side without being the same line.
struct NearMiss {
  std::uint32_t first = 0;   ///< Shape of the one edge; less than `second` where both are of one set.
  std::uint32_t second = 0;
  double length_m = 0.0;     ///< Of all stretches.
  double distance_m = 0.0;   ///< Greatest.
  GridPoint place;           ///< Where that is.
  ShapeStore stretches;      ///< Lines on the first shape's outline: one shape.
};

/// Among edges of one set of polygons, each on its left, those that run against each other. \param edges  unmatched_edges
[[nodiscard]] std::vector<NearMiss> near_misses(const std::vector<ShapeEdge>& edges, const NearMissLimits& limits = {});

}  // namespace quyhoach::geo
