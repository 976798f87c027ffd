#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>

#include "server/oidc/base64url.h"
#include "server/oidc/jwk_set.h"

namespace quyhoach::oidc::test {

/// Makes keys and signs with them, as a provider does. \pre OpenSSL works: tests have no other way on
class Signer {
 public:
  explicit Signer(Algorithm algorithm, unsigned rsa_bits = 2'048)
      : algorithm_(algorithm), key_(algorithm == Algorithm::kRs256   ? EVP_RSA_gen(rsa_bits)
                                    : algorithm == Algorithm::kEs256 ? EVP_EC_gen("P-256")
                                                                     : EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519"),
                                    EVP_PKEY_free) {}

  [[nodiscard]] std::string name() const {
    return algorithm_ == Algorithm::kRs256 ? "RS256" : algorithm_ == Algorithm::kEs256 ? "ES256" : "EdDSA";
  }

  /// The public key; `more` are further members, such as `,"use":"sig"`.
  [[nodiscard]] std::string jwk(const std::string& kid, const std::string& more = "") const {
    const std::string head = R"({"kid":")" + kid + "\"" + more;
    switch (algorithm_) {
      case Algorithm::kRs256:
        return head + R"(,"kty":"RSA","n":")" + number(OSSL_PKEY_PARAM_RSA_N) + R"(","e":")" + number(OSSL_PKEY_PARAM_RSA_E) + "\"}";
      case Algorithm::kEs256:
        return head + R"(,"kty":"EC","crv":"P-256","x":")" + number(OSSL_PKEY_PARAM_EC_PUB_X, 32) + R"(","y":")" +
               number(OSSL_PKEY_PARAM_EC_PUB_Y, 32) + "\"}";
      case Algorithm::kEdDsa:
        break;
    }
    std::array<unsigned char, 32> raw{};
    std::size_t size = raw.size();
    EVP_PKEY_get_raw_public_key(key_.get(), raw.data(), &size);
    return head + R"(,"kty":"OKP","crv":"Ed25519","x":")" + encode_base64url(std::string{raw.begin(), raw.end()}) + "\"}";
  }

  [[nodiscard]] std::string signature(std::string_view bytes) const {
    const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context{EVP_MD_CTX_new(), EVP_MD_CTX_free};
    EVP_DigestSignInit(context.get(), nullptr, algorithm_ == Algorithm::kEdDsa ? nullptr : EVP_sha256(), nullptr, key_.get());
    std::size_t size = 1'024;
    std::string out(size, '\0');
    EVP_DigestSign(context.get(), data(out), &size, data(bytes), bytes.size());
    out.resize(size);
    return algorithm_ == Algorithm::kEs256 ? pair_of(out) : out;
  }

  /// A compact token.
  [[nodiscard]] std::string token(const std::string& header, const std::string& payload) const {
    const std::string bytes = encode_base64url(header) + "." + encode_base64url(payload);
    return bytes + "." + encode_base64url(signature(bytes));
  }

 private:
  static unsigned char* data(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }
  static const unsigned char* data(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

  [[nodiscard]] std::string number(const char* name, int bytes = 0) const {
    BIGNUM* found = nullptr;
    EVP_PKEY_get_bn_param(key_.get(), name, &found);
    const int size = bytes == 0 ? BN_num_bytes(found) : bytes;
    std::string out(static_cast<std::size_t>(size), '\0');
    BN_bn2binpad(found, data(out), size);
    BN_free(found);
    return encode_base64url(out);
  }
  static std::string pair_of(const std::string& der) {
    const unsigned char* at = data(std::string_view{der});
    ECDSA_SIG* pair = d2i_ECDSA_SIG(nullptr, &at, static_cast<long>(der.size()));
    std::string out(64, '\0');
    BN_bn2binpad(ECDSA_SIG_get0_r(pair), data(out), 32);
    BN_bn2binpad(ECDSA_SIG_get0_s(pair), data(out) + 32, 32);
    ECDSA_SIG_free(pair);
    return out;
  }

  Algorithm algorithm_;
  std::shared_ptr<EVP_PKEY> key_;
};

inline std::string jwks(const std::vector<std::string>& keys) {
  std::string out = R"({"keys":[)";
  for (const std::string& key : keys) {
    out.append(out.ends_with('[') ? "" : ",").append(key);
  }
  return out + "]}";
}

}  // namespace quyhoach::oidc::test
