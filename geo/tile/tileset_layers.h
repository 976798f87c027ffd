#pragma once

#include <optional>
#include <string>

#include "geo/tile/layer_builder.h"
#include "geo/tile/tileset.h"

namespace quyhoach::geo {

/// One attempt at a tile.
struct TileDrawing {
  const TileRequest& request;
  std::uint32_t coarseness = 0;   ///< 0: full detail; every step drops smaller things and bends edges more.
};

/// How much is bent and dropped where no level is prepared: for lines, and where a tile would grow too large.
[[nodiscard]] LayerOptions options_for(const TileDrawing& drawing);
/// For layers of polygons that have levels: at a level's own zoom they are ready, at a larger one where the tile does not cut them.
[[nodiscard]] LayerOptions options_for_levels(const TileDrawing& drawing);

[[nodiscard]] std::string draw_base(const TileDrawing& drawing);
/// Nothing where the parcels of the tile are too many to be drawn one by one: it is to be tried coarser.
[[nodiscard]] std::optional<std::string> draw_cadastre(const TileDrawing& drawing);
[[nodiscard]] std::string draw_planning(const TileDrawing& drawing);

}  // namespace quyhoach::geo
