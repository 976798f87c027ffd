#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "geo/base/result.h"

struct evp_pkey_st;

namespace quyhoach::oidc {

/// The signatures that are taken (RFC 7518 §3.1, RFC 8037 §3.1). There is no other: `none` and the HMACs, whose key would be what
/// everybody may read, have no name here.
enum class Algorithm {
  kRs256,  ///< RSASSA-PKCS1-v1_5 with SHA-256.
  kEs256,  ///< ECDSA on P-256 with SHA-256.
  kEdDsa,  ///< Ed25519.
};

/// The algorithm of a public name, `RS256`; names are compared exactly.
[[nodiscard]] std::optional<Algorithm> algorithm_of_name(std::string_view name) noexcept;

/// The public keys a provider signs with (RFC 7517). Deeply const: any thread.
class JwkSet {
 public:
  static constexpr std::size_t kKeysMax = 64;

  /// Keys that are not for signatures, or of a kind or a size we do not take (RSA below 2,048 bits), are left out, as RFC 7517 §5
  /// says. \return kOidcProvider for what is no JWK Set, or has more than kKeysMax keys
  [[nodiscard]] static geo::Result<JwkSet> parse(std::string_view json);

  enum class Verdict { kGood, kBad, kKeyUnknown };
  /// Whether `signature` is one of `bytes` by the key `kid`. Without a `kid` there must be one key of the algorithm, and no more
  /// (OpenID Connect Core §10.1); kKeyUnknown when there is no such key, which a set that was fetched anew may have.
  [[nodiscard]] Verdict verify(Algorithm algorithm, const std::optional<std::string>& kid, std::string_view bytes,
                               std::string_view signature) const;

  [[nodiscard]] std::size_t size() const noexcept { return keys_.size(); }

 private:
  struct Key {
    Algorithm algorithm = Algorithm::kRs256;
    std::optional<std::string> kid;
    std::shared_ptr<evp_pkey_st> key;
  };

  std::vector<Key> keys_;
};

}  // namespace quyhoach::oidc
