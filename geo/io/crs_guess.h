#pragma once

#include <limits>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "geo/coord/grid_transform.h"
#include "geo/plan/district.h"
#include "geo/plan/phrase.h"

namespace quyhoach::geo {

/// One way of reading numbers as positions.
struct CrsGuess {
  std::string crs;           ///< Of a geographic CRS the numbers are degrees, longitude first.
  bool is_swapped = false;   ///< The second number goes east.
  bool is_of_wgs84 = false;  ///< In the CRS's projection, but of WGS 84 positions: no datum shift was made.
  friend bool operator==(const CrsGuess&, const CrsGuess&) = default;
};

/// The lines of a [[layer]] that say so: `crs = "EPSG:9210" and axes = "north, east"`.
[[nodiscard]] std::string lines_of(const CrsGuess& guess);
/// The same as part of a sentence.
[[nodiscard]] Phrase lines_phrase(const CrsGuess& guess);

/// Where numbers lie on the ground, read in one way. One thread. Costs up to 40 ms to make.
class CrsReading {
 public:
  /// \return kCrsNotAllowed for a CRS that is neither WGS 84, nor of the district's datum, nor joined to WGS 84 by its operation.
  static Result<CrsReading> create(const CrsGuess& guess, const District& district);
  void set_swapped(bool is_swapped) noexcept { is_swapped_ = is_swapped; }
  /// Degrees WGS 84. \param numbers  first and second, as they stand.
  [[nodiscard]] Result<LonLat> to_lonlat(GridPoint numbers) const;

 private:
  bool is_swapped_ = false;
  std::optional<GridTransform> to_plane_;  ///< From degrees of the district's datum into its plane, …
  std::optional<GridTransform> to_degrees_;  ///< … and from a plane to degrees; none: the numbers are degrees.
};

/// The readings that place at least 99 % of `points` inside the district's box, likeliest first: degrees, the district's CRS, then
/// the other projected CRSs of its datum (EPSG's list), and after all of them the same without a datum shift (positions of WGS 84 in
/// a projection of the datum, then degrees of the datum), each in both orders of axes. `points` are the numbers as they stand, first
/// and second, whatever they mean. Slow: asks PROJ for every CRS of the datum.
/// \param most  how many readings are enough.
[[nodiscard]] std::vector<CrsGuess> guess_crs(const District& district, std::span<const GridPoint> points,
                                              std::size_t most = std::numeric_limits<std::size_t>::max());

/// Where a reading puts a layer.
struct CrsPlacement {
  double share_inside = 0.0;  ///< Of the points, inside the district's box: 0 … 1.
  LonLatBox box;              ///< Of those that can be mapped; empty (all zero) where none can.
};
[[nodiscard]] CrsPlacement placement_of(const CrsGuess& guess, const District& district, std::span<const GridPoint> points);

}  // namespace quyhoach::geo
