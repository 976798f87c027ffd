#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "geo/plan/district.h"

namespace quyhoach::geo {

/// One way of reading what somebody typed as a parcel.
struct ParcelGuess {
  std::string sheet;   ///< Empty where the text gives none or the district's key has none.
  std::string number;
  std::string commune; ///< Folded name or a code, possibly only its beginning; empty where the text gives none.
};

/// Readings of a free text as a parcel, likeliest first, by the words and the key of the district. "tờ 10 thửa 16 Tân Phú Trung" has
/// one; "16 10" has two, because people write both orders. Nothing comes back for a text without a number.
[[nodiscard]] std::vector<ParcelGuess> parse_parcel_query(std::string_view text, const District& district);

/// A sheet whose name is more than a number: "102/1/25/4", "Diagram No.18".
struct NamedSheet {
  std::string folded;  ///< " diagram no 18 ": folded words between spaces.
  std::string name;
};

/// Readings of a text that names one of `sheets` ("diagram no.18 plot 4519", "102/1/25/4 3"; the longest that fits): what is left
/// of it, without the words that only explain, is the number, and empty where nothing is left.
[[nodiscard]] std::vector<ParcelGuess> parse_with_named_sheet(std::string_view text, const District& district,
                                                              std::span<const NamedSheet> sheets);

}  // namespace quyhoach::geo
