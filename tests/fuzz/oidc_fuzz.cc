// libFuzzer target for what comes from an OpenID provider, or from whoever passes for one: ID tokens and their claims, key sets,
// metadata, answers of the token endpoint.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "server/oidc/base64url.h"
#include "server/oidc/id_token.h"
#include "server/oidc/jwk_set.h"
#include "server/oidc/jws.h"
#include "server/oidc/metadata.h"
#include "server/oidc/token_response.h"
#include "server/oidc/url.h"

namespace {

namespace oidc = quyhoach::oidc;

void require(bool claim) {
  if (!claim) {
    std::abort();
  }
}

void look_at_token(std::string_view token) {
  const auto jws = oidc::parse_jws(token);
  if (!jws) {
    return;
  }
  require(token.starts_with(jws->signed_bytes));
  // A key that nobody signed with: Ed25519's base point.
  static const auto kKeys = oidc::JwkSet::parse(
      R"({"keys":[{"kty":"OKP","crv":"Ed25519","x":"WGZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmY"}]})");
  require(kKeys.has_value() && kKeys->size() == 1);
  require(kKeys->verify(jws->algorithm, jws->kid, jws->signed_bytes, jws->signature) != oidc::JwkSet::Verdict::kGood);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes{reinterpret_cast<const char*>(data), size};  // NOLINT(*-reinterpret-cast)
  if (const auto decoded = oidc::decode_base64url(bytes)) {
    require(oidc::encode_base64url(*decoded) == bytes);
  }
  look_at_token(bytes);
  if (const auto set = oidc::JwkSet::parse(bytes)) {
    require(set->size() <= oidc::JwkSet::kKeysMax);
    for (const auto algorithm : {oidc::Algorithm::kRs256, oidc::Algorithm::kEs256, oidc::Algorithm::kEdDsa}) {
      require(set->verify(algorithm, std::nullopt, "bytes", bytes.substr(0, 256)) != oidc::JwkSet::Verdict::kGood);
    }
  }
  if (const auto metadata = oidc::parse_metadata(bytes, "https://sso.example")) {
    require(oidc::is_safe_url(metadata->token_endpoint) && oidc::is_safe_url(metadata->jwks_uri));
    require(oidc::is_safe_url(oidc::with_query(metadata->authorization_endpoint, {{"state", "a"}})));
  }
  (void)oidc::parse_token_response(200, bytes);
  (void)oidc::parse_token_response(400, bytes);
  if (const auto identity = oidc::check_claims(bytes, oidc::Algorithm::kRs256, {"https://sso.example", "quyhoach", "n", "x", 1'795'000'000})) {
    require(!identity->subject.empty() && identity->subject.size() <= oidc::kSubjectMax_bytes);
  }
  return 0;
}
