#pragma once

#include <string>
#include <string_view>

#include "geo/base/result.h"

namespace quyhoach::server {

struct TwoTexts {
  std::string first;
  std::string second;
};

/// Reads a JSON object of exactly the two texts named, such as `{"login": …, "password": …}`. Any thread.
/// \return kBodyUnreadable for anything else; the error never holds what was sent
[[nodiscard]] geo::Result<TwoTexts> read_two_texts(std::string_view body, std::string_view first, std::string_view second);

/// Whether a Content-Type is `application/json`, with or without parameters. A form of another site cannot send that without a
/// preflight, which we refuse. RFC 9110 §8.3
[[nodiscard]] bool is_json_type(std::string_view content_type) noexcept;

}  // namespace quyhoach::server
