#include "server/oidc/digest.h"

#include <array>

#include <openssl/evp.h>

namespace quyhoach::oidc {

namespace {

std::string digest_of(std::string_view bytes, const EVP_MD* algorithm) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int length = 0;
  EVP_Digest(bytes.data(), bytes.size(), digest.data(), &length, algorithm, nullptr);
  return {digest.begin(), digest.begin() + length};
}

}  // namespace

std::string sha256(std::string_view bytes) { return digest_of(bytes, EVP_sha256()); }

std::string sha512(std::string_view bytes) { return digest_of(bytes, EVP_sha512()); }

}  // namespace quyhoach::oidc
