#pragma once

#include "geo/base/result.h"
#include "geo/geom/area_layer.h"
#include "geo/geom/geos_handle.h"
#include "geo/geom/shape_store.h"

namespace quyhoach::geo {

/// Polygons that together are an area others should keep to. One thread.
class Limit {
 public:
  /// \param tolerance_m  how far beyond is still on the border; slits between the polygons of up to twice that are none.
  /// \return kInternal where GEOS fails. \pre polygons are valid
  [[nodiscard]] static Result<Limit> create(const ShapeStore& polygons, double tolerance_m);

  /// The parts of a polygon outside the area that reach further than the tolerance, as one shape. \return an empty store where there
  /// are none; kInternal where GEOS fails. \pre `shape` is valid
  [[nodiscard]] Result<ShapeStore> beyond(const ShapeView<GridPoint>& shape) const;

 private:
  Limit() = default;
  /// Whether a polygon is plainly in the grown area.
  [[nodiscard]] bool holds(const ShapeView<GridPoint>& shape) const;

  GeosGeometry area_;
  GeosGeometry grown_;
  AreaLayer grown_layer_;
};

}  // namespace quyhoach::geo
