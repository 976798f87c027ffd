#include "geo/tile/border_split.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>
#include <vector>

#include "geo/tile/ring_check.h"

namespace quyhoach::geo {

namespace {

// A run of vertices between two stretches of border. Places count clockwise along the border from its upper left
// corner.
struct Chain {
  std::size_t first = 0;
  std::size_t count = 0;
  std::int32_t from = 0;
  std::int32_t to = 0;
  bool used = false;
};

class BorderSplit {
 public:
  BorderSplit(std::span<const TilePoint> ring, TileBox box) : ring_(ring), box_(box), side_(box.high - box.low) {}

  [[nodiscard]] bool find_chains(std::vector<Chain>& chains) const {
    chains.clear();
    const std::size_t n = ring_.size();
    std::size_t start = 0;
    while (start < n && !(is_border(start + n - 1) && !is_border(start))) {
      ++start;
    }
    for (std::size_t i = start; i < start + n && start < n; ++i) {
      if (is_border(i)) {
        continue;
      }
      if (is_border(i + n - 1)) {
        chains.push_back({i % n, 1, place(point(i)), 0, false});
      }
      ++chains.back().count;
      chains.back().to = place(point(i + 1));
    }
    std::sort(chains.begin(), chains.end(), [](const Chain& a, const Chain& b) { return a.from < b.from; });
    return !chains.empty();
  }

  // Appends the ring that begins with `chains[start]`. \return false if it runs into a chain already spent.
  [[nodiscard]] bool join(std::vector<Chain>& chains, std::size_t start, std::vector<TilePoint>& out) const {
    std::size_t at = start;
    do {
      Chain& chain = chains[at];
      if (chain.used) {
        return false;
      }
      chain.used = true;
      for (std::size_t i = 0; i < chain.count; ++i) {
        out.push_back(point(chain.first + i));
      }
      const auto next = std::lower_bound(chains.begin(), chains.end(), chain.to,
                                         [](const Chain& c, std::int32_t place) { return c.from < place; });
      at = next == chains.end() ? 0 : static_cast<std::size_t>(next - chains.begin());
      add_corners(chain.to, chains[at].from + (next == chains.end() ? 4 * side_ : 0), out);
    } while (at != start);
    return true;
  }

 private:
  [[nodiscard]] TilePoint point(std::size_t i) const noexcept { return ring_[i % ring_.size()]; }

  // Whether the edge that begins at vertex i runs along the border.
  [[nodiscard]] bool is_border(std::size_t i) const noexcept {
    const TilePoint a = point(i);
    const TilePoint b = point(i + 1);
    const auto both_on = [&](std::int32_t u, std::int32_t v) { return u == v && (u == box_.low || u == box_.high); };
    return both_on(a.x, b.x) || both_on(a.y, b.y);
  }

  [[nodiscard]] std::int32_t place(TilePoint p) const noexcept {
    if (p.y == box_.low) {
      return p.x - box_.low;
    }
    if (p.x == box_.high) {
      return side_ + p.y - box_.low;
    }
    return p.y == box_.high ? 2 * side_ + box_.high - p.x : 3 * side_ + box_.high - p.y;
  }

  void add_corners(std::int32_t from, std::int32_t to, std::vector<TilePoint>& out) const {
    const std::array corners = {TilePoint{box_.low, box_.low}, TilePoint{box_.high, box_.low},
                                TilePoint{box_.high, box_.high}, TilePoint{box_.low, box_.high}};
    for (std::int32_t k = from / side_ + 1; k * side_ < to; ++k) {
      out.push_back(corners[static_cast<std::size_t>(k) % corners.size()]);
    }
  }

  std::span<const TilePoint> ring_;
  TileBox box_;
  std::int32_t side_;
};

bool split_ring(std::span<const TilePoint> ring, TileBox box, std::int64_t min_area2, TileRings& out) {
  thread_local std::vector<Chain> chains;
  const BorderSplit split{ring, box};
  if (!split.find_chains(chains)) {
    return false;
  }
  std::int64_t area2 = 0;
  for (std::size_t i = 0; i < chains.size(); ++i) {
    if (chains[i].used) {
      continue;
    }
    const std::size_t begin = out.points.size();
    if (!split.join(chains, i, out.points)) {
      return false;
    }
    area2 += measure_ring({out.points.data() + begin, out.points.size() - begin}).area2;
    (void)settle_ring(true, begin, min_area2, out);
  }
  // Joined wrongly (chains that end in one point can be), the pieces would cover something else.
  return area2 == measure_ring(ring).area2;
}

}  // namespace

bool split_at_border(const TileRings& in, TileBox box, std::int64_t min_area2, TileRings& out) {
  out.clear();
  for (std::size_t i = 0; i < in.ends.size(); ++i) {
    if (in.ends[i].shell == 0 || !split_ring(in.ring(i), box, min_area2, out)) {
      return false;
    }
  }
  return true;
}

}  // namespace quyhoach::geo
