#pragma once

#include <string_view>
#include <vector>

#include "geo/plan/search_words.h"

namespace quyhoach::geo {

/// One way of reading a text as a position. Whether the numbers are degrees or metres the text seldom says: the bounds of the
/// district do.
struct CoordinateGuess {
  double north = 0.0;        ///< Latitude in degrees, or metres north in the grid.
  double east = 0.0;         ///< Longitude in degrees, or metres east in the grid.
  bool is_degrees = false;   ///< The text has degree marks: no metres.
  bool north_first = true;   ///< As written.
  friend bool operator==(const CoordinateGuess&, const CoordinateGuess&) = default;
};

/// Readings of a text that is two numbers, north first before east first: "10.97, 106.49", "10,9735; 106,4933", "1213456,78
/// 592345,12", "1.213.456,78 592.345,12", "10°58'24.5"N 106°29'36"E" with any primes, "X: 1213456 Y: 592345". Which way N or X goes
/// is for `words` to say; where they say both, both are given. Nothing for any other text.
[[nodiscard]] std::vector<CoordinateGuess> parse_coordinate_query(std::string_view text, const SearchWords& words);

}  // namespace quyhoach::geo
