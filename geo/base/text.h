#pragma once

#include <string>
#include <string_view>

namespace quyhoach::geo {

/// \return whether `text` is well-formed UTF-8 (RFC 3629: no overlong forms, no surrogates).
[[nodiscard]] bool is_utf8(std::string_view text) noexcept;

/// \return `text` in Unicode normal form C; ill-formed UTF-8 comes back unchanged, so check is_utf8 first.
[[nodiscard]] std::string to_nfc(std::string_view text);

/// What search compares: lower case, marks removed, đ written d, everything that is neither letter nor digit turned into
/// one space, no space at the ends. "Tân  Phú-Trung" and "tan phu trung" fold alike. Ill-formed UTF-8 folds to "".
[[nodiscard]] std::string fold(std::string_view text);

/// \return `text` in normal form C without the difference of upper and lower case, marks kept: what names of files are compared by.
/// Ill-formed UTF-8 comes back unchanged.
[[nodiscard]] std::string casefold(std::string_view text);

/// \return `text` without ASCII white space at its ends.
[[nodiscard]] std::string_view trim(std::string_view text) noexcept;

}  // namespace quyhoach::geo
