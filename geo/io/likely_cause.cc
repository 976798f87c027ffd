#include "geo/io/likely_cause.h"

#include <array>
#include <cmath>
#include <cstdio>

#include "geo/io/crs_guess.h"

namespace quyhoach::geo {

namespace {

/// Empty if there is no likely one.
std::string find_cause(const District& district, const GridTransform& transform, GridPoint point) {
  const std::vector<CrsGuess> guesses = guess_crs(district, transform, std::array{point}, 1);
  if (guesses.empty()) {
    return {};
  }
  const auto& [crs, is_swapped] = guesses.front();
  if (crs == "EPSG:4326") {
    return std::string{"the numbers are "} + (is_swapped ? "latitude, longitude" : "longitude, latitude") + " in degrees, not metres";
  }
  if (crs == district.crs) {
    return is_swapped ? "east and north are swapped (X and Y as printed on Vietnamese sheets)" : "its middle lies inside, its ends do not";
  }
  return "the data is in " + crs + ", another zone of the same datum" + (is_swapped ? ", with east and north swapped" : "");
}

}  // namespace

std::string likely_cause(const District& district, const GridTransform& transform, GridPoint point) {
  const LonLatBox& box = district.bbox;
  std::string cause = find_cause(district, transform, point);
  if (cause.empty()) {
    cause = "not found";
  }
  const auto centre = transform.to_grid({(box.west_deg + box.east_deg) / 2.0, (box.south_deg + box.north_deg) / 2.0});
  if (!centre) {
    return cause;
  }
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "; %.1f km from the middle of the district",
                std::hypot(point.east_m - centre->east_m, point.north_m - centre->north_m) / 1000.0);
  return cause + text.data();
}

}  // namespace quyhoach::geo
