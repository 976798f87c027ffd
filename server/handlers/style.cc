#include "server/handlers/style.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "geo/plan/json.h"
#include "server/http/problem.h"

namespace quyhoach::server {

namespace {

using geo::JsonWriter;

/// Colours of one theme.
struct Theme {
  std::string_view name;
  std::string_view background;
  std::string_view water;
  std::string_view road;
  std::string_view road_casing;
  std::string_view parcel_line;
  std::string_view commune_line;
  std::string_view text;
  std::string_view halo;
  double land_use_opacity;
  double topic_opacity;
};

constexpr std::array<Theme, 3> kThemes{{
    {"light", "#F6F4EE", "#A9CFE8", "#FFFFFF", "#C9C2B4", "#8C8577", "#6B5E4B", "#2B2A27", "#FFFFFF", 0.45, 0.45},
    {"dark", "#1B1F24", "#1F4257", "#3A414A", "#14171B", "#6F7782", "#B9AE99", "#F1EEE6", "#14171B", 0.28, 0.40},
    {"high-contrast", "#FFFFFF", "#9EC9FF", "#FFFFFF", "#000000", "#000000", "#000000", "#000000", "#FFFFFF", 0.30, 0.35},
}};

/// Writes style layers; every expression is spelled as raw JSON, which is how the style specification reads.
class StyleWriter {
 public:
  StyleWriter(const geo::District& district, const Theme& theme) : district_(district), theme_(theme) {}

  std::string write() {
    json_.begin_object();
    json_.member("version", 8);
    json_.member("name", "Quyhoach " + std::string{theme_.name});
    write_fonts();
    json_.key("sources");
    json_.begin_object();
    for (const char* tileset : {"base", "cadastre", "planning"}) {
      json_.key(tileset);
      json_.begin_object();
      json_.member("type", "vector");
      json_.member("url", "/tiles/" + std::string{tileset} + ".json");
      json_.end_object();
    }
    json_.end_object();
    json_.key("layers");
    json_.begin_array();
    layer("background", "background", "", "", "", {}, R"({"background-color":")" + std::string{theme_.background} + "\"}");
    land();
    for (const geo::Topic& topic : district_.topics) {
      topic_areas(topic);
    }
    base_lines();
    for (const geo::Topic& topic : district_.topics) {
      topic_lines(topic);
    }
    labels();
    json_.end_array();
    json_.end_object();
    return std::string{json_.text()};
  }

 private:
  void write_fonts() {
    struct Subset {
      const char* name;
      const char* ranges;
    };
    constexpr std::array<Subset, 3> kSubsets{{
        {"vietnamese",
         R"(["U+0102-0103","U+0110-0111","U+0128-0129","U+0168-0169","U+01A0-01A1","U+01AF-01B0","U+0300-0301","U+0303-0304","U+0308-0309","U+0323","U+0329","U+1EA0-1EF9","U+20AB"])"},
        {"latin", R"(["U+0000-00FF","U+2000-206F"])"},
        {"latin-ext", R"(["U+0100-0101","U+0104-010F","U+0112-0127","U+012A-0167","U+016A-019F"])"},
    }};
    json_.key("font-faces");
    json_.begin_object();
    for (const auto& [face, weight] : {std::pair{"BVP Regular", "400"}, {"BVP Bold", "700"}}) {
      json_.key(face);
      json_.begin_array();
      for (const Subset& subset : kSubsets) {
        json_.begin_object();
        json_.member("url", std::string{"/fonts/be-vietnam-pro-"} + subset.name + "-" + weight + ".woff2");
        json_.key("unicode-range");
        json_.raw(subset.ranges);
        json_.end_object();
      }
      json_.end_array();
    }
    json_.end_object();
  }

  /// One style layer. Empty arguments are left out; `layout` and `paint` are JSON objects.
  void layer(const std::string& id, std::string_view type, std::string_view source, std::string_view source_layer,
             std::string_view layout, const std::string& filter, const std::string& paint, int min_zoom = 0, int max_zoom = 0) {
    json_.begin_object();
    json_.member("id", id);
    json_.member("type", type);
    if (!source.empty()) {
      json_.member("source", source);
      json_.member("source-layer", source_layer);
    }
    if (min_zoom > 0) {
      json_.member("minzoom", min_zoom);
    }
    if (max_zoom > 0) {
      json_.member("maxzoom", max_zoom);
    }
    if (!filter.empty()) {
      json_.key("filter");
      json_.raw(filter);
    }
    if (!layout.empty()) {
      json_.key("layout");
      json_.raw(layout);
    }
    json_.key("paint");
    json_.raw(paint);
    json_.end_object();
  }

