#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace quyhoach::server {

/// Whether If-None-Match `field` matches `etag` under weak comparison: a list of tags or `*`. False for an empty field
/// or an empty tag. RFC 9110 §13.1.2, §8.8.3.2
[[nodiscard]] bool if_none_match_matches(std::string_view field, std::string_view etag) noexcept;

}  // namespace quyhoach::server
