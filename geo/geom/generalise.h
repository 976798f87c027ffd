#pragma once

#include <cstdint>

#include "geo/geom/box.h"
#include "geo/geom/overlay.h"

namespace quyhoach::geo {

/// Shapes for maps too small to show them whole. For drawing only: nothing is measured in them. Lengths are in the unit of
/// the coordinates. Rounding is GEOS's snap rounding (Hobby 1999): whatever comes in valid comes out valid on the grid, with
/// detail finer than a step gone. Every function returns kInternal if GEOS fails.

/// Rounds polygons to a grid; parts that meet there become one, and gaps narrower than a step close.
[[nodiscard]] Result<GeosGeometry> fit_to_grid(const GEOSGeometry& polygons, double step);

/// Closes gaps narrower than `width` between the parts of a shape, so that scattered plots of one use read as one area.
/// A shape GEOS cannot grow comes back as it was.
[[nodiscard]] GeosGeometry close_gaps(GeosGeometry polygons, double width);

/// The part of polygons inside a box whose corners lie on the grid, valid on the grid.
[[nodiscard]] Result<GeosGeometry> cut_on_grid(const GEOSGeometry& polygons, const GridBox& box, double step);

/// Appends a shape whose coordinates are whole steps.
void add_world_polygon(const ShapeView<GridPoint>& shape, WorldStore& store);

/// Appends each polygon of at least `smallest` (square units) to `store` as a shape of its own, without smaller holes.
/// \pre coordinates are whole numbers of WorldPoint steps
/// \return number of shapes added.
std::size_t add_large_polygons(const GEOSGeometry& polygons, double smallest, WorldStore& store);

}  // namespace quyhoach::geo
