#include "server/oidc/jwk_set.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

#include <openssl/core_names.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>

#include "server/oidc/base64url.h"
#include "server/oidc/json_object.h"

namespace quyhoach::oidc {

using geo::Error;
using geo::ErrorCode;
using geo::Result;

namespace {

constexpr int kRsaMin_bits = 2'048;                 // RFC 7518 §3.3
constexpr std::size_t kRsaMax_bytes = 1'024;        // 8,192 bits: more is work for us and no safer
constexpr std::size_t kExponentMax_bytes = 4;
constexpr std::size_t kCoordinate_bytes = 32;       // P-256 (RFC 7518 §6.2.1.2) and Ed25519 (RFC 8032 §5.1.5)
constexpr std::size_t kEs256_bytes = 64;            // RFC 7518 §3.4: R and S, not the DER of OpenSSL

struct Deleter {
  void operator()(EVP_PKEY* key) const noexcept { EVP_PKEY_free(key); }
  void operator()(EVP_PKEY_CTX* context) const noexcept { EVP_PKEY_CTX_free(context); }
  void operator()(EVP_MD_CTX* context) const noexcept { EVP_MD_CTX_free(context); }
  void operator()(OSSL_PARAM_BLD* builder) const noexcept { OSSL_PARAM_BLD_free(builder); }
  void operator()(OSSL_PARAM* parameters) const noexcept { OSSL_PARAM_free(parameters); }
  void operator()(BIGNUM* number) const noexcept { BN_free(number); }
  void operator()(ECDSA_SIG* signature) const noexcept { ECDSA_SIG_free(signature); }
};
template <typename T>
using Owned = std::unique_ptr<T, Deleter>;
using KeyPtr = std::shared_ptr<EVP_PKEY>;

const unsigned char* bytes_of(std::string_view text) noexcept {
  return reinterpret_cast<const unsigned char*>(text.data());  // NOLINT(*-reinterpret-cast): OpenSSL's bytes
}

Owned<BIGNUM> number_of(std::string_view bytes) {
  return Owned<BIGNUM>{BN_bin2bn(bytes_of(bytes), static_cast<int>(bytes.size()), nullptr)};
}

KeyPtr public_key(const char* kind, OSSL_PARAM_BLD* builder) {
  const Owned<OSSL_PARAM> parameters{OSSL_PARAM_BLD_to_param(builder)};
  const Owned<EVP_PKEY_CTX> context{EVP_PKEY_CTX_new_from_name(nullptr, kind, nullptr)};
  EVP_PKEY* made = nullptr;
  if (!parameters || !context || EVP_PKEY_fromdata_init(context.get()) != 1 ||
      EVP_PKEY_fromdata(context.get(), &made, EVP_PKEY_PUBLIC_KEY, parameters.get()) != 1) {
    return nullptr;
  }
  KeyPtr key{made, Deleter{}};
  // That a point lies on its curve, and that a modulus is odd.
  const Owned<EVP_PKEY_CTX> check{EVP_PKEY_CTX_new_from_pkey(nullptr, key.get(), nullptr)};
  return check && EVP_PKEY_public_check(check.get()) == 1 ? key : nullptr;
}

/// RFC 7518 §6.3.1
KeyPtr rsa_key(const JsonObject& jwk) {
  const auto n = decode_base64url(jwk.text("n").value_or(""));
  const auto e = decode_base64url(jwk.text("e").value_or(""));
  if (!n || !e || n->empty() || e->empty() || n->size() > kRsaMax_bytes || e->size() > kExponentMax_bytes) {
    return nullptr;
  }
  const Owned<BIGNUM> modulus = number_of(*n);
  const Owned<BIGNUM> exponent = number_of(*e);
  const Owned<OSSL_PARAM_BLD> builder{OSSL_PARAM_BLD_new()};
  if (!modulus || !exponent || !builder || BN_num_bits(modulus.get()) < kRsaMin_bits ||
      OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, modulus.get()) != 1 ||
      OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, exponent.get()) != 1) {
    return nullptr;
  }
  return public_key("RSA", builder.get());
}

/// RFC 7518 §6.2.1
KeyPtr p256_key(const JsonObject& jwk) {
  const auto x = decode_base64url(jwk.text("x").value_or(""));
  const auto y = decode_base64url(jwk.text("y").value_or(""));
  if (!x || !y || x->size() != kCoordinate_bytes || y->size() != kCoordinate_bytes) {
    return nullptr;
  }
  const std::string point = "\x04" + *x + *y;  // uncompressed, SEC 1 §2.3.4
  const Owned<OSSL_PARAM_BLD> builder{OSSL_PARAM_BLD_new()};
  if (!builder || OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, "P-256", 0) != 1 ||
      OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(), point.size()) != 1) {
    return nullptr;
  }
  return public_key("EC", builder.get());
}

