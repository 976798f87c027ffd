#include "geo/plan/manifest_layer.h"

#include <algorithm>
#include <array>
#include <span>

#include "geo/coord/grid_transform.h"
#include "geo/plan/layer_fields.h"

namespace quyhoach::geo {

namespace {

constexpr std::array kPlanRoles{LayerRole::kZones, LayerRole::kLines, LayerRole::kPoints, LayerRole::kBoundary};
constexpr std::array kDistrictRoles{LayerRole::kParcels, LayerRole::kCommunes, LayerRole::kRoads, LayerRole::kWater,
                                    LayerRole::kPlaces};

void check_names(TomlReader& reader, std::map<std::string, std::string>& map, std::span<const std::string_view> known) {
  for (const auto& [name, value] : map) {
    if (std::find(known.begin(), known.end(), name) == known.end()) {
      reader.error(name, "unknown field for this role");
    }
  }
}

/// Nothing, and an error, for a name of no encoding.
std::optional<TextEncoding> read_encoding(TomlReader& reader, const std::string& key, const std::string& name) {
  const auto encoding = parse_encoding(name);
  if (!encoding && !name.empty()) {
    reader.error(key, "expected UTF-8, TCVN3, VNI, CP1258 or CP1252");
  }
  return encoding;
}

std::vector<std::string> read_colours(TomlReader& reader, std::string_view key) {
  std::vector<std::string> colours = reader.texts(key, TomlReader::Need::kOptional);
  for (std::string& colour : colours) {
    std::ranges::transform(colour, colour.begin(), [](char c) { return c >= 'a' && c <= 'f' ? static_cast<char>(c - 'a' + 'A') : c; });
    if (!is_colour(colour)) {
      reader.error(key, "expected colours such as \"#FF0000\"");
    }
  }
  return colours;
}

void read_heights(TomlReader& reader, Drawing& drawing) {
  const std::vector<double> heights = reader.numbers("text_heights_m", TomlReader::Need::kOptional);
  if (heights.empty()) {
    return;
  }
  if (heights.size() != 2 || heights[0] < 0.0 || heights[1] < heights[0] || heights[1] <= 0.0) {
    reader.error("text_heights_m", "expected the smallest and the largest height in metres");
    return;
  }
  drawing.text_min_m = heights[0];
  drawing.text_max_m = heights[1];
}

constexpr std::array kAreaRoles{LayerRole::kZones, LayerRole::kBoundary, LayerRole::kParcels, LayerRole::kCommunes};

std::optional<Drawing> read_drawing(TomlReader& reader, LayerRole role) {
  using Need = TomlReader::Need;
  const bool is_drawing = reader.boolean("drawing", Need::kOptional);
  Drawing drawing;
  drawing.boundary_colours = read_colours(reader, "boundary_colours");
  const bool by_colour = !drawing.boundary_colours.empty();
  drawing.boundary_layers = reader.texts("boundary_layers", is_drawing && !by_colour ? Need::kRequired : Need::kOptional);
  drawing.text_layers = reader.texts("text_layers", Need::kOptional);
  drawing.text_colours = read_colours(reader, "text_colours");
  drawing.text_fonts = reader.texts("text_fonts", Need::kOptional);
  read_heights(reader, drawing);
  const auto snap = reader.number("snap_m", Need::kOptional);
  constexpr double kLargest_m = 10.0;
  if (snap && (*snap < 0.0 || *snap > kLargest_m)) {
    reader.error("snap_m", "expected metres from 0 to 10");
  }
  drawing.snap_m = snap.value_or(0.0);
  if (!is_drawing) {
    if (!drawing.boundary_layers.empty() || by_colour || drawing.has_texts() || snap) {
      reader.error("drawing", "boundary_layers, boundary_colours, text_layers, text_colours, text_fonts, text_heights_m and snap_m need drawing = true");
    }
    return std::nullopt;
  }
  if (std::find(kAreaRoles.begin(), kAreaRoles.end(), role) == kAreaRoles.end()) {
    reader.error("drawing", "only zones, boundary, parcels and communes are made of drawings");
  }
  return drawing;
}

/// A drawing has no columns but its texts.
void check_drawing_fields(TomlReader& reader, const LayerSource& layer) {
  for (const auto& [ours, theirs] : layer.fields) {
    if (theirs != kDrawingText) {
      reader.error(ours, "expected \"text\": a drawing has no other column");
    } else if (!layer.drawing->has_texts()) {
      reader.error(ours, "needs text_layers in its [[layer]], or text_colours, text_fonts or text_heights_m");
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
  const std::string datum = reader.text("datum", TomlReader::Need::kOptional);
  layer.is_of_wgs84 = !datum.empty();
  if (layer.is_of_wgs84 && datum != "WGS 84") {
    reader.error("datum", "expected \"WGS 84\", of numbers that were projected without a datum shift");
  }
  const std::string axes = reader.text("axes", TomlReader::Need::kOptional);
  layer.north_first = axes == "north, east";
  if (!axes.empty() && !layer.north_first && axes != "east, north") {
    reader.error("axes", "expected \"east, north\" or \"north, east\"");
  }
  layer.drawing = read_drawing(reader, layer.role);
  layer.corners_of = reader.text("corners_of", TomlReader::Need::kOptional);
  if (!layer.corners_of.empty() && (layer.drawing || std::find(kAreaRoles.begin(), kAreaRoles.end(), layer.role) == kAreaRoles.end())) {
    reader.error("corners_of", "only zones, boundary, parcels and communes are made of corners, and no drawing has any");
  }
  layer.encoding = read_encoding(reader, "encoding", reader.text("encoding", TomlReader::Need::kOptional));
  const auto known = fields_of(layer.role);
  if (auto fields = reader.table("fields", TomlReader::Need::kOptional)) {
    layer.fields = fields->all_texts();
    check_names(*fields, layer.fields, known);
    if (layer.drawing) {
      check_drawing_fields(*fields, layer);
    }
  }
  if (auto encodings = reader.table("encodings", TomlReader::Need::kOptional)) {
    for (const auto& [ours, name] : encodings->all_texts()) {
      if (!layer.fields.contains(ours)) {
        encodings->error(ours, "has no column in [layer.fields]");
      } else if (const auto encoding = read_encoding(*encodings, ours, name)) {
        layer.encodings[ours] = *encoding;
      }
    }
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
