#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "geo/geom/box.h"
#include "geo/geom/edge_match.h"
#include "geo/geom/run_tree.h"

namespace quyhoach::geo {

[[nodiscard]] inline GridBox box_of(const ShapeEdge& edge) noexcept {
  GridBox box;
  box.extend(edge.a);
  box.extend(edge.b);
  return box;
}

/// Edges to be found by place: a tree over short runs of them, in an order of its own. Deeply const: any number of threads may ask.
class EdgeIndex {
 public:
  /// \param edges  neighbours in order are best neighbours on the ground, as those of one polygon are
  explicit EdgeIndex(std::vector<ShapeEdge> edges);

  /// Calls `visit(edge)` for every edge whose box meets `box`.
  template <typename Visit>
  void visit(const GridBox& box, Visit&& visit) const {
    tree_.query(box, [&](std::uint32_t run) {
      for (const ShapeEdge& edge : run_at(begins_[run])) {
        if (box_of(edge).intersects(box)) {
          visit(edge);
        }
      }
    });
  }

 private:
  static constexpr std::size_t kRun = 8;
  [[nodiscard]] std::span<const ShapeEdge> run_at(std::size_t begin) const noexcept {
    return std::span{edges_}.subspan(begin, std::min(kRun, edges_.size() - begin));
  }

  std::vector<ShapeEdge> edges_;
  std::vector<std::uint32_t> begins_;  ///< Of the runs, in the order of the tree.
  RunTree tree_;
};

}  // namespace quyhoach::geo