/// RFC 8037 §2
KeyPtr ed25519_key(const JsonObject& jwk) {
  const auto x = decode_base64url(jwk.text("x").value_or(""));
  if (!x || x->size() != kCoordinate_bytes) {
    return nullptr;
  }
  return KeyPtr{EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, bytes_of(*x), x->size()), Deleter{}};
}

/// The signature as OpenSSL wants it; empty when it cannot be one.
std::string der_of(std::string_view signature) {
  if (signature.size() != kEs256_bytes) {
    return {};
  }
  const Owned<ECDSA_SIG> pair{ECDSA_SIG_new()};
  Owned<BIGNUM> r = number_of(signature.substr(0, kEs256_bytes / 2));
  Owned<BIGNUM> s = number_of(signature.substr(kEs256_bytes / 2));
  if (!pair || !r || !s || ECDSA_SIG_set0(pair.get(), r.get(), s.get()) != 1) {
    return {};
  }
  (void)r.release();  // the pair's now
  (void)s.release();
  unsigned char* made = nullptr;
  const int length = i2d_ECDSA_SIG(pair.get(), &made);
  std::string der;
  if (length > 0) {
    der.assign(made, made + length);
  }
  OPENSSL_free(made);  // NOLINT(*-no-malloc)
  return der;
}

bool is_signed(Algorithm algorithm, EVP_PKEY* key, std::string_view bytes, std::string_view signature) {
  const std::string der = algorithm == Algorithm::kEs256 ? der_of(signature) : std::string{signature};
  const Owned<EVP_MD_CTX> context{EVP_MD_CTX_new()};
  const EVP_MD* const digest = algorithm == Algorithm::kEdDsa ? nullptr : EVP_sha256();
  // RSA keys of this kind are used with PKCS #1 v1.5 unless told otherwise: RS256.
  return context && !der.empty() && EVP_DigestVerifyInit(context.get(), nullptr, digest, nullptr, key) == 1 &&
         EVP_DigestVerify(context.get(), bytes_of(der), der.size(), bytes_of(bytes), bytes.size()) == 1;
}

struct Kind {
  Algorithm algorithm;
  KeyPtr (*read)(const JsonObject&);
};

std::optional<Kind> kind_of(const JsonObject& jwk) {
  const std::string kty = jwk.text("kty").value_or("");
  const std::string curve = jwk.text("crv").value_or("");
  if (kty == "RSA") {
    return Kind{Algorithm::kRs256, rsa_key};
  }
  if (kty == "EC" && curve == "P-256") {
    return Kind{Algorithm::kEs256, p256_key};
  }
  if (kty == "OKP" && curve == "Ed25519") {
    return Kind{Algorithm::kEdDsa, ed25519_key};
  }
  return std::nullopt;
}

/// Whether a key may be used to look at signatures of `algorithm` (RFC 7517 §4.2 to §4.4).
bool is_for(const JsonObject& jwk, Algorithm algorithm) {
  const auto operations = jwk.texts("key_ops");
  const bool may_verify = !jwk.has("key_ops") || (operations && std::ranges::find(*operations, "verify") != operations->end());
  return may_verify && (!jwk.has("use") || jwk.text("use") == "sig") &&
         (!jwk.has("alg") || algorithm_of_name(jwk.text("alg").value_or("")) == algorithm);
}

}  // namespace

std::optional<Algorithm> algorithm_of_name(std::string_view name) noexcept {
  return name == "RS256"   ? std::optional{Algorithm::kRs256}
         : name == "ES256" ? std::optional{Algorithm::kEs256}
         : name == "EdDSA" ? std::optional{Algorithm::kEdDsa}
                           : std::nullopt;
}

Result<JwkSet> JwkSet::parse(std::string_view json) {
  const auto document = JsonObject::read(json);
  const auto jwks = document ? document->objects("keys") : std::nullopt;
  if (!jwks || jwks->size() > kKeysMax) {
    return Error{ErrorCode::kOidcProvider, "the provider's keys are no JWK Set"};
  }
  JwkSet set;
  for (const JsonObject& jwk : *jwks) {
    const auto kind = kind_of(jwk);
    if (!kind || !is_for(jwk, kind->algorithm) || (jwk.has("kid") && !jwk.text("kid"))) {
      continue;
    }
    if (KeyPtr key = kind->read(jwk)) {
      set.keys_.push_back({kind->algorithm, jwk.text("kid"), std::move(key)});
    }
  }
  return set;
}

JwkSet::Verdict JwkSet::verify(Algorithm algorithm, const std::optional<std::string>& kid, std::string_view bytes,
                               std::string_view signature) const {
  const Key* found = nullptr;
  for (const Key& key : keys_) {
    if (key.algorithm == algorithm && (!kid || key.kid == kid)) {
      if (found != nullptr) {
        return Verdict::kBad;  // which of them is meant cannot be told
      }
      found = &key;
    }
  }
  if (found == nullptr) {
    return Verdict::kKeyUnknown;
  }
  return is_signed(algorithm, found->key.get(), bytes, signature) ? Verdict::kGood : Verdict::kBad;
}

}  // namespace quyhoach::oidc
