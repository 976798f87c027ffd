#include "geo/geom/label_point.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace quyhoach::geo {

namespace {

struct Plane {
  double x, y;
};

struct Centroid {
  Plane at;
  double area;
};

Centroid centroid_of(std::span<const WorldPoint> ring) {
  const Plane o{static_cast<double>(ring.front().x), static_cast<double>(ring.front().y)};
  double twice = 0.0;
  double cx = 0.0;
  double cy = 0.0;
  Plane a{0.0, 0.0};
  for (std::size_t i = 1; i <= ring.size(); ++i) {
    const WorldPoint p = ring[i % ring.size()];
    const Plane b{static_cast<double>(p.x) - o.x, static_cast<double>(p.y) - o.y};
    const double cross = a.x * b.y - b.x * a.y;
    twice += cross;
    cx += (a.x + b.x) * cross;
    cy += (a.y + b.y) * cross;
    a = b;
  }
  if (twice == 0.0) {
    return {o, 0.0};
  }
  return {{o.x + cx / (3.0 * twice), o.y + cy / (3.0 * twice)}, std::abs(twice) / 2.0};
}

/// Where the horizontal at `y` crosses any ring, ascending.
std::vector<double> crossings(const ShapeView<WorldPoint>& shape, double y) {
  std::vector<double> xs;
  for (std::size_t i = 0; i < shape.ring_count(); ++i) {
    const auto ring = shape.ring(i);
    WorldPoint a = ring.back();
    for (const WorldPoint b : ring) {
      if ((a.y > y) != (b.y > y)) {
        const double t = (y - a.y) / (static_cast<double>(b.y) - a.y);
        xs.push_back(a.x + t * (static_cast<double>(b.x) - a.x));
      }
      a = b;
    }
  }
  std::sort(xs.begin(), xs.end());
  return xs;
}

}  // namespace

WorldPoint label_point(const ShapeView<WorldPoint>& shape) {
  Centroid best{{0.0, 0.0}, -1.0};
  for (std::size_t i = 0; i < shape.ring_count(); ++i) {
    if (shape.is_shell(i)) {
      const Centroid one = centroid_of(shape.ring(i));
      best = one.area > best.area ? one : best;
    }
  }
  constexpr double kOffGrid = 0.25;  // Between two steps, so that no vertex lies on the horizontal.
  const double y = std::floor(best.at.y) + kOffGrid;
  const std::vector<double> xs = crossings(shape, y);
  double widest = -1.0;
  double x = best.at.x;
  for (std::size_t i = 0; i + 1 < xs.size(); i += 2) {
    if (best.at.x > xs[i] && best.at.x < xs[i + 1]) {
      x = best.at.x;
      break;
    }
    if (xs[i + 1] - xs[i] > widest) {
      widest = xs[i + 1] - xs[i];
      x = (xs[i] + xs[i + 1]) / 2.0;
    }
  }
  return {static_cast<std::uint32_t>(x), static_cast<std::uint32_t>(y)};
}

}  // namespace quyhoach::geo
