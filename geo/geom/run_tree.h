#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "geo/geom/box.h"

namespace quyhoach::geo {

/// Packed R-tree over items in their given order: level 0 holds one box per item, every next level one box per run of 16.
/// Right in any order; fast when neighbours in order are neighbours on the ground, so objects are written in Hilbert order.
/// Boxes are kept in cells of 1/65532 of the extent of all items (0.2 m in a commune): a query may return a neighbour within a
/// cell, never miss one.
///
/// Immutable after construction: any number of threads may query.
class RunTree {
 public:
  RunTree() = default;
  explicit RunTree(const std::vector<GridBox>& items);

  /// Calls `visit(index)` for every item whose (rounded) box meets `box`, in ascending order.
  template <typename Visit>
  void query(const GridBox& box, Visit&& visit) const {
    query(box, 0, size(), visit);
  }

  /// The same for the items first … last − 1 only. \pre last <= size()
  template <typename Visit>
  void query(const GridBox& box, std::size_t first, std::size_t last, Visit&& visit) const {
    if (first >= last) {
      return;
    }
    std::size_t level = 0;  // The lowest on which one run of boxes holds all of them.
    while (level + 1 < levels_.size() && over(last - 1, level) - over(first, level) >= kRun) {
      ++level;
    }
    descend(level, over(first, level), over(last - 1, level) + 1, {first, last}, cells_of(box), visit);
  }

  /// A box as the tree keeps it, and whether an item's box meets one. \pre index < size()
  struct Box {
    std::uint16_t min_east, min_north, max_east, max_north;
    [[nodiscard]] bool intersects(const Box& o) const noexcept {
      return min_east <= o.max_east && o.min_east <= max_east && min_north <= o.max_north && o.min_north <= max_north;
    }
  };
  [[nodiscard]] Box cells_of(const GridBox& box) const noexcept;
  [[nodiscard]] bool meets(std::size_t index, const Box& box) const noexcept { return levels_.front()[index].intersects(box); }

  [[nodiscard]] std::size_t size() const noexcept { return levels_.empty() ? 0 : levels_.front().size(); }
  [[nodiscard]] std::size_t memory_bytes() const noexcept;

 private:
  static constexpr std::size_t kRun = 16;
  static constexpr std::size_t kRunBits = 4;
  struct Range {
    std::size_t first, last;
  };
  /// The box of `level` that holds an item.
  static constexpr std::size_t over(std::size_t item, std::size_t level) noexcept { return item >> (kRunBits * level); }

  template <typename Visit>
  void descend(std::size_t level, std::size_t begin, std::size_t end, const Range& items, const Box& query, Visit& visit) const {
    const std::vector<Box>& boxes = levels_[level];
    for (std::size_t i = begin; i < end; ++i) {
      if (!boxes[i].intersects(query)) {
        continue;
      }
      if (level == 0) {
        visit(static_cast<std::uint32_t>(i));
      } else {
        descend(level - 1, std::max(i * kRun, over(items.first, level - 1)),
                std::min((i + 1) * kRun, over(items.last - 1, level - 1) + 1), items, query, visit);
      }
    }
  }

  [[nodiscard]] std::uint16_t cell(double distance_m, double per_m) const noexcept;

  GridPoint origin_;
  double per_east_m_ = 0.0;  ///< Cells.
  double per_north_m_ = 0.0;
  std::vector<std::vector<Box>> levels_;
};

/// Position of a point along a Hilbert curve over `box`, for sorting items before they are written.
[[nodiscard]] std::uint32_t hilbert_index(GridPoint point, const GridBox& box) noexcept;

}  // namespace quyhoach::geo
