#pragma once

#include <cstdint>

#include "geo/coord/points.h"
#include "geo/coord/tile_id.h"
#include "geo/tile/tile_point.h"

namespace quyhoach::geo {

/// Turns world steps into units of one tile. A tile unit is 2^(20−z) world steps, one step at z20.
class TileFrame {
 public:
  /// \pre is_valid(tile)
  explicit TileFrame(TileId tile) noexcept
      : shift_(static_cast<int>(kMaxZoom - tile.z)),
        half_(shift_ == 0 ? 0 : std::int64_t{1} << (shift_ - 1)),
        left_(std::int64_t{tile.x} << (32 - tile.z)),
        top_(std::int64_t{tile.y} << (32 - tile.z)) {}

  /// Nearest grid point, halves towards east and south. Neighbouring tiles round the same point alike, because their
  /// origins lie a whole number of units apart.
  [[nodiscard]] WidePoint snap(WorldPoint point) const noexcept { return {snap_x(point.x), snap_y(point.y)}; }
  [[nodiscard]] std::int64_t snap_x(std::uint32_t x) const noexcept { return (x - left_ + half_) >> shift_; }
  [[nodiscard]] std::int64_t snap_y(std::uint32_t y) const noexcept { return (y - top_ + half_) >> shift_; }

  /// Where a point of the zoom's grid lies: `x` and `y` are units from the world's north-western corner.
  [[nodiscard]] WidePoint place(std::uint32_t x, std::uint32_t y) const noexcept {
    return {x - (left_ >> shift_), y - (top_ >> shift_)};
  }

  /// Unrounded position in tile units; exact, since a world step is a power of two of a unit.
  [[nodiscard]] double exact_x(std::uint32_t x) const noexcept { return static_cast<double>(x - left_) * step(); }
  [[nodiscard]] double exact_y(std::uint32_t y) const noexcept { return static_cast<double>(y - top_) * step(); }

  /// Whether the point lies in the half-open tile widened by `buffer` units: at buffer 0, in exactly one tile of a
  /// zoom.
  [[nodiscard]] bool contains(WorldPoint point, std::int32_t buffer) const noexcept {
    const std::int64_t margin = std::int64_t{buffer} << shift_;
    const std::int64_t side = std::int64_t{kTileExtent} << shift_;
    const std::int64_t x = point.x - left_;
    const std::int64_t y = point.y - top_;
    return x >= -margin && x < side + margin && y >= -margin && y < side + margin;
  }

 private:
  [[nodiscard]] double step() const noexcept { return 1.0 / static_cast<double>(std::int64_t{1} << shift_); }

  int shift_;           // log2 of world steps in a tile unit
  std::int64_t half_;   // world steps in half a tile unit
  std::int64_t left_;   // world x of the tile's left edge
  std::int64_t top_;  // world y of the tile's upper edge
};

}  // namespace quyhoach::geo
