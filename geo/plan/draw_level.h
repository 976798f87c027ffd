#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

#include "geo/coord/tile_id.h"
#include "geo/geom/packed_shapes.h"

namespace quyhoach::geo {

/// The shapes of one tile of a level: shapes first … end−1.
struct TileSlice {
  std::uint32_t x = 0;
  std::uint32_t y = 0;
  std::uint32_t first = 0;
  std::uint32_t end = 0;
};

/// Shapes prepared for one zoom when their object was written: merged or simplified to what can be seen there, rounded to that
/// zoom's tile grid and cut into its tiles, so that drawing is copying. A district has few tiles at these zooms.
/// Deeply const once loaded.
struct DrawLevel {
  std::uint32_t zoom = 0;
  PackedShapes shapes;
  std::vector<std::uint32_t> rows;   ///< What each shape shows: an index of the owner's, several shapes may have the same.
  std::vector<TileSlice> slices;     ///< Ascending by x, then y.

  /// Calls `visit(row, shape)` for every shape that may show in `tile`: those of the same tile, of the tile above it that holds
  /// it, or of all tiles below it. The shape is gone after the call.
  template <typename Visit>
  void visit(TileId tile, Visit&& visit) const {
    WorldStore scratch;
    for (const TileSlice& slice : slices) {
      const bool meets = tile.z >= zoom ? slice.x == tile.x >> (tile.z - zoom) && slice.y == tile.y >> (tile.z - zoom)
                                        : slice.x >> (zoom - tile.z) == tile.x && slice.y >> (zoom - tile.z) == tile.y;
      for (std::uint32_t i = slice.first; meets && i < slice.end; ++i) {
        visit(rows[i], shapes.read(i, scratch));
      }
    }
  }
};

/// Zooms that have levels of their own. Above, shapes are drawn as they are; below, the coarsest level serves.
inline constexpr std::uint32_t kCoarsestLevel = 6;
inline constexpr std::uint32_t kFinestLevel = 13;

/// The level for a zoom, `coarser` steps up; null where shapes are drawn as they are.
/// \param levels  finest first.
[[nodiscard]] inline const DrawLevel* level_for(std::span<const DrawLevel> levels, std::uint32_t zoom, std::uint32_t coarser = 0) {
  const std::uint32_t capped = std::min(zoom, kFinestLevel + 1);
  const std::uint32_t wanted = capped > coarser ? capped - coarser : 0;
  if (levels.empty() || wanted > kFinestLevel) {
    return nullptr;
  }
  for (const DrawLevel& level : levels) {
    if (level.zoom <= wanted) {
      return &level;
    }
  }
  return &levels.back();
}

}  // namespace quyhoach::geo