  /// ["match", first code of land_use, …]: "ONT+CLN" takes the colour of ONT.
  std::string land_use_colour() const {
    std::string match = R"(["match",["slice",["get","land_use"],0,3])";
    std::string seen;
    for (const geo::LandUse& use : district_.land_uses) {
      if (use.code.size() == 3 && seen.find("," + use.code + ",") == std::string::npos) {
        match += "," + quoted(use.code) + "," + quoted(use.fill_hex);
        seen += "," + use.code + ",";
      }
    }
    return seen.empty() ? "\"#CCCCCC\"" : match + ",\"#D9D9D9\"]";
  }

  static std::string number(double value) {
    std::string text = std::to_string(value);
    return text.substr(0, text.find('.') + 3);
  }
  static std::string quoted(std::string_view text) {
    geo::JsonWriter json;
    json.value(text);
    return std::string{json.text()};
  }

  void land() {
    const std::string fill = R"({"fill-color":)" + land_use_colour() + R"(,"fill-opacity":)" + number(theme_.land_use_opacity) +
                             R"(,"fill-antialias":false})";
    layer("land-use", "fill", "cadastre", "land_use", "", "", fill, 0, 14);
    layer("parcels-land-use", "fill", "cadastre", "land_use", "", "", fill, 14, 0);
    layer("parcels-fill", "fill", "cadastre", "parcels", "", "", fill, 14);
    layer("water-areas", "fill", "base", "water", "", R"(["==",["geometry-type"],"Polygon"])",
          R"({"fill-color":)" + quoted(theme_.water) + "}");
    layer("water-lines", "line", "base", "water", "", R"(["==",["geometry-type"],"LineString"])",
          R"({"line-color":)" + quoted(theme_.water) + R"(,"line-width":["interpolate",["linear"],["zoom"],10,0.6,16,4]})");
  }

  static std::string of_topic(const geo::Topic& topic, const char* more = "") {
    return R"(["all",["==",["get","topic"],)" + quoted(topic.id) + "]" + more + "]";
  }

  /// Plans over the whole district would hide everything else: they begin switched off.
  static bool begins_visible(const geo::Topic& topic) {
    return topic.id != "land_use_plan" && topic.id != "general_plan" && topic.id != "annual_land_use_programme";
  }
  static std::string visibility(const geo::Topic& topic) {
    return begins_visible(topic) ? R"("visibility":"visible")" : R"("visibility":"none")";
  }

  void topic_areas(const geo::Topic& topic) {
    const bool area = topic.geometry == geo::TopicGeometry::kArea;
    const std::string colour = area ? land_use_colour() : quoted(topic.colour_hex);
    const double opacity = area ? theme_.topic_opacity : theme_.topic_opacity / 2.0;
    layer("topic:" + topic.id + ":fill", "fill", "planning", "areas", "{" + visibility(topic) + "}", of_topic(topic),
          R"({"fill-color":)" + colour + R"(,"fill-opacity":["case",["==",["get","status"],"in_force"],)" + number(opacity) + "," +
              number(opacity / 4.0) + "]}");  // A plan not in force shows its outline, hardly its colour.
  }

  void topic_lines(const geo::Topic& topic) {
    const std::string colour = quoted(topic.colour_hex);
    const std::string width = R"(,"line-width":["interpolate",["linear"],["zoom"],10,0.5,14,1.2,18,3])";
    const std::string layout = R"({"line-join":"round",)" + visibility(topic) + "}";
    layer("topic:" + topic.id + ":line", "line", "planning", "areas", layout,
          of_topic(topic, R"(,["==",["get","status"],"in_force"])"), R"({"line-color":)" + colour + width + "}");
    layer("topic:" + topic.id + ":ahead", "line", "planning", "areas", layout,
          of_topic(topic, R"(,["!=",["get","status"],"in_force"])"),
          R"({"line-color":)" + colour + width + R"(,"line-dasharray":[3,2]})");
    layer("topic:" + topic.id + ":measure", "line", "planning", "lines", layout, of_topic(topic),
          R"({"line-color":)" + colour + R"(,"line-width":["interpolate",["linear"],["zoom"],10,1,18,4],"line-dasharray":[5,1.5]})");
  }

