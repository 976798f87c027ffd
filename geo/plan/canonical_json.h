#pragma once

#include <span>
#include <string>
#include <string_view>

#include "geo/base/result.h"

namespace quyhoach::geo {

/// A JSON object in its canonical form (RFC 8785, JSON Canonicalization Scheme): members by the UTF-16 code units of their names, numbers
/// as ECMAScript writes them, no white space, UTF-8. Two texts that say the same have the same form, whoever wrote them. Any thread.
/// \param without  members of the object itself that are left out
/// \return kBodyUnreadable for what is no JSON object, nests deeper than 64, has a name twice, or a number that is no double
[[nodiscard]] Result<std::string> canonical_json(std::string_view json, std::span<const std::string_view> without = {});

/// A number as ECMAScript's Number::toString(x) writes it. \pre finite
[[nodiscard]] std::string canonical_number(double number);

}  // namespace quyhoach::geo
