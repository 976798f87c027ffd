#include "geo/plan/manifest_layer.h"

#include <algorithm>
#include <array>
#include <span>

#include "geo/coord/grid_transform.h"

namespace quyhoach::geo {

namespace {

using Names = std::span<const std::string_view>;

constexpr std::array<std::string_view, 10> kZoneFields{"code",        "name",         "function",         "land_use",   "building_coverage_percent",
                                                       "storeys_max", "height_max_m", "floor_area_ratio", "population", "ground_level_m"};
constexpr std::array<std::string_view, 7> kLineFields{"code", "name", "function", "land_use", "width_m", "offset_left_m", "offset_right_m"};
constexpr std::array<std::string_view, 5> kPointFields{"code", "name", "function", "land_use", "radius_m"};
constexpr std::array<std::string_view, 6> kParcelFields{"commune", "sheet", "number", "land_use", "registered_area_m2", "address"};
constexpr std::array<std::string_view, 3> kCommuneFields{"code", "name", "kind"};
constexpr std::array<std::string_view, 3> kRoadFields{"name", "class", "width_m"};
constexpr std::array<std::string_view, 2> kNameFields{"name", "class"};

Names fields_of(LayerRole role) {
  switch (role) {
    case LayerRole::kZones: return kZoneFields;
    case LayerRole::kLines: return kLineFields;
    case LayerRole::kPoints: return kPointFields;
    case LayerRole::kBoundary: return {};
    case LayerRole::kParcels: return kParcelFields;
    case LayerRole::kCommunes: return kCommuneFields;
    case LayerRole::kRoads: return kRoadFields;
    case LayerRole::kWater:
    case LayerRole::kPlaces: return kNameFields;
  }
  return {};
}

constexpr std::array kPlanRoles{LayerRole::kZones, LayerRole::kLines, LayerRole::kPoints, LayerRole::kBoundary};
constexpr std::array kDistrictRoles{LayerRole::kParcels, LayerRole::kCommunes, LayerRole::kRoads, LayerRole::kWater,
                                    LayerRole::kPlaces};

void check_names(TomlReader& reader, std::map<std::string, std::string>& map, Names known) {
  for (const auto& [name, value] : map) {
    if (std::find(known.begin(), known.end(), name) == known.end()) {
      reader.error(name, "unknown field for this role");
    }
  }
}

}  // namespace

LayerSource read_layer(TomlReader& reader, bool of_plan) {
  LayerSource layer;
  layer.line = reader.line();
  const std::string role = reader.text("role");
  const std::span<const LayerRole> roles = of_plan ? std::span<const LayerRole>{kPlanRoles} : kDistrictRoles;
  const auto found = std::find_if(roles.begin(), roles.end(), [&](LayerRole r) { return name_of(r) == role; });
  if (found != roles.end()) {
    layer.role = *found;
  } else if (!role.empty()) {
    std::string expected = "expected one of";
    for (const LayerRole r : roles) {
      expected += " " + std::string{name_of(r)};
    }
    reader.error("role", expected);
  }
  layer.file = reader.text("file");
  if (layer.file.starts_with('/') || layer.file.find("..") != std::string::npos) {
    reader.error("file", "expected a path inside the manifest's folder");
  }
  layer.layer = reader.text("layer", TomlReader::Need::kOptional);
  layer.crs = reader.text("crs", TomlReader::Need::kOptional);
  if (!layer.crs.empty() && !is_epsg_code(layer.crs)) {
    reader.error("crs", "expected EPSG:nnnn");
  }
  const Names known = fields_of(layer.role);
  if (auto fields = reader.table("fields", TomlReader::Need::kOptional)) {
    layer.fields = fields->all_texts();
    check_names(*fields, layer.fields, known);
  }
  if (auto values = reader.table("values", TomlReader::Need::kOptional)) {
    layer.values = values->all_texts();
    check_names(*values, layer.values, known);
  }
  if (auto codes = reader.table("land_use_codes", TomlReader::Need::kOptional)) {
    layer.land_use_codes = codes->all_texts();
  }
  reader.finish();
  return layer;
}

}  // namespace quyhoach::geo
