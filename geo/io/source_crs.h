#pragma once

#include <optional>
#include <string>

#include "geo/io/reader_wire.h"
#include "geo/io/source_reader.h"

namespace quyhoach::geo {

/// Which CRS the coordinates of a layer are in ("EPSG:…"), or nothing after reporting CRS_MISSING or CRS_FOREIGN.
[[nodiscard]] std::optional<std::string> resolve_crs(const ImportContext& context, const LayerSource& source, const RawHead& head,
                                                     const std::string& file, const std::string& declared_crs);

/// Brings shapes of `crs` into the plane of the district's CRS.
class ToGrid {
 public:
  /// \return kCrsNotAllowed if `crs` is neither the district's, WGS 84, nor joined to WGS 84 by the district's operation.
  static Result<ToGrid> create(const ImportContext& context, const std::string& crs);
  /// The shape in the district's grid, appended to `out` as one shape. False if a point cannot be mapped.
  [[nodiscard]] bool append(const ShapeView<GridPoint>& shape, ShapeStore& out) const;

 private:
  explicit ToGrid(const GridTransform& district) : district_(&district) {}
  const GridTransform* district_;
  std::optional<GridTransform> source_;
  enum class Way { kSame, kFromDegrees, kThroughWgs84 } way_ = Way::kSame;
};

}  // namespace quyhoach::geo
