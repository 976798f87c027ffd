#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "geo/geom/shape_store.h"

namespace quyhoach::geo {

/// One side of a polygon: from a to b, the polygon on its left.
struct ShapeEdge {
  GridPoint a;
  GridPoint b;
  std::uint32_t shape = 0;  ///< Its index.
};

/// Which polygons meet along which edges, by equal coordinates. Where every edge is shared, nothing overlaps and nothing gapes: what
/// is left over is where to look.
struct EdgeMatch {
  std::vector<ShapeEdge> loose;  ///< Edges that are not shared by exactly two polygons, one on either side.
  std::vector<std::pair<std::uint32_t, std::uint32_t>> neighbours;  ///< Shapes on both sides of a shared edge, either order; sorted.
  std::vector<bool> repeats;     ///< Of each edge given: whether it is shared and the later of the two.

  /// The shapes that share an edge with one, ascending.
  template <typename Visit>
  void visit_neighbours(std::uint32_t shape, Visit&& visit) const {
    auto at = std::lower_bound(neighbours.begin(), neighbours.end(), std::pair{shape, std::uint32_t{0}});
    for (; at != neighbours.end() && at->first == shape; ++at) {
      visit(at->second);
    }
  }
};

/// Appends every edge of a shape that has a length. \pre wound as ShapeView says
void add_edges(const ShapeView<GridPoint>& shape, std::uint32_t index, std::vector<ShapeEdge>& edges);

/// Every edge of every shape that has a length. \pre wound as ShapeView says
[[nodiscard]] std::vector<ShapeEdge> edges_of(const ShapeStore& shapes);

/// Time n log n in the number of edges. Any thread.
[[nodiscard]] EdgeMatch match_edges(std::span<const ShapeEdge> edges);

/// Edges whose opposites are among them are taken out with these, one for one; the order of the others is kept.
[[nodiscard]] std::vector<ShapeEdge> without_opposites(std::span<const ShapeEdge> edges);

}  // namespace quyhoach::geo
