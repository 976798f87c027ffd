#include "geo/geom/run_tree.h"

namespace quyhoach::geo {

namespace {

float round_down(double value) noexcept {
  const auto f = static_cast<float>(value);
  return static_cast<double>(f) > value ? std::nextafter(f, -std::numeric_limits<float>::infinity()) : f;
}

float round_up(double value) noexcept {
  const auto f = static_cast<float>(value);
  return static_cast<double>(f) < value ? std::nextafter(f, std::numeric_limits<float>::infinity()) : f;
}

}  // namespace

RunTree::Box RunTree::rounded(const GridBox& box) noexcept {
  return {round_down(box.min_east_m), round_down(box.min_north_m), round_up(box.max_east_m), round_up(box.max_north_m)};
}

RunTree::RunTree(const std::vector<GridBox>& items) {
  if (items.empty()) {
    return;
  }
  std::vector<Box> level;
  level.reserve(items.size());
  for (const GridBox& item : items) {
    level.push_back(rounded(item));
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
