#include "geo/geom/edge_split.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <ranges>
#include <unordered_map>
#include <utility>

#include "geo/geom/run_tree.h"

namespace quyhoach::geo {

namespace {

/// The points edges end in, those that lie together as one: the first that came stands for all.
class Ends {
 public:
  explicit Ends(double tolerance_m) : tolerance_m_(tolerance_m) {}

  GridPoint stand_in(GridPoint p) {
    std::uint32_t first = kNone;
    for (const std::int64_t x : reach(p.east_m)) {
      for (const std::int64_t y : reach(p.north_m)) {
        const auto [begin, end] = cells_.equal_range(key(x, y));
        for (auto at = begin; at != end; ++at) {
          const GridPoint q = points_[at->second];
          if (at->second < first && std::hypot(p.east_m - q.east_m, p.north_m - q.north_m) <= tolerance_m_) {
            first = at->second;
          }
        }
      }
    }
    if (first != kNone) {
      return points_[first];
    }
    cells_.emplace(key(cell(p.east_m), cell(p.north_m)), static_cast<std::uint32_t>(points_.size()));
    points_.push_back(p);
    return p;
  }
  [[nodiscard]] const std::vector<GridPoint>& points() const noexcept { return points_; }

 private:
  static constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();
  /// Of the tolerance: most points then look into one cell, and cells still hold few points.
  static constexpr double kCell = 16.0;

  [[nodiscard]] std::int64_t cell(double at_m) const { return static_cast<std::int64_t>(std::floor(at_m / (kCell * tolerance_m_))); }
  /// The cells, along one axis, that points no farther than the tolerance may lie in.
  [[nodiscard]] std::ranges::iota_view<std::int64_t, std::int64_t> reach(double at_m) const {
    return {cell(at_m - tolerance_m_), cell(at_m + tolerance_m_) + 1};
  }
  static std::uint64_t key(std::int64_t x, std::int64_t y) noexcept {
    return static_cast<std::uint64_t>(x) * 0x9E37'79B9'7F4A'7C15ULL ^ static_cast<std::uint64_t>(y);
  }
  double tolerance_m_;
  std::vector<GridPoint> points_;
  std::unordered_multimap<std::uint64_t, std::uint32_t> cells_;
};

/// Points on an edge, by their distance from its begin.
using Stops = std::vector<std::pair<double, GridPoint>>;

void add_stop(const ShapeEdge& edge, GridPoint p, double tolerance_m, Stops& stops) {
  const double east = edge.b.east_m - edge.a.east_m;
  const double north = edge.b.north_m - edge.a.north_m;
  const double length = std::hypot(east, north);
  const double along = ((p.east_m - edge.a.east_m) * east + (p.north_m - edge.a.north_m) * north) / length;
  const double aside = ((p.east_m - edge.a.east_m) * north - (p.north_m - edge.a.north_m) * east) / length;
  if (along > 0.0 && along < length && std::abs(aside) <= tolerance_m && p != edge.a && p != edge.b) {
    stops.emplace_back(along, p);
  }
}

}  // namespace

std::vector<ShapeEdge> split_at_ends(std::span<const ShapeEdge> edges, double tolerance_m) {
  Ends ends{tolerance_m};
  std::vector<ShapeEdge> whole;
  whole.reserve(edges.size());
  for (const ShapeEdge& edge : edges) {
    const ShapeEdge moved{ends.stand_in(edge.a), ends.stand_in(edge.b), edge.shape};
    if (moved.a != moved.b) {
      whole.push_back(moved);
    }
  }
  std::vector<GridBox> boxes;
  boxes.reserve(ends.points().size());
  for (const GridPoint p : ends.points()) {
    boxes.emplace_back().extend(p);
  }
  const RunTree tree{boxes};
  std::vector<ShapeEdge> pieces;
  pieces.reserve(whole.size());
  Stops stops;
  for (const ShapeEdge& edge : whole) {
    GridBox box;
    box.extend(edge.a);
    box.extend(edge.b);
    stops.clear();
    tree.query(box.grown(tolerance_m), [&](std::uint32_t i) { add_stop(edge, ends.points()[i], tolerance_m, stops); });
    std::ranges::sort(stops, {}, &Stops::value_type::first);
    GridPoint from = edge.a;
    for (const auto& [along, point] : stops) {
      pieces.push_back({from, point, edge.shape});
      from = point;
    }
    pieces.push_back({from, edge.b, edge.shape});
  }
  return pieces;
}

}  // namespace quyhoach::geo
