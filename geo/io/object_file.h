#pragma once

#include <functional>
#include <initializer_list>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "geo/io/dataset.h"

namespace quyhoach::geo {

/// Writes one object of the register: a GeoPackage with a layer `meta` of keys and texts. One thread.
class ObjectWriter {
 public:
  static Result<ObjectWriter> create(const std::string& path, const std::string& crs);

  enum class Type { kText, kReal };
  struct Column {
    const char* name;
    Type type;
  };
  /// What a layer's coordinates are: the district's CRS, or WorldPoint steps (no CRS).
  enum class Plane { kGrid, kWorld };
  /// Begins a layer; features added next go into it.
  bool begin_layer(const char* name, OGRwkbGeometryType geometry, std::initializer_list<Column> columns, Plane plane = Plane::kGrid);
  /// Columns of the next feature, in the order declared; NaN and "" are stored as NULL.
  void set(int column, std::string_view text);
  void set(int column, double number);
  bool add(std::unique_ptr<OGRGeometry> geometry);
  bool write_meta(const std::map<std::string, std::string>& meta);
  /// Closes the file. \return kUnavailable with GDAL's words if anything failed since create().
  Result<bool> finish();

 private:
  ObjectWriter() = default;
  Dataset dataset_;
  OGRSpatialReference crs_;
  OGRLayer* layer_ = nullptr;
  Feature feature_;
  std::unique_ptr<GdalMessages> messages_;
};

/// Reads the `meta` layer.
[[nodiscard]] std::map<std::string, std::string> read_meta(GDALDataset& dataset);

/// Columns of an object's layer by name, looked up once.
class ColumnReader {
 public:
  ColumnReader(OGRLayer& layer, std::initializer_list<const char*> names);
  [[nodiscard]] std::string_view text(OGRFeature& feature, std::size_t column) const;
  /// NaN where there is none.
  [[nodiscard]] double number(OGRFeature& feature, std::size_t column) const;

 private:
  std::vector<int> columns_;
};

}  // namespace quyhoach::geo
