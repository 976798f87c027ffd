#include "geo/base/sha256.h"

#include <array>
#include <cstdio>
#include <vector>

#include <openssl/evp.h>

namespace quyhoach::geo {

void Sha256::Deleter::operator()(evp_md_ctx_st* context) const noexcept { EVP_MD_CTX_free(context); }

Sha256::Sha256() : context_(EVP_MD_CTX_new()) {
  static const EVP_MD* const kAlgorithm = EVP_sha256();
  EVP_DigestInit_ex(context_.get(), kAlgorithm, nullptr);
}

void Sha256::update(std::string_view bytes) { EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()); }

std::string Sha256::finish() {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int length = 0;
  EVP_DigestFinal_ex(context_.get(), digest.data(), &length);
  std::string text;
  text.reserve(std::size_t{length} * 2);
  for (unsigned int i = 0; i < length; ++i) {
    text += kDigits[digest[i] >> 4U];
    text += kDigits[digest[i] & 15U];
  }
  return text;
}

std::string sha256_hex(std::string_view bytes) {
  Sha256 hash;
  hash.update(bytes);
  return hash.finish();
}

Result<std::string> sha256_of_file(const std::string& path) {
  struct Close {
    void operator()(std::FILE* file) const noexcept { std::fclose(file); }
  };
  const std::unique_ptr<std::FILE, Close> file{std::fopen(path.c_str(), "rb")};
  if (!file) {
    return Error{ErrorCode::kUnavailable, "cannot open " + path};
  }
  Sha256 hash;
  std::vector<char> buffer(std::size_t{1} << 18U);
  for (;;) {
    const std::size_t got = std::fread(buffer.data(), 1, buffer.size(), file.get());
    hash.update({buffer.data(), got});
    if (got < buffer.size()) {
      break;
    }
  }
  if (std::ferror(file.get()) != 0) {
    return Error{ErrorCode::kUnavailable, "cannot read " + path};
  }
  return hash.finish();
}

}  // namespace quyhoach::geo
