// libFuzzer target for what planners write: district.toml and plan.toml.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "geo/plan/consultant_profile.h"
#include "geo/plan/manifest.h"

namespace {

namespace geo = quyhoach::geo;

void require(bool claim) {
  if (!claim) {
    std::abort();
  }
}

geo::District district_of_plans() {
  geo::District district;
  district.topics.push_back({"zoning_plan", geo::TopicGeometry::kArea, "#000000", {"x", "x"}});
  return district;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text{reinterpret_cast<const char*>(data), size};  // NOLINT(*-reinterpret-cast)
  static const geo::District kDistrict = district_of_plans();
  const auto district = geo::parse_district(text, "district.toml", kDistrict.topics);
  if (district.errors.empty()) {
    require(!district.value.id.empty() && district.value.has_part(geo::KeyPart::kNumber));
    require(district.value.bbox.west_deg < district.value.bbox.east_deg);
  }
  const auto plan = geo::parse_plan(text, "plan.toml", kDistrict);
  if (plan.errors.empty()) {
    require(!plan.value.id.empty() && plan.value.scale > 0 && !plan.value.layers.empty());
    require(plan.value.topic == "zoning_plan" && !plan.value.decision.number.empty());
    for (const auto& document : plan.value.documents) {
      require(!document.file.starts_with('/') && document.file.find("..") == std::string::npos);
    }
  }
  if (const auto kept = geo::profile_of_manifest(text, "plan.toml", {}); kept.errors.empty()) {
    const auto profile = geo::parse_profile(kept.value, "A");
    require(profile.errors.empty() && !profile.value.layers.empty());
  }
  return 0;
}
