#include "tools/demo/layer_writer.h"

#include <fstream>

#include <cpl_conv.h>
#include <cpl_string.h>
#include <gdal_priv.h>
#include <ogr_spatialref.h>
#include <ogrsf_frmts.h>

#include "tools/demo/geos_tools.h"

namespace quyhoach::tools::demo {
namespace {

constexpr int kEpsg = 9210;
constexpr int kFeaturesPerTransaction = 50000;

const char* driver_of(Format format) noexcept {
  switch (format) {
    case Format::kGeoPackage:
      return "GPKG";
    case Format::kShapefile:
      return "ESRI Shapefile";
    case Format::kGeoJson:
      return "GeoJSON";
    case Format::kFlatGeobuf:
      return "FlatGeobuf";
    default:
      return "MapInfo File";
  }
}

CPLStringList layer_options(Format format, bool indexed) {
  CPLStringList options;
  switch (format) {
    case Format::kGeoPackage:
      options.SetNameValue("SPATIAL_INDEX", indexed ? "YES" : "NO");
      break;
    case Format::kShapefile:
      options.SetNameValue("ENCODING", "UTF-8");
      options.SetNameValue("DBF_DATE_LAST_UPDATE", "2026-01-01");
      break;
    case Format::kGeoJson:
      options.SetNameValue("RFC7946", "NO");
      options.SetNameValue("COORDINATE_PRECISION", "3");
      break;
    case Format::kFlatGeobuf:
      options.SetNameValue("SPATIAL_INDEX", indexed ? "YES" : "NO");
      break;
    case Format::kMapInfo:
      // TAB keeps whole steps of its bounds: these make a step well under a millimetre.
      options.SetNameValue("BOUNDS", "560000,1200000,610000,1240000");
      break;
  }
  return options;
}

OGRwkbGeometryType ogr_type(GeometryKind kind) noexcept {
  switch (kind) {
    case GeometryKind::kPolygon:
      return wkbPolygon;
    case GeometryKind::kMultiPolygon:
      return wkbMultiPolygon;
    case GeometryKind::kLine:
      return wkbLineString;
    default:
      return wkbPoint;
  }
}

void add_ring(OGRPolygon& polygon, const Ring& points) {
  auto ring = std::make_unique<OGRLinearRing>();
  const int count = static_cast<int>(points.size());
  ring->setNumPoints(count + 1, FALSE);
  for (int i = 0; i <= count; ++i) {
    const Point p = points[static_cast<std::size_t>(i % count)];
    ring->setPoint(i, p.east, p.north);
  }
  polygon.addRingDirectly(ring.release());
}

std::unique_ptr<OGRPolygon> to_ogr(const Polygon& polygon) {
  auto out = std::make_unique<OGRPolygon>();
  add_ring(*out, polygon.shell);
  for (const Ring& hole : polygon.holes) {
    add_ring(*out, hole);
  }
  return out;
}

}  // namespace

struct LayerWriter::State {
  std::filesystem::path path;
  Format format = Format::kGeoPackage;
  GDALDatasetUniquePtr dataset;
  OGRSpatialReference crs;
  OGRLayer* layer = nullptr;
  GeometryKind geometry = GeometryKind::kPolygon;
  int pending = 0;

  void add(std::unique_ptr<OGRGeometry> shape, const std::vector<Value>& values) {
    OGRFeature feature{layer->GetLayerDefn()};
    feature.SetGeometryDirectly(shape.release());
    for (int i = 0; i < static_cast<int>(values.size()); ++i) {
      const Value& value = values[static_cast<std::size_t>(i)];
      if (const auto* integer = std::get_if<std::int64_t>(&value)) {
        feature.SetField(i, static_cast<GIntBig>(*integer));
      } else if (const auto* real = std::get_if<double>(&value)) {
        feature.SetField(i, *real);
      } else if (const auto* text = std::get_if<std::string>(&value)) {
        feature.SetField(i, text->c_str());
      }
    }
    if (format == Format::kGeoPackage && pending == 0) {
      dataset->StartTransaction();
    }
    if (layer->CreateFeature(&feature) != OGRERR_NONE) {
      stop("cannot write a feature to " + path.string());
    }
    if (format == Format::kGeoPackage && ++pending == kFeaturesPerTransaction) {
      commit();
    }
  }

