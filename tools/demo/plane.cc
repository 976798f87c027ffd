#include "tools/demo/plane.h"

#include <algorithm>
#include <cmath>

namespace quyhoach::tools::demo {

double length(Point v) noexcept { return std::sqrt(dot(v, v)); }

Point unit(Point v) noexcept { return v * (1.0 / length(v)); }

Point turned(Point v, double angle_rad) noexcept {
  const double c = std::cos(angle_rad);
  const double s = std::sin(angle_rad);
  return {v.east * c - v.north * s, v.east * s + v.north * c};
}

Point rounded(Point p) noexcept {
  return {std::round(p.east * 1000.0) / 1000.0, std::round(p.north * 1000.0) / 1000.0};
}

double distance_to_segment(Point p, Point a, Point b) noexcept {
  const Point along = b - a;
  const double square = dot(along, along);
  const double t = square > 0.0 ? std::clamp(dot(p - a, along) / square, 0.0, 1.0) : 0.0;
  return distance(p, a + along * t);
}

bool segments_meet(Point a, Point b, Point c, Point d) noexcept {
  const double c_side = cross(b - a, c - a);
  const double d_side = cross(b - a, d - a);
  const double a_side = cross(d - c, a - c);
  const double b_side = cross(d - c, b - c);
  return c_side * d_side <= 0.0 && a_side * b_side <= 0.0;
}

void Box::add(Point p) noexcept {
  west = std::min(west, p.east);
  south = std::min(south, p.north);
  east = std::max(east, p.east);
  north = std::max(north, p.north);
}

Box box_of(std::span<const Point> points) noexcept {
  Box box;
  for (const Point p : points) {
    box.add(p);
  }
  return box;
}

double signed_area(std::span<const Point> ring) noexcept {
  double twice = 0.0;
  // Relative to the first point: the grid's northings of 1.2 million metres would cost half the digits.
  for (std::size_t i = 1; i + 1 < ring.size(); ++i) {
    twice += cross(ring[i] - ring[0], ring[i + 1] - ring[0]);
  }
  return twice / 2.0;
}

double area_of(const Polygon& polygon) noexcept {
  double area = std::abs(signed_area(polygon.shell));
  for (const Ring& hole : polygon.holes) {
    area -= std::abs(signed_area(hole));
  }
  return area;
}

Point centroid_of(std::span<const Point> ring) noexcept {
  Point sum;
  double twice = 0.0;
  for (std::size_t i = 1; i + 1 < ring.size(); ++i) {
    const double part = cross(ring[i] - ring[0], ring[i + 1] - ring[0]);
    sum = sum + (ring[i] - ring[0] + ring[i + 1] - ring[0]) * part;
    twice += part;
  }
  return twice == 0.0 ? ring[0] : ring[0] + sum * (1.0 / (3.0 * twice));
}

bool contains(std::span<const Point> ring, Point p) noexcept {
  bool inside = false;
  for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
    const Point a = ring[i];
    const Point b = ring[j];
    if ((a.north > p.north) != (b.north > p.north) &&
        p.east < (b.east - a.east) * (p.north - a.north) / (b.north - a.north) + a.east) {
      inside = !inside;
    }
  }
  return inside;
}

double length_of(std::span<const Point> line) noexcept {
  double sum = 0.0;
  for (std::size_t i = 1; i < line.size(); ++i) {
    sum += distance(line[i - 1], line[i]);
  }
  return sum;
}

double distance_to_line(Point p, std::span<const Point> line) noexcept {
  double best = 1e300;
  for (std::size_t i = 1; i < line.size(); ++i) {
    best = std::min(best, distance_to_segment(p, line[i - 1], line[i]));
  }
  return best;
}

namespace {

void displace(Line& out, Point a, Point b, double amount, double step_m, Random& random) {
  const double gap = distance(a, b);
  if (gap > step_m) {
    const Point middle = (a + b) * 0.5 + left_of(b - a) * (amount * random.uniform(-1.0, 1.0));
    displace(out, a, middle, amount, step_m, random);
    displace(out, middle, b, amount, step_m, random);
    return;
  }
  out.push_back(b);
}

}  // namespace

Line displaced(std::span<const Point> line, double amount, double step_m, Random& random) {
  Line out{line.front()};
  for (std::size_t i = 1; i < line.size(); ++i) {
    displace(out, line[i - 1], line[i], amount, step_m, random);
  }
  return out;
}

Line smoothed(std::span<const Point> line, double step_m) {
  Line out{line.front()};
  const std::size_t last = line.size() - 1;
  for (std::size_t i = 0; i < last; ++i) {
    const Point before = i == 0 ? line[0] * 2.0 - line[1] : line[i - 1];
    const Point a = line[i];
    const Point b = line[i + 1];
    const Point after = i + 1 == last ? line[last] * 2.0 - line[last - 1] : line[i + 2];
    const int steps = std::max(1, static_cast<int>(distance(a, b) / step_m));
    for (int k = 1; k <= steps; ++k) {
      const double t = static_cast<double>(k) / steps;
      const Point curve = a * 2.0 + (b - before) * t + (before * 2.0 - a * 5.0 + b * 4.0 - after) * (t * t) +
                          (a * 3.0 - before - b * 3.0 + after) * (t * t * t);
      out.push_back(k == steps ? b : curve * 0.5);
    }
  }
  return out;
}

}  // namespace quyhoach::tools::demo
