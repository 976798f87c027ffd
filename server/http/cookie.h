#pragma once

#include <optional>
#include <string_view>

namespace quyhoach::server {

/// The value of cookie `name` in a Cookie field, without the quotes it may have. Nothing when it is not there; when it is there
/// twice, for then another site of the same domain may have set one; or when any part of the field breaks the grammar
/// (RFC 6265 §4.2.1). The view is into `field`. Any thread.
[[nodiscard]] std::optional<std::string_view> cookie_value(std::string_view field, std::string_view name) noexcept;

}  // namespace quyhoach::server
