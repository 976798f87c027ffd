#pragma once

#include <cstdint>

#include "geo/coord/points.h"

namespace quyhoach::geo {

/// One tile of the Web Mercator quad ("XYZ" scheme, y down). `z` 0…kMaxZoom, `x` and `y` below 2^z.
struct TileId {
  std::uint32_t z = 0;
  std::uint32_t x = 0;
  std::uint32_t y = 0;
  friend bool operator==(const TileId&, const TileId&) = default;
};

/// A tile unit at extent 4096 is one WorldPoint step at z20: deeper tiles would only magnify.
inline constexpr std::uint32_t kMaxZoom = 20;

/// \return whether z, x and y name a tile.
[[nodiscard]] constexpr bool is_valid(TileId tile) noexcept {
  return tile.z <= kMaxZoom && tile.x < (1U << tile.z) && tile.y < (1U << tile.z);
}

/// North-west corner. \pre is_valid(tile)
[[nodiscard]] constexpr WorldPoint origin(TileId tile) noexcept {
  return tile.z == 0 ? WorldPoint{} : WorldPoint{tile.x << (32 - tile.z), tile.y << (32 - tile.z)};
}

/// The tile of a zoom that holds a point. \pre z ≤ kMaxZoom
[[nodiscard]] constexpr TileId tile_at(WorldPoint point, std::uint32_t z) noexcept {
  return z == 0 ? TileId{} : TileId{z, point.x >> (32 - z), point.y >> (32 - z)};
}

/// Length of a tile's side in WorldPoint steps (2^32 at z0). \pre z ≤ kMaxZoom
[[nodiscard]] constexpr std::uint64_t side(std::uint32_t z) noexcept { return std::uint64_t{1} << (32 - z); }

}  // namespace quyhoach::geo
