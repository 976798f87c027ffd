#pragma once

#include <memory>
#include <string>
#include <vector>

#include <gdal_priv.h>
#include <ogrsf_frmts.h>

#include "geo/base/result.h"
#include "geo/geom/shape_store.h"
#include "geo/io/ring_defect.h"

namespace quyhoach::geo {

struct DatasetDeleter {
  void operator()(GDALDataset* dataset) const noexcept { GDALClose(dataset); }
};
/// One dataset, one thread: shared between two, GDAL loses features without a word.
using Dataset = std::unique_ptr<GDALDataset, DatasetDeleter>;

struct FeatureDeleter {
  void operator()(OGRFeature* feature) const noexcept { OGRFeature::DestroyFeature(feature); }
};
using Feature = std::unique_ptr<OGRFeature, FeatureDeleter>;

/// Registers GDAL's drivers once and takes away what a file could misuse: network, side-car files, PROJ's grids.
/// Any thread, any number of times.
void initialise_gdal();

/// Collects what GDAL says on this thread while it lives: any warning during a load is a defect, not a line on stderr.
class GdalMessages {
 public:
  GdalMessages();
  ~GdalMessages();
  GdalMessages(const GdalMessages&) = delete;
  GdalMessages& operator=(const GdalMessages&) = delete;
  [[nodiscard]] const std::vector<std::string>& all() const noexcept { return messages_; }

 private:
  std::vector<std::string> messages_;
};

/// Opens a vector file for reading with the one driver its extension names (.gpkg .shp .geojson .json .fgb .tab .mif .dxf .dgn .kml .csv,
/// a folder .gdb), never with whatever driver likes the bytes. \return kBadData with GDAL's words; kCrsNotAllowed for a GeoJSON whose `crs` is a link.
[[nodiscard]] Result<Dataset> open_vector(const std::string& path);

/// Whether open_vector knows a file's extension.
[[nodiscard]] bool is_vector_file(const std::string& path);

/// Creates a GeoPackage that comes out the same byte for byte for the same content.
[[nodiscard]] Result<Dataset> create_geopackage(const std::string& path);

/// Larger than any step of a WorldPoint.
inline constexpr double kLargestStep = 5e9;

/// Appends the polygons (or lines; a point is a line of one vertex) of `geometry` to `store` as one shape, rings wound as
/// ShapeView says, without z and m. On a defect nothing is appended; but of polygons with an open ring all rings as they are drawn:
/// those that close repeat their first point.
/// \param largest  coordinates beyond ± this are kNotFinite: a "valid" polygon may hold 1e300.
[[nodiscard]] RingDefect append_polygons(const OGRGeometry& geometry, ShapeStore& store, double largest = kLargestCoordinate);
[[nodiscard]] RingDefect append_lines(const OGRGeometry& geometry, ShapeStore& store);
[[nodiscard]] RingDefect append_points(const OGRGeometry& geometry, ShapeStore& store);

/// The opposite: a MultiPolygon, MultiLineString or MultiPoint of the same vertices.
[[nodiscard]] std::unique_ptr<OGRGeometry> to_ogr_polygons(const ShapeView<GridPoint>& shape);
[[nodiscard]] std::unique_ptr<OGRGeometry> to_ogr_lines(const ShapeView<GridPoint>& shape);
[[nodiscard]] std::unique_ptr<OGRGeometry> to_ogr_points(const ShapeView<GridPoint>& shape);

}  // namespace quyhoach::geo
