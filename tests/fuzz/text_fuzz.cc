// libFuzzer target for what citizens type and files say: folding, normal forms, readings of a text as a parcel, guesses of an
// encoding.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "geo/base/text.h"
#include "geo/io/encoding_guess.h"
#include "geo/plan/parcel_query.h"

namespace {

namespace geo = quyhoach::geo;

void require(bool claim) {
  if (!claim) {
    std::abort();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text{reinterpret_cast<const char*>(data), size};  // NOLINT(*-reinterpret-cast)
  const bool good = geo::is_utf8(text);
  const std::string folded = geo::fold(text);
  require(geo::is_utf8(folded) && geo::fold(folded) == folded);
  require(good || folded.empty());
  const std::string normal = geo::to_nfc(text);
  require(geo::is_utf8(normal) == good && geo::to_nfc(normal) == normal);
  require(!good || geo::fold(normal) == folded);
  for (const bool has_sheet : {false, true}) {
    for (const geo::ParcelGuess& guess : geo::parse_parcel_query(text, has_sheet)) {
      require(!guess.number.empty() || !guess.sheet.empty());
    }
  }
  if (size < 4096) {
    require(geo::is_utf8(geo::guess_encoding(text).text));
  }
  return 0;
}
