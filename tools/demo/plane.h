#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <vector>

#include "tools/demo/prng.h"

namespace quyhoach::tools::demo {

/// Position or vector in the plane of EPSG:9210. Metres, east then north.
struct Point {
  double east = 0.0;
  double north = 0.0;
  friend bool operator==(const Point&, const Point&) = default;
  friend constexpr Point operator+(Point a, Point b) noexcept { return {a.east + b.east, a.north + b.north}; }
  friend constexpr Point operator-(Point a, Point b) noexcept { return {a.east - b.east, a.north - b.north}; }
  friend constexpr Point operator*(Point a, double s) noexcept { return {a.east * s, a.north * s}; }
};

[[nodiscard]] constexpr double dot(Point a, Point b) noexcept { return a.east * b.east + a.north * b.north; }
[[nodiscard]] constexpr double cross(Point a, Point b) noexcept { return a.east * b.north - a.north * b.east; }
/// The vector turned left by 90°.
[[nodiscard]] constexpr Point left_of(Point v) noexcept { return {-v.north, v.east}; }
[[nodiscard]] double length(Point v) noexcept;
[[nodiscard]] inline double distance(Point a, Point b) noexcept { return length(b - a); }
/// \pre v is not zero
[[nodiscard]] Point unit(Point v) noexcept;
[[nodiscard]] Point turned(Point v, double angle_rad) noexcept;
/// Rounded to whole millimetres, the resolution of everything we write.
[[nodiscard]] Point rounded(Point p) noexcept;
/// Shortest distance from `p` to the segment a–b.
[[nodiscard]] double distance_to_segment(Point p, Point a, Point b) noexcept;
/// True when the two segments share a point.
[[nodiscard]] bool segments_meet(Point a, Point b, Point c, Point d) noexcept;

/// Open: the first point is not repeated.
using Ring = std::vector<Point>;
using Line = std::vector<Point>;
struct Polygon {
  Ring shell;
  std::vector<Ring> holes;
};

struct Box {
  double west = 1e300;
  double south = 1e300;
  double east = -1e300;
  double north = -1e300;
  void add(Point p) noexcept;
  [[nodiscard]] bool meets(const Box& other) const noexcept {
    return west <= other.east && other.west <= east && south <= other.north && other.south <= north;
  }
  [[nodiscard]] Box grown(double by_m) const noexcept { return {west - by_m, south - by_m, east + by_m, north + by_m}; }
  [[nodiscard]] bool contains(Point p) const noexcept {
    return west <= p.east && p.east <= east && south <= p.north && p.north <= north;
  }
};
[[nodiscard]] Box box_of(std::span<const Point> points) noexcept;

/// m², positive when counter-clockwise.
[[nodiscard]] double signed_area(std::span<const Point> ring) noexcept;
/// m², shell less holes.
[[nodiscard]] double area_of(const Polygon& polygon) noexcept;
[[nodiscard]] Point centroid_of(std::span<const Point> ring) noexcept;
[[nodiscard]] bool contains(std::span<const Point> ring, Point p) noexcept;
[[nodiscard]] double length_of(std::span<const Point> line) noexcept;
[[nodiscard]] double distance_to_line(Point p, std::span<const Point> line) noexcept;

/// Midpoint displacement: bends every segment longer than `step_m` by up to `amount` of its length, again and again.
[[nodiscard]] Line displaced(std::span<const Point> line, double amount, double step_m, Random& random);
/// Catmull–Rom curve through the points, sampled about every `step_m`.
[[nodiscard]] Line smoothed(std::span<const Point> line, double step_m);

}  // namespace quyhoach::tools::demo
