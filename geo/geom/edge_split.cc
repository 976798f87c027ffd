#include "geo/geom/edge_split.h"

#include <algorithm>
#include <cmath>
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
    const auto east = static_cast<std::int64_t>(std::floor(p.east_m / tolerance_m_));
    const auto north = static_cast<std::int64_t>(std::floor(p.north_m / tolerance_m_));
    for (std::int64_t x = east - 1; x <= east + 1; ++x) {
      for (std::int64_t y = north - 1; y <= north + 1; ++y) {
        const auto [first, last] = cells_.equal_range(cell(x, y));
        for (auto at = first; at != last; ++at) {
          const GridPoint q = points_[at->second];
          if (std::hypot(p.east_m - q.east_m, p.north_m - q.north_m) <= tolerance_m_) {
            return q;
          }
        }
      }
    }
    cells_.emplace(cell(east, north), static_cast<std::uint32_t>(points_.size()));
    points_.push_back(p);
    return p;
  }
  [[nodiscard]] const std::vector<GridPoint>& points() const noexcept { return points_; }

 private:
  static std::uint64_t cell(std::int64_t x, std::int64_t y) noexcept {
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
