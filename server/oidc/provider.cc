#include "server/oidc/provider.h"

#include <utility>

#include "server/oidc/base64url.h"
#include "server/oidc/digest.h"
#include "server/oidc/token_response.h"
#include "server/oidc/url.h"

namespace quyhoach::oidc {

using geo::Error;
using geo::ErrorCode;
using geo::Result;

namespace {

constexpr int kOk = 200;
constexpr std::size_t kCodeMax_bytes = 4'096;

}  // namespace

Provider::Provider(Client client, HttpClient http, UnixClock clock)
    : client_(std::move(client)), http_(std::move(http)), clock_(std::move(clock)) {}

Result<std::string> Provider::get(const std::string& url) {
  auto answer = http_({url, std::nullopt, std::nullopt});
  if (!answer) {
    return answer.error();
  }
  if (answer->status != kOk) {
    return Error{ErrorCode::kOidcProvider, "the provider answers " + std::to_string(answer->status)};
  }
  return std::move(answer->body);
}

Result<Metadata> Provider::metadata() {
  const std::lock_guard lock{mutex_};
  const auto now = clock_();
  if (metadata_.value && now - metadata_.at < kKept) {
    return *metadata_.value;
  }
  const auto body = get(metadata_url(client_.issuer));
  auto fetched = body ? parse_metadata(*body, client_.issuer) : Result<Metadata>{body.error()};
  if (fetched) {
    metadata_ = {*fetched, now};
  }
  return fetched;
}

Result<std::shared_ptr<const JwkSet>> Provider::keys(const std::string& url, bool is_anew) {
  const std::lock_guard lock{mutex_};
  const auto now = clock_();
  const bool is_fresh = keys_.value && now - keys_.at < kKept;
  if (is_fresh && !is_anew) {
    return *keys_.value;
  }
  if (is_fresh) {
    // Tokens with invented keys must not make us ask the provider without end.
    if (keys_missed_at_ && now - *keys_missed_at_ < kRetry) {
      return *keys_.value;
    }
    keys_missed_at_ = now;
  }
  const auto body = get(url);
  auto fetched = body ? JwkSet::parse(*body) : Result<JwkSet>{body.error()};
  if (!fetched) {
    return fetched.error();
  }
  keys_ = {std::make_shared<const JwkSet>(std::move(*fetched)), now};
  return *keys_.value;
}

Result<std::string> Provider::authorization_url(const SignInSecrets& secrets) {
  const auto known = metadata();
  if (!known) {
    return known.error();
  }
  // Only `openid`: the name and the role are ours to know, and what is not asked for cannot leak.
  return with_query(known->authorization_endpoint, {{"response_type", "code"},
                                                    {"scope", "openid"},
                                                    {"client_id", client_.client_id},
                                                    {"redirect_uri", client_.redirect_uri},
                                                    {"state", secrets.state},
                                                    {"nonce", secrets.nonce},
                                                    {"code_challenge", encode_base64url(sha256(secrets.verifier))},
                                                    {"code_challenge_method", "S256"}});
}

HttpCall Provider::token_call(const Metadata& metadata, const std::string& code, const std::string& verifier) const {
  FormFields fields{{"grant_type", "authorization_code"},
                    {"code", code},
                    {"redirect_uri", client_.redirect_uri},
                    {"code_verifier", verifier}};
  const bool is_basic = !client_.secret.empty() && !metadata.secret_in_body;
  if (!is_basic) {
    fields.emplace_back("client_id", client_.client_id);
  }
  if (!is_basic && !client_.secret.empty()) {
    fields.emplace_back("client_secret", client_.secret);
  }
  HttpCall call{metadata.token_endpoint, encode_form(fields), std::nullopt};
  if (is_basic) {
    call.basic = BasicAuth{client_.client_id, client_.secret};
  }
  return call;
}

Result<bool> Provider::check_signature(const Jws& jws, const std::string& jwks_uri) {
  auto verdict = JwkSet::Verdict::kKeyUnknown;
  // A provider changes its keys: one that is not known yet is asked for once.
  for (const bool is_anew : {false, true}) {
    const auto set = keys(jwks_uri, is_anew);
    if (!set) {
      return set.error();
    }
    verdict = (*set)->verify(jws.algorithm, jws.kid, jws.signed_bytes, jws.signature);
    if (verdict != JwkSet::Verdict::kKeyUnknown) {
      break;
    }
  }
  if (verdict != JwkSet::Verdict::kGood) {
    return Error{ErrorCode::kOidcProvider, verdict == JwkSet::Verdict::kBad
                                               ? "ID token: the signature is not the provider's"
                                               : "ID token: signed with a key the provider does not have"};
  }
  return true;
}

Result<Identity> Provider::redeem(const Authorized& authorized, const SignInSecrets& secrets) {
  const auto known = metadata();
  if (!known) {
    return known.error();
  }
  // Before the code goes anywhere: it may be another provider's, sent here to be handed to ours (RFC 9207 §2.4).
  if (authorized.issuer ? *authorized.issuer != client_.issuer : known->sends_issuer) {
    return Error{ErrorCode::kOidcState, "the answer is not of our provider (iss)"};
  }
  if (authorized.code.empty() || authorized.code.size() > kCodeMax_bytes) {
    return Error{ErrorCode::kOidcState, "there is no code"};
  }
  const auto answer = http_(token_call(*known, authorized.code, secrets.verifier));
  const auto tokens = answer ? parse_token_response(answer->status, answer->body) : Result<TokenResponse>{answer.error()};
  if (!tokens) {
    return tokens.error();
  }
  const auto jws = parse_jws(tokens->id_token);
  const auto is_signed = jws ? check_signature(*jws, known->jwks_uri) : Result<bool>{jws.error()};
  if (!is_signed) {
    return is_signed.error();
  }
  return check_claims(jws->payload, jws->algorithm,
                      {client_.issuer, client_.client_id, secrets.nonce, tokens->access_token,
                       clock_().time_since_epoch().count()});
}

}  // namespace quyhoach::oidc
