#include "server/http/conditional.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <system_error>

namespace quyhoach::server {
namespace {

std::string_view opaque_tag(std::string_view etag) noexcept {
  return etag.substr(0, 2) == "W/" ? etag.substr(2) : etag;
}

/// The whole of `text` as a decimal number. False when it is none or does not fit.
bool read_number(std::string_view text, std::uint64_t& number) noexcept {
  const char* const end = text.data() + text.size();
  const auto [stop, failure] = std::from_chars(text.data(), end, number);
  return failure == std::errc{} && stop == end;
}

}  // namespace

bool if_none_match_matches(std::string_view field, std::string_view etag) noexcept {
  if (field.empty() || etag.empty()) {
    return false;
  }
  if (field == "*") {
    return true;
  }
  const std::string_view wanted = opaque_tag(etag);
  // If-None-Match = "*" / #entity-tag ; entity-tag = [ "W/" ] DQUOTE *etagc DQUOTE. A comma may stand inside the
  // quotes.
  std::size_t at = 0;
  while (at < field.size()) {
    if (field[at] == ' ' || field[at] == '\t' || field[at] == ',') {
      ++at;
      continue;
    }
    if (field.substr(at, 2) == "W/") {
      at += 2;
    }
    if (at >= field.size() || field[at] != '"') {
      return false;
    }
    const std::size_t close = field.find('"', at + 1);
    if (close == std::string_view::npos) {
      return false;
    }
    if (field.substr(at, close + 1 - at) == wanted) {
      return true;
    }
    at = close + 1;
  }
  return false;
}

RangeRequest read_range(std::string_view field, std::size_t size) noexcept {
  static constexpr std::string_view kUnit = "bytes=";
  // int-range = first-pos "-" [ last-pos ] ; suffix-range = "-" suffix-length. RFC 9110 §14.1.2
  const std::size_t dash = field.find('-');
  if (field.substr(0, kUnit.size()) != kUnit || dash == std::string_view::npos) {
    return {};
  }
  const std::string_view first_text = field.substr(kUnit.size(), dash - kUnit.size());
  const std::string_view last_text = field.substr(dash + 1);
  std::uint64_t first = 0;
  std::uint64_t last = 0;
  if (first_text.empty()) {
    if (!read_number(last_text, last)) {
      return {};
    }
    if (last == 0 || size == 0) {
      return {.kind = RangeRequest::Kind::kUnsatisfiable};
    }
    return {.kind = RangeRequest::Kind::kOne, .first = size - std::min<std::uint64_t>(last, size), .last = size - 1};
  }
  if (!read_number(first_text, first) || (!last_text.empty() && !read_number(last_text, last)) ||
      (!last_text.empty() && last < first)) {
    return {};
  }
  if (first >= size) {
    return {.kind = RangeRequest::Kind::kUnsatisfiable};
  }
  return {.kind = RangeRequest::Kind::kOne,
          .first = first,
          .last = last_text.empty() ? size - 1 : std::min<std::uint64_t>(last, size - 1)};
}

}  // namespace quyhoach::server
