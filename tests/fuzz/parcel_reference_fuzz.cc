// libFuzzer target for references of parcels, as paths and searches give them: what is read is written and read the same again.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "geo/plan/date.h"
#include "geo/plan/snapshot.h"

namespace {

namespace geo = quyhoach::geo;

void require(bool claim) {
  if (!claim) {
    std::abort();
  }
}

/// Keys of one to three parts, with a compact form and without.
std::vector<geo::District> districts() {
  std::vector<geo::District> all;
  const auto add = [&](std::vector<geo::KeyPart> parts, std::vector<int> widths) {
    all.emplace_back();
    all.back().key_parts = std::move(parts);
    all.back().compact_widths = std::move(widths);
  };
  add({geo::KeyPart::kCommune, geo::KeyPart::kSheet, geo::KeyPart::kNumber}, {5, 3, 4});
  add({geo::KeyPart::kSheet, geo::KeyPart::kNumber}, {});
  add({geo::KeyPart::kNumber}, {12});
  return all;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text{reinterpret_cast<const char*>(data), size};  // NOLINT(*-reinterpret-cast)
  static const std::vector<geo::District> kDistricts = districts();
  for (const geo::District& district : kDistricts) {
    const auto key = geo::parse_reference(district, text);
    if (!key) {
      require(key.error().code == geo::ErrorCode::kParameterValue);
      continue;
    }
    require(!key->number.empty());
    require(key->sheet.empty() != district.has_part(geo::KeyPart::kSheet));
    require(key->commune.empty() != district.has_part(geo::KeyPart::kCommune));
    const std::string written = geo::reference(district, *key);
    if (written.size() <= size) {  // Bare percent signs grow, at last beyond the longest that is read.
      const auto again = geo::parse_reference(district, written);
      require(again.has_value() && *again == *key);
    }
  }
  if (const auto date = geo::parse_date(text)) {
    require(geo::format_date(*date) == text);
  }
  return 0;
}
