#pragma once

#include <algorithm>
#include <cmath>
#include <limits>

#include "geo/coord/points.h"

namespace quyhoach::geo {

/// Axis-parallel box in the grid, metres. Empty until the first extend().
struct GridBox {
  double min_east_m = std::numeric_limits<double>::infinity();
  double min_north_m = std::numeric_limits<double>::infinity();
  double max_east_m = -std::numeric_limits<double>::infinity();
  double max_north_m = -std::numeric_limits<double>::infinity();

  void extend(GridPoint p) noexcept {
    min_east_m = std::min(min_east_m, p.east_m);
    min_north_m = std::min(min_north_m, p.north_m);
    max_east_m = std::max(max_east_m, p.east_m);
    max_north_m = std::max(max_north_m, p.north_m);
  }
  void extend(const GridBox& other) noexcept {
    min_east_m = std::min(min_east_m, other.min_east_m);
    min_north_m = std::min(min_north_m, other.min_north_m);
    max_east_m = std::max(max_east_m, other.max_east_m);
    max_north_m = std::max(max_north_m, other.max_north_m);
  }
  [[nodiscard]] bool empty() const noexcept { return min_east_m > max_east_m; }
  [[nodiscard]] bool intersects(const GridBox& o) const noexcept {
    return min_east_m <= o.max_east_m && o.min_east_m <= max_east_m && min_north_m <= o.max_north_m &&
           o.min_north_m <= max_north_m;
  }
  [[nodiscard]] bool contains(GridPoint p) const noexcept {
    return p.east_m >= min_east_m && p.east_m <= max_east_m && p.north_m >= min_north_m && p.north_m <= max_north_m;
  }
  [[nodiscard]] GridPoint center() const noexcept {
    return {(min_east_m + max_east_m) / 2.0, (min_north_m + max_north_m) / 2.0};
  }
  [[nodiscard]] GridBox grown(double by_m) const noexcept {
    return {min_east_m - by_m, min_north_m - by_m, max_east_m + by_m, max_north_m + by_m};
  }
};

}  // namespace quyhoach::geo
