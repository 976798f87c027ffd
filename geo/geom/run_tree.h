#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "geo/geom/box.h"

namespace quyhoach::geo {

/// A point as floats, near enough for boxes that are rounded outwards by more.
struct RayStart {
  float north = 0.0F;
  float east = 0.0F;
};

/// Packed R-tree over items in their given order: level 0 holds one box per item, every next level one box per run of 16.
/// Right in any order; fast when neighbours in order are neighbours on the ground, so objects are written in Hilbert order.
/// Boxes are floats rounded outwards: a query may return a neighbour within 0.25 m, never miss one.
///
/// Immutable after construction: any number of threads may query.
class RunTree {
 public:
  RunTree() = default;
  explicit RunTree(const std::vector<GridBox>& items);

  /// Calls `visit(index)` for every item whose (rounded) box meets `box`, in ascending order.
  template <typename Visit>
  void query(const GridBox& box, Visit&& visit) const {
    if (!levels_.empty()) {
      const Box query = rounded(box);
      descend(levels_.size() - 1, 0, levels_.back().size(), query, visit);
    }
  }

  /// Whether an item's (rounded) box may be crossed by the ray that runs east from `point`. \pre index < size()
  [[nodiscard]] bool may_cross_ray(std::size_t index, const RayStart& from) const noexcept {
    const Box& box = levels_.front()[index];
    return box.min_north <= from.north && box.max_north >= from.north && box.max_east >= from.east;
  }

  [[nodiscard]] std::size_t size() const noexcept { return levels_.empty() ? 0 : levels_.front().size(); }
  [[nodiscard]] std::size_t memory_bytes() const noexcept;

 private:
  static constexpr std::size_t kRun = 16;
  struct Box {
    float min_east, min_north, max_east, max_north;
    [[nodiscard]] bool intersects(const Box& o) const noexcept {
      return min_east <= o.max_east && o.min_east <= max_east && min_north <= o.max_north && o.min_north <= max_north;
    }
  };
  static Box rounded(const GridBox& box) noexcept;

  template <typename Visit>
  void descend(std::size_t level, std::size_t begin, std::size_t end, const Box& query, Visit& visit) const {
    const std::vector<Box>& boxes = levels_[level];
    for (std::size_t i = begin; i < end; ++i) {
      if (!boxes[i].intersects(query)) {
        continue;
      }
      if (level == 0) {
        visit(static_cast<std::uint32_t>(i));
      } else {
        descend(level - 1, i * kRun, std::min((i + 1) * kRun, levels_[level - 1].size()), query, visit);
      }
    }
  }

  std::vector<std::vector<Box>> levels_;
};

/// Position of a point along a Hilbert curve over `box`, for sorting items before they are written.
[[nodiscard]] std::uint32_t hilbert_index(GridPoint point, const GridBox& box) noexcept;

}  // namespace quyhoach::geo
