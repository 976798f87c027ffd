#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "geo/geom/shape.h"

namespace quyhoach::geo {

/// Side of a tile in tile units (MVT 2.1 §4.1 `extent`).
inline constexpr std::int32_t kTileExtent = 4096;

/// Position on the integer grid of one tile: x right, y down, 0…4096 inside, beyond that in the buffer.
struct TilePoint {
  std::int32_t x = 0;
  std::int32_t y = 0;
  friend bool operator==(const TilePoint&, const TilePoint&) = default;
};

/// The same grid without the limit of 32 bits: at z20 the far end of the world is 2^32 units away.
struct WidePoint {
  std::int64_t x = 0;
  std::int64_t y = 0;
  friend bool operator==(const WidePoint&, const WidePoint&) = default;
};

/// Square a layer is clipped to, in tile units: the tile and its buffer. Both ends belong to it.
struct TileBox {
  std::int32_t low = 0;
  std::int32_t high = kTileExtent;
};

/// Rings (open, a shell before its holes) or lines of one feature, ready to be written. Reused from feature to feature.
struct TileRings {
  std::vector<TilePoint> points;
  std::vector<RingEnd> ends;
  bool all_convex = true;  ///< Every ring is known to be convex.

  void clear() noexcept {
    points.clear();
    ends.clear();
    all_convex = true;
  }
  [[nodiscard]] bool empty() const noexcept { return ends.empty(); }
  [[nodiscard]] std::size_t begin_of(std::size_t ring) const noexcept { return ring == 0 ? 0 : ends[ring - 1].end; }
  [[nodiscard]] std::span<const TilePoint> ring(std::size_t i) const noexcept {
    const std::size_t begin = begin_of(i);
    return {points.data() + begin, ends[i].end - begin};
  }
  /// Closes the ring made of every point after the last ring.
  void close_ring(bool shell) {
    ends.push_back({static_cast<std::uint32_t>(points.size()) & 0x7fffffffU, shell ? 1U : 0U});
  }
};

/// Twice the area of the triangle a b c; positive when it turns clockwise on the screen (y down). Exact: coordinates of
/// a tile and any sane buffer stay far below 2^30.
[[nodiscard]] constexpr std::int64_t cross(TilePoint a, TilePoint b, TilePoint c) noexcept {
  return std::int64_t{b.x - a.x} * (c.y - a.y) - std::int64_t{b.y - a.y} * (c.x - a.x);
}

}  // namespace quyhoach::geo
