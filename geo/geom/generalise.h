#pragma once

#include <span>

#include "geo/geom/overlay.h"

namespace quyhoach::geo {

/// Merges polygons into the shapes a map shows when it is too small for single ones: touching polygons become one, gaps
/// narrower than `detail_m` (lanes, ditches) close, edges straighten by up to half of it, islands and holes smaller than its
/// doubled square vanish. For drawing only; nothing is measured in the result.
/// \return the merged polygons, possibly none; kInternal if GEOS fails.
[[nodiscard]] Result<GeosGeometry> merge_for_map(std::span<const GEOSGeometry* const> polygons, double detail_m);

/// Appends each polygon of `merged` of at least `smallest_m2` to `store` as a shape of its own, without smaller holes.
/// \return number of shapes added.
std::size_t add_large_polygons(const GEOSGeometry& merged, double smallest_m2, ShapeStore& store);

}  // namespace quyhoach::geo
