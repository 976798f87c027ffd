#pragma once

#include "geo/coord/points.h"
#include "geo/geom/shape.h"
#include "geo/tile/tile_frame.h"
#include "geo/tile/tile_point.h"

namespace quyhoach::geo {

/// The slow way to a valid polygon on the tile's grid, for shapes whose rounded rings cross or touch: GEOS cuts the
/// unrounded shape by the box and rounds by snap rounding (OverlayNG), which keeps topology. World coordinates are
/// themselves rounded, so a shape may not be valid to begin with; that shows in the area of what comes out, and such a shape
/// is first made valid. Pieces come out wound as MVT 2.1 §4.3.4.4 asks; pieces and holes under `min_area2` (twice the area,
/// square units) are left out.
/// \param out cleared, then filled; empty if nothing is left.
/// \return false if GEOS failed; `out` is empty then.
/// Threads: uses the calling thread's GEOS context.
[[nodiscard]] bool repair_polygon(ShapeView<WorldPoint> shape, const TileFrame& frame, TileBox box,
                                  std::int64_t min_area2, TileRings& out);

}  // namespace quyhoach::geo
