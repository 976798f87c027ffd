#include "geo/tile/ring_check.h"

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <utility>

#include "geo/tile/ring_nesting.h"

namespace quyhoach::geo {

namespace {

struct Edge {
  TilePoint a;
  TilePoint b;
  std::uint32_t ring = 0;
  std::uint32_t place = 0;  // position in the ring
  [[nodiscard]] std::int32_t min_x() const noexcept { return std::min(a.x, b.x); }
  [[nodiscard]] std::int32_t max_x() const noexcept { return std::max(a.x, b.x); }
};

bool boxes_meet(TilePoint a, TilePoint b, TilePoint c, TilePoint d) noexcept {
  return std::max(a.x, b.x) >= std::min(c.x, d.x) && std::max(c.x, d.x) >= std::min(a.x, b.x) &&
         std::max(a.y, b.y) >= std::min(c.y, d.y) && std::max(c.y, d.y) >= std::min(a.y, b.y);
}

int sign(std::int64_t value) noexcept { return (value > 0 ? 1 : 0) - (value < 0 ? 1 : 0); }

// Whether the closed segments a–b and c–d have a point in common.
bool segments_meet(TilePoint a, TilePoint b, TilePoint c, TilePoint d) noexcept {
  return boxes_meet(a, b, c, d) && sign(cross(a, b, c)) * sign(cross(a, b, d)) <= 0 &&
         sign(cross(c, d, a)) * sign(cross(c, d, b)) <= 0;
}

// For the common handful of vertices: every edge against every later one that is not its neighbour.
bool small_ring_is_simple(std::span<const TilePoint> ring) noexcept {
  const std::size_t n = ring.size();
  for (std::size_t i = 0; i + 2 < n; ++i) {
    const std::size_t last = i == 0 ? n - 1 : n;
    for (std::size_t j = i + 2; j < last; ++j) {
      if (segments_meet(ring[i], ring[i + 1], ring[j], ring[j + 1 == n ? 0 : j + 1])) {
        return false;
      }
    }
  }
  return true;
}

bool comes_before(TilePoint a, TilePoint b) noexcept { return a.x != b.x ? a.x < b.x : a.y < b.y; }

// Whether a ring that runs east once and back once is simple: nothing if it turns back more often. Two chains that both run
// east from the same point to the same point are apart if each one's vertices lie strictly on one side of the other, for
// between vertices nothing can change. One walk over both, so linear; most parcels are such rings.
std::optional<bool> two_chains_are_apart(std::span<const TilePoint> ring) noexcept {
  const std::size_t n = ring.size();
  const auto at = [&](std::size_t i) { return ring[i < n ? i : i - n]; };
  std::size_t west = 0;
  for (std::size_t i = 1; i < n; ++i) {
    west = comes_before(ring[i], ring[west]) ? i : west;
  }
  std::size_t east = west;
  while (east < west + n - 1 && comes_before(at(east), at(east + 1))) {
    ++east;
  }
  for (std::size_t i = east; i < west + n; ++i) {
    if (!comes_before(at(i + 1), at(i))) {
      return std::nullopt;
    }
  }
  std::size_t i = west;      // Steps forward along one chain,
  std::size_t k = west + n;  // and backward along the other, always where the next vertex lies further west.
  int side = 0;
  while (i + 1 != east || k - 1 != east) {
    const TilePoint one = at(i + 1);
    const TilePoint other = at(k - 1);
    const bool forward = comes_before(one, other);
    const int turn = forward ? sign(cross(at(k), other, one)) : -sign(cross(at(i), one, other));
    if (one == other || turn == 0 || (side != 0 && turn != side)) {
      return false;
    }
    side = turn;
    forward ? ++i : --k;
  }
  return true;
}

bool are_neighbours(const Edge& e, const Edge& f, const TileRings& rings) noexcept {
  if (e.ring != f.ring) {
    return false;
  }
  const auto n = static_cast<std::uint32_t>(rings.ring(e.ring).size());
  return (e.place + 1) % n == f.place || (f.place + 1) % n == e.place;
}

// Edges sorted by their western end; each is tried against those that begin before it ends.
bool edges_are_apart(const TileRings& rings) {
  thread_local std::vector<Edge> edges;
  edges.clear();
  for (std::uint32_t r = 0; r < rings.ends.size(); ++r) {
    const auto ring = rings.ring(r);
    for (std::uint32_t i = 0; i < ring.size(); ++i) {
      edges.push_back({ring[i], ring[i + 1 == ring.size() ? 0 : i + 1], r, i});
    }
  }
  std::sort(edges.begin(), edges.end(), [](const Edge& e, const Edge& f) { return e.min_x() < f.min_x(); });
  for (std::size_t i = 0; i < edges.size(); ++i) {
    const Edge& e = edges[i];
    for (std::size_t j = i + 1; j < edges.size() && edges[j].min_x() <= e.max_x(); ++j) {
      const Edge& f = edges[j];
      if (segments_meet(e.a, e.b, f.a, f.b) && !are_neighbours(e, f, rings)) {
        return false;
      }
    }
  }
  return true;
}

}  // namespace

RingShape measure_ring(std::span<const TilePoint> ring) noexcept {
  RingShape shape;
  TilePoint a = ring[ring.size() - 2];
  TilePoint b = ring.back();
  // Heading east (or straight south)? A ring that turns one way only and changes its mind twice goes around once.
  bool eastward = b.x != a.x ? b.x > a.x : b.y > a.y;
  int changes = 0;
  int left = 0;
  int right = 0;
  for (const TilePoint c : ring) {
    const std::int64_t turn = cross(a, b, c);
    left += turn < 0 ? 1 : 0;
    right += turn > 0 ? 1 : 0;
    const bool was_eastward = std::exchange(eastward, c.x != b.x ? c.x > b.x : c.y > b.y);
    changes += was_eastward != eastward ? 1 : 0;
    shape.area2 += std::int64_t{b.x} * c.y - std::int64_t{c.x} * b.y;
    a = b;
    b = c;
  }
  const auto n = static_cast<int>(ring.size());
  shape.every_vertex_turns = left + right == n;
  shape.convex = (left == n || right == n) && changes == 2;
  return shape;
}

void clean_ring(std::vector<TilePoint>& points, std::size_t begin) {
  const auto straight = [](TilePoint a, TilePoint b, TilePoint c) { return cross(a, b, c) == 0; };
  std::size_t top = begin;  // the cleaned ring is points[begin, top)
  for (std::size_t i = begin; i < points.size(); ++i) {
    const TilePoint next = points[i];
    while (top >= begin + 2 && straight(points[top - 2], points[top - 1], next)) {
      --top;
    }
    if (top == begin || points[top - 1] != next) {
      points[top++] = next;
    }
  }
  std::size_t first = begin;  // now the seam, from both sides
  while (top - first >= 3) {
    if (straight(points[top - 2], points[top - 1], points[first])) {
      --top;
    } else if (straight(points[top - 1], points[first], points[first + 1])) {
      ++first;
    } else {
      break;
    }
  }
  points.resize(top);
  const auto at = [&](std::size_t i) { return points.begin() + static_cast<std::ptrdiff_t>(i); };
  points.erase(at(begin), at(first));
}

bool settle_ring(bool shell, std::size_t begin, std::int64_t min_area2, TileRings& out) {
  const auto size = [&] { return out.points.size() - begin; };
  const auto view = [&] { return std::span{out.points.data() + begin, size()}; };
  RingShape shape;
  if (size() >= 3) {
    shape = measure_ring(view());
    if (!shape.every_vertex_turns) {
      clean_ring(out.points, begin);
      shape = size() >= 3 ? measure_ring(view()) : RingShape{};
    }
  }
  if (std::abs(shape.area2) < std::max<std::int64_t>(min_area2, 1)) {
    out.points.resize(begin);
    return false;
  }
  if ((shape.area2 > 0) != shell) {
    std::reverse(out.points.begin() + static_cast<std::ptrdiff_t>(begin), out.points.end());
  }
  out.close_ring(shell);
  out.all_convex = out.all_convex && shape.convex;
  return true;
}

bool rings_are_valid(const TileRings& rings) {
  constexpr std::size_t kSmall = 24;  // below, n² beats sorting
  if (rings.ends.size() == 1) {
    const auto ring = rings.ring(0);
    if (const auto apart = two_chains_are_apart(ring)) {
      return *apart;
    }
    return ring.size() <= kSmall ? small_ring_is_simple(ring) : edges_are_apart(rings);
  }
  return edges_are_apart(rings) && rings_nest(rings);
}

}  // namespace quyhoach::geo
