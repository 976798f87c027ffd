#include "server/http/cookie.h"

#include <algorithm>

namespace quyhoach::server {
namespace {

/// RFC 9110 §5.6.2
bool is_token(std::string_view text) noexcept {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return c > 0x20 && c < 0x7F && std::string_view{"\"(),/:;<=>?@[\\]{}"}.find(c) == std::string_view::npos;
  });
}

/// cookie-octet: printable ASCII but for quote, comma, semicolon and backslash.
bool is_value(std::string_view text) noexcept {
  return std::all_of(text.begin(), text.end(), [](char c) {
    return c > 0x20 && c < 0x7F && std::string_view{"\",;\\"}.find(c) == std::string_view::npos;
  });
}

}  // namespace

std::optional<std::string_view> cookie_value(std::string_view field, std::string_view name) noexcept {
  std::optional<std::string_view> found;
  while (!field.empty()) {
    const std::size_t end = std::min(field.find("; "), field.size());
    const std::string_view pair = field.substr(0, end);
    const std::size_t sign = pair.find('=');
    if (sign == std::string_view::npos) {
      return std::nullopt;
    }
    std::string_view value = pair.substr(sign + 1);
    if (value.size() >= 2 && value.front() == '"' && value.back() == '"') {
      value = value.substr(1, value.size() - 2);
    }
    if (!is_token(pair.substr(0, sign)) || !is_value(value)) {
      return std::nullopt;
    }
    if (pair.substr(0, sign) == name) {
      if (found) {
        return std::nullopt;
      }
      found = value;
    }
    field.remove_prefix(std::min(end + 2, field.size()));
  }
  return found;
}

}  // namespace quyhoach::server
