#include "geo/io/source_reader.h"

#include <algorithm>

#include "geo/base/legacy_text.h"
#include "geo/base/text.h"
#include "geo/geom/measure.h"
#include "geo/geom/overlay.h"
#include "geo/io/dataset.h"
#include "geo/io/file_pattern.h"
#include "geo/io/likely_cause.h"
#include "geo/io/source_crs.h"
#include "geo/io/source_files.h"
#include "geo/plan/value_reading.h"

namespace quyhoach::geo {

namespace {

/// One layer of one open file, and everything needed to judge its features.
class LayerReader {
 public:
  LayerReader(const ImportContext& context, const LayerSource& source, OGRLayer& layer, std::string file, ShapeKind kind,
              const ToGrid& to_grid)
      : context_(context), source_(source), layer_(layer), file_(std::move(file)), kind_(kind), to_grid_(to_grid) {}

  bool map_fields() {
    OGRFeatureDefn& schema = *layer_.GetLayerDefn();
    bool good = true;
    for (const auto& [ours, theirs] : source_.fields) {
      const int index = schema.GetFieldIndex(theirs.c_str());
      if (context_.personal_columns.contains(fold(theirs))) {
        add({Severity::kError, "PERSONAL_DATA", "column " + theirs, "a column with personal data must not be mapped"}, {});
        good = false;
      } else if (index < 0) {
        add({Severity::kError, "FIELD_MISSING", "", "there is no column " + theirs + " for " + ours}, {});
        good = false;
      } else {
        columns_.emplace_back(ours, index);
      }
    }
    for (int i = 0; i < schema.GetFieldCount(); ++i) {
      const std::string name = schema.GetFieldDefn(i)->GetNameRef();
      if (context_.personal_columns.contains(fold(name))) {
        add({Severity::kNote, "PERSONAL_DATA", "column " + name, "personal data: the column is dropped at the door"}, {});
      }
    }
    return good;
  }

  std::size_t read(const std::function<void(const SourceFeature&)>& take) {
    std::size_t seen = 0;
    layer_.ResetReading();
    for (Feature feature{layer_.GetNextFeature()}; feature; feature.reset(layer_.GetNextFeature())) {
      ++seen;
      read_one(*feature, take);
    }
    return seen;
  }

 private:
  struct Words {
    Severity severity;
    const char* code;
    std::string feature;
    std::string message;
  };
  void add(Words words, std::optional<GridPoint> place) {
    context_.report.add({words.severity, words.code, file_, std::move(words.feature), place, std::move(words.message)});
  }

  void read_one(OGRFeature& feature, const std::function<void(const SourceFeature&)>& take) {
    SourceFeature out;
    out.file = file_;
    out.fid = feature.GetFID();
    ShapeStore raw;
    ShapeStore grid;
    if (!read_shape(feature, out, raw, grid) || !read_values(feature, out)) {
      return;
    }
    take(out);
  }

  bool read_shape(OGRFeature& feature, SourceFeature& out, ShapeStore& raw, ShapeStore& grid) {
    std::unique_ptr<OGRGeometry> linear;
    const OGRGeometry* geometry = feature.GetGeometryRef();
    if (geometry == nullptr || geometry->IsEmpty() != 0) {
      add({Severity::kError, "GEOM_UNREADABLE", out.name(), "the feature has no geometry"}, {});
      return false;
    }
    if (geometry->hasCurveGeometry(TRUE) != 0) {
      linear.reset(geometry->getLinearGeometry());
      geometry = linear.get();
    }
    const RingDefect defect = kind_ == ShapeKind::kPolygons ? append_polygons(*geometry, raw)
                              : kind_ == ShapeKind::kLines  ? append_lines(*geometry, raw)
                                                            : append_points(*geometry, raw);
    switch (defect) {
      case RingDefect::kNone: break;
      case RingDefect::kOpen: add({Severity::kError, "RING_OPEN", out.name(), "the ring's last point is not its first"}, {}); return false;
      case RingDefect::kShort: add({Severity::kError, "RING_SHORT", out.name(), "too few points"}, {}); return false;
      case RingDefect::kNotFinite:
        add({Severity::kError, "COORD_NOT_FINITE", out.name(), "a coordinate is not a number, or is larger than any on Earth"}, {});
        return false;
      case RingDefect::kWrongType:
        add({Severity::kError, "GEOM_UNREADABLE", out.name(), std::string{"a "} + geometry->getGeometryName() + " where the role " +
             std::string{name_of(source_.role)} + " needs another kind"}, {});
        return false;
    }
    const bool mapped = to_grid_.append(raw.view(raw.points().data(), 0), grid);
    out.shape = mapped ? grid.view(grid.points().data(), 0) : ShapeView<GridPoint>{};
    if (!mapped || !inside_district(out.shape)) {
      report_outside(out, mapped);
      return false;
    }
    if (kind_ == ShapeKind::kPolygons) {
      auto polygon = polygons_to_geos(out.shape);
      const auto invalid = polygon ? find_invalidity(**polygon) : std::optional<Invalidity>{{polygon.error().message, out.place()}};
      if (invalid) {
        add({Severity::kError, "GEOM_INVALID", out.name(), invalid->reason + "; repair it in the source"}, invalid->where);
        return false;
      }
    }
    return true;
  }

