#include "server/oidc/metadata.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "server/oidc/json_object.h"
#include "server/oidc/jwk_set.h"
#include "server/oidc/url.h"

namespace quyhoach::oidc {

using geo::Error;
using geo::ErrorCode;
using geo::Result;

namespace {

/// Whether a list that a provider may leave out has `value`.
bool may_have(const JsonObject& metadata, std::string_view list, std::string_view value) {
  const auto texts = metadata.texts(list);
  return !metadata.has(list) || (texts && std::ranges::find(*texts, value) != texts->end());
}

bool signs_as_we_take_it(const JsonObject& metadata) {
  const auto names = metadata.texts("id_token_signing_alg_values_supported");
  return !metadata.has("id_token_signing_alg_values_supported") ||
         (names && std::ranges::any_of(*names, [](const std::string& name) { return algorithm_of_name(name).has_value(); }));
}

/// An address of the provider. An issuer that is reached by TLS does not lead away from it.
std::optional<std::string> address(const JsonObject& metadata, std::string_view name, std::string_view issuer) {
  auto url = metadata.text(name);
  return url && is_safe_url(*url) && (is_loopback_http(issuer) || !is_loopback_http(*url)) ? url : std::nullopt;
}

}  // namespace

std::string metadata_url(std::string_view issuer) {
  return std::string{issuer.ends_with('/') ? issuer.substr(0, issuer.size() - 1) : issuer} + "/.well-known/openid-configuration";
}

Result<Metadata> parse_metadata(std::string_view json, std::string_view issuer) {
  const auto refused = [](const char* why) { return Error{ErrorCode::kOidcProvider, std::string{"provider metadata: "} + why}; };
  const auto document = JsonObject::read(json);
  if (!document) {
    return refused("cannot be read");
  }
  if (document->text("issuer") != issuer) {
    return refused("of another issuer");  // Discovery §4.3
  }
  const auto authorization = address(*document, "authorization_endpoint", issuer);
  const auto token = address(*document, "token_endpoint", issuer);
  const auto jwks = address(*document, "jwks_uri", issuer);
  if (!authorization || !token || !jwks) {
    return refused("an address is missing or not safe");
  }
  if (!may_have(*document, "response_types_supported", "code") ||
      !may_have(*document, "code_challenge_methods_supported", "S256") || !signs_as_we_take_it(*document)) {
    return refused("no code flow, no S256, or no signature that is taken");
  }
  // Left out, Basic is what is taken (Discovery §3).
  const bool takes_basic = may_have(*document, "token_endpoint_auth_methods_supported", "client_secret_basic");
  return Metadata{*authorization, *token, *jwks,
                  document->flag("authorization_response_iss_parameter_supported").value_or(false), !takes_basic};
}

}  // namespace quyhoach::oidc
