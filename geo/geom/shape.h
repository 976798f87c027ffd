#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace quyhoach::geo {

/// End of one ring (or one line) in a flat array of points, and whether the ring is a shell.
struct RingEnd {
  std::uint32_t end : 31;    ///< Index after the ring's last point, counted in the whole array.
  std::uint32_t shell : 1;   ///< 1: outer ring (begins a polygon of the multipolygon); 0: hole of the shell before it.
};

/// A multipolygon (or a multi-line) somewhere in a flat array. Rings are stored *open*: the first point is not repeated at
/// the end. A shell comes before its holes. Shells wind counter-clockwise in the grid and holes clockwise, so signed areas
/// add up. Cheap to copy; does not own. `Point` is GridPoint (metres) or WorldPoint (tiles).
template <typename Point>
struct ShapeView {
  const Point* points = nullptr;    ///< Start of the whole array, not of this shape.
  std::uint32_t first = 0;          ///< Index of this shape's first point in it.
  std::span<const RingEnd> rings;   ///< This shape's rings; ends count from `points`.

  [[nodiscard]] std::size_t ring_count() const noexcept { return rings.size(); }
  [[nodiscard]] bool is_shell(std::size_t i) const noexcept { return rings[i].shell != 0; }
  [[nodiscard]] std::span<const Point> ring(std::size_t i) const noexcept {
    const std::uint32_t begin = i == 0 ? first : rings[i - 1].end;
    return {points + begin, rings[i].end - begin};
  }
  [[nodiscard]] std::size_t point_count() const noexcept {
    return rings.empty() ? 0 : static_cast<std::size_t>(rings.back().end) - first;
  }
};

}  // namespace quyhoach::geo
