#include "geo/io/likely_cause.h"

#include <array>
#include <cmath>

namespace quyhoach::geo {

namespace {

/// What is other about the reading that would do.
const char* cause_of(const CrsGuess& guess, const CrsGuess& taken) {
  if (guess.crs == "EPSG:4326") {
    return guess.is_swapped ? "cause.degrees_swapped" : "cause.degrees";
  }
  if (guess.crs == taken.crs) {
    return "cause.swapped";
  }
  return guess.is_swapped != taken.is_swapped ? "cause.zone_swapped" : "cause.zone";
}

}  // namespace

Phrase likely_cause(const District& district, const GridTransform& transform, GridPoint numbers, const CrsGuess& taken) {
  const std::vector<CrsGuess> guesses = guess_crs(district, transform, std::array{numbers}, 1);
  if (guesses.empty()) {
    return {"cause.unknown", {}};
  }
  const CrsGuess& guess = guesses.front();
  if (guess == taken) {
    return {"cause.too_long", {}};
  }
  const bool turned_back = taken.is_swapped && !guess.is_swapped;
  return {turned_back ? "cause.and_no_axes" : "cause.and_lines",
          {{"cause", Phrase{cause_of(guess, taken), {{"crs", guess.crs}}}}, {"lines", lines_of(guess)}}};
}

Phrase distance_in_words(const District& district, const GridTransform& transform, GridPoint at) {
  const LonLatBox& box = district.bbox;
  const auto centre = transform.to_grid({(box.west_deg + box.east_deg) / 2.0, (box.south_deg + box.north_deg) / 2.0});
  if (!centre) {
    return {"far.unknown", {}};
  }
  constexpr double kMetresPerKilometre = 1000.0;
  return {"far.distance", {{"distance_km", std::hypot(at.east_m - centre->east_m, at.north_m - centre->north_m) / kMetresPerKilometre}}};
}

}  // namespace quyhoach::geo
