#pragma once

#include <string>
#include <string_view>

namespace quyhoach::geo {

/// What bytes that are not UTF-8 may be.
struct EncodingGuess {
  std::string name;  ///< "TCVN3", "Windows-1258", "Windows-1252"; empty if the bytes look like none of them.
  std::string text;  ///< The bytes decoded so, NFC.
};

/// The encoding under which the bytes hold most Vietnamese letters and fewest signs. A guess for a person to judge by its text;
/// nothing is loaded by it. Not thread-bound.
[[nodiscard]] EncodingGuess guess_encoding(std::string_view bytes);

}  // namespace quyhoach::geo
