// libFuzzer target for the whole search, as GET /api/v1/search gives it what somebody typed.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "geo/base/text.h"
#include "geo/plan/search.h"
#include "tests/geo/plan/small_district.h"

namespace {

namespace geo = quyhoach::geo;

void require(bool claim) {
  if (!claim) {
    std::abort();
  }
}

geo::NameIndex names_of(const geo::Snapshot& snapshot, const geo::GridTransform& transform) {
  geo::NameIndex names = geo::build_names(snapshot, transform);
  names.things.push_back({geo::HitKind::kRoad, " tinh lo 8 ", "Tỉnh lộ 8", "primary", "", "", {106.49, 10.97}, {}});
  names.sheets.push_back({" 102 1 25 4 ", "102/1/25/4"});
  names.sheets.push_back({" diagram no 18 ", "Diagram No.18"});
  return names;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const auto kSnapshot = geo::small_snapshot();
  static const auto kTransform = geo::GridTransform::create(kSnapshot->district->crs, kSnapshot->district->datum_operation);
  require(kTransform.has_value());
  static const geo::NameIndex kNames = names_of(*kSnapshot, *kTransform);
  const std::string_view text{reinterpret_cast<const char*>(data), size};  // NOLINT(*-reinterpret-cast)
  constexpr std::size_t kLimit = 20;
  const auto hits = geo::search(*kSnapshot, kNames, *kTransform, text, kLimit, size % 2 == 0 ? "vi" : "en");
  require(hits.size() <= kLimit);
  double before = 1.0;
  for (const geo::Hit& hit : hits) {
    require(hit.score > 0.0 && hit.score <= before);
    before = hit.score;
    require(!hit.label.empty() && geo::is_utf8(hit.label) && geo::is_utf8(hit.detail));
    if (hit.kind == geo::HitKind::kParcel) {
      const auto key = geo::parse_reference(*kSnapshot->district, hit.reference);
      require(key.has_value() && !geo::find_parcels(*kSnapshot, *key).empty());
    }
    require(hit.kind != geo::HitKind::kCoordinate || kSnapshot->district->bbox.contains(hit.at));
  }
  return 0;
}
