#include "tools/demo/plan_writer.h"

#include <array>
#include <fstream>
#include <sstream>

#include "geo/sheet/document.h"
#include "tools/demo/layer_writer.h"
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
constexpr std::array kOldCodes{OldCode{"2L", "LUC"}, OldCode{"Tq", "ODT"}, OldCode{"TN", "ONT"}, OldCode{"LNQ", "CLN"},
                               OldCode{"M", "HNK"}, OldCode{"Gth", "DGT"}, OldCode{"Sg", "SON"}};

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
        text_ << (has_fields ? "" : "[layer.fields]\n") << layer.fields[i].ours << " = " << quoted(theirs(layer.fields[i], plan_->names)) << '\n';
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
    folder.write<Areas>({"boundary", "ranh_gioi" + extension, "ranh_gioi", GeometryKind::kMultiPolygon, {}}, {{content.boundary, {}}});
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
    lines.push_back({line.line, {text_value(line.code), text_value(line.name), text_value(line.function), value_of(line.width_m),
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

std::string vietnamese_date(const std::string& iso) {
  return "ngày " + iso.substr(8, 2) + " tháng " + iso.substr(5, 2) + " năm " + iso.substr(0, 4);
}

void write_document(const PlanFacts& plan, const PlanFolder& folder, const std::string& file, const std::string& title,
                    std::vector<std::string> paragraphs) {
  geo::DocumentText text;
  text.heading = plan.authority + " – Số: " + plan.number + ", " + vietnamese_date(plan.date);
  text.title = title;
  text.paragraphs = std::move(paragraphs);
  text.paragraphs.emplace_back(
      "Tài liệu DEMO, sinh tự động để trình diễn phần mềm. Không phải văn bản của cơ quan nhà nước, không có giá trị pháp lý. "
      "(DEMO document, generated; not a legal text.)");
  text.watermark = "DEMO";
  text.created = plan.date + "T00:00:00Z";
  const auto written = geo::write_document(text, folder.path() / "documents" / file);
  if (!written) {
    stop(written.error().message);
  }
}

void write_documents(const PlanFacts& plan, const PlanContent& content, PlanFolder& folder) {
  const bool is_draft = plan.status == "consultation";
  const std::string verb = is_draft ? "Dự thảo quyết định phê duyệt " : "Quyết định về việc phê duyệt ";
  const std::string count = std::to_string(content.zones.size() + content.lines.size() + content.points.size());
  write_document(plan, folder, "quyet-dinh.pdf", verb + plan.title,
                 {"Điều 1. Phê duyệt " + plan.title + ", bản vẽ tỷ lệ 1/" + plan.scale + ", gồm " + count + " đối tượng.",
                  "Điều 2. Ranh giới, ô phố và chỉ tiêu sử dụng đất theo bản vẽ số kèm theo. Sai số vị trí đường nét: ± " +
                      plan.accuracy_m + " m.",
                  plan.from.empty() ? "Điều 3. Hồ sơ đang được lấy ý kiến cộng đồng dân cư; chưa có hiệu lực."
                                    : "Điều 3. Quyết định có hiệu lực từ " + vietnamese_date(plan.from) + "."});
  folder.text() << "\n[[document]]\nkind = \"decision\"\ntitle = " << quoted((is_draft ? "Dự thảo quyết định " : "Quyết định ") + plan.number)
                << "\nfile = \"documents/quyet-dinh.pdf\"\n";
  if (!content.zones.empty() && plan.topic != "annual_land_use_programme") {
    write_document(plan, folder, "quy-dinh-quan-ly.pdf", "Quy định quản lý theo " + plan.title,
                   {"1. Quy định này áp dụng cho mọi tổ chức, cá nhân khi xây dựng trong ranh giới đồ án.",
                    "2. Mật độ xây dựng, tầng cao, hệ số sử dụng đất của từng ô phố ghi trong bảng thuộc tính của bản vẽ số.",
                    "3. Khoảng lùi, chỉ giới xây dựng và lộ giới xem đồ án chuyên ngành; nơi khác nhau, áp dụng quy định chặt hơn.",
                    "4. Chữ thử dấu: Ằ Ẳ Ẵ Ặ Ầ Ẩ Ẫ Ậ Ề Ể Ễ Ệ Ồ Ổ Ỗ Ộ Ờ Ở Ỡ Ợ Ừ Ử Ữ Ự Ỳ Ỷ Ỹ Ỵ Đ đ ằ ẳ ẵ ặ ề ể ễ ệ ồ ổ ỗ ộ ờ ở ỡ ợ ừ ử ữ ự ỳ ỷ ỹ ỵ."});
    folder.text() << "\n[[document]]\nkind = \"regulation\"\ntitle = \"Quy định quản lý (DEMO)\"\nfile = \"documents/quy-dinh-quan-ly.pdf\"\n";
  }
}

void write_head(const PlanFacts& plan, std::ostringstream& text) {
  text << "# Plan of the demo district. Invented.\nid = " << quoted(plan.id) << "\ntopic = " << quoted(plan.topic)
       << "\ntitle = " << quoted(plan.title) << "\ntitle_en = " << quoted(plan.title_en) << "\nstatus = " << quoted(plan.status)
       << "\nscale = " << plan.scale << "\naccuracy_m = " << plan.accuracy_m << "\ncrs = \"EPSG:9210\"\n";
  if (!plan.amends.empty()) {
    text << "amends = " << quoted(plan.amends) << '\n';
  }
  if (!plan.replaces.empty()) {
    text << "replaces = [" << quoted(plan.replaces) << "]\n";
  }
  text << "\n[decision]\nnumber = " << quoted(plan.number) << "\ndate = " << plan.date << "\nauthority = " << quoted(plan.authority) << '\n';
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
  write_documents(plan, content, out);
  write_layers(plan, content, out);
  std::ofstream manifest{folder / "plan.toml", std::ios::binary};
  manifest << out.text().str();
  manifest.close();
  if (!manifest) {
    stop("cannot write " + (folder / "plan.toml").string());
  }
}

}  // namespace quyhoach::tools::demo
