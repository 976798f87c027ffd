#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace quyhoach::geo {

/// How the bytes of a text stand for letters.
enum class TextEncoding {
  kUtf8,
  kTcvn3,  ///< The .VnTime fonts (also called ABC): one byte a letter; capitals with a tone have no byte of their own.
  kVni,    ///< VNI-Windows (the VNI-Times fonts): a letter, then a byte for its marks.
  kWindows1258,  ///< A letter, then a combining tone.
  kWindows1252,  ///< Western European.
};
inline constexpr std::array kTextEncodings{TextEncoding::kUtf8, TextEncoding::kTcvn3, TextEncoding::kVni,
                                           TextEncoding::kWindows1258, TextEncoding::kWindows1252};

/// As planners know it: "UTF-8", "TCVN3", "VNI", "CP1258", "CP1252".
[[nodiscard]] std::string_view name_of(TextEncoding encoding) noexcept;
/// The encoding of such a name, in either case; nothing for any other.
[[nodiscard]] std::optional<TextEncoding> parse_encoding(std::string_view name) noexcept;

/// Bytes as UTF-8 in NFC; nothing where a byte, or a mark after the byte before it, has no meaning in `encoding`.
///
/// TCVN3 writes "Ấ" in two ways, and both are read: "Â" and then "ấ", as converters do; and "ấ" alone in a word of
/// capitals, to be set in a font of capitals (.VnTimeH). Source: TCVN 5712:1993 VN3; VNI-Windows as VNI Software's
/// fonts have it; Windows code pages 1258 and 1252.
[[nodiscard]] std::optional<std::string> decode(std::string_view bytes, TextEncoding encoding);

struct EncodingGuess {
  TextEncoding encoding = TextEncoding::kUtf8;
  double confidence = 0.0;  ///< 0 (the bytes make sense in none) … 1 (plain ASCII, or well-formed UTF-8).
  std::string sample;       ///< A value that shows it, decoded; empty where none can be.
};

/// The encoding in which most words of `values`, the distinct values of one field, look Vietnamese: every word is
/// weighed by whether it is a possible syllable and how usual its letters are. One value may be too short to tell; a
/// field's values together hardly ever are.
[[nodiscard]] EncodingGuess guess_encoding(std::span<const std::string> values);

/// All encodings the values can be read in, likeliest first, as guess_encoding weighs them: for a person to choose from. At least one.
[[nodiscard]] std::vector<EncodingGuess> weigh_encodings(std::span<const std::string> values);

/// The Vietnamese encoding of `bytes`, if they look more Vietnamese in it than `texts`, which is what somebody made of them by taking
/// them for Windows-1252: "§Êt" is "Đất" in TCVN3, but "Sân" is no other word. \return confidence 0 where they do not
[[nodiscard]] EncodingGuess guess_behind(std::span<const std::string> texts, std::span<const std::string> bytes);

}  // namespace quyhoach::geo
