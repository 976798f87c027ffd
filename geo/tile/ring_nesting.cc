#include "geo/tile/ring_nesting.h"

#include <algorithm>
#include <cstddef>
#include <span>
#include <vector>

namespace quyhoach::geo {

namespace {

struct RingBox {
  TilePoint low;
  TilePoint high;
  [[nodiscard]] bool contains(TilePoint p) const noexcept {
    return p.x >= low.x && p.x <= high.x && p.y >= low.y && p.y <= high.y;
  }
};

RingBox box_of(std::span<const TilePoint> ring) noexcept {
  RingBox box{ring.front(), ring.front()};
  for (const TilePoint p : ring) {
    box.low = {std::min(box.low.x, p.x), std::min(box.low.y, p.y)};
    box.high = {std::max(box.high.x, p.x), std::max(box.high.y, p.y)};
  }
  return box;
}

// Crossing-number parity of a point that lies on no edge of the ring.
bool is_within(TilePoint p, std::span<const TilePoint> ring) noexcept {
  bool within = false;
  TilePoint a = ring.back();
  for (const TilePoint b : ring) {
    if ((a.y > p.y) != (b.y > p.y)) {
      const auto turn = cross(a, b, p);
      within ^= b.y > a.y ? turn < 0 : turn > 0;
    }
    a = b;
  }
  return within;
}

}  // namespace

bool rings_nest(const TileRings& rings) {
  const std::size_t count = rings.ends.size();
  thread_local std::vector<RingBox> boxes;
  boxes.clear();
  for (std::size_t r = 0; r < count; ++r) {
    boxes.push_back(box_of(rings.ring(r)));
  }
  for (std::size_t r = 0, own_shell = 0; r < count; ++r) {
    const bool is_shell = rings.ends[r].shell != 0;
    own_shell = is_shell ? r : own_shell;
    const TilePoint p = rings.ring(r).front();
    for (std::size_t shell = 0; shell < count;) {
      // Parity over a polygon's rings, without r itself: odd is between its shell and its holes.
      bool within = false;
      std::size_t s = shell;
      do {
        within ^= s != r && boxes[s].contains(p) && is_within(p, rings.ring(s));
      } while (++s < count && rings.ends[s].shell == 0);
      if (within != (shell == own_shell && !is_shell)) {
        return false;
      }
      shell = s;
    }
  }
  return true;
}

}  // namespace quyhoach::geo
