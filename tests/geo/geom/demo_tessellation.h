#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <random>
#include <vector>

#include "geo/geom/shape_store.h"

namespace quyhoach::geo::test {

/// A DEMO plan without a fault: a grid of zones whose shared edges are jagged lines with the same vertices on both sides, and the
/// boundary around them. Coordinates are whole millimetres. The same members give the same plan.
struct DemoTessellation {
  GridPoint origin{585'000.0, 1'212'000.0};
  std::size_t columns = 10;
  std::size_t rows = 10;
  double side_m = 40.0;
  std::size_t between = 3;  ///< Vertices of a shared edge beside its ends.
  std::uint32_t seed = 1;

  struct Plan {
    ShapeStore zones;     ///< Row by row, from the south-west.
    ShapeStore boundary;  ///< One polygon.
  };

  [[nodiscard]] Plan make() const {
    const Lines lines = draw();
    Plan plan;
    std::vector<GridPoint> ring;
    for (std::size_t row = 0; row < rows; ++row) {
      for (std::size_t column = 0; column < columns; ++column) {
        ring.clear();
        append(ring, lines.across[row * columns + column], false);
        append(ring, lines.up[row * (columns + 1) + column + 1], false);
        append(ring, lines.across[(row + 1) * columns + column], true);
        append(ring, lines.up[row * (columns + 1) + column], true);
        plan.zones.add_ring(ring, true);
        plan.zones.end_shape();
      }
    }
    ring.clear();
    for (std::size_t column = 0; column < columns; ++column) {
      append(ring, lines.across[column], false);
    }
    for (std::size_t row = 0; row < rows; ++row) {
      append(ring, lines.up[row * (columns + 1) + columns], false);
    }
    for (std::size_t column = columns; column-- > 0;) {
      append(ring, lines.across[rows * columns + column], true);
    }
    for (std::size_t row = rows; row-- > 0;) {
      append(ring, lines.up[row * (columns + 1)], true);
    }
    plan.boundary.add_ring(ring, true);
    plan.boundary.end_shape();
    return plan;
  }

 private:
  using Line = std::vector<GridPoint>;
  struct Lines {
    std::vector<Line> across;  ///< Eastwards, from each node to the next; rows + 1 times columns.
    std::vector<Line> up;      ///< Northwards; rows times columns + 1.
  };

  static double millimetres(double value) { return std::round(value * 1000.0) / 1000.0; }
  static GridPoint rounded(GridPoint p) { return {millimetres(p.east_m), millimetres(p.north_m)}; }

  /// All points but the last, which begins the next line.
  static void append(std::vector<GridPoint>& ring, const Line& line, bool backwards) {
    if (backwards) {
      ring.insert(ring.end(), line.rbegin(), line.rend() - 1);
    } else {
      ring.insert(ring.end(), line.begin(), line.end() - 1);
    }
  }

  [[nodiscard]] Lines draw() const {
    constexpr double kNodeShift = 0.15;  // Of the side: neither this nor the next lets two lines of one zone meet.
    constexpr double kBend = 0.08;
    std::mt19937 random{seed};
    const auto shift = [&](double most) { return (static_cast<double>(random()) / 4294967296.0 * 2.0 - 1.0) * most * side_m; };
    std::vector<GridPoint> nodes;
    for (std::size_t row = 0; row <= rows; ++row) {
      for (std::size_t column = 0; column <= columns; ++column) {
        const double east = origin.east_m + static_cast<double>(column) * side_m + shift(kNodeShift);
        const double north = origin.north_m + static_cast<double>(row) * side_m + shift(kNodeShift);
        nodes.push_back(rounded({east, north}));
      }
    }
    const auto jagged = [&](GridPoint a, GridPoint b) {
      Line line{a};
      for (std::size_t i = 1; i <= between; ++i) {
        const double t = static_cast<double>(i) / static_cast<double>(between + 1);
        const double off = shift(kBend) / std::hypot(b.east_m - a.east_m, b.north_m - a.north_m);
        line.push_back(rounded({a.east_m + t * (b.east_m - a.east_m) - off * (b.north_m - a.north_m),
                                a.north_m + t * (b.north_m - a.north_m) + off * (b.east_m - a.east_m)}));
      }
      line.push_back(b);
      return line;
    };
    Lines lines;
    for (std::size_t row = 0; row <= rows; ++row) {
      for (std::size_t column = 0; column < columns; ++column) {
        lines.across.push_back(jagged(nodes[row * (columns + 1) + column], nodes[row * (columns + 1) + column + 1]));
      }
    }
    for (std::size_t row = 0; row < rows; ++row) {
      for (std::size_t column = 0; column <= columns; ++column) {
        lines.up.push_back(jagged(nodes[row * (columns + 1) + column], nodes[(row + 1) * (columns + 1) + column]));
      }
    }
    return lines;
  }
};

}  // namespace quyhoach::geo::test
