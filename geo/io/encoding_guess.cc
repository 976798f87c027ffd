#include "geo/io/encoding_guess.h"

#include <array>
#include <cstdint>
#include <optional>
#include <utility>

#include <iconv.h>

#include "geo/base/text.h"

namespace quyhoach::geo {

namespace {

std::optional<std::string> decode(std::string_view bytes, const char* encoding) {
  const iconv_t converter = ::iconv_open("UTF-8", encoding);
  if (converter == reinterpret_cast<iconv_t>(-1)) {  // NOLINT(*-reinterpret-cast,performance-no-int-to-ptr): iconv's own sign
    return std::nullopt;
  }
  std::string in{bytes};
  constexpr std::size_t kLongest = 4;  // UTF-8 bytes for one byte
  std::string out(bytes.size() * kLongest, '\0');
  char* from = in.data();
  char* to = out.data();
  std::size_t left = in.size();
  std::size_t room = out.size();
  const bool good = ::iconv(converter, &from, &left, &to, &room) != static_cast<std::size_t>(-1) &&
                    ::iconv(converter, nullptr, nullptr, &to, &room) != static_cast<std::size_t>(-1);
  ::iconv_close(converter);
  out.resize(out.size() - room);
  return good ? std::optional{to_nfc(out)} : std::nullopt;
}

bool is_vietnamese(char32_t c) {
  constexpr std::u32string_view kLetters = U"ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúýĂăĐđĨĩŨũƠơƯư";
  return (c >= 0x1EA0 && c <= 0x1EF9) || kLetters.find(c) != std::u32string_view::npos;
}

/// One for each Vietnamese letter, minus two for each other sign beyond ASCII. \pre well-formed UTF-8
int score_of(std::string_view text) {
  int score = 0;
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i]);
    const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    char32_t c = length == 1 ? lead : static_cast<char32_t>(lead & (0xFFU >> (length + 1)));
    for (std::size_t k = 1; k < length && i + k < text.size(); ++k) {
      c = (c << 6U) | (static_cast<unsigned char>(text[i + k]) & 0x3FU);
    }
    score += c < 0x80 ? 0 : is_vietnamese(c) ? 1 : -2;
    i += length;
  }
  return score;
}

}  // namespace

EncodingGuess guess_encoding(std::string_view bytes) {
  constexpr std::array<std::pair<const char*, const char*>, 3> kEncodings{
      {{"TCVN3", "TCVN"}, {"Windows-1258", "CP1258"}, {"Windows-1252", "CP1252"}}};
  EncodingGuess best;
  int best_score = 0;
  for (const auto& [name, encoding] : kEncodings) {
    const auto text = decode(bytes, encoding);
    const int score = text ? score_of(*text) : 0;
    if (score > best_score) {
      best = {name, *text};
      best_score = score;
    }
  }
  return best;
}

}  // namespace quyhoach::geo
