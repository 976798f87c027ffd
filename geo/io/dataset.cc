#include "geo/io/dataset.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <mutex>

#include <cpl_conv.h>
#include <cpl_error.h>

#include "geo/geom/measure.h"
#include "geo/io/geojson_crs.h"

namespace quyhoach::geo {

namespace {

struct DriverOf {
  std::string_view extension;
  const char* driver;
};
constexpr std::array<DriverOf, 12> kDrivers{{{".gpkg", "GPKG"},
                                             {".shp", "ESRI Shapefile"},
                                             {".geojson", "GeoJSON"},
                                             {".json", "GeoJSON"},
                                             {".fgb", "FlatGeobuf"},
                                             {".tab", "MapInfo File"},
                                             {".mif", "MapInfo File"},
                                             {".dxf", "DXF"},
                                             {".dgn", "DGN"},
                                             {".kml", "LIBKML"},
                                             {".gdb", "OpenFileGDB"},
                                             {".csv", "CSV"}}};

/// Columns of a table of points or of WKT, by the names they usually have. Values stay text. What is no number in a column of
/// coordinates leaves its row without a geometry; a decimal comma is read.
constexpr std::array kCsvOptions{
    "X_POSSIBLE_NAMES=x,x_m,x (m),x(m),toado_x,toa_do_x,tọa độ x,lon,lng,long,longitude,kinhdo,kinh_do,kinh độ,east,easting,east_m",
    "Y_POSSIBLE_NAMES=y,y_m,y (m),y(m),toado_y,toa_do_y,tọa độ y,lat,latitude,vido,vi_do,vĩ độ,north,northing,north_m",
    "GEOM_POSSIBLE_NAMES=wkt,geom,geometry,the_geom,shape", "AUTODETECT_TYPE=NO", "KEEP_GEOM_COLUMNS=NO", "EMPTY_STRING_AS_NULL=YES",
    static_cast<const char*>(nullptr)};

void CPL_STDCALL on_message(CPLErr level, CPLErrorNum /*number*/, const char* text) {
  if (level >= CE_Warning) {
    static_cast<std::vector<std::string>*>(CPLGetErrorHandlerUserData())->emplace_back(text);
  }
}

std::string lower_extension(const std::string& path) {
  std::string extension = std::filesystem::path{path}.extension().string();
  std::transform(extension.begin(), extension.end(), extension.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return extension;
}

/// The encoding GDAL should decode a Shapefile's table from: what its .cpg names where GDAL decodes that rightly, else none, so
/// that we see the bytes. With TCVN5712-1 or CP1258 GDAL drops the last letter of every value and says nothing.
std::string shapefile_encoding(const std::string& path) {
  constexpr std::array<std::string_view, 8> kDecodedRightly{"utf8", "1252", "cp1252", "windows1252", "ansi1252", "iso88591", "88591", "ascii"};
  std::ifstream cpg{std::filesystem::path{path}.replace_extension(".cpg")};
  std::string name;
  std::getline(cpg, name);
  std::string plain;
  for (const char c : name) {
    if (std::isalnum(static_cast<unsigned char>(c)) != 0) {
      plain += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    }
  }
  return std::find(kDecodedRightly.begin(), kDecodedRightly.end(), plain) != kDecodedRightly.end() ? "" : "ENCODING=";
}

/// Fills `points` from a curve; the caller decides what is too short or open.
bool read_points(const OGRSimpleCurve& curve, double largest, std::vector<GridPoint>& points) {
  points.clear();
  const int count = curve.getNumPoints();
  points.reserve(static_cast<std::size_t>(count));
  for (int i = 0; i < count; ++i) {
    const GridPoint p{curve.getX(i), curve.getY(i)};
    if (!(std::abs(p.east_m) < largest && std::abs(p.north_m) < largest)) {
      return false;
    }
    points.push_back(p);
  }
  return true;
}

RingDefect read_ring(const OGRLinearRing* ring, bool shell, double largest, std::vector<GridPoint>& points) {
  if (ring == nullptr || ring->getNumPoints() == 0) {
    return RingDefect::kShort;
  }
  if (!read_points(*ring, largest, points)) {
    return RingDefect::kNotFinite;
  }
  if (points.front() != points.back()) {
    return RingDefect::kOpen;
  }
  points.pop_back();
  if (points.size() < 3) {
    return RingDefect::kShort;
  }
  if ((signed_area_m2(points) > 0.0) != shell) {
    std::reverse(points.begin(), points.end());
  }
  return RingDefect::kNone;
}

struct ReadRing {
  std::vector<GridPoint> points;
  bool shell;
};

RingDefect collect_polygon(const OGRPolygon& polygon, double largest, std::vector<ReadRing>& rings) {
  for (int i = -1; i < polygon.getNumInteriorRings(); ++i) {
    ReadRing ring{{}, i < 0};
    const auto defect = read_ring(i < 0 ? polygon.getExteriorRing() : polygon.getInteriorRing(i), i < 0, largest, ring.points);
    if (defect != RingDefect::kNone) {
      return defect;
    }
    rings.push_back(std::move(ring));
  }
  return RingDefect::kNone;
}

/// Calls `each(part)` for every part of the wanted simple type; false if there is a part of another one.
template <typename Part, typename Each>
RingDefect each_part(const OGRGeometry& geometry, OGRwkbGeometryType single, Each&& each) {
  const OGRwkbGeometryType type = wkbFlatten(geometry.getGeometryType());
  if (type == single) {
    return each(static_cast<const Part&>(geometry));
  }
  if (OGR_GT_IsSubClassOf(type, wkbGeometryCollection) != 0) {
    for (const OGRGeometry* child : static_cast<const OGRGeometryCollection&>(geometry)) {
      const RingDefect defect = each_part<Part>(*child, single, each);
      if (defect != RingDefect::kNone) {
        return defect;
      }
    }
    return RingDefect::kNone;
  }
  return RingDefect::kWrongType;
}

void add_curve(const ShapeView<GridPoint>& shape, std::size_t ring, bool close, OGRSimpleCurve& curve) {
  const auto points = shape.ring(ring);
  curve.setNumPoints(static_cast<int>(points.size() + (close ? 1 : 0)), FALSE);
  int i = 0;
  for (const GridPoint p : points) {
    curve.setPoint(i++, p.east_m, p.north_m);
  }
  if (close) {
    curve.setPoint(i, points.front().east_m, points.front().north_m);
  }
}

}  // namespace

void initialise_gdal() {
  static std::once_flag once;
  std::call_once(once, [] {
    CPLSetConfigOption("GDAL_HTTP_MAX_RETRY", "0");
    CPLSetConfigOption("CPL_CURL_VERBOSE", "NO");
    CPLSetConfigOption("GDAL_DISABLE_READDIR_ON_OPEN", "EMPTY_DIR");
    CPLSetConfigOption("OGR_GEOJSON_MAX_OBJ_SIZE", "0");
    CPLSetConfigOption("DXF_ENCODING", "UTF-8");  // The bytes as they are: we decode them.
    CPLSetConfigOption("OSR_DEFAULT_AXIS_MAPPING_STRATEGY", "TRADITIONAL_GIS_ORDER");
    CPLSetConfigOption("PROJ_NETWORK", "OFF");
    CPLSetConfigOption("OGR_CURRENT_DATE", "2000-01-01T00:00:00.000Z");
    CPLSetConfigOption("OGR_SQLITE_SYNCHRONOUS", "OFF");  // We fsync the finished file ourselves.
    CPLSetConfigOption("OGR_GPKG_ALLOW_THREADED_RTREE", "NO");  // Its thread and ours wait for each other more than they gain.
    GDALAllRegister();
  });
}

GdalMessages::GdalMessages() { CPLPushErrorHandlerEx(on_message, &messages_); }
GdalMessages::~GdalMessages() { CPLPopErrorHandler(); }

Result<Dataset> open_vector(const std::string& path) {
  initialise_gdal();
  const std::string extension = lower_extension(path);
  const auto driver = std::find_if(kDrivers.begin(), kDrivers.end(), [&](const DriverOf& d) { return d.extension == extension; });
  if (driver == kDrivers.end()) {
    return Error{ErrorCode::kBadData, "DRIVER_NOT_ALLOWED: only .gpkg .shp .geojson .json .fgb .tab .mif .dxf .dgn .kml .gdb .csv are read"};
  }
  std::error_code ignored;
  const bool is_there = extension == ".gdb" ? std::filesystem::is_directory(path, ignored) : std::filesystem::is_regular_file(path, ignored);
  if (!is_there) {
    return Error{ErrorCode::kUnavailable, "no such file"};
  }
  if (std::string_view{driver->driver} == "GeoJSON") {
    if (const auto crs = geojson_crs(path); !crs) {
      return crs.error();
    }
  }
  const GdalMessages messages;
  const std::array<const char*, 2> allowed{driver->driver, nullptr};
  const std::string encoding = extension == ".shp" ? shapefile_encoding(path) : "";
  const std::array<const char*, 2> with_encoding{encoding.empty() ? nullptr : encoding.c_str(), nullptr};
  const char* const* options = extension == ".csv" ? kCsvOptions.data() : with_encoding.data();
  Dataset dataset{GDALDataset::Open(path.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY, allowed.data(), options, nullptr)};
  if (!dataset) {
    return Error{ErrorCode::kBadData, messages.all().empty() ? "GDAL cannot open it" : messages.all().front()};
  }
  return dataset;
}

bool is_vector_file(const std::string& path) {
  return std::ranges::find(kDrivers, lower_extension(path), &DriverOf::extension) != kDrivers.end();
}

Result<Dataset> create_geopackage(const std::string& path) {
  initialise_gdal();
  const GdalMessages messages;
  GDALDriver* driver = GetGDALDriverManager()->GetDriverByName("GPKG");
  Dataset dataset{driver == nullptr ? nullptr : driver->Create(path.c_str(), 0, 0, 0, GDT_Unknown, nullptr)};
  if (!dataset) {
    return Error{ErrorCode::kUnavailable, "cannot create " + path + (messages.all().empty() ? "" : ": " + messages.all().front())};
  }
  return dataset;
}

RingDefect append_polygons(const OGRGeometry& geometry, ShapeStore& store, double largest) {
  // The usual case, one polygon, without a copy of its rings more than needed.
  std::vector<ReadRing> rings;
  const RingDefect defect = each_part<OGRPolygon>(geometry, wkbPolygon,
                                                  [&](const OGRPolygon& polygon) { return collect_polygon(polygon, largest, rings); });
  if (defect != RingDefect::kNone) {
    return defect;
  }
  if (rings.empty()) {
    return RingDefect::kShort;
  }
  for (const ReadRing& ring : rings) {
    store.add_ring(ring.points, ring.shell);
  }
  store.end_shape();
  return RingDefect::kNone;
}

RingDefect append_lines(const OGRGeometry& geometry, ShapeStore& store) {
  std::vector<std::vector<GridPoint>> lines;
  const RingDefect defect = each_part<OGRLineString>(geometry, wkbLineString, [&](const OGRLineString& line) {
    std::vector<GridPoint> points;
    if (!read_points(line, kLargestCoordinate, points)) {
      return RingDefect::kNotFinite;
    }
    if (points.size() < 2) {
      return RingDefect::kShort;
    }
    lines.push_back(std::move(points));
    return RingDefect::kNone;
  });
  if (defect != RingDefect::kNone) {
    return defect;
  }
  if (lines.empty()) {
    return RingDefect::kShort;
  }
  for (const auto& line : lines) {
    store.add_ring(line, true);
  }
  store.end_shape();
  return RingDefect::kNone;
}

RingDefect append_points(const OGRGeometry& geometry, ShapeStore& store) {
  std::vector<GridPoint> points;
  const RingDefect defect = each_part<OGRPoint>(geometry, wkbPoint, [&](const OGRPoint& point) {
    if (!std::isfinite(point.getX()) || !std::isfinite(point.getY())) {
      return RingDefect::kNotFinite;
    }
    points.push_back({point.getX(), point.getY()});
    return RingDefect::kNone;
  });
  if (defect != RingDefect::kNone || points.empty()) {
    return defect == RingDefect::kNone ? RingDefect::kShort : defect;
  }
  for (const GridPoint& point : points) {
    store.add_ring({&point, 1}, true);
  }
  store.end_shape();
  return RingDefect::kNone;
}

std::unique_ptr<OGRGeometry> to_ogr_polygons(const ShapeView<GridPoint>& shape) {
  auto all = std::make_unique<OGRMultiPolygon>();
  for (std::size_t i = 0; i < shape.ring_count();) {
    auto polygon = std::make_unique<OGRPolygon>();
    do {
      auto ring = std::make_unique<OGRLinearRing>();
      add_curve(shape, i, true, *ring);
      polygon->addRingDirectly(ring.release());
      ++i;
    } while (i < shape.ring_count() && !shape.is_shell(i));
    all->addGeometryDirectly(polygon.release());
  }
  return all;
}

std::unique_ptr<OGRGeometry> to_ogr_lines(const ShapeView<GridPoint>& shape) {
  auto all = std::make_unique<OGRMultiLineString>();
  for (std::size_t i = 0; i < shape.ring_count(); ++i) {
    auto line = std::make_unique<OGRLineString>();
    add_curve(shape, i, false, *line);
    all->addGeometryDirectly(line.release());
  }
  return all;
}

std::unique_ptr<OGRGeometry> to_ogr_points(const ShapeView<GridPoint>& shape) {
  auto all = std::make_unique<OGRMultiPoint>();
  for (std::size_t i = 0; i < shape.ring_count(); ++i) {
    const GridPoint point = shape.ring(i).front();
    all->addGeometryDirectly(std::make_unique<OGRPoint>(point.east_m, point.north_m).release());
  }
  return all;
}

}  // namespace quyhoach::geo
