#include "geo/io/likely_cause.h"

#include <array>
#include <cmath>

#include "geo/coord/projected_crs.h"

namespace quyhoach::geo {

namespace {

/// What is other about the reading that would do.
const char* cause_of(const CrsGuess& guess, const CrsGuess& taken, const District& district) {
  if (guess.crs == "EPSG:4326") {
    return guess.is_swapped ? "cause.degrees_swapped" : "cause.degrees";
  }
  if (guess.crs == geographic_crs_of(district.crs)) {
    return "cause.own_degrees";
  }
  if (guess.is_of_wgs84 && !taken.is_of_wgs84) {
    return "cause.no_shift";
  }
  if (guess.crs == taken.crs && guess.is_swapped == taken.is_swapped) {
    return "cause.shift";
  }
  if (guess.crs == taken.crs) {
    return "cause.swapped";
  }
  return guess.is_swapped != taken.is_swapped ? "cause.zone_swapped" : "cause.zone";
}

/// The keys of a [[layer]] that said `taken` and are not to say it any longer.
std::string dropped_keys(const CrsGuess& guess, const CrsGuess& taken) {
  std::string keys = taken.is_of_wgs84 && !guess.is_of_wgs84 ? "datum" : "";
  return keys + (taken.is_swapped && !guess.is_swapped ? keys.empty() ? "axes" : ", axes" : "");
}

/// The reading that would do; the smallest step from what was taken comes first: a datum shift that was not made.
std::optional<CrsGuess> likely_reading(const District& district, GridPoint numbers, const CrsGuess& taken) {
  CrsGuess unshifted = taken;
  unshifted.is_of_wgs84 = true;
  for (const CrsGuess& wanted : {taken, unshifted}) {
    const auto reading = CrsReading::create(wanted, district);
    const auto at = reading ? reading->to_lonlat(numbers) : Result<LonLat>{reading.error()};
    if (at && district.bbox.contains(*at)) {
      return wanted;
    }
  }
  const std::vector<CrsGuess> guesses = guess_crs(district, std::array{numbers}, 1);
  return guesses.empty() ? std::nullopt : std::optional{guesses.front()};
}

}  // namespace

Phrase likely_cause(const District& district, GridPoint numbers, const CrsGuess& taken) {
  const auto guess = likely_reading(district, numbers, taken);
  if (!guess) {
    return {"cause.unknown", {}};
  }
  if (*guess == taken) {
    return {"cause.too_long", {}};
  }
  const std::string dropped = dropped_keys(*guess, taken);
  return {dropped.empty() ? "cause.and_lines" : "cause.and_without",
          {{"cause", Phrase{cause_of(*guess, taken, district), {{"crs", guess->crs}}}}, {"lines", lines_phrase(*guess)}, {"keys", dropped}}};
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
