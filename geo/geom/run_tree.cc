#include "geo/geom/run_tree.h"

#include <algorithm>
#include <utility>

namespace quyhoach::geo {

namespace {

// Cells 1 … kLast hold the items; a query that begins before or ends after them lies in cell 0 or kBeyond there, where nothing
// is, and an empty item begins in a cell that no query reaches.
constexpr std::uint16_t kLast = 65533;
constexpr std::uint16_t kBeyond = kLast + 1;
constexpr std::uint16_t kNever = kBeyond + 1;

double cells_per_metre(double extent_m) noexcept { return extent_m > 0.0 ? (kLast - 1) / extent_m : 1.0; }

}  // namespace

std::uint16_t RunTree::cell(double distance_m, double per_m) const noexcept {
  return static_cast<std::uint16_t>(std::clamp(distance_m * per_m + 1.0, 0.0, static_cast<double>(kBeyond)));
}

// Rounding is downwards for both ends: what is not east of a place never lies in a cell east of the place's.
RunTree::Box RunTree::cells_of(const GridBox& box) const noexcept {
  return {cell(box.min_east_m - origin_.east_m, per_east_m_), cell(box.min_north_m - origin_.north_m, per_north_m_),
          cell(box.max_east_m - origin_.east_m, per_east_m_), cell(box.max_north_m - origin_.north_m, per_north_m_)};
}

RunTree::RunTree(const std::vector<GridBox>& items) {
  if (items.empty()) {
    return;
  }
  GridBox all;
  for (const GridBox& item : items) {
    all.extend(item);
  }
  origin_ = all.empty() ? GridPoint{} : GridPoint{all.min_east_m, all.min_north_m};
  per_east_m_ = cells_per_metre(all.max_east_m - all.min_east_m);
  per_north_m_ = cells_per_metre(all.max_north_m - all.min_north_m);
  std::vector<Box> level;
  level.reserve(items.size());
  for (const GridBox& item : items) {
    Box box = cells_of(item);
    box.max_east = std::min(box.max_east, kLast);
    box.max_north = std::min(box.max_north, kLast);
    level.push_back(item.empty() ? Box{kNever, kNever, 0, 0} : box);
  }
  levels_.push_back(std::move(level));
  while (levels_.back().size() > kRun) {
    const std::vector<Box>& below = levels_.back();
    std::vector<Box> above;
    above.reserve(below.size() / kRun + 1);
    for (std::size_t begin = 0; begin < below.size(); begin += kRun) {
      Box box = below[begin];
      for (std::size_t i = begin + 1; i < std::min(begin + kRun, below.size()); ++i) {
        box = {std::min(box.min_east, below[i].min_east), std::min(box.min_north, below[i].min_north),
               std::max(box.max_east, below[i].max_east), std::max(box.max_north, below[i].max_north)};
      }
      above.push_back(box);
    }
    levels_.push_back(std::move(above));
  }
}

std::size_t RunTree::memory_bytes() const noexcept {
  std::size_t bytes = 0;
  for (const auto& level : levels_) {
    bytes += level.capacity() * sizeof(Box);
  }
  return bytes;
}

std::uint32_t hilbert_index(GridPoint point, const GridBox& box) noexcept {
  constexpr std::uint32_t kOrder = 16;
  constexpr double kCells = 65535.0;
  const double width = std::max(box.max_east_m - box.min_east_m, 1e-9);
  const double height = std::max(box.max_north_m - box.min_north_m, 1e-9);
  auto x = static_cast<std::uint32_t>(std::clamp((point.east_m - box.min_east_m) / width, 0.0, 1.0) * kCells);
  auto y = static_cast<std::uint32_t>(std::clamp((point.north_m - box.min_north_m) / height, 0.0, 1.0) * kCells);
  std::uint32_t index = 0;
  for (std::uint32_t s = 1U << (kOrder - 1); s > 0; s /= 2) {
    const std::uint32_t rx = (x & s) != 0 ? 1 : 0;
    const std::uint32_t ry = (y & s) != 0 ? 1 : 0;
    index += s * s * ((3 * rx) ^ ry);
    if (ry == 0) {
      if (rx == 1) {
        x = 65535U - x;
        y = 65535U - y;
      }
      std::swap(x, y);
    }
  }
  return index;
}

}  // namespace quyhoach::geo
