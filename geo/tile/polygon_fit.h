#pragma once

#include <cstdint>

#include "geo/coord/points.h"
#include "geo/geom/shape.h"
#include "geo/tile/tile_frame.h"
#include "geo/tile/tile_point.h"

namespace quyhoach::geo {

/// How the shapes of one layer are brought onto the tile's grid.
struct FitOptions {
  TileBox box;                  ///< Clip box, tile units.
  double simplify = 0.0;        ///< Douglas–Peucker tolerance, tile units; 0: none.
  std::int64_t min_area2 = 8;   ///< Rings with less than this, twice the area in square units, are left out.
  bool prepared = false;  ///< Polygons are valid on this grid or a coarser one: they are checked only where they are cut.
};

enum class FitOutcome {
  kVisible,    ///< The rings are valid and ready to be written.
  kInvisible,  ///< Outside the box, or too small to see.
  kFailed,     ///< GEOS could not make a valid polygon of it.
};

/// Rounds, simplifies and clips a polygon for one tile. What comes out is valid on the grid and wound by MVT 2.1
/// §4.3.4.4 whatever the winding of the input.
/// \param out cleared, then filled when the outcome is kVisible.
[[nodiscard]] FitOutcome fit_polygon(ShapeView<WorldPoint> shape, const TileFrame& frame, const FitOptions& options,
                                     TileRings& out);

/// Whether fit_polygon only has to round the shape and turn its rings around: they are wound as ShapeView says, and rounded are
/// valid, large enough, and as many corners as before. Cutting is left aside: a tile that cuts the shape has to fit it all the same.
[[nodiscard]] bool is_sound(ShapeView<WorldPoint> shape, const TileFrame& frame, std::int64_t min_area2);

/// Rounds a shape that is sound at the frame's zoom. \return false if the box cuts it or does not hold it; `out` is then no use.
[[nodiscard]] bool round_sound(ShapeView<WorldPoint> shape, const TileFrame& frame, TileBox box, TileRings& out);

/// The same as fit_polygon for a line or several; `out` gets one entry for each piece.
[[nodiscard]] FitOutcome fit_line(ShapeView<WorldPoint> shape, const TileFrame& frame, const FitOptions& options,
                                  TileRings& out);

}  // namespace quyhoach::geo
