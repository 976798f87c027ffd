#include "tools/demo/plan_writer.h"

#include <array>
#include <fstream>
#include <sstream>

#include "tools/demo/layer_writer.h"
#include "tools/demo/plan_documents.h"
#include "tools/demo/toml_text.h"

namespace quyhoach::tools::demo {
namespace {

/// Our field, and what the plan's author called it: consultants name and shorten fields as they like.
struct FieldName {
  const char* ours;
  const char* vi;
  const char* en;
  const char* caps;  ///< at most ten characters, as a Shapefile keeps them
};
constexpr std::array kZoneFields{
    FieldName{"code", "ma_o", "code", "MA_O"},
    FieldName{"name", "ten", "name", "TEN_O"},
    FieldName{"function", "chuc_nang", "function", "CHUC_NANG"},
    FieldName{"land_use", "loai_dat", "land_use", "LOAI_DAT"},
    FieldName{"building_coverage_percent", "mdxd", "coverage", "MDXD_PCT"},
    FieldName{"storeys_max", "tang_cao", "storeys", "TANG_CAO"},
    FieldName{"height_max_m", "chieu_cao", "height", "CHIEU_CAO"},
    FieldName{"floor_area_ratio", "hssdd", "far", "HSSDD"},
    FieldName{"population", "dan_so", "population", "DAN_SO"},
    FieldName{"ground_level_m", "cot_xd", "level", "COT_NEN_XD"},
};
constexpr std::array kLineFields{
    FieldName{"code", "ma", "code", "MA"},
    FieldName{"name", "ten", "name", "TEN_TUYEN"},
    FieldName{"function", "loai", "kind", "LOAI"},
    FieldName{"width_m", "lo_gioi", "width", "LOGIOI_M"},
    FieldName{"offset_left_m", "trai", "left", "TRAI_M"},
    FieldName{"offset_right_m", "phai", "right", "PHAI_M"},
};
constexpr std::array kPointFields{
    FieldName{"code", "ma", "code", "MA"},
    FieldName{"name", "ten", "name", "TEN_DT"},
    FieldName{"radius_m", "ban_kinh", "radius", "BANKINH_M"},
};

/// An older list of codes, for the plan that was drawn with it.
struct OldCode {
  const char* theirs;
  const char* ours;
};
constexpr std::array kOldCodes{OldCode{"2L", "LUC"}, OldCode{"Tq", "ODT"},  OldCode{"TN", "ONT"}, OldCode{"LNQ", "CLN"},
                               OldCode{"M", "HNK"},  OldCode{"Gth", "DGT"}, OldCode{"Sg", "SON"}};

const char* theirs(const FieldName& field, const std::string& names) {
  return names == "en" ? field.en : names == "caps" ? field.caps : field.vi;
}

template <typename T>
Value value_of(const std::optional<T>& value) {
  if (!value) {
    return {};
  }
  if constexpr (std::is_same_v<T, int>) {
    return static_cast<std::int64_t>(*value);
  } else {
    return *value;
  }
}

Value text_value(const std::string& text) { return text.empty() ? Value{} : Value{text}; }

/// Collects a layer's rows, drops columns that are empty in every row, writes it and says so in plan.toml.
struct LayerOfPlan {
  const char* role;
  std::string file;
  std::string layer;
  GeometryKind geometry;
  std::span<const FieldName> fields;
};

class PlanFolder {
 public:
  PlanFolder(const PlanFacts& plan, std::filesystem::path folder)
      : plan_(&plan), folder_(std::move(folder)), format_(format_of(plan.format == "codes" ? "fgb" : plan.format)) {
    std::filesystem::create_directories(folder_ / "documents");
  }

  /// `features`: pairs of geometry and values, one value per field of `layer`.
  template <typename Shape>
  void write(const LayerOfPlan& layer, const std::vector<std::pair<Shape, std::vector<Value>>>& features) {
    std::vector<bool> is_used(layer.fields.size(), false);
    std::vector<bool> is_text(layer.fields.size(), false);
    std::vector<bool> is_integer(layer.fields.size(), false);
    for (const auto& [shape, values] : features) {
      for (std::size_t i = 0; i < values.size(); ++i) {
        is_used[i] = is_used[i] || values[i].index() != 0;
        is_text[i] = is_text[i] || std::holds_alternative<std::string>(values[i]);
        is_integer[i] = is_integer[i] || std::holds_alternative<std::int64_t>(values[i]);
      }
    }
    std::vector<Field> fields;
    for (std::size_t i = 0; i < layer.fields.size(); ++i) {
      if (is_used[i]) {
        fields.push_back({theirs(layer.fields[i], plan_->names), is_text[i]      ? FieldKind::kText
                                                                 : is_integer[i] ? FieldKind::kInteger
                                                                                 : FieldKind::kReal});
      }
    }
    // A TAB or Shapefile layer needs a field even where there is nothing to say.
    const bool is_bare = fields.empty();
    if (is_bare) {
      fields.push_back({"id", FieldKind::kInteger});
    }
    LayerWriter out{folder_ / layer.file, format_};
    out.begin(layer.layer, layer.geometry, fields, true);
    std::int64_t number = 0;
    for (const auto& [shape, values] : features) {
      std::vector<Value> kept;
      for (std::size_t i = 0; i < values.size(); ++i) {
        if (is_used[i]) {
          kept.push_back(values[i]);
        }
      }
      if (is_bare) {
        kept.emplace_back(++number);
      }
      out.add(shape, kept);
    }
    out.finish();
    say_layer(layer, is_used);
  }

