#pragma once

#include <limits>
#include <span>
#include <string>
#include <vector>

#include "geo/coord/grid_transform.h"
#include "geo/plan/district.h"

namespace quyhoach::geo {

/// One way of reading numbers as positions.
struct CrsGuess {
  std::string crs;          ///< "EPSG:4326": the numbers are degrees, longitude first.
  bool is_swapped = false;  ///< The second number goes east.
  friend bool operator==(const CrsGuess&, const CrsGuess&) = default;
};

/// The lines of a [[layer]] that say so: `crs = "EPSG:9210" and axes = "north, east"`.
[[nodiscard]] std::string lines_of(const CrsGuess& guess);

/// The readings that place at least 99 % of `points` inside the district's box, likeliest first: degrees, the district's CRS, then
/// the other projected CRSs of its datum (EPSG's list), each in both orders of axes. `points` are the numbers as they stand, first
/// and second, whatever they mean. Slow: asks PROJ for every CRS of the datum.
/// \param most  how many readings are enough.
[[nodiscard]] std::vector<CrsGuess> guess_crs(const District& district, const GridTransform& transform, std::span<const GridPoint> points,
                                              std::size_t most = std::numeric_limits<std::size_t>::max());

/// Where a reading puts a layer.
struct CrsPlacement {
  double share_inside = 0.0;  ///< Of the points, inside the district's box: 0 … 1.
  LonLatBox box;              ///< Of those that can be mapped; empty (all zero) where none can.
};
[[nodiscard]] CrsPlacement placement_of(const CrsGuess& guess, const District& district, std::span<const GridPoint> points);

}  // namespace quyhoach::geo
