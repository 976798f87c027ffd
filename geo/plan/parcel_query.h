#pragma once

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

}  // namespace quyhoach::geo
