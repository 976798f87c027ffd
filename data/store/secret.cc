#include "data/store/secret.h"

#include <array>
#include <stdexcept>

#include <sodium.h>

namespace quyhoach::store {

namespace {

void start_sodium() {
  static const bool kIsStarted = sodium_init() >= 0;
  if (!kIsStarted) {
    throw std::runtime_error{"libsodium cannot be started"};
  }
}

template <std::size_t kBytes>
std::string random_hex() {
  start_sodium();
  std::array<unsigned char, kBytes> bytes{};
  randombytes_buf(bytes.data(), bytes.size());
  std::string text(kBytes * 2 + 1, '\0');
  sodium_bin2hex(text.data(), text.size(), bytes.data(), bytes.size());
  text.pop_back();
  return text;
}

}  // namespace

std::string hash_password(std::string_view password) {
  start_sodium();
  std::array<char, crypto_pwhash_STRBYTES> hash{};
  if (crypto_pwhash_str_alg(hash.data(), password.data(), password.size(), crypto_pwhash_OPSLIMIT_INTERACTIVE,
                            crypto_pwhash_MEMLIMIT_INTERACTIVE, crypto_pwhash_ALG_ARGON2ID13) != 0) {
    throw std::runtime_error{"no memory to hash a password"};
  }
  return hash.data();
}

bool is_password_of(const std::string& hash, std::string_view password) {
  start_sodium();
  return crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0;
}

const std::string& hash_of_nobody() {
  static const std::string kHash =
      "$argon2id$v=19$m=65536,t=2,p=1$bm9ib2R5bm9ib2R5bm9ibw$bm9ib2R5bm9ib2R5bm9ib2R5bm9ib2R5bm9ib2R5bm8";
  return kHash;
}

std::string random_token() { return random_hex<32>(); }

std::string random_id() { return random_hex<16>(); }

std::string random_password() {
  start_sodium();
  constexpr std::string_view kLetters = "23456789abcdefghijkmnpqrstuvwxyz";
  constexpr int kGroups = 4;
  constexpr int kGroupSize = 5;
  static_assert(kLetters.size() == 32);
  std::string password;
  for (int i = 0; i < kGroups * kGroupSize; ++i) {
    if (i != 0 && i % kGroupSize == 0) {
      password += '-';
    }
    password += kLetters[randombytes_uniform(kLetters.size())];
  }
  return password;
}

bool equal_secrets(std::string_view a, std::string_view b) {
  start_sodium();
  return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace quyhoach::store
