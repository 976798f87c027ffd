#include "geo/geom/edge_stretch.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace quyhoach::geo {

double EdgeStretch::most_m() const noexcept { return std::max(std::abs(at_from_m), std::abs(at_to_m)); }

double EdgeStretch::most_at_m() const noexcept { return std::abs(at_from_m) >= std::abs(at_to_m) ? from_m : to_m; }

EdgeStretch EdgeStretch::piece(double from, double to) const noexcept {
  const double slope = (at_to_m - at_from_m) / (to_m - from_m);
  return {from, to, at_from_m + slope * (from - from_m), at_from_m + slope * (to - from_m)};
}

double length_m(const ShapeEdge& edge) noexcept { return std::hypot(edge.b.east_m - edge.a.east_m, edge.b.north_m - edge.a.north_m); }

GridPoint point_along(const ShapeEdge& edge, double metres) noexcept {
  const double t = metres / length_m(edge);
  return {edge.a.east_m + t * (edge.b.east_m - edge.a.east_m), edge.a.north_m + t * (edge.b.north_m - edge.a.north_m)};
}

std::optional<EdgeStretch> stretch_against(const ShapeEdge& edge, const ShapeEdge& other, const NearMissLimits& limits) noexcept {
  const double length = length_m(edge);
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
  if (to <= from || std::abs(aside((from + to) / 2.0)) > limits.most_m) {
    return std::nullopt;
  }
  return EdgeStretch{from, to, aside(from), aside(to)};
}

}  // namespace quyhoach::geo
