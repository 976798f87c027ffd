#pragma once

#include <optional>
#include <string>

#include "geo/io/crs_guess.h"
#include "geo/io/reader_wire.h"
#include "geo/io/source_reader.h"

namespace quyhoach::geo {

/// Which CRS the coordinates of a layer are in ("EPSG:…"), or nothing after reporting CRS_MISSING or CRS_FOREIGN.
[[nodiscard]] std::optional<std::string> resolve_crs(const ImportContext& context, const LayerSource& source, const RawHead& head,
                                                     const std::string& file, const std::string& declared_crs);

/// Brings shapes, read in one way, into the plane of the district's CRS.
class ToGrid {
 public:
  /// \return kCrsNotAllowed if its CRS is neither the district's, WGS 84, nor joined to WGS 84 by the district's operation.
  static Result<ToGrid> create(const ImportContext& context, const CrsGuess& reading);
  /// The shape in the district's grid, appended to `out` as one shape; polygons stay wound as ShapeView says, lines keep their
  /// direction. False if a point cannot be mapped.
  [[nodiscard]] bool append(const ShapeView<GridPoint>& shape, ShapeKind kind, ShapeStore& out) const;

 private:
  [[nodiscard]] Result<GridPoint> to_grid(GridPoint at) const;

  ToGrid(const GridTransform& district, bool north_first) : district_(&district), north_first_(north_first) {}
  const GridTransform* district_;
  bool north_first_;
  std::optional<CrsReading> source_;    ///< Through WGS 84, …
  std::optional<GridTransform> plane_;  ///< … or from degrees of the district's own datum; neither: the numbers are the grid's.
};

}  // namespace quyhoach::geo
