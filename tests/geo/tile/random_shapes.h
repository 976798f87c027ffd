#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numbers>
#include <random>
#include <vector>

#include "geo/coord/points.h"
#include "geo/geom/shape.h"

namespace quyhoach::geo {

/// A shape with its storage.
struct WorldShape {
  std::vector<WorldPoint> points;
  std::vector<RingEnd> ends;

  [[nodiscard]] ShapeView<WorldPoint> view() const { return {points.data(), 0, ends}; }
  void close(bool shell) {
    ends.push_back({static_cast<std::uint32_t>(points.size()) & 0x7fffffffU, shell ? 1U : 0U});
  }
};

enum class ShapeKind { kStar, kSliver, kComb, kHoles, kParts, kSpiral };

/// Random shapes, valid before rounding, around a centre. Lengths in world steps; the same seed gives the same shapes.
class ShapeMaker {
 public:
  explicit ShapeMaker(unsigned seed) : random_(seed) {}

  /// \param size about half the diameter, world steps; keep centre ± 2 size inside the world.
  WorldShape make(ShapeKind kind, WorldPoint centre, double size) {
    shape_ = {};
    const double x = centre.x;
    const double y = centre.y;
    switch (kind) {
      case ShapeKind::kStar: add_star(x, y, 0.2 * size, size, true); break;
      case ShapeKind::kSliver: add_sliver(x, y, size); break;
      case ShapeKind::kComb: add_comb(x, y, size); break;
      case ShapeKind::kSpiral: add_spiral(x, y, size); break;
      case ShapeKind::kHoles:
        add_star(x, y, 0.7 * size, size, true, 12);  // twelve spokes of 0.7 keep clear of the holes
        add_star(x - 0.3 * size, y, 0.02 * size, 0.25 * size, false);
        add_star(x + 0.3 * size, y, 0.02 * size, 0.25 * size, false);
        break;
      case ShapeKind::kParts:
        for (int i = 0; i < 4; ++i) {
          add_star(x + (i % 2 - 0.5) * size, y + (i / 2 - 0.5) * size, 0.05 * size, 0.49 * size, true);
        }
        break;
    }
    return std::move(shape_);
  }

  double between(double low, double high) { return std::uniform_real_distribution{low, high}(random_); }

 private:
  void add(double x, double y) {
    shape_.points.push_back({static_cast<std::uint32_t>(std::llround(x)), static_cast<std::uint32_t>(std::llround(y))});
  }

  void add_star(double x, double y, double least, double most, bool shell, int spokes = 3) {
    std::vector<double> angles(static_cast<std::size_t>(between(3, 24)));
    for (double& angle : angles) {
      angle = between(0, 2 * std::numbers::pi);
    }
    // Fixed spokes keep the centre inside, so that the ring is simple.
    for (int i = 0; i < spokes; ++i) {
      angles.push_back(0.1 + 2 * std::numbers::pi * i / spokes);
    }
    std::sort(angles.begin(), angles.end());
    for (const double angle : angles) {
      const double radius = between(least, most);
      add(x + radius * std::cos(angle), y + radius * std::sin(angle));
    }
    shape_.close(shell);
  }

  void add_sliver(double x, double y, double size) {
    const double angle = between(0, std::numbers::pi);
    const double width = size * between(1e-4, 0.02);
    const double dx = size * std::cos(angle);
    const double dy = size * std::sin(angle);
    const double nx = -width * std::sin(angle);
    const double ny = width * std::cos(angle);
    add(x - dx, y - dy);
    add(x, y);
    add(x + dx, y + dy);
    add(x + dx + nx, y + dy + ny);
    add(x + nx, y + ny);
    add(x - dx + nx, y - dy + ny);
    shape_.close(true);
  }

  void add_comb(double x, double y, double size) {
    const int teeth = static_cast<int>(between(3, 20));
    const double pitch = 2 * size / teeth;
    const double shear = between(-0.3, 0.3);
    add(x - size, y + size);
    for (int i = 0; i < teeth; ++i) {
      const double at = x - size + i * pitch;
      const double root = y + 0.8 * size;
      const double tip = y - size * between(0.1, 1.0);
      add(at + shear * (root - tip), tip);
      add(at + 0.4 * pitch + shear * (root - tip), tip);
      add(at + 0.4 * pitch, root);
      add(at + 0.9 * pitch, root);
    }
    add(x + size, y + size);
    shape_.close(true);
  }

  void add_spiral(double x, double y, double size) {
    const double turns = between(1, 4);
    const int steps = 40;
    const double thickness = 0.4 / turns;
    for (int i = 0; i <= 2 * steps + 1; ++i) {
      const bool outward = i <= steps;
      const double t = static_cast<double>(outward ? i : 2 * steps + 1 - i) / steps;
      const double angle = 2 * std::numbers::pi * turns * t;
      const double radius = size * (0.1 + 0.4 / turns + 0.5 * t - (outward ? 0.0 : 0.5 * thickness));
      add(x + radius * std::cos(angle), y + radius * std::sin(angle));
    }
    shape_.close(true);
  }

  std::mt19937 random_;
  WorldShape shape_;
};

}  // namespace quyhoach::geo
