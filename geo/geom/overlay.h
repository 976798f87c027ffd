#pragma once

#include <optional>
#include <span>
#include <string>

#include "geo/geom/geos_handle.h"
#include "geo/geom/shape.h"
#include "geo/geom/shape_store.h"

namespace quyhoach::geo {

/// Everything here runs on the calling thread's GEOS context and returns geometries of that thread.

/// A MultiPolygon (or MultiLineString) with the same points. \return kBadData with GEOS's message.
[[nodiscard]] Result<GeosGeometry> polygons_to_geos(const ShapeView<GridPoint>& shape);
[[nodiscard]] Result<GeosGeometry> lines_to_geos(const ShapeView<GridPoint>& shape);

/// Appends the polygons (or lines) of `geometry` to `store` as one shape, wound as ShapeView says; parts of other
/// dimension are left out. \return whether a shape was added.
bool add_polygons(const GEOSGeometry& geometry, ShapeStore& store);
bool add_lines(const GEOSGeometry& geometry, ShapeStore& store);

struct Invalidity {
  std::string reason;  ///< GEOS's words: "Self-intersection", "Hole lies outside shell", …
  GridPoint where;
};
/// \return why and where a polygon breaks OGC Simple Features §6.1.11.1; nothing when it is valid.
[[nodiscard]] std::optional<Invalidity> find_invalidity(const GEOSGeometry& geometry);

/// A point inside polygons, far from their edges where it can be. \return kInternal if GEOS fails
[[nodiscard]] Result<GridPoint> point_inside(const GEOSGeometry& polygons);

/// The polygons an invalid geometry may have meant: every line is kept and what it encloses an odd number of times is inside (GEOS's
/// "linework" method); lines and points that are left over are dropped. \return kBadData where no polygon is left.
[[nodiscard]] Result<ShapeStore> made_valid(const GEOSGeometry& polygons);

/// Area in m² (or length in m) of the overlay of two valid geometries (OverlayNG, floating precision).
/// \return kInternal if GEOS fails, which it does not for valid input.
[[nodiscard]] Result<double> intersection_area_m2(const GEOSGeometry& a, const GEOSGeometry& b);
[[nodiscard]] Result<double> difference_area_m2(const GEOSGeometry& a, const GEOSGeometry& b);
[[nodiscard]] Result<double> intersection_length_m(const GEOSGeometry& a, const GEOSGeometry& b);
[[nodiscard]] Result<GeosGeometry> intersection(const GEOSGeometry& a, const GEOSGeometry& b);
[[nodiscard]] Result<GeosGeometry> union_of(std::span<const GEOSGeometry* const> parts);

/// Corridor along lines: `left_m` and `right_m` metres to the sides of their direction, flat ends, mitred corners (limit 2.5
/// widths), so that a road boundary keeps its legal edge. \pre both ≥ 0 and one > 0
[[nodiscard]] Result<GeosGeometry> corridor(const ShapeView<GridPoint>& lines, double left_m, double right_m);

/// Every place within `distance_m` of lines, and none further than 1.005 times it: the arcs of its outline lie around the true ones.
[[nodiscard]] Result<GeosGeometry> around_lines(const ShapeView<GridPoint>& lines, double distance_m);

/// Disc around a point with 128 sides: its area is 0.04 % below the circle's.
[[nodiscard]] Result<GeosGeometry> disc(GridPoint center, double radius_m);

}  // namespace quyhoach::geo
