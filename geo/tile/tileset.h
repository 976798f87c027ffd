#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "geo/coord/grid_transform.h"
#include "geo/coord/tile_id.h"
#include "geo/plan/snapshot.h"

namespace quyhoach::geo {

/// The three tilesets of the service.
enum class Tileset {
  kBase,      ///< communes, commune_labels, water, roads, places
  kCadastre,  ///< land_use (z ≤ 13, merged), parcels (z ≥ 14), parcel_labels (z ≥ 17)
  kPlanning,  ///< areas, lines, area_labels of the plans in force on a day, in consultation, or approved for later
};
[[nodiscard]] std::optional<Tileset> parse_tileset(std::string_view name) noexcept;

/// No tile is larger before compression: what would be is drawn coarser.
inline constexpr std::size_t kMaxTileBytes = 500'000;
/// From this zoom on the cadastre shows single parcels, unless a tile would grow too large.
inline constexpr std::uint32_t kFirstParcelZoom = 14;

/// Where a tile lies in the grid, with its buffer: every shape that may show in it meets this box.
[[nodiscard]] GridBox grid_box(TileId tile, const GridTransform& transform);

/// One tile to be drawn. The snapshot outlives it.
struct TileRequest {
  const Snapshot& snapshot;
  Tileset tileset;
  TileId tile;
  Date day;     ///< Decides which plans are in force.
  GridBox box;  ///< grid_box() of the tile.
};

/// A number that changes exactly when something the tile is made from changes: the objects that touch it and their plans'
/// status that day. Publishing one plan leaves every other tile's number as it is. Any thread.
[[nodiscard]] std::uint64_t tile_version(const TileRequest& request);

/// Draws a tile (Mapbox Vector Tile 2.1); empty when nothing is in it. Any thread.
[[nodiscard]] std::string render_tile(const TileRequest& request);

}  // namespace quyhoach::geo
