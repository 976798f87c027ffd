#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "geo/geom/edge_index.h"
#include "geo/geom/edge_stretch.h"
#include "geo/geom/shape_store.h"

namespace quyhoach::geo {

/// Stretches of one shape's outline that run beside edges of another layer without being the same line.
struct BesideShape {
  std::uint32_t shape = 0;
  double length_m = 0.0;    ///< Of all stretches.
  double distance_m = 0.0;  ///< Greatest.
  GridPoint place;          ///< Where that is …
  std::uint32_t other = 0;  ///< … and the shape of the other layer that is nearest there.
  ShapeStore stretches;     ///< Lines: one shape.
};

/// How much of a layer's edges are edges of another.
struct EdgesBeside {
  double whole_m = 0.0;   ///< Of all edges.
  double on_m = 0.0;      ///< Within least_m of an edge of the other layer, and along it.
  double beside_m = 0.0;  ///< Further, up to most_m.
  std::vector<BesideShape> shapes;  ///< Ascending; without those whose stretches are corners only.
};

/// Holds edges against those of another layer. What is on one of its edges is beside none, and what is beside two is beside the
/// nearer. Edges that part until they are most_m apart, from a common point or across each other, are two lines, and not beside.
/// Time about that of the edges and of what is near them. Any thread. \param edges  those of one shape one after the other
[[nodiscard]] EdgesBeside edges_beside(std::span<const ShapeEdge> edges, const EdgeIndex& others, const NearMissLimits& limits = {});

}  // namespace quyhoach::geo
