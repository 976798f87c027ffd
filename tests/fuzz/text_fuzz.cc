// libFuzzer target for what citizens type and files say: folding, normal forms, readings of a text as a parcel, a position, a
// quantity or a date.
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "geo/base/text.h"
#include "geo/plan/coordinate_query.h"
#include "geo/plan/manifest.h"
#include "geo/plan/parcel_query.h"
#include "geo/plan/value_reading.h"

namespace {

namespace geo = quyhoach::geo;

void require(bool claim) {
  if (!claim) {
    std::abort();
  }
}

/// What is told of a reading is UTF-8, as all that is told is.
bool are_texts(const geo::Phrase& phrase) {
  return std::ranges::all_of(phrase.figures, [](const geo::Figure& figure) {
    const auto* text = std::get_if<std::string>(&figure.value);
    return text == nullptr || geo::is_utf8(*text);
  });
}

/// With sheets and without, in a few words.
const std::vector<geo::District>& districts() {
  static const std::vector<geo::District> kDistricts = [] {
    constexpr const char* kWords =
        "language\tmeaning\tword\nvi\tsheet\ttờ\nvi\tnumber\tthửa\nvi\tnothing\tsố\nvi\tkind\txã\nvi\tkind\tthị trấn\n"
        "vi\tnorth\tB\nvi\tsouth\tN\nvi\teast\tĐ\nvi\twest\tT\n";
    geo::District district;
    district.search_words = geo::parse_search_words(kWords, "words", {"vi"}).value;
    district.key_parts = {geo::KeyPart::kNumber};
    std::vector<geo::District> both{district};
    district.key_parts = {geo::KeyPart::kCommune, geo::KeyPart::kSheet, geo::KeyPart::kNumber};
    both.push_back(district);
    return both;
  }();
  return kDistricts;
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
  for (const geo::District& district : districts()) {
    for (const geo::ParcelGuess& guess : geo::parse_parcel_query(text, district)) {
      require(!guess.number.empty() || !guess.sheet.empty());
      require(guess.sheet.empty() || district.has_part(geo::KeyPart::kSheet));
    }
    for (const geo::CoordinateGuess& guess : geo::parse_coordinate_query(text, district.search_words)) {
      require(std::isfinite(guess.north) && std::isfinite(guess.east));
    }
    for (const std::string& name : geo::names_in(district.search_words, folded)) {
      require(!name.empty() && folded.find(name) != std::string::npos);
    }
  }
  for (int i = 0; i <= static_cast<int>(geo::Quantity::kLevel); ++i) {
    const auto reading = geo::read_quantity(text, static_cast<geo::Quantity>(i));
    require(!reading || (std::isfinite(reading->value) && are_texts(reading->how)));
  }
  const auto date = geo::read_date(text);
  require(!date || geo::parse_date(geo::format_date(date->value)) == date->value);
  static_cast<void>(geo::read_land_use_codes(text, districts().front()));
  return 0;
}