  bool inside_district(const ShapeView<GridPoint>& shape) const {
    const GridBox box = box_of(shape);
    for (const GridPoint corner : {GridPoint{box.min_east_m, box.min_north_m}, GridPoint{box.max_east_m, box.max_north_m}}) {
      const auto at = context_.transform.to_lonlat(corner);
      if (!at || !context_.district.bbox.contains(*at)) {
        return false;
      }
    }
    return true;
  }

  void report_outside(const SourceFeature& out, bool mapped) {
    if (cause_.empty()) {
      cause_ = mapped ? likely_cause(context_.district, context_.transform, out.place()) : "the coordinates cannot be mapped";
    }
    add({Severity::kError, "OUTSIDE_DISTRICT", out.name(), "outside the district's box; likely cause: " + cause_},
        mapped ? std::optional{out.place()} : std::nullopt);
  }

  bool read_values(OGRFeature& feature, SourceFeature& out) {
    for (const auto& [ours, text] : source_.values) {
      out.values[ours] = text;
    }
    for (const auto& [ours, index] : columns_) {
      if (feature.IsFieldSetAndNotNull(index) == 0) {
        continue;
      }
      const std::string raw = column_text(feature, index);
      if (!is_utf8(raw)) {
        add({Severity::kError, "TEXT_ENCODING", out.name(),
             "the text of " + ours + " is not UTF-8; " + likely_reading(ours, raw)},
            out.place());
        return false;
      }
      const std::string text = to_nfc(trim(raw));
      if (!text.empty()) {
        out.values[ours] = text;
      }
    }
    return true;
  }

  /// What a text that is not UTF-8 says, judged by the values of its column so far: one alone may be too short to tell.
  std::string likely_reading(const std::string& ours, const std::string& raw) {
    constexpr std::size_t kEnough = 50;
    std::vector<std::string>& seen = foreign_[ours];
    if (seen.size() < kEnough && std::find(seen.begin(), seen.end(), raw) == seen.end()) {
      seen.push_back(raw);
    }
    const EncodingGuess guess = guess_encoding(seen);
    const auto text = decode(raw, guess.encoding);
    if (guess.confidence == 0.0 || !text) {
      return "its encoding is not recognised; a letter may be damaged or cut in two";
    }
    return "read as " + std::string{name_of(guess.encoding)} + " it says \"" + *text + "\"; convert the file first";
  }

  static std::string column_text(OGRFeature& feature, int index) {
    if (feature.GetFieldDefnRef(index)->GetType() != OFTReal) {
      return feature.GetFieldAsString(index);
    }
    return plain_number(feature.GetFieldAsDouble(index));  // GDAL would print 10 as "10.000".
  }

