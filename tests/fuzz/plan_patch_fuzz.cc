// libFuzzer target for patches of a plan, in TOML and in JSON: whatever is patched is a plan that can be read.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "geo/plan/plan_patch.h"

namespace {

namespace geo = quyhoach::geo;

void require(bool claim) {
  if (!claim) {
    std::abort();
  }
}

constexpr std::string_view kPlan = R"toml(id = "a"
topic = "zoning_plan"
title = "A"
status = "in_force"
scale = 2000
crs = "EPSG:9210"
[decision]
number = "1"
date = 2015-01-01
authority = "x"
[in_force]
from = 2015-02-01
[[suspension]]
from = 2016-01-01
to = 2016-02-01
[[document]]
kind = "other"
title = "t"
file = "0.pdf"
[[layer]]
role = "zones"
file = "z.gpkg"
)toml";

void patch(std::string_view text, const geo::District& district) {
  for (const auto kind : {geo::PatchKind::kStatus, geo::PatchKind::kMetadata}) {
    const auto patched = geo::patch_plan(kind, text, "patch.toml", kPlan, district);
    if (patched.errors.empty()) {
      const auto plan = geo::parse_plan(patched.value, "plan.toml", district);
      require(plan.errors.empty() && plan.value.id == "a" && plan.value.layers.size() == 1 && plan.value.crs == "EPSG:9210");
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text{reinterpret_cast<const char*>(data), size};  // NOLINT(*-reinterpret-cast)
  geo::District district;
  district.topics.push_back({"zoning_plan", geo::TopicGeometry::kArea, "#000000", {"x", "x"}});
  district.communes.push_back({"1", "x", {}, {}, {}});
  district.key_parts = {geo::KeyPart::kCommune, geo::KeyPart::kNumber};
  patch(text, district);
  if (const auto toml = geo::patch_of_json(text)) {
    patch(*toml, district);
  }
  const auto parcels = geo::parse_parcels(text, "parcels.toml", district);
  require(!parcels.errors.empty() || (parcels.value.commune == "1" && !parcels.value.layers.empty()));
  return 0;
}
