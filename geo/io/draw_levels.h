#pragma once

#include <functional>
#include <vector>

#include "geo/base/result.h"
#include "geo/coord/grid_transform.h"
#include "geo/geom/shape_store.h"
#include "geo/plan/draw_level.h"

namespace quyhoach::geo {

/// Levels for zooms kFinestLevel to kCoarsestLevel, finest first, each made from the one before. Shapes with the same row are merged over what
/// separates them by less than a pixel (land use over neighbouring parcels) when `merge` is set, and only simplified otherwise
/// (zones keep their borders). Things too small to see are left out.
/// \param row_of  row of shape i. \param threads  what comes out is the same with any number.
/// A shape GEOS cannot round even when repaired is left out of that zoom, or of one of its tiles; the answer never sees levels.
/// \return kInternal if GEOS cannot join or build shapes, kParameterValue if a point cannot be mapped.
[[nodiscard]] Result<std::vector<DrawLevel>> build_levels(const ShapeStore& shapes, const GridTransform& transform, bool merge,
                                                          const std::function<std::uint32_t(std::size_t)>& row_of, unsigned threads = 1);

}  // namespace quyhoach::geo