  std::ostringstream& text() { return text_; }
  [[nodiscard]] const std::filesystem::path& path() const { return folder_; }
  [[nodiscard]] const char* extension() const { return extension_of(format_); }

 private:
  void say_layer(const LayerOfPlan& layer, const std::vector<bool>& is_used) {
    text_ << "\n[[layer]]\nrole = " << quoted(layer.role) << "\nfile = " << quoted(layer.file) << '\n';
    if (format_ == Format::kGeoPackage) {
      text_ << "layer = " << quoted(layer.layer) << '\n';
    }
    if (format_ == Format::kMapInfo) {
      text_ << "crs = \"EPSG:9210\"  # a TAB loses the datum\n";
    }
    bool has_fields = false;
    for (std::size_t i = 0; i < is_used.size(); ++i) {
      if (is_used[i]) {
        text_ << (has_fields ? "" : "[layer.fields]\n") << layer.fields[i].ours << " = "
              << quoted(theirs(layer.fields[i], plan_->names)) << '\n';
        has_fields = true;
      }
    }
    if (plan_->names == "codes" && std::string_view{layer.role} == "zones") {
      text_ << "[layer.land_use_codes]\n";
      for (const OldCode& code : kOldCodes) {
        text_ << quoted(code.theirs) << " = " << quoted(code.ours) << '\n';
      }
    }
  }

  const PlanFacts* plan_;
  std::filesystem::path folder_;
  Format format_;
  std::ostringstream text_;
};

std::string their_code(const std::string& names, const std::string& code) {
  for (const OldCode& old : kOldCodes) {
    if (names == "codes" && code == old.ours) {
      return old.theirs;
    }
  }
  return code;
}

void write_layers(const PlanFacts& plan, const PlanContent& content, PlanFolder& folder) {
  const std::string extension = folder.extension();
  using Areas = std::vector<Polygon>;
  if (!content.boundary.empty()) {
    folder.write<Areas>({"boundary", "ranh_gioi" + extension, "ranh_gioi", GeometryKind::kMultiPolygon, {}},
                        {{content.boundary, {}}});
  }
  std::vector<std::pair<Areas, std::vector<Value>>> zones;
  for (const PlanZone& zone : content.zones) {
    zones.push_back({zone.areas,
                     {text_value(zone.code), text_value(zone.name), text_value(zone.function),
                      text_value(their_code(plan.names, zone.land_use)), value_of(zone.building_coverage_percent),
                      value_of(zone.storeys_max), value_of(zone.height_max_m), value_of(zone.floor_area_ratio),
                      value_of(zone.population), value_of(zone.ground_level_m)}});
  }
  if (!zones.empty()) {
    folder.write<Areas>({"zones", "o_pho" + extension, "o_pho", GeometryKind::kMultiPolygon, kZoneFields}, zones);
  }
  std::vector<std::pair<Line, std::vector<Value>>> lines;
  for (const PlanLine& line : content.lines) {
    lines.push_back({line.line,
                     {text_value(line.code), text_value(line.name), text_value(line.function), value_of(line.width_m),
                      value_of(line.offset_left_m), value_of(line.offset_right_m)}});
  }
  if (!lines.empty()) {
    folder.write<Line>({"lines", "tuyen" + extension, "tuyen", GeometryKind::kLine, kLineFields}, lines);
  }
  std::vector<std::pair<Point, std::vector<Value>>> points;
  for (const PlanPoint& point : content.points) {
    points.push_back({point.at, {text_value(point.code), text_value(point.name), Value{point.radius_m}}});
  }
  if (!points.empty()) {
    folder.write<Point>({"points", "diem" + extension, "diem", GeometryKind::kPoint, kPointFields}, points);
  }
}

void write_head(const PlanFacts& plan, std::ostringstream& text) {
  text << "# Plan of the demo district. Invented.\nid = " << quoted(plan.id) << "\ntopic = " << quoted(plan.topic)
       << "\ntitle = " << quoted(plan.title) << "\ntitle_en = " << quoted(plan.title_en)
       << "\nstatus = " << quoted(plan.status) << "\nscale = " << plan.scale << "\naccuracy_m = " << plan.accuracy_m
       << "\ncrs = \"EPSG:9210\"\n";
  if (!plan.amends.empty()) {
    text << "amends = " << quoted(plan.amends) << '\n';
  }
  if (!plan.replaces.empty()) {
    text << "replaces = [" << quoted(plan.replaces) << "]\n";
  }
  text << "\n[decision]\nnumber = " << quoted(plan.number) << "\ndate = " << plan.date
       << "\nauthority = " << quoted(plan.authority) << '\n';
  if (!plan.from.empty()) {
    text << "\n[in_force]\nfrom = " << plan.from << '\n';
    if (!plan.to.empty()) {
      text << "to = " << plan.to << '\n';
    }
  }
}

}  // namespace

void write_plan(const PlanFacts& plan, const PlanContent& content, const std::filesystem::path& folder) {
  PlanFolder out{plan, folder};
  write_head(plan, out.text());
  out.text() << write_documents(plan, content, out.path());
  write_layers(plan, content, out);
  std::ofstream manifest{folder / "plan.toml", std::ios::binary};
  manifest << out.text().str();
  manifest.close();
  if (!manifest) {
    stop("cannot write " + (folder / "plan.toml").string());
  }
}

}  // namespace quyhoach::tools::demo
