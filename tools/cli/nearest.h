#pragma once

#include <span>
#include <string>
#include <string_view>

namespace quyhoach::cli {

/// The name somebody who wrote `word` may have meant: one that begins with it, or differs least from it in letters left out, put in,
/// exchanged or turned round. \return empty where none is near
[[nodiscard]] std::string_view nearest(std::string_view word, std::span<const std::string_view> names);

/// `; do you mean "NAME"?`, or nothing.
[[nodiscard]] std::string suggestion(std::string_view word, std::span<const std::string_view> names);

}  // namespace quyhoach::cli
