#include "geo/base/text.h"

#include <cstdlib>
#include <memory>

#include <utf8proc.h>

namespace quyhoach::geo {

namespace {

struct Free {
  void operator()(void* memory) const noexcept { std::free(memory); }  // NOLINT: utf8proc allocates with malloc.
};

std::string map_text(std::string_view text, int options) {
  utf8proc_uint8_t* mapped = nullptr;
  const auto length = utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                   static_cast<utf8proc_ssize_t>(text.size()), &mapped,
                                   static_cast<utf8proc_option_t>(options));
  const std::unique_ptr<utf8proc_uint8_t, Free> owner{mapped};
  if (length < 0) {
    return std::string{text};
  }
  return {reinterpret_cast<const char*>(mapped), static_cast<std::size_t>(length)};
}

bool is_ascii(std::string_view text) noexcept {
  for (const char c : text) {
    if (static_cast<unsigned char>(c) >= 0x80) {
      return false;
    }
  }
  return true;
}

bool is_letter_or_digit(utf8proc_int32_t code) noexcept {
  switch (utf8proc_category(code)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_ND: return true;
    default: return false;
  }
}

}  // namespace

bool is_utf8(std::string_view text) noexcept {
  const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
  auto left = static_cast<utf8proc_ssize_t>(text.size());
  while (left > 0) {
    utf8proc_int32_t code = 0;
    const auto used = utf8proc_iterate(bytes, left, &code);
    if (used <= 0) {
      return false;
    }
    bytes += used;
    left -= used;
  }
  return true;
}

std::string to_nfc(std::string_view text) {
  if (is_ascii(text)) {
    return std::string{text};
  }
  return map_text(text, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
}

std::string casefold(std::string_view text) {
  return is_utf8(text) ? map_text(text, UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD) : std::string{text};
}

std::string fold(std::string_view text) {
  if (!is_utf8(text)) {
    return {};
  }
  const std::string plain =
      map_text(text, UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK);
  std::string out;
  out.reserve(plain.size());
  const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(plain.data());
  auto left = static_cast<utf8proc_ssize_t>(plain.size());
  bool gap = false;
  while (left > 0) {
    utf8proc_int32_t code = 0;
    const auto used = utf8proc_iterate(bytes, left, &code);
    if (used <= 0) {
      break;
    }
    if (is_letter_or_digit(code)) {
      if (gap && !out.empty()) {
        out += ' ';
      }
      gap = false;
      if (code == 0x111) {  // đ has no decomposition: Unicode treats it as a letter of its own.
        out += 'd';
      } else {
        out.append(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(used));
      }
    } else {
      gap = true;
    }
    bytes += used;
    left -= used;
  }
  return out;
}

std::string_view trim(std::string_view text) noexcept {
  constexpr std::string_view kSpace = " \t\r\n\f\v";
  const auto begin = text.find_first_not_of(kSpace);
  if (begin == std::string_view::npos) {
    return {};
  }
  return text.substr(begin, text.find_last_not_of(kSpace) - begin + 1);
}

}  // namespace quyhoach::geo
