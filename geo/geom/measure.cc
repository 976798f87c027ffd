#include "geo/geom/measure.h"

#include <algorithm>
#include <cmath>

namespace quyhoach::geo {

double signed_area_m2(std::span<const GridPoint> ring) noexcept {
  if (ring.size() < 3) {
    return 0.0;
  }
  const GridPoint o = ring.front();
  double twice = 0.0;
  for (std::size_t i = 1; i + 1 < ring.size(); ++i) {
    twice += (ring[i].east_m - o.east_m) * (ring[i + 1].north_m - o.north_m) -
             (ring[i + 1].east_m - o.east_m) * (ring[i].north_m - o.north_m);
  }
  return twice / 2.0;
}

double area_m2(const ShapeView<GridPoint>& shape) noexcept {
  double sum = 0.0;
  for (std::size_t i = 0; i < shape.ring_count(); ++i) {
    sum += signed_area_m2(shape.ring(i));
  }
  return sum;
}

double length_m(const ShapeView<GridPoint>& lines) noexcept {
  double sum = 0.0;
  for (std::size_t i = 0; i < lines.ring_count(); ++i) {
    const auto line = lines.ring(i);
    for (std::size_t k = 1; k < line.size(); ++k) {
      sum += std::hypot(line[k].east_m - line[k - 1].east_m, line[k].north_m - line[k - 1].north_m);
    }
  }
  return sum;
}

GridBox box_of(const ShapeView<GridPoint>& shape) noexcept {
  GridBox box;
  for (std::size_t i = 0; i < shape.ring_count(); ++i) {
    for (const GridPoint p : shape.ring(i)) {
      box.extend(p);
    }
  }
  return box;
}

bool contains(const ShapeView<GridPoint>& shape, GridPoint point) noexcept {
  bool inside = false;
  for (std::size_t i = 0; i < shape.ring_count(); ++i) {
    const auto ring = shape.ring(i);
    GridPoint a = ring.back();
    for (const GridPoint b : ring) {
      inside ^= ray_crosses(a, b, point);
      a = b;
    }
  }
  return inside;
}

double distance_to_edges_m(const ShapeView<GridPoint>& shape, GridPoint point, bool closed) noexcept {
  double best = std::numeric_limits<double>::infinity();
  for (std::size_t i = 0; i < shape.ring_count(); ++i) {
    const auto ring = shape.ring(i);
    for (std::size_t k = closed ? 0 : 1; k < ring.size(); ++k) {
      const GridPoint a = k == 0 ? ring.back() : ring[k - 1];
      const GridPoint b = ring[k];
      const double dx = b.east_m - a.east_m;
      const double dy = b.north_m - a.north_m;
      const double squared = dx * dx + dy * dy;
      const double t = squared == 0.0 ? 0.0
                                      : std::clamp(((point.east_m - a.east_m) * dx + (point.north_m - a.north_m) * dy) / squared,
                                                   0.0, 1.0);
      best = std::min(best, std::hypot(a.east_m + t * dx - point.east_m, a.north_m + t * dy - point.north_m));
    }
  }
  return best;
}

}  // namespace quyhoach::geo
