// libFuzzer target for texts in the encodings of old programs: what is decoded is UTF-8 in NFC, and guesses are within
// their bounds.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "geo/base/legacy_text.h"
#include "geo/base/text.h"

namespace {

namespace geo = quyhoach::geo;

void require(bool claim) {
  if (!claim) {
    std::abort();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes{reinterpret_cast<const char*>(data), size};  // NOLINT(*-reinterpret-cast)
  for (const geo::TextEncoding encoding : geo::kTextEncodings) {
    if (const auto text = geo::decode(bytes, encoding)) {
      require(geo::is_utf8(*text) && geo::to_nfc(*text) == *text && text->empty() == bytes.empty());
    }
  }
  std::vector<std::string> field;  // One value a line.
  for (std::size_t begin = 0; begin <= bytes.size();) {
    const std::size_t end = std::min(bytes.find('\n', begin), bytes.size());
    field.emplace_back(bytes.substr(begin, end - begin));
    begin = end + 1;
  }
  const geo::EncodingGuess guess = geo::guess_encoding(field);
  require(guess.confidence >= 0.0 && guess.confidence <= 1.0 && geo::is_utf8(guess.sample));
  require(geo::parse_encoding(geo::name_of(guess.encoding)) == guess.encoding);
  return 0;
}
