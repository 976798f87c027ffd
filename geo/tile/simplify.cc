#include "geo/tile/simplify.h"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace quyhoach::geo {

namespace {

double squared(double value) noexcept { return value * value; }

double squared_distance(WidePoint a, WidePoint b) noexcept {
  return squared(static_cast<double>(a.x - b.x)) + squared(static_cast<double>(a.y - b.y));
}

double squared_distance(WidePoint p, WidePoint a, WidePoint b) noexcept {
  const auto dx = static_cast<double>(b.x - a.x);
  const auto dy = static_cast<double>(b.y - a.y);
  const double length2 = squared(dx) + squared(dy);
  if (length2 == 0.0) {
    return squared_distance(p, a);
  }
  const auto px = static_cast<double>(p.x - a.x);
  const auto py = static_cast<double>(p.y - a.y);
  const double along = std::clamp((px * dx + py * dy) / length2, 0.0, 1.0);
  return squared(px - along * dx) + squared(py - along * dy);
}

// Marks in `kept` the vertices between `first` and `last` that must stay.
void mark(const std::vector<WidePoint>& line, std::size_t first, std::size_t last, double tolerance2,
          std::vector<char>& kept) {
  thread_local std::vector<std::pair<std::size_t, std::size_t>> open;
  open.assign(1, {first, last});
  while (!open.empty()) {
    const auto [from, to] = open.back();
    open.pop_back();
    double farthest2 = tolerance2;
    std::size_t farthest = from;
    for (std::size_t i = from + 1; i < to; ++i) {
      const double distance2 = squared_distance(line[i], line[from], line[to]);
      if (distance2 > farthest2) {
        farthest2 = distance2;
        farthest = i;
      }
    }
    if (farthest != from) {
      kept[farthest] = 1;
      open.emplace_back(from, farthest);
      open.emplace_back(farthest, to);
    }
  }
}

void keep_marked(std::vector<WidePoint>& line, const std::vector<char>& kept) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (kept[i] != 0) {
      line[count++] = line[i];
    }
  }
  line.resize(count);
}

}  // namespace

void simplify_line(std::vector<WidePoint>& line, double tolerance) {
  if (line.size() < 3) {
    return;
  }
  thread_local std::vector<char> kept;
  kept.assign(line.size(), 0);
  kept.front() = kept.back() = 1;
  mark(line, 0, line.size() - 1, squared(tolerance), kept);
  keep_marked(line, kept);
}

void simplify_ring(std::vector<WidePoint>& ring, double tolerance) {
  if (ring.size() < 4) {
    return;
  }
  const auto before = [](WidePoint a, WidePoint b) { return std::pair{a.x, a.y} < std::pair{b.x, b.y}; };
  std::rotate(ring.begin(), std::min_element(ring.begin(), ring.end(), before), ring.end());
  const auto nearer = [&](WidePoint a, WidePoint b) {
    return squared_distance(a, ring.front()) < squared_distance(b, ring.front());
  };
  const auto far = static_cast<std::size_t>(std::max_element(ring.begin(), ring.end(), nearer) - ring.begin());
  ring.push_back(ring.front());
  thread_local std::vector<char> kept;
  kept.assign(ring.size(), 0);
  kept.front() = kept[far] = 1;  // the closing copy of the first vertex is not kept
  mark(ring, 0, far, squared(tolerance), kept);
  mark(ring, far, ring.size() - 1, squared(tolerance), kept);
  keep_marked(ring, kept);
}

}  // namespace quyhoach::geo
