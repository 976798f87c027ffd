#include "server/oidc/id_token.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "server/oidc/base64url.h"
#include "server/oidc/digest.h"
#include "server/oidc/json_object.h"

namespace quyhoach::oidc {

using geo::Error;
using geo::ErrorCode;
using geo::Result;

namespace {

bool is_subject(std::string_view text) {
  return !text.empty() && text.size() <= kSubjectMax_bytes &&
         std::ranges::all_of(text, [](char c) { return c >= 0x20 && c < 0x7F; });
}

/// A text or an array of texts (RFC 7519 §4.1.3).
std::optional<std::vector<std::string>> audience_of(const JsonObject& claims) {
  if (const auto one = claims.text("aud")) {
    return std::vector{*one};
  }
  return claims.texts("aud");
}

/// Who the token is for. A token that is for others, too, must say that it was given to us.
const char* audience_fault(const JsonObject& claims, const std::string& client_id) {
  const auto audience = audience_of(claims);
  if (!audience || std::ranges::find(*audience, client_id) == audience->end()) {
    return "it is not for us (aud)";
  }
  const bool needs_party = audience->size() > 1;
  return (needs_party || claims.has("azp")) && claims.text("azp") != client_id ? "it was given to another (azp)" : nullptr;
}

const char* time_fault(const JsonObject& claims, std::int64_t now_s) {
  const auto exp = claims.moment_s("exp");
  const auto iat = claims.moment_s("iat");
  if (!exp || now_s >= *exp + kSkew.count()) {
    return "it has expired (exp)";
  }
  if (!iat || *iat > now_s + kSkew.count() || now_s - *iat > std::chrono::seconds{kAgeMax}.count() + kSkew.count()) {
    return "it was not made now (iat)";
  }
  const std::int64_t latest_s = now_s + kSkew.count();
  const bool has_begun = !claims.has("nbf") || claims.moment_s("nbf").value_or(latest_s + 1) <= latest_s;
  return has_begun ? nullptr : "it does not hold yet (nbf)";
}

/// OpenID Connect Core §3.1.3.6: the left half of the hash that the signature takes, and all of ours take SHA-256 but Ed25519's
/// SHA-512.
bool is_hash_of(const std::string& at_hash, Algorithm algorithm, std::string_view access_token) {
  const std::string digest = algorithm == Algorithm::kEdDsa ? sha512(access_token) : sha256(access_token);
  return at_hash == encode_base64url(std::string_view{digest}.substr(0, digest.size() / 2));
}

}  // namespace

Result<Identity> check_claims(std::string_view payload, Algorithm algorithm, const Expected& expected) {
  const auto refused = [](const char* why) { return Error{ErrorCode::kOidcProvider, std::string{"ID token: "} + why}; };
  const auto claims = JsonObject::read(payload);
  if (!claims) {
    return refused("claims that cannot be read");
  }
  if (claims->text("iss") != expected.issuer) {
    return refused("another issuer (iss)");
  }
  if (const char* fault = audience_fault(*claims, expected.client_id)) {
    return refused(fault);
  }
  if (const char* fault = time_fault(*claims, expected.now_s)) {
    return refused(fault);
  }
  if (expected.nonce.empty() || claims->text("nonce") != expected.nonce) {
    return refused("it was made for another sign-in (nonce)");
  }
  if (claims->has("at_hash") && !is_hash_of(claims->text("at_hash").value_or(""), algorithm, expected.access_token)) {
    return refused("it goes with another access token (at_hash)");
  }
  auto subject = claims->text("sub");
  if (!subject || !is_subject(*subject)) {
    return refused("nobody is named (sub)");
  }
  return Identity{expected.issuer, std::move(*subject)};
}

}  // namespace quyhoach::oidc
