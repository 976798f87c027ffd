#include <algorithm>
#include <cmath>

#include "tools/demo/lots.h"

namespace quyhoach::tools::demo {
namespace {

bool by_east(Point a, Point b) noexcept { return a.east != b.east ? a.east < b.east : a.north < b.north; }

/// Two cuts that end on one edge from both sides can miss each other by a millimetre or two: their ends become one
/// point. `corners` sorted; afterwards it holds the points kept.
void merge_near_corners(std::vector<Lot>& lots, std::vector<Point>& corners) {
  constexpr double kOne_m = 0.004;
  std::vector<Point> kept = corners;
  for (std::size_t i = 0; i < corners.size(); ++i) {
    if (kept[i] != corners[i]) {
      continue;
    }
    for (std::size_t k = i + 1; k < corners.size() && corners[k].east - corners[i].east < kOne_m; ++k) {
      if (std::abs(corners[k].north - corners[i].north) < kOne_m) {
        kept[k] = corners[i];
      }
    }
  }
  for (Lot& lot : lots) {
    for (Corner& corner : lot.plot) {
      const auto found = std::lower_bound(corners.begin(), corners.end(), corner.at, by_east);
      corner.at = kept[static_cast<std::size_t>(found - corners.begin())];
    }
  }
  std::sort(kept.begin(), kept.end(), by_east);
  kept.erase(std::unique(kept.begin(), kept.end()), kept.end());
  corners = std::move(kept);
}

/// A corner of another lot that lies on an edge of this one.
struct OnEdge {
  Point at;
  double off_m = 0.0;  ///< from the edge
  std::size_t edge = 0;
  double along_m = 0.0;  ///< from the edge's start
};

/// Which of `corners` (sorted) lie on an edge of the plot, each on the one it is nearest to, in the order of the ring.
/// At the tip of an acute lot a corner lies on both edges within the tolerance: put into both it would fold the lot.
std::vector<OnEdge> corners_on_edges(const Plot& plot, const std::vector<Point>& corners) {
  constexpr double kOnEdge_m = 0.0015;
  // Nearer to a tip of 3°, the sharpest that split() leaves, a lot is narrower than the rounding of a corner.
  constexpr double kFromEnds_m = 0.02;
  std::vector<OnEdge> out;
  for (std::size_t i = 0; i < plot.size(); ++i) {
    const Point a = plot[i].at;
    const Point b = plot[(i + 1) % plot.size()].at;
    const auto [south, north] = std::minmax(a.north, b.north);
    const auto [west, east] = std::minmax(a.east, b.east);
    const Point along = b - a;
    const double edge_m = length(along);
    for (auto p = std::lower_bound(corners.begin(), corners.end(), Point{west - kOnEdge_m, -1e300}, by_east);
         p != corners.end() && p->east <= east + kOnEdge_m; ++p) {
      if (p->north < south - kOnEdge_m || p->north > north + kOnEdge_m || *p == a || *p == b) {
        continue;
      }
      const double along_m = dot(*p - a, along) / edge_m;
      const double off_m = std::abs(cross(along, *p - a)) / edge_m;
      if (along_m > kFromEnds_m && along_m < edge_m - kFromEnds_m && off_m < kOnEdge_m) {
        out.push_back({*p, off_m, i, along_m});
      }
    }
  }
  std::sort(out.begin(), out.end(), [](const OnEdge& x, const OnEdge& y) {
    return x.at == y.at ? x.off_m < y.off_m : by_east(x.at, y.at);
  });
  const auto is_same = [](const OnEdge& x, const OnEdge& y) { return x.at == y.at; };
  out.erase(std::unique(out.begin(), out.end(), is_same), out.end());
  std::sort(out.begin(), out.end(), [](const OnEdge& x, const OnEdge& y) {
    return x.edge != y.edge ? x.edge < y.edge : x.along_m < y.along_m;
  });
  return out;
}

}  // namespace

void weave(std::vector<Lot>& lots) {
  std::vector<Point> corners;
  for (const Lot& lot : lots) {
    for (const Corner& corner : lot.plot) {
      corners.push_back(corner.at);
    }
  }
  std::sort(corners.begin(), corners.end(), by_east);
  corners.erase(std::unique(corners.begin(), corners.end()), corners.end());
  merge_near_corners(lots, corners);

  for (Lot& lot : lots) {
    const std::vector<OnEdge> met = corners_on_edges(lot.plot, corners);
    Plot woven;
    auto next = met.begin();
    for (std::size_t i = 0; i < lot.plot.size(); ++i) {
      const Corner& corner = lot.plot[i];
      woven.push_back(corner);
      for (; next != met.end() && next->edge == i; ++next) {
        woven.push_back({next->at, corner.side, corner.road});
      }
    }
    lot.plot = std::move(woven);
  }
}

}  // namespace quyhoach::tools::demo
