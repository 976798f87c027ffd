#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include "geo/base/result.h"
#include "server/oidc/jwk_set.h"

namespace quyhoach::oidc {

/// Clocks of provider and server may differ by this.
inline constexpr std::chrono::seconds kSkew{60};
/// An ID token is looked at within seconds of being made; an older one was kept by somebody.
inline constexpr std::chrono::minutes kAgeMax{10};
/// OpenID Connect Core §2: a subject is at most 255 ASCII characters.
inline constexpr std::size_t kSubjectMax_bytes = 255;

/// What an ID token must say.
struct Expected {
  std::string issuer;
  std::string client_id;
  std::string nonce;
  std::string access_token;  ///< Of the same answer, for at_hash. May be empty.
  std::int64_t now_s = 0;    ///< Since 1970.
};

/// Whom the provider vouches for. Issuer and subject together name one person for ever; nothing else about them does: an e-mail
/// address passes from one person to the next (OpenID Connect Core §5.7).
struct Identity {
  std::string issuer;
  std::string subject;
};

/// Checks the claims of an ID token whose signature is good (OpenID Connect Core §3.1.3.7, §3.1.3.8): iss, sub, aud, azp,
/// exp, nbf, iat, nonce, and at_hash, whose hash follows `algorithm`, if it is there. Any thread.
/// \return kOidcProvider, saying what is wrong but quoting nothing
[[nodiscard]] geo::Result<Identity> check_claims(std::string_view payload, Algorithm algorithm, const Expected& expected);

}  // namespace quyhoach::oidc
