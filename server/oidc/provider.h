#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "geo/base/result.h"
#include "server/oidc/http_client.h"
#include "server/oidc/id_token.h"
#include "server/oidc/jwk_set.h"
#include "server/oidc/jws.h"
#include "server/oidc/metadata.h"

namespace quyhoach::oidc {

/// As the provider knows us.
struct Client {
  std::string issuer;        ///< Letter for letter as the provider writes it.
  std::string client_id;
  std::string secret;        ///< Empty: a public client, whom PKCE alone protects.
  std::string redirect_uri;  ///< Registered with the provider.
};

/// The secrets of one sign-in: random, each 64 hexadecimal digits, used once.
struct SignInSecrets {
  std::string state;
  std::string nonce;
  std::string verifier;  ///< RFC 7636 §4.1
};

/// What a browser brings back from the provider (RFC 6749 §4.1.2, RFC 9207 §2).
struct Authorized {
  std::string code;
  std::optional<std::string> issuer;
};

using UnixClock = std::function<std::chrono::sys_seconds()>;

/// One OpenID provider: sends people to it, and finds out whom it vouches for, by the authorization code flow with PKCE (OpenID
/// Connect Core §3.1, RFC 7636). Its metadata and keys are asked for when they are first needed, and again after a while, so a
/// provider that is down keeps nobody from starting. Any thread; every call may wait for the network for some seconds.
class Provider {
 public:
  Provider(Client client, HttpClient http, UnixClock clock);

  /// Where to send the browser. \return kOidcProvider
  [[nodiscard]] geo::Result<std::string> authorization_url(const SignInSecrets& secrets);

  /// Exchanges the code and looks at the ID token. \return kOidcProvider; kOidcState for a code that is none, or used
  [[nodiscard]] geo::Result<Identity> redeem(const Authorized& authorized, const SignInSecrets& secrets);

  /// Metadata and keys are asked for again after this long; keys also when a token names one that is missing, once in kRetry.
  static constexpr std::chrono::minutes kKept{60};
  static constexpr std::chrono::seconds kRetry{30};

 private:
  template <typename T>
  struct Fetched {
    std::optional<T> value;
    std::chrono::sys_seconds at{};
  };

  [[nodiscard]] geo::Result<Metadata> metadata();
  [[nodiscard]] geo::Result<std::shared_ptr<const JwkSet>> keys(const std::string& url, bool is_anew);
  [[nodiscard]] geo::Result<std::string> get(const std::string& url);
  [[nodiscard]] HttpCall token_call(const Metadata& metadata, const std::string& code, const std::string& verifier) const;
  [[nodiscard]] geo::Result<bool> check_signature(const Jws& jws, const std::string& jwks_uri);

  const Client client_;
  const HttpClient http_;
  const UnixClock clock_;
  std::mutex mutex_;  ///< Held while metadata or keys are fetched: everybody else would wait for them, too.
  Fetched<Metadata> metadata_;
  Fetched<std::shared_ptr<const JwkSet>> keys_;
  std::optional<std::chrono::sys_seconds> keys_missed_at_;
};

}  // namespace quyhoach::oidc
