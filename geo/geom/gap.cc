#include "geo/geom/gap.h"

#include <algorithm>
#include <cmath>

#include "geo/geom/box.h"
#include "geo/geom/measure.h"

namespace quyhoach::geo {

namespace {

double cross(GridPoint o, GridPoint a, GridPoint b) noexcept {
  return (a.east_m - o.east_m) * (b.north_m - o.north_m) - (b.east_m - o.east_m) * (a.north_m - o.north_m);
}

double squared_to_segment(GridPoint point, GridPoint a, GridPoint b) noexcept {
  const double dx = b.east_m - a.east_m;
  const double dy = b.north_m - a.north_m;
  const double squared = dx * dx + dy * dy;
  const double along = squared == 0.0 ? 0.0 : std::clamp(((point.east_m - a.east_m) * dx + (point.north_m - a.north_m) * dy) / squared, 0.0, 1.0);
  const double east = a.east_m + along * dx - point.east_m;
  const double north = a.north_m + along * dy - point.north_m;
  return east * east + north * north;
}

double between_m(GridPoint a, GridPoint b, GridPoint c, GridPoint d) noexcept {
  if ((cross(a, b, c) > 0.0) != (cross(a, b, d) > 0.0) && (cross(c, d, a) > 0.0) != (cross(c, d, b) > 0.0)) {
    return 0.0;
  }
  return std::sqrt(std::min({squared_to_segment(a, c, d), squared_to_segment(b, c, d), squared_to_segment(c, a, b), squared_to_segment(d, a, b)}));
}

GridBox box_of_edge(GridPoint a, GridPoint b) noexcept {
  GridBox box;
  box.extend(a);
  box.extend(b);
  return box;
}

template <typename Each>
void for_edges(const ShapeView<GridPoint>& shape, bool are_closed, Each&& each) {
  for (std::size_t r = 0; r < shape.ring_count(); ++r) {
    const auto ring = shape.ring(r);
    for (std::size_t i = are_closed ? 0 : 1; i < ring.size(); ++i) {
      each(i == 0 ? ring.back() : ring[i - 1], ring[i]);
    }
  }
}

}  // namespace

double gap_m(const ShapeView<GridPoint>& polygon, const ShapeView<GridPoint>& others, bool are_closed, double most_m) noexcept {
  double best = most_m;
  const GridBox box = box_of(polygon);
  for_edges(others, are_closed, [&](GridPoint a, GridPoint b) {
    const GridBox near = box_of_edge(a, b).grown(best);
    if (best == 0.0 || !near.intersects(box)) {
      return;
    }
    if (!are_closed && (contains(polygon, a) || contains(polygon, b))) {
      best = 0.0;
      return;
    }
    for_edges(polygon, true, [&](GridPoint c, GridPoint d) {
      if (near.intersects(box_of_edge(c, d))) {
        best = std::min(best, between_m(a, b, c, d));
      }
    });
  });
  return best;
}

bool runs_deeper(const ShapeView<GridPoint>& polygon, const ShapeView<GridPoint>& lines, double depth_m) noexcept {
  const GridBox box = box_of(polygon);
  bool found = false;
  for_edges(lines, false, [&](GridPoint a, GridPoint b) {
    if (found || !box_of_edge(a, b).intersects(box)) {
      return;
    }
    // Only the part that passes the box, or a line across a district would be walked whole.
    double from = 0.0;
    double to = 1.0;
    const auto within = [&](double at, double step, double low, double high) {
      if (step != 0.0) {
        from = std::max(from, std::min((low - at) / step, (high - at) / step));
        to = std::min(to, std::max((low - at) / step, (high - at) / step));
      }
    };
    within(a.east_m, b.east_m - a.east_m, box.min_east_m, box.max_east_m);
    within(a.north_m, b.north_m - a.north_m, box.min_north_m, box.max_north_m);
    const double length = std::hypot(b.east_m - a.east_m, b.north_m - a.north_m);
    const double steps = std::ceil(length * std::max(to - from, 0.0) / (depth_m / 8.0)) + 1.0;
    for (double i = 0.0; i <= steps && !found; i += 1.0) {
      const double t = from + (to - from) * i / steps;
      const GridPoint at{a.east_m + t * (b.east_m - a.east_m), a.north_m + t * (b.north_m - a.north_m)};
      found = contains(polygon, at) && distance_to_edges_m(polygon, at, true) > depth_m;
    }
  });
  return found;
}

}  // namespace quyhoach::geo
