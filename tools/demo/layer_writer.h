#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "tools/demo/plane.h"

namespace quyhoach::tools::demo {

enum class FieldKind { kText, kInteger, kReal };
struct Field {
  std::string name;
  FieldKind kind = FieldKind::kText;
};
/// Nothing, an integer, a real number or text.
using Value = std::variant<std::monostate, std::int64_t, double, std::string>;

enum class GeometryKind { kPolygon, kMultiPolygon, kLine, kPoint };
enum class Format { kGeoPackage, kShapefile, kGeoJson, kFlatGeobuf, kMapInfo };
[[nodiscard]] Format format_of(const std::string& name);
/// ".gpkg" and so on.
[[nodiscard]] const char* extension_of(Format format) noexcept;

/// Writes layers of one file, all in EPSG:9210, so that the same features give the same bytes on any day.
/// Stops the program on any error of the driver or the disk.
class LayerWriter {
 public:
  LayerWriter(const std::filesystem::path& path, Format format);
  ~LayerWriter();
  LayerWriter(const LayerWriter&) = delete;
  LayerWriter& operator=(const LayerWriter&) = delete;

  /// Starts a layer; features go to the layer started last. `indexed`: with a spatial index, where the format has one.
  void begin(const std::string& layer, GeometryKind geometry, const std::vector<Field>& fields, bool indexed);
  void add(const std::vector<Polygon>& areas, const std::vector<Value>& values);
  void add(const Line& line, const std::vector<Value>& values);
  void add(Point point, const std::vector<Value>& values);
  /// Writes everything out; nothing may be added afterwards.
  void finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace quyhoach::tools::demo