  void base_lines() {
    layer("parcels-line", "line", "cadastre", "parcels", "", "",
          R"({"line-color":)" + quoted(theme_.parcel_line) + R"(,"line-width":["interpolate",["linear"],["zoom"],14,0.25,18,1.4]})", 14);
    struct Road {
      const char* kind;
      int min_zoom;
      const char* width;
    };
    constexpr std::array<Road, 5> kRoads{{{"path", 15, "15,0.6,18,3"},
                                          {"local", 13, "13,0.8,18,7"},
                                          {"secondary", 11, "11,0.8,18,11"},
                                          {"primary", 9, "9,0.8,18,16"},
                                          {"trunk", 0, "8,1.2,18,22"}}};
    for (const Road& road : kRoads) {
      const std::string filter = R"(["==",["get","class"],")" + std::string{road.kind} + "\"]";
      const std::string width = R"(["interpolate",["exponential",1.5],["zoom"],)" + std::string{road.width} + "]";
      layer(std::string{"roads-"} + road.kind + "-casing", "line", "base", "roads", R"({"line-cap":"round","line-join":"round"})", filter,
            R"({"line-color":)" + quoted(theme_.road_casing) + R"(,"line-gap-width":)" + width + R"(,"line-width":0.7})", road.min_zoom);
      layer(std::string{"roads-"} + road.kind, "line", "base", "roads", R"({"line-cap":"round","line-join":"round"})", filter,
            R"({"line-color":)" + quoted(theme_.road) + R"(,"line-opacity":0.85,"line-width":)" + width + "}", road.min_zoom);
    }
    layer("communes-line", "line", "base", "communes", "", R"(["==",["get","kind"],"cadastral"])",
          R"({"line-color":)" + quoted(theme_.commune_line) + R"(,"line-width":["interpolate",["linear"],["zoom"],9,0.6,15,1.8],"line-dasharray":[4,2,1,2]})");
    layer("units-line", "line", "base", "communes", "", R"(["==",["get","kind"],"administrative"])",
          R"({"line-color":)" + quoted(theme_.commune_line) + R"(,"line-width":["interpolate",["linear"],["zoom"],9,1.2,15,3]})");
  }

  std::string text_paint() const {
    return R"({"text-color":)" + quoted(theme_.text) + R"(,"text-halo-color":)" + quoted(theme_.halo) + R"(,"text-halo-width":1.4})";
  }
  static std::string text_layout(const char* field, const char* font, const char* size, const char* more = "") {
    return std::string{R"({"text-field":)"} + field + R"(,"text-font":[")" + font + R"("],"text-size":)" + size + more + "}";
  }

  void labels() {
    layer("road-labels", "symbol", "base", "roads",
          text_layout(R"(["get","name"])", "BVP Regular", "11", R"(,"symbol-placement":"line","text-max-angle":35)"), "", text_paint(), 13);
    layer("water-labels", "symbol", "base", "water",
          text_layout(R"(["get","name"])", "BVP Regular", "11", R"(,"symbol-placement":"line")"),
          R"(["==",["geometry-type"],"LineString"])", text_paint(), 13);
    layer("parcel-labels", "symbol", "cadastre", "parcel_labels",
          text_layout(R"(["concat",["get","number"],"\n",["get","land_use"]])", "BVP Regular", "10.5"), "", text_paint(), 17);
    for (const geo::Topic& topic : district_.topics) {
      const std::string layout = R"({"text-field":["get","code"],"text-font":["BVP Bold"],"text-size":11.5,)" + visibility(topic) + "}";
      layer("topic:" + topic.id + ":label", "symbol", "planning", "area_labels", layout, of_topic(topic),
            R"({"text-color":)" + quoted(theme_.name == "dark" ? theme_.text : std::string_view{topic.colour_hex}) + R"(,"text-halo-color":)" +
                quoted(theme_.halo) + R"(,"text-halo-width":1.6})",
            topic.geometry == geo::TopicGeometry::kArea ? 13 : 16);
    }
    layer("place-labels", "symbol", "base", "places",
          text_layout(R"(["get","name"])", "BVP Regular", "11.5", R"(,"text-max-width":8)"), "", text_paint(), 12);
    layer("commune-labels", "symbol", "base", "commune_labels",
          text_layout(R"(["get","name"])", "BVP Regular", "12", R"(,"text-max-width":7)"), R"(["==",["get","kind"],"cadastral"])",
          text_paint(), 11, 15);
    layer("unit-labels", "symbol", "base", "commune_labels",
          text_layout(R"(["get","name"])", "BVP Bold", "15", R"(,"text-max-width":7)"), R"(["==",["get","kind"],"administrative"])",
          text_paint(), 8, 11);
  }

  const geo::District& district_;
  const Theme& theme_;
  JsonWriter json_;
};

}  // namespace

Response StyleHandler::operator()(const Request& /*request*/, const PathValues& values) const {
  const auto theme = std::find_if(kThemes.begin(), kThemes.end(), [&](const Theme& t) { return t.name == values[0]; });
  if (theme == kThemes.end()) {
    return problem(geo::ErrorCode::kNotFound);
  }
  return json_response(StyleWriter{*service->current()->district, *theme}.write(), false);
}

}  // namespace quyhoach::server
