#pragma once

#include <string>
#include <string_view>

#include "geo/base/result.h"

namespace quyhoach::oidc {

/// What a provider gives for a code (RFC 6749 §5.1, OpenID Connect Core §3.1.3.3), as far as we need it.
struct TokenResponse {
  std::string id_token;
  std::string access_token;
};

/// Any thread. \return kOidcState when the provider says the code is none, has expired or was used (`invalid_grant`); kOidcProvider
/// for any other refusal, naming its `error`, and for what is no answer
[[nodiscard]] geo::Result<TokenResponse> parse_token_response(int status, std::string_view body);

/// Whether `text` may be an `error` of RFC 6749 §4.1.2.1 or §5.2, short enough for a log and without anything a terminal obeys.
[[nodiscard]] bool is_error_name(std::string_view text) noexcept;

}  // namespace quyhoach::oidc
