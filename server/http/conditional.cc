#include "server/http/conditional.h"

namespace quyhoach::server {
namespace {

std::string_view opaque_tag(std::string_view etag) noexcept {
  return etag.substr(0, 2) == "W/" ? etag.substr(2) : etag;
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
  // If-None-Match = "*" / #entity-tag ; entity-tag = [ "W/" ] DQUOTE *etagc DQUOTE. A comma may stand inside the quotes.
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

}  // namespace quyhoach::server
