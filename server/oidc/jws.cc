#include "server/oidc/jws.h"

#include <utility>

#include "server/oidc/base64url.h"
#include "server/oidc/json_object.h"

namespace quyhoach::oidc {

using geo::Error;
using geo::ErrorCode;
using geo::Result;

Result<Jws> parse_jws(std::string_view token) {
  const auto refused = [](const char* why) { return Error{ErrorCode::kOidcProvider, std::string{"ID token: "} + why}; };
  if (token.size() > kTokenMax_bytes) {
    return refused("too long");
  }
  const std::size_t first = token.find('.');
  const std::size_t second = first == std::string_view::npos ? first : token.find('.', first + 1);
  if (second == std::string_view::npos || token.find('.', second + 1) != std::string_view::npos) {
    return refused("not three parts");
  }
  const auto header_bytes = decode_base64url(token.substr(0, first));
  auto payload = decode_base64url(token.substr(first + 1, second - first - 1));
  auto signature = decode_base64url(token.substr(second + 1));
  const auto header = header_bytes ? JsonObject::read(*header_bytes) : std::nullopt;
  if (!header || !payload || !signature) {
    return refused("parts that cannot be read");
  }
  const auto algorithm = algorithm_of_name(header->text("alg").value_or(""));
  if (!algorithm) {
    return refused("an algorithm that is not taken");
  }
  // RFC 7515 §4.1.11: we know no extension. RFC 7797's b64 would have to be named there.
  if (header->has("crit") || header->has("b64") || (header->has("kid") && !header->text("kid"))) {
    return refused("a header that is not understood");
  }
  return Jws{*algorithm, header->text("kid"), std::move(*payload), token.substr(0, second), std::move(*signature)};
}

}  // namespace quyhoach::oidc
