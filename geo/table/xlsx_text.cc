#include <algorithm>
#include <cctype>

#include "geo/base/text.h"
#include "geo/table/xlsx.h"

namespace quyhoach::geo {

namespace {

constexpr std::string_view kReplacement = "\uFFFD";

/// Bytes of the character that begins with `lead`, in well-formed UTF-8.
std::size_t length_of(unsigned char lead) noexcept { return lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4; }

bool is_escape(std::string_view text) noexcept {
  constexpr std::size_t kLength = 7;  // _x0041_
  return text.size() >= kLength && text.starts_with("_x") && text[kLength - 1] == '_' &&
         std::ranges::all_of(text.substr(2, 4), [](unsigned char c) { return std::isxdigit(c) != 0; });
}

/// What stands for the character at the beginning of `rest`, of `length` bytes.
std::string_view shown(std::string_view rest, std::size_t length) noexcept {
  const auto c = static_cast<unsigned char>(rest.front());
  const std::string_view character = rest.substr(0, length);
  // XML 1.0 §2.2: Char ::= #x9 | #xA | #xD | [#x20-#xD7FF] | [#xE000-#xFFFD] | [#x10000-#x10FFFF]; a reader makes #xA of #xD.
  if (c == '\r') {
    return rest.substr(1).starts_with('\n') ? "" : "\n";
  }
  const bool is_forbidden = (c < 0x20 && c != '\t' && c != '\n') || c == 0x7F || character == "\uFFFE" || character == "\uFFFF";
  return is_forbidden ? kReplacement : c == '_' && is_escape(rest) ? std::string_view{"_x005F_"} : character;
}

std::size_t units_of(std::string_view shown) noexcept {
  std::size_t units = 0;
  for (const char byte : shown) {
    const auto c = static_cast<unsigned char>(byte);
    units += (c & 0xC0U) == 0x80U ? 0U : c >= 0xF0U ? 2U : 1U;
  }
  return units;
}

}  // namespace

std::string xlsx_text(std::string_view text, std::size_t limit, bool& was_cut) {
  constexpr std::string_view kMore = "…";
  const bool is_good = is_utf8(text);
  std::string out;
  std::size_t units = 0;
  std::size_t fits = 0;  // Bytes of `out` that leave room for the sign that there was more.
  for (std::size_t at = 0; at < text.size();) {
    const auto lead = static_cast<unsigned char>(text[at]);
    const std::size_t length = is_good ? length_of(lead) : 1;
    const std::string_view next = is_good || lead < 0x80 ? shown(text.substr(at), length) : kReplacement;
    units += units_of(next);
    if (units > limit) {
      was_cut = true;
      return out.substr(0, fits).append(limit > 0 ? kMore : "");
    }
    out += next;
    fits = units < limit ? out.size() : fits;
    at += length;
  }
  return out;
}

}  // namespace quyhoach::geo