  const ImportContext& context_;
  const LayerSource& source_;
  OGRLayer& layer_;
  std::string file_;
  ShapeKind kind_;
  const ToGrid& to_grid_;
  std::vector<std::pair<std::string, int>> columns_;
  std::map<std::string, std::vector<std::string>> foreign_;  ///< By our field: values that are not UTF-8.
  std::string cause_;
};

void add_file_defect(const ImportContext& context, const std::string& file, const char* code, std::string message) {
  context.report.add({Severity::kError, code, file, "", {}, std::move(message)});
}

/// A GeoPackage may carry SQL that runs when it is read, or that shows other rows than the tables hold.
bool is_safe(GDALDataset& dataset, const ImportContext& context, const std::string& file) {
  if (std::string_view{dataset.GetDriverName()} != "GPKG") {
    return true;
  }
  OGRLayer* found = dataset.ExecuteSQL(
      // A virtual table has no root page. The triggers GDAL and others write for an R-tree write into rtree_…, gpkg_… tables only.
      "SELECT name FROM sqlite_master WHERE type = 'view' OR (type = 'trigger' AND NOT (name LIKE 'rtree\\_%' ESCAPE '\\' AND sql "
      "LIKE '%\"rtree\\_%' ESCAPE '\\') AND name NOT LIKE 'gpkg\\_%' ESCAPE '\\' AND name NOT LIKE 'trigger\\_%' ESCAPE '\\') OR "
      "(type = 'table' AND rootpage = 0 AND sql NOT LIKE '%USING rtree(%')",
      nullptr, nullptr);
  std::string name;
  if (found != nullptr) {
    const Feature first{found->GetNextFeature()};
    name = first ? first->GetFieldAsString(0) : "";
    dataset.ReleaseResultSet(found);
  }
  if (!name.empty()) {
    add_file_defect(context, file, "SOURCE_UNSAFE", "the GeoPackage holds a view, trigger or virtual table: " + name);
  }
  return name.empty();
}

std::size_t read_file(const ImportContext& context, const LayerSource& source, const std::filesystem::path& path,
                      const std::string& declared_crs, ShapeKind kind, const std::function<void(const SourceFeature&)>& take) {
  const std::string file = (path).lexically_relative(context.root).string();
  const GdalMessages messages;
  if (const auto fault = find_file_fault(path)) {
    add_file_defect(context, fault->file.lexically_relative(context.root).string(), fault->code, fault->message);
    return 0;
  }
  auto dataset = open_vector(path.string());
  if (!dataset) {
    const std::string& message = dataset.error().message;
    const bool driver = message.starts_with("DRIVER_NOT_ALLOWED");
    add_file_defect(context, file,
                    driver ? "DRIVER_NOT_ALLOWED"
                    : dataset.error().code == ErrorCode::kCrsNotAllowed ? "CRS_NOT_ALLOWED"
                    : dataset.error().code == ErrorCode::kCoordNotFinite ? "COORD_NOT_FINITE"
                    : dataset.error().code == ErrorCode::kUnavailable   ? "FILE_MISSING"
                                                                        : "SOURCE_ERROR",
                    message);
    return 0;
  }
  GDALDataset& open = **dataset;
  if (!is_safe(open, context, file)) {
    return 0;
  }
  OGRLayer* layer = source.layer.empty() ? (open.GetLayerCount() == 1 ? open.GetLayer(0) : nullptr)
                                         : open.GetLayerByName(source.layer.c_str());
  if (layer == nullptr) {
    add_file_defect(context, file, "LAYER_MISSING",
                    source.layer.empty() ? "the file holds several layers; write layer = \"…\" in its [[layer]]"
                                         : "there is no layer " + source.layer);
    return 0;
  }
  const auto crs = resolve_crs(context, source, *layer, file, declared_crs);
  if (!crs) {
    return 0;
  }
  const auto to_grid = ToGrid::create(context, *crs);
  if (!to_grid) {
    add_file_defect(context, file, "CRS_NOT_ALLOWED", to_grid.error().message);
    return 0;
  }
  LayerReader reader{context, source, *layer, file, kind, *to_grid};
  if (!reader.map_fields()) {
    return 0;
  }
  const std::size_t seen = reader.read(take);
  for (const std::string& message : messages.all()) {
    if (message.starts_with("Non closed ring detected")) {
      continue;  // Each such ring is a RING_OPEN with its feature already.
    }
    add_file_defect(context, file, "SOURCE_ERROR", message);
  }
  return seen;
}

}  // namespace

GridPoint SourceFeature::place() const { return shape.rings.empty() ? GridPoint{} : box_of(shape).center(); }

std::size_t read_source(const ImportContext& context, const LayerSource& source, const std::filesystem::path& folder,
                        const std::string& declared_crs, ShapeKind kind,
                        const std::function<void(const SourceFeature&)>& take) {
  const auto files = files_matching(folder, source.file);
  if (files.empty()) {
    add_file_defect(context, (folder / source.file).lexically_relative(context.root).string(), "FILE_MISSING",
                    "no such file");
  }
  std::size_t seen = 0;
  for (const auto& path : files) {
    seen += read_file(context, source, path, declared_crs, kind, take);
  }
  return seen;
}

std::optional<double> read_number(const ImportContext& context, const SourceFeature& feature, std::string_view field) {
  const std::string text = feature.text(field);
  if (text.empty()) {
    return std::nullopt;
  }
  const auto reading = read_quantity(text, quantity_of(field).value_or(Quantity::kLength));
  if (reading && reading->exact) {
    return reading->value;
  }
  std::string proposal = "no number found in it";
  if (reading) {
    proposal = "meant is perhaps " + plain_number(reading->value) +
               (reading->other ? " or " + plain_number(*reading->other) : "") +
               (reading->how.empty() ? "" : " (" + reading->how + ")");
  }
  context.report.add({Severity::kError, "VALUE_FORMAT", feature.file, feature.name(), feature.place(),
                      std::string{field} + " is \"" + text + "\", not a number; " + proposal});
  return std::nullopt;
}

std::optional<std::string> read_land_use(const ImportContext& context, const LayerSource& source, const SourceFeature& feature) {
  std::string text = feature.text("land_use");
  if (const auto mapped = source.land_use_codes.find(text); mapped != source.land_use_codes.end()) {
    text = mapped->second;
  }
  std::string_view rest = text;
  while (!rest.empty()) {
    const auto plus = rest.find_first_of("+;");
    const std::string_view code = trim(rest.substr(0, plus));
    if (context.district.land_use(code) == nullptr) {
      const auto meant = read_land_use_codes(text, context.district);
      context.report.add({Severity::kError, "CODE_UNKNOWN", feature.file, feature.name(), feature.place(),
                          "land use \"" + text + "\" is not in the district's catalogue; " +
                              (meant ? "meant is perhaps " + meant->value + "; " : "") + "map it in [layer.land_use_codes]"});
      return std::nullopt;
    }
    rest.remove_prefix(plus == std::string_view::npos ? rest.size() : plus + 1);
  }
  return text;
}

}  // namespace quyhoach::geo
