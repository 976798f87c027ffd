#include "geo/io/likely_cause.h"

#include <array>
#include <cmath>
#include <cstdio>

namespace quyhoach::geo {

std::string likely_cause(const District& district, const GridTransform& transform, GridPoint numbers, const CrsGuess& taken) {
  const std::vector<CrsGuess> guesses = guess_crs(district, transform, std::array{numbers}, 1);
  if (guesses.empty()) {
    return "not found";
  }
  const CrsGuess& guess = guesses.front();
  if (guess == taken) {
    return "its middle lies inside, its ends do not";
  }
  std::string cause;
  if (guess.crs == "EPSG:4326") {
    cause = std::string{"the numbers are "} + (guess.is_swapped ? "latitude, longitude" : "longitude, latitude") + " in degrees";
  } else if (guess.crs == taken.crs) {
    cause = "east and north are swapped (X and Y as printed on Vietnamese sheets)";
  } else {
    cause = "the data is in " + guess.crs + ", another zone of the same datum" +
            (guess.is_swapped != taken.is_swapped ? ", with east and north swapped" : "");
  }
  const bool turned_back = taken.is_swapped && !guess.is_swapped;
  return cause + "; if so, write " + lines_of(guess) + (turned_back ? " and no axes" : "") + " in its [[layer]]";
}

std::string distance_in_words(const District& district, const GridTransform& transform, GridPoint at) {
  const LonLatBox& box = district.bbox;
  const auto centre = transform.to_grid({(box.west_deg + box.east_deg) / 2.0, (box.south_deg + box.north_deg) / 2.0});
  if (!centre) {
    return "far from the district";
  }
  std::array<char, 64> text{};
  constexpr double kMetresPerKilometre = 1000.0;
  std::snprintf(text.data(), text.size(), "%.1f km from the middle of the district",
                std::hypot(at.east_m - centre->east_m, at.north_m - centre->north_m) / kMetresPerKilometre);
  return text.data();
}

}  // namespace quyhoach::geo
