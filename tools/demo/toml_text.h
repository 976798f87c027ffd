#pragma once

#include <string>
#include <string_view>

namespace quyhoach::tools::demo {

/// `text` as a basic TOML string, with its quotes.
[[nodiscard]] std::string quoted(std::string_view text);
/// The shortest decimal that reads back as the same number.
[[nodiscard]] std::string decimal(double value);

}  // namespace quyhoach::tools::demo
