#include "geo/io/raw_read.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <new>
#include <optional>
#include <set>

#include <ogr_featurestyle.h>

#include "geo/base/text.h"
#include "geo/io/dataset.h"
#include "geo/io/dxf_size.h"
#include "geo/io/raw_crs.h"
#include "geo/io/source_files.h"
#include "geo/io/source_text.h"
#include "geo/plan/district.h"
#include "geo/plan/value_reading.h"

namespace quyhoach::geo {

namespace {

RawFault fault_of(const Error& error) {
  const bool driver = error.message.starts_with("DRIVER_NOT_ALLOWED");
  return {driver                                      ? "DRIVER_NOT_ALLOWED"
          : error.code == ErrorCode::kCrsNotAllowed   ? "CRS_NOT_ALLOWED"
          : error.code == ErrorCode::kCoordNotFinite  ? "COORD_NOT_FINITE.file"
          : error.code == ErrorCode::kUnavailable     ? "FILE_MISSING"
                                                      : "SOURCE_ERROR",
          "", error.message};
}

/// A GeoPackage may carry SQL that runs when it is read, or that shows other rows than the tables hold.
std::string unsafe_name(GDALDataset& dataset) {
  if (std::string_view{dataset.GetDriverName()} != "GPKG") {
    return {};
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
  return name;
}

std::string column_text(OGRFeature& feature, int index) {
  if (feature.GetFieldDefnRef(index)->GetType() != OFTReal) {
    return feature.GetFieldAsString(index);
  }
  return plain_number(feature.GetFieldAsDouble(index));  // GDAL would print 10 as "10.000".
}

/// What a geometry of no wanted kind is.
RawKind kind_of(const OGRGeometry& geometry) {
  OGRwkbGeometryType type = wkbFlatten(geometry.getGeometryType());
  if (OGR_GT_IsSubClassOf(type, wkbGeometryCollection) != 0) {
    const auto& parts = static_cast<const OGRGeometryCollection&>(geometry);
    type = parts.getNumGeometries() == 0 ? wkbPolygon : wkbFlatten(parts.getGeometryRef(0)->getGeometryType());
  }
  return type == wkbPoint ? RawKind::kPoints : type == wkbLineString ? RawKind::kLines : RawKind::kPolygons;
}

/// How GDAL says a feature is drawn: "PEN(c:#ff0000,w:1px)", "LABEL(f:\"Arial\",t:\"…\",s:2.5g,c:#000000)".
RawStyle style_of(OGRFeature& feature) {
  RawStyle style;
  OGRStyleMgr manager;
  if (manager.InitFromFeature(&feature) == nullptr || manager.GetPartCount() == 0) {
    return style;
  }
  const std::unique_ptr<OGRStyleTool> tool{manager.GetPart(0)};
  GBool is_default = TRUE;
  const char* colour = nullptr;
  if (tool && tool->GetType() == OGRSTCPen) {
    colour = static_cast<OGRStylePen&>(*tool).Color(is_default);
  } else if (tool && tool->GetType() == OGRSTCLabel) {
    auto& label = static_cast<OGRStyleLabel&>(*tool);
    label.SetUnit(OGRSTUGround);
    GBool has_no_font = TRUE;
    const char* font = label.FontName(has_no_font);
    style.font = has_no_font == 0 && font != nullptr && is_utf8(font) ? font : "";
    GBool has_no_size = TRUE;
    const double height = label.Size(has_no_size);
    style.text_height = has_no_size == 0 && height >= 0.0 && height < 1e9 ? height : 0.0;
    colour = label.ForeColor(is_default);
  }
  if (is_default == 0 && colour != nullptr) {
    constexpr std::size_t kRgb = 7;  // An alpha may follow.
    style.colour = std::string{colour}.substr(0, kRgb);
    std::ranges::transform(style.colour, style.colour.begin(), [](char c) { return c >= 'a' && c <= 'f' ? static_cast<char>(c - 'a' + 'A') : c; });
    style.colour = is_colour(style.colour) ? style.colour : "";
  }
  return style;
}

class LayerSender {
 public:
  LayerSender(const ReaderJob& job, OGRLayer& layer) : job_(job), layer_(layer) {}

  RawHead head(GDALDataset& dataset) {
    RawHead head;
    head.layer = layer_.GetName();
    for (int i = 0; i < dataset.GetLayerCount(); ++i) {
      head.layers.emplace_back(dataset.GetLayer(i)->GetName());
    }
    const std::set<std::string> personal(job_.personal.begin(), job_.personal.end());
    OGRFeatureDefn& schema = *layer_.GetLayerDefn();
    for (int i = 0; i < schema.GetFieldCount(); ++i) {
      const std::string given = schema.GetFieldDefn(i)->GetNameRef();
      const std::string name = job_.encoding ? read_in(*job_.encoding, given).value_or(given) : given;
      head.columns.push_back(name);
      const bool wanted = job_.all_fields || std::find(job_.fields.begin(), job_.fields.end(), name) != job_.fields.end();
      if (wanted && !personal_name(given, personal)) {
        head.sent.push_back(name);
        columns_.push_back(i);
      }
    }
    const OGRwkbGeometryType type = wkbFlatten(layer_.GetGeomType());
    head.features = static_cast<std::uint64_t>(std::max<GIntBig>(layer_.GetFeatureCount(0), 0));
    head.holds_polygons = type != wkbLineString && type != wkbMultiLineString;
    describe_crs(layer_, job_.candidates, head);
    return head;
  }

  /// \return the fault that ended it, if one did.
  std::optional<RawFault> send(const RawSink& sink, RawEnd& end) {
    std::uint64_t vertices = 0;
    layer_.ResetReading();
    for (Feature feature{layer_.GetNextFeature()}; feature; feature.reset(layer_.GetNextFeature())) {
      if (++end.seen > job_.max_features) {
        return RawFault{"LIMIT_FEATURES", "", std::to_string(job_.max_features)};
      }
      const RawFeature raw = read(*feature);
      vertices += raw.shape.points().size();
      if (vertices > job_.max_vertices) {
        return RawFault{"LIMIT_VERTICES", "", std::to_string(job_.max_vertices)};
      }
      if (!sink.feature(raw)) {
        break;
      }
    }
    return std::nullopt;
  }

 private:
  RawFeature read(OGRFeature& feature) const {
    RawFeature raw;
    raw.fid = feature.GetFID();
    read_shape(feature, raw);
    if (job_.with_style) {
      raw.style = style_of(feature);
    }
    for (const int column : columns_) {
      raw.values.push_back(feature.IsFieldSetAndNotNull(column) == 0 ? std::nullopt : std::optional{column_text(feature, column)});
    }
    return raw;
  }

  void read_shape(OGRFeature& feature, RawFeature& raw) const {
    std::unique_ptr<OGRGeometry> linear;
    const OGRGeometry* geometry = feature.GetGeometryRef();
    if (geometry == nullptr || geometry->IsEmpty() != 0) {
      raw.defect = RingDefect::kWrongType;
      return;
    }
    raw.type_name = geometry->getGeometryName();
    if (geometry->hasCurveGeometry(TRUE) != 0) {
      linear.reset(geometry->getLinearGeometry());
      geometry = linear.get();
    }
    raw.kind = job_.kind == RawKind::kAny ? kind_of(*geometry) : job_.kind;
    raw.defect = raw.kind == RawKind::kPolygons ? append_polygons(*geometry, raw.shape)
                 : raw.kind == RawKind::kLines  ? append_lines(*geometry, raw.shape)
                                                : append_points(*geometry, raw.shape);
  }

  const ReaderJob& job_;
  OGRLayer& layer_;
  std::vector<int> columns_;
};

/// A drawing that would become too much once its blocks are inserted is not begun with.
std::optional<RawFault> find_dxf_fault(const ReaderJob& job) {
  std::string extension = std::filesystem::path{job.file}.extension().string();
  std::ranges::transform(extension, extension.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  std::ifstream file;
  if (extension == ".dxf") {
    file.open(job.file, std::ios::binary);
  }
  if (!file.is_open()) {
    return std::nullopt;
  }
  const auto size = measure_dxf(file, job.max_features);
  if (!size && size.error().code != ErrorCode::kBodyTooLarge) {
    return RawFault{"SOURCE_ERROR", "", size.error().message};
  }
  if (!size || size->entities > job.max_features) {
    return RawFault{"LIMIT_FEATURES", "", std::to_string(job.max_features)};
  }
  return size->vertices > job.max_vertices ? std::optional{RawFault{"LIMIT_VERTICES", "", std::to_string(job.max_vertices)}} : std::nullopt;
}

std::variant<RawEnd, RawFault> read_open(const ReaderJob& job, const RawSink& sink, GDALDataset& dataset, const GdalMessages& messages) {
  if (const std::string name = unsafe_name(dataset); !name.empty()) {
    return RawFault{"SOURCE_UNSAFE", "", name};
  }
  OGRLayer* layer = job.layer.empty() ? (job.first_layer || dataset.GetLayerCount() == 1 ? dataset.GetLayer(0) : nullptr)
                                      : dataset.GetLayerByName(job.layer.c_str());
  if (layer == nullptr) {
    return RawFault{job.layer.empty() ? "LAYER_MISSING.several" : "LAYER_MISSING", "", job.layer};
  }
  LayerSender sender{job, *layer};
  RawEnd end;
  if (!sink.head(sender.head(dataset))) {
    return end;
  }
  if (auto fault = sender.send(sink, end)) {
    return *fault;
  }
  for (const std::string& message : messages.all()) {
    if (!message.starts_with("Non closed ring detected")) {  // Each such ring is a RING_OPEN with its feature already.
      end.messages.push_back(message);
    }
  }
  return end;
}

}  // namespace

void prepare_reading() {
  initialise_gdal();
  // The C library opens a file for each encoding at its first use: those GDAL is let decode (shapefile_encoding) are used now.
  for (const char* encoding : {"CP1252", "ISO-8859-1"}) {
    CPLFree(CPLRecode("a", encoding, CPL_ENC_UTF8));
  }
}

std::variant<RawEnd, RawFault> read_raw(const ReaderJob& job, const RawSink& sink) {
  try {
    const GdalMessages messages;
    if (const auto fault = find_file_fault(job.file)) {
      return RawFault{fault->kind, fault->file.string(), fault->text};
    }
    if (auto fault = find_dxf_fault(job)) {
      return *fault;
    }
    const auto dataset = open_vector(job.file);
    return dataset ? read_open(job, sink, **dataset, messages) : fault_of(dataset.error());
  } catch (const std::bad_alloc&) {
    return RawFault{"LIMIT_MEMORY", "", ""};
  }
}

}  // namespace quyhoach::geo
