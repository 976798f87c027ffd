#include "geo/geom/clip_length.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "geo/geom/box.h"
#include "geo/geom/measure.h"

namespace quyhoach::geo {

namespace {

constexpr double kOnEdge_m = 1e-9;

/// Calls `use(p, q)` for every edge of the polygon.
template <typename Use>
void each_edge(const ShapeView<GridPoint>& polygon, Use&& use) {
  for (std::size_t i = 0; i < polygon.ring_count(); ++i) {
    const auto ring = polygon.ring(i);
    GridPoint p = ring.back();
    for (const GridPoint q : ring) {
      use(p, q);
      p = q;
    }
  }
}

/// Where a segment is cut, as shares of its length from `a`. A cut too many does no harm: both pieces are judged alike.
void cut_by(const ShapeView<GridPoint>& polygon, GridPoint a, GridPoint b, std::vector<double>& cuts) {
  const double dx = b.east_m - a.east_m;
  const double dy = b.north_m - a.north_m;
  const double squared = dx * dx + dy * dy;
  const auto across = [&](GridPoint p) { return dx * (p.north_m - a.north_m) - dy * (p.east_m - a.east_m); };
  const auto along = [&](GridPoint p) { return dx * (p.east_m - a.east_m) + dy * (p.north_m - a.north_m); };
  const double near = kOnEdge_m * std::sqrt(squared);
  each_edge(polygon, [&](GridPoint p, GridPoint q) {
    const double side_p = across(p);
    const double side_q = across(q);
    if (std::abs(side_p) <= near) {
      cuts.push_back(along(p) / squared);
    }
    if ((side_p < 0.0) != (side_q < 0.0)) {
      const double share = side_p / (side_p - side_q);
      cuts.push_back((along(p) + share * (along(q) - along(p))) / squared);
    }
  });
}

}  // namespace

double common_length_m(const ShapeView<GridPoint>& polygon, const ShapeView<GridPoint>& lines) {
  const GridBox box = box_of(polygon).grown(kOnEdge_m);
  std::vector<double> cuts;
  double sum = 0.0;
  for (std::size_t i = 0; i < lines.ring_count(); ++i) {
    const auto line = lines.ring(i);
    for (std::size_t k = 1; k < line.size(); ++k) {
      const GridPoint a = line[k - 1];
      const GridPoint b = line[k];
      GridBox segment;
      segment.extend(a);
      segment.extend(b);
      if (a == b || !segment.intersects(box)) {
        continue;
      }
      const double length = std::hypot(b.east_m - a.east_m, b.north_m - a.north_m);
      cuts.assign({0.0, 1.0});
      cut_by(polygon, a, b, cuts);
      std::sort(cuts.begin(), cuts.end());
      for (std::size_t c = 1; c < cuts.size(); ++c) {
        const double from = std::clamp(cuts[c - 1], 0.0, 1.0);
        const double to = std::clamp(cuts[c], 0.0, 1.0);
        const double middle = (from + to) / 2.0;
        const GridPoint at{a.east_m + middle * (b.east_m - a.east_m), a.north_m + middle * (b.north_m - a.north_m)};
        if (to > from && (contains(polygon, at) || distance_to_edges_m(polygon, at, true) <= kOnEdge_m)) {
          sum += (to - from) * length;
        }
      }
    }
  }
  return sum;
}

}  // namespace quyhoach::geo
