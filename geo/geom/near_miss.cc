#include "geo/geom/near_miss.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <utility>

#include "geo/geom/run_tree.h"

namespace quyhoach::geo {

namespace {

/// Part of an edge, in metres from its begin, and how far another edge is from it there.
struct Stretch {
  double from_m, to_m;
  double at_from_m, at_to_m;  ///< Aside, signed.
};

GridPoint along(const ShapeEdge& edge, double metres) noexcept {
  const double t = metres / std::hypot(edge.b.east_m - edge.a.east_m, edge.b.north_m - edge.a.north_m);
  return {edge.a.east_m + t * (edge.b.east_m - edge.a.east_m), edge.a.north_m + t * (edge.b.north_m - edge.a.north_m)};
}

/// Where `other` runs against `edge` within limits.
std::optional<Stretch> stretch_of(const ShapeEdge& edge, const ShapeEdge& other, const NearMissLimits& limits) noexcept {
  const double length = std::hypot(edge.b.east_m - edge.a.east_m, edge.b.north_m - edge.a.north_m);
  const double east = (edge.b.east_m - edge.a.east_m) / length;
  const double north = (edge.b.north_m - edge.a.north_m) / length;
  const auto local = [&](GridPoint p) {
    return std::pair{(p.east_m - edge.a.east_m) * east + (p.north_m - edge.a.north_m) * north,
                     (p.north_m - edge.a.north_m) * east - (p.east_m - edge.a.east_m) * north};
  };
  const auto [x1, y1] = local(other.b);  // Runs the other way: its end comes first.
  const auto [x2, y2] = local(other.a);
  const double slope = (y2 - y1) / (x2 - x1);
  if (x2 - x1 <= 0.0 || std::abs(slope) > limits.slope) {
    return std::nullopt;
  }
  double from = std::max(0.0, x1);
  double to = std::min(length, x2);
  const auto aside = [&](double x) { return y1 + slope * (x - x1); };
  if (slope != 0.0) {  // As far as it is near.
    const double reach_a = x1 + (-limits.most_m - y1) / slope;
    const double reach_b = x1 + (limits.most_m - y1) / slope;
    from = std::max(from, std::min(reach_a, reach_b));
    to = std::min(to, std::max(reach_a, reach_b));
  }
  if (to <= from || std::abs(aside((from + to) / 2.0)) > limits.most_m ||
      std::max(std::abs(aside(from)), std::abs(aside(to))) < limits.least_m) {
    return std::nullopt;
  }
  return Stretch{from, to, aside(from), aside(to)};
}

void add(NearMiss& miss, const ShapeEdge& edge, const Stretch& stretch) {
  const double most = std::max(std::abs(stretch.at_from_m), std::abs(stretch.at_to_m));
  if (most > miss.distance_m) {
    miss.distance_m = most;
    miss.place = along(edge, std::abs(stretch.at_from_m) >= std::abs(stretch.at_to_m) ? stretch.from_m : stretch.to_m);
  }
  miss.length_m += stretch.to_m - stretch.from_m;
  miss.stretches.add_point(along(edge, stretch.from_m));
  miss.stretches.add_point(along(edge, stretch.to_m));
  miss.stretches.end_ring(true);
}

}  // namespace

std::vector<NearMiss> near_misses(const std::vector<ShapeEdge>& edges, const NearMissLimits& limits) {
  std::vector<GridBox> boxes;
  boxes.reserve(edges.size());
  for (const ShapeEdge& edge : edges) {
    boxes.emplace_back().extend(edge.a);
    boxes.back().extend(edge.b);
  }
  const RunTree tree{boxes};
  std::map<std::pair<std::uint32_t, std::uint32_t>, NearMiss> pairs;
  for (std::size_t i = 0; i < edges.size(); ++i) {
    const GridBox near = boxes[i].grown(limits.most_m);
    tree.query(near, [&](std::uint32_t k) {
      if (edges[k].shape <= edges[i].shape || !near.intersects(boxes[k])) {
        return;
      }
      if (const auto stretch = stretch_of(edges[i], edges[k], limits)) {
        NearMiss& miss = pairs[{edges[i].shape, edges[k].shape}];
        miss.first = edges[i].shape;
        miss.second = edges[k].shape;
        add(miss, edges[i], *stretch);
      }
    });
  }
  std::vector<NearMiss> found;
  for (auto& [pair, miss] : pairs) {
    if (miss.length_m >= std::max(limits.length_m, miss.distance_m / limits.slope)) {
      miss.stretches.end_shape();
      found.push_back(std::move(miss));
    }
  }
  return found;
}

}  // namespace quyhoach::geo
