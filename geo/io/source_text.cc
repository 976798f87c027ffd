#include "geo/io/source_text.h"

#include <algorithm>
#include <map>

#include "geo/base/text.h"

namespace quyhoach::geo {

namespace {

/// The byte of each letter of Windows-1252 that is not ASCII, by the letter in UTF-8.
const std::map<std::string, char, std::less<>>& windows_1252() {
  static const auto table = [] {
    constexpr int kFirst = 0x80;
    constexpr int kLast = 0xFF;
    std::map<std::string, char, std::less<>> letters;
    for (int byte = kFirst; byte <= kLast; ++byte) {
      const char c = static_cast<char>(byte);
      if (auto letter = decode({&c, 1}, TextEncoding::kWindows1252)) {
        letters.emplace(std::move(*letter), c);
      }
    }
    return letters;
  }();
  return table;
}

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

}  // namespace

std::string bytes_behind(std::string_view text) {
  std::string bytes;
  const std::size_t size = is_utf8(text) ? text.size() : 0;
  for (std::size_t i = 0; i < size;) {
    std::size_t end = i + 1;
    while (end < size && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) {
      ++end;
    }
    const std::string_view letter = text.substr(i, end - i);
    const auto found = windows_1252().find(letter);
    if (letter.size() > 1 && found == windows_1252().end()) {
      return std::string{text};
    }
    bytes += letter.size() > 1 ? found->second : letter.front();
    i = end;
  }
  return bytes.empty() ? std::string{text} : bytes;
}

std::optional<std::string> read_in(TextEncoding encoding, std::string_view text) {
  if (is_ascii(text)) {
    return std::string{text};
  }
  if (!is_utf8(text)) {
    return decode(text, encoding);
  }
  // Well-formed UTF-8 is no other encoding by chance: it is what the driver made of the bytes, or UTF-8.
  const std::string bytes = bytes_behind(text);
  auto letters = bytes != text ? decode(bytes, encoding) : std::nullopt;
  return !letters && encoding == TextEncoding::kUtf8 ? decode(text, encoding) : letters;
}

std::vector<EncodingGuess> weigh_source_encodings(const std::vector<std::string>& texts) {
  std::vector<std::string> bytes;
  for (const std::string& text : texts) {
    bytes.push_back(bytes_behind(text));
  }
  if (std::ranges::all_of(texts, [](const std::string& text) { return is_utf8(text); })) {
    const bool is_behind = guess_behind(texts, bytes).confidence >= kSureEncoding;
    return weigh_encodings(is_behind ? bytes : texts);
  }
  return weigh_encodings(bytes);
}

std::optional<std::string> personal_name(std::string_view column, const std::set<std::string>& personal) {
  for (const TextEncoding encoding : kTextEncodings) {
    if (auto name = read_in(encoding, column); name && personal.contains(fold(*name))) {
      return name;
    }
  }
  return std::nullopt;
}

}  // namespace quyhoach::geo
