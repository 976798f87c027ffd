#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "geo/base/legacy_text.h"

namespace quyhoach::geo {

/// The bytes of a text that a driver took for Windows-1252, as it does where a file says so of text set in fonts of another
/// encoding (MapInfo's charset WindowsLatin1); a text that no driver can have made so comes back as it is.
[[nodiscard]] std::string bytes_behind(std::string_view text);

/// A text as a driver gave it, in Unicode and NFC, where its file is in `encoding`; nothing where that cannot be. A text the
/// driver took for Windows-1252 is taken back to its bytes first.
[[nodiscard]] std::optional<std::string> read_in(TextEncoding encoding, std::string_view text);

/// The encodings in which texts can be read as a driver gave them, likeliest first, at least one. Where it may have taken them for
/// Windows-1252 they are judged by their bytes, if those surely are an old Vietnamese encoding.
[[nodiscard]] std::vector<EncodingGuess> weigh_source_encodings(const std::vector<std::string>& texts);

/// Below this confidence an encoding is told to a person and not taken.
inline constexpr double kSureEncoding = 0.9;

/// What a column's name says, if in any encoding that is one of `personal` (folded names).
[[nodiscard]] std::optional<std::string> personal_name(std::string_view column, const std::set<std::string>& personal);

}  // namespace quyhoach::geo
