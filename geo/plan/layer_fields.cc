#include "geo/plan/layer_fields.h"

#include <algorithm>

namespace quyhoach::geo {

namespace {

constexpr std::array<std::string_view, 11> kZoneFields{
    "code",        "name",         "function",         "land_use",   "building_coverage_percent",
    "storeys_max", "height_max_m", "floor_area_ratio",         "population", "ground_level_m",
    "stated_area_m2"};
constexpr std::array<std::string_view, 7> kLineFields{"code",    "name",          "function",      "land_use",
                                                      "width_m", "offset_left_m", "offset_right_m"};
constexpr std::array<std::string_view, 5> kPointFields{"code", "name", "function", "land_use", "radius_m"};
constexpr std::array<std::string_view, 6> kParcelFields{"commune", "sheet", "number", "land_use", "registered_area_m2",
                                                        "address"};
constexpr std::array<std::string_view, 3> kCommuneFields{"code", "name", "kind"};
constexpr std::array<std::string_view, 3> kRoadFields{"name", "class", "width_m"};
constexpr std::array<std::string_view, 2> kNameFields{"name", "class"};

}  // namespace

std::span<const std::string_view> fields_of(LayerRole role) noexcept {
  switch (role) {
    case LayerRole::kZones:
      return kZoneFields;
    case LayerRole::kLines:
      return kLineFields;
    case LayerRole::kPoints:
      return kPointFields;
    case LayerRole::kBoundary:
      return {};
    case LayerRole::kParcels:
      return kParcelFields;
    case LayerRole::kCommunes:
      return kCommuneFields;
    case LayerRole::kRoads:
      return kRoadFields;
    case LayerRole::kWater:
    case LayerRole::kPlaces:
      return kNameFields;
  }
  return {};
}

bool has_field(LayerRole role, std::string_view field) noexcept {
  const auto fields = fields_of(role);
  return std::find(fields.begin(), fields.end(), field) != fields.end();
}

}  // namespace quyhoach::geo
