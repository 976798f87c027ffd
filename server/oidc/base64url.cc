#include "server/oidc/base64url.h"

#include <cstdint>

namespace quyhoach::oidc {

namespace {

constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
constexpr unsigned kDigitBits = 6;
constexpr unsigned kByteBits = 8;

}  // namespace

std::string encode_base64url(std::string_view bytes) {
  std::string text;
  text.reserve(bytes.size() * kByteBits / kDigitBits + 1);
  std::uint32_t held = 0;
  unsigned bits = 0;
  for (const char c : bytes) {
    held = (held << kByteBits) | static_cast<unsigned char>(c);
    for (bits += kByteBits; bits >= kDigitBits; bits -= kDigitBits) {
      text += kDigits[(held >> (bits - kDigitBits)) & 63U];
    }
  }
  if (bits != 0) {
    text += kDigits[(held << (kDigitBits - bits)) & 63U];
  }
  return text;
}

std::optional<std::string> decode_base64url(std::string_view text) {
  if (text.size() % 4 == 1) {
    return std::nullopt;
  }
  std::string bytes;
  bytes.reserve(text.size() * kDigitBits / kByteBits);
  std::uint32_t held = 0;
  unsigned bits = 0;
  for (const char c : text) {
    const std::size_t digit = kDigits.find(c);
    if (digit == std::string_view::npos) {
      return std::nullopt;
    }
    held = (held << kDigitBits) | static_cast<std::uint32_t>(digit);
    bits += kDigitBits;
    if (bits >= kByteBits) {
      bits -= kByteBits;
      bytes += static_cast<char>((held >> bits) & 255U);
    }
  }
  const bool has_rest = (held & ((1U << bits) - 1U)) != 0;
  return has_rest ? std::nullopt : std::optional{std::move(bytes)};
}

}  // namespace quyhoach::oidc
