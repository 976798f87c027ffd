#include "server/http/path_decode.h"

#include <algorithm>

#include "geo/base/text.h"

namespace quyhoach::server {
namespace {

int hex_value(char c) noexcept {
  return c >= '0' && c <= '9'   ? c - '0'
         : c >= 'a' && c <= 'f' ? c - 'a' + 10
         : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                : -1;
}

/// Undoes percent-encoding onto the end of `out`, asking about every byte. RFC 3986 §2.1
template <typename Allowed>
bool percent_decode(std::string_view text, std::string& out, bool plus_is_space, Allowed is_allowed) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    const bool is_escaped = c == '%';
    if (is_escaped) {
      const int high = i + 2 < text.size() ? hex_value(text[i + 1]) : -1;
      const int low = i + 2 < text.size() ? hex_value(text[i + 2]) : -1;
      if (high < 0 || low < 0) {
        return false;
      }
      c = static_cast<char>(high * 16 + low);
      i += 2;
    } else if (c == '+' && plus_is_space) {
      c = ' ';
    }
    if (!is_allowed(c, is_escaped)) {
      return false;
    }
    out += c;
  }
  return true;
}

bool is_control(char c) noexcept { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }

bool has_dot_segment(std::string_view path) noexcept {
  for (std::size_t slash = 0; slash != std::string_view::npos;) {
    const std::size_t next = path.find('/', slash + 1);
    const std::string_view segment = path.substr(slash + 1, next == std::string_view::npos ? next : next - slash - 1);
    if (segment == "." || segment == "..") {
      return true;
    }
    slash = next;
  }
  return false;
}

bool decode_path(std::string_view text, std::string& path) {
  path.clear();
  // RFC 3986 §6.2.2.3 lets a server resolve dot segments. Whoever sends them wants something else than a page of ours.
  const auto is_allowed = [](char c, bool is_escaped) {
    return !is_control(c) && c != '\\' && !(is_escaped && c == '/');
  };
  return percent_decode(text, path, false, is_allowed) && !has_dot_segment(path) && geo::is_utf8(path);
}

bool decode_query(std::string_view text, std::vector<QueryParameter>& query) {
  // As WHATWG URL §5.1 reads a form: pieces between &, empty pieces skipped, the first = divides.
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('&'), text.size());
    const std::string_view piece = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (piece.empty()) {
      continue;
    }
    const std::size_t equals = std::min(piece.find('='), piece.size());
    QueryParameter& parameter = query.emplace_back();
    if (!decode_query_component(piece.substr(0, equals), parameter.name) ||
        !decode_query_component(piece.substr(std::min(equals + 1, piece.size())), parameter.value)) {
      return false;
    }
  }
  return true;
}

}  // namespace

bool decode_query_component(std::string_view text, std::string& out) {
  const std::size_t size_before = out.size();
  return percent_decode(text, out, true, [](char c, bool) { return c != '\0'; }) &&
         geo::is_utf8(std::string_view{out}.substr(size_before));
}

bool decode_target(std::string_view target, std::string& path, std::vector<QueryParameter>& query) {
  query.clear();
  if (target == "*") {
    path = target;
    return true;
  }
  if (target.substr(0, 7) == "http://" || target.substr(0, 8) == "https://") {
    // absolute-form: we serve one authority, so which one is named does not matter.
    target.remove_prefix(target.find("//") + 2);
    const std::size_t end_of_authority = target.find_first_of("/?#");
    if (end_of_authority == 0 || end_of_authority == std::string_view::npos || target[end_of_authority] != '/') {
      return false;
    }
    target.remove_prefix(end_of_authority);
  }
  if (target.empty() || target.front() != '/' || target.find('#') != std::string_view::npos) {
    return false;
  }
  const std::size_t question = target.find('?');
  return decode_path(target.substr(0, question), path) &&
         (question == std::string_view::npos || decode_query(target.substr(question + 1), query));
}

}  // namespace quyhoach::server
