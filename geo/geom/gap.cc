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
    for_edges(polygon, true, [&](GridPoint c, GridPoint d) {
      if (near.intersects(box_of_edge(c, d))) {
        best = std::min(best, between_m(a, b, c, d));
      }
    });
  });
  for (std::size_t r = 0; !are_closed && best > 0.0 && r < others.ring_count(); ++r) {
    best = contains(polygon, others.ring(r).front()) ? 0.0 : best;  // Where no edges meet, all of a line lies in it or none.
  }
  return best;
}

bool runs_deeper(const ShapeView<GridPoint>& polygon, const ShapeView<GridPoint>& lines, double depth_m) noexcept {
  constexpr double kLeastStep_m = 0.01;
  constexpr std::size_t kMostSteps_corners = 1'000'000;
  const GridBox box = box_of(polygon);
  std::size_t left = kMostSteps_corners / std::max<std::size_t>(polygon.point_count(), 1) + 1;
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
    for (double t = from; from <= to && !found && left > 0; --left) {
      const GridPoint at{a.east_m + t * (b.east_m - a.east_m), a.north_m + t * (b.north_m - a.north_m)};
      const double edge_m = distance_to_edges_m(polygon, at, true);
      const bool is_in = contains(polygon, at);
      found = is_in && edge_m > depth_m;
      if (t >= to) {
        break;
      }
      const double free_m = is_in ? depth_m - edge_m : depth_m + edge_m;
      t = std::min(to, t + std::max({depth_m / 8.0, kLeastStep_m, free_m}) / length);
    }
  });
  return found;
}

}  // namespace quyhoach::geo
