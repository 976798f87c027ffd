#pragma once

#include <string>
#include <string_view>

#include "geo/base/result.h"

namespace quyhoach::oidc {

/// What a provider says of itself (OpenID Connect Discovery 1.0 §3), as far as we need it.
struct Metadata {
  std::string authorization_endpoint;
  std::string token_endpoint;
  std::string jwks_uri;
  bool sends_issuer = false;   ///< Every authorization response names the issuer (RFC 9207 §3).
  bool secret_in_body = false; ///< A client's secret goes into the form, for HTTP Basic is not taken.
};

/// Where an issuer's metadata are (Discovery §4.1).
[[nodiscard]] std::string metadata_url(std::string_view issuer);

/// Any thread. \return kOidcProvider when they are not those of `issuer`, letter for letter; an address is missing or not safe; or
/// the provider says it knows no code flow, no S256, or no signature that we take
[[nodiscard]] geo::Result<Metadata> parse_metadata(std::string_view json, std::string_view issuer);

}  // namespace quyhoach::oidc