  void commit() {
    if (pending > 0 && dataset->CommitTransaction() != OGRERR_NONE) {
      stop("cannot write " + path.string());
    }
    pending = 0;
  }
};

Format format_of(const std::string& name) {
  for (const Format format :
       {Format::kGeoPackage, Format::kShapefile, Format::kGeoJson, Format::kFlatGeobuf, Format::kMapInfo}) {
    if ("." + name == extension_of(format)) {
      return format;
    }
  }
  stop("data/demo/plans.tsv: unknown format " + name);
}

const char* extension_of(Format format) noexcept {
  switch (format) {
    case Format::kGeoPackage:
      return ".gpkg";
    case Format::kShapefile:
      return ".shp";
    case Format::kGeoJson:
      return ".geojson";
    case Format::kFlatGeobuf:
      return ".fgb";
    default:
      return ".tab";
  }
}

LayerWriter::LayerWriter(const std::filesystem::path& path, Format format) : state_(std::make_unique<State>()) {
  GDALAllRegister();
  // A GeoPackage is stamped with the present time otherwise, and every run would give other bytes.
  CPLSetConfigOption("OGR_CURRENT_DATE", "2026-01-01T00:00:00.000Z");
  CPLSetConfigOption("OGR_SQLITE_SYNCHRONOUS", "OFF");
  state_->path = path;
  state_->format = format;
  state_->crs.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
  GDALDriver* driver = GetGDALDriverManager()->GetDriverByName(driver_of(format));
  if (driver == nullptr || state_->crs.importFromEPSG(kEpsg) != OGRERR_NONE) {
    stop("this GDAL cannot write " + path.string());
  }
  state_->dataset.reset(driver->Create(path.c_str(), 0, 0, 0, GDT_Unknown, nullptr));
  if (!state_->dataset) {
    stop("cannot create " + path.string());
  }
}

LayerWriter::~LayerWriter() = default;

void LayerWriter::begin(const std::string& layer, GeometryKind geometry, const std::vector<Field>& fields,
                        bool indexed) {
  state_->commit();
  CPLStringList options = layer_options(state_->format, indexed);
  state_->layer = state_->dataset->CreateLayer(layer.c_str(), &state_->crs, ogr_type(geometry), options.List());
  if (state_->layer == nullptr) {
    stop("cannot create layer " + layer + " in " + state_->path.string());
  }
  state_->geometry = geometry;
  for (const Field& field : fields) {
    OGRFieldDefn definition{field.name.c_str(), field.kind == FieldKind::kText      ? OFTString
                                                : field.kind == FieldKind::kInteger ? OFTInteger
                                                                                    : OFTReal};
    if (state_->format == Format::kShapefile || state_->format == Format::kMapInfo) {
      definition.SetWidth(field.kind == FieldKind::kText ? 200 : field.kind == FieldKind::kInteger ? 9 : 15);
      definition.SetPrecision(field.kind == FieldKind::kReal ? 3 : 0);
    }
    if (state_->layer->CreateField(&definition) != OGRERR_NONE) {
      stop("cannot create field " + field.name + " in " + state_->path.string());
    }
  }
}

void LayerWriter::add(const std::vector<Polygon>& areas, const std::vector<Value>& values) {
  if (state_->geometry == GeometryKind::kPolygon) {
    state_->add(to_ogr(areas.front()), values);
    return;
  }
  auto all = std::make_unique<OGRMultiPolygon>();
  for (const Polygon& area : areas) {
    all->addGeometryDirectly(to_ogr(area).release());
  }
  state_->add(std::move(all), values);
}

void LayerWriter::add(const Line& line, const std::vector<Value>& values) {
  auto out = std::make_unique<OGRLineString>();
  for (const Point p : line) {
    out->addPoint(p.east, p.north);
  }
  state_->add(std::move(out), values);
}

void LayerWriter::add(Point point, const std::vector<Value>& values) {
  state_->add(std::make_unique<OGRPoint>(point.east, point.north), values);
}

void LayerWriter::finish() {
  state_->commit();
  state_->layer = nullptr;
  CPLErrorReset();
  state_->dataset.reset();
  if (CPLGetLastErrorType() >= CE_Failure) {
    stop("cannot finish " + state_->path.string() + ": " + CPLGetLastErrorMsg());
  }
}

}  // namespace quyhoach::tools::demo
