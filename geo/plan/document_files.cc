#include "geo/plan/document_files.h"

#include "geo/base/text.h"
#include "geo/plan/toml_reader.h"

namespace quyhoach::geo {

namespace {

/// Byte of a place in a text. toml++ counts lines from 1, and columns in code points from 1 without a byte order mark.
std::size_t byte_at(std::string_view text, toml::source_position place) {
  constexpr std::string_view kMark = "\xEF\xBB\xBF";
  std::size_t at = text.starts_with(kMark) ? kMark.size() : 0;
  for (toml::source_index line = 1; line < place.line; ++line) {
    at = text.find('\n', at) + 1;
  }
  constexpr auto kMask = 0xC0U;
  constexpr auto kContinuation = 0x80U;
  for (toml::source_index column = 1; column < place.column; ++column) {
    ++at;
    while (at < text.size() && (static_cast<unsigned char>(text[at]) & kMask) == kContinuation) {
      ++at;
    }
  }
  return at;
}

}  // namespace

int read_page(TomlReader& document) {
  constexpr std::int64_t kMost = 100'000;
  const auto page = document.integer("page", TomlReader::Need::kOptional);
  if (page && (*page < 1 || *page > kMost)) {
    document.error("page", "expected the number of a page of the PDF, 1 to 100000");
    return 0;
  }
  return static_cast<int>(page.value_or(0));
}

bool is_kept(const Document& document) noexcept {
  constexpr std::size_t kHashDigits = 64;
  return document.file.size() == kHashDigits + 4 && document.file.ends_with(".pdf") &&
         document.file.find_first_not_of("0123456789abcdef") == kHashDigits;
}

std::string with_document_files(std::string_view toml, const std::map<std::string, std::string>& files) {
  const toml::parse_result parsed = toml::parse(toml);
  const toml::array* documents = parsed ? parsed.table()["document"].as_array() : nullptr;
  std::string text{toml};
  if (documents == nullptr) {
    return text;
  }
  std::map<std::size_t, std::pair<std::size_t, std::string>> edits;  // Begin → end, replacement.
  for (const toml::node& document : *documents) {
    const auto file = toml::node_view<const toml::node>{document}["file"];
    const auto name = file.value_exact<std::string>();
    const auto found = name ? files.find(to_nfc(*name)) : files.end();
    if (found != files.end()) {
      const toml::source_region& place = file.node()->source();
      edits[byte_at(toml, place.begin)] = {byte_at(toml, place.end), '"' + found->second + '"'};
    }
  }
  for (auto edit = edits.rbegin(); edit != edits.rend(); ++edit) {  // From behind: the places before stay right.
    text.replace(edit->first, edit->second.first - edit->first, edit->second.second);
  }
  return text;
}

}  // namespace quyhoach::geo
