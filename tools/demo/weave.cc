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

}  // namespace

void weave(std::vector<Lot>& lots) {
  constexpr double kOnEdge_m = 0.0015;
  // At the tip of an acute lot a point so near lies on both its edges; put into both it would fold the lot.
  constexpr double kFromEnds_m = 0.02;
  std::vector<Point> corners;
  for (const Lot& lot : lots) {
    for (const Corner& corner : lot.plot) {
      corners.push_back(corner.at);
    }
  }
  std::sort(corners.begin(), corners.end(), by_east);
  corners.erase(std::unique(corners.begin(), corners.end()), corners.end());
  merge_near_corners(lots, corners);

  std::vector<std::pair<double, Point>> on_edge;
  for (Lot& lot : lots) {
    Plot woven;
    for (std::size_t i = 0; i < lot.plot.size(); ++i) {
      const Corner& a = lot.plot[i];
      const Point b = lot.plot[(i + 1) % lot.plot.size()].at;
      const auto [south, north] = std::minmax(a.at.north, b.north);
      const auto [west, east] = std::minmax(a.at.east, b.east);
      const Point along = b - a.at;
      const double edge_m = length(along);
      on_edge.clear();
      for (auto p = std::lower_bound(corners.begin(), corners.end(), Point{west - kOnEdge_m, -1e300}, by_east);
           p != corners.end() && p->east <= east + kOnEdge_m; ++p) {
        if (p->north < south - kOnEdge_m || p->north > north + kOnEdge_m || *p == a.at || *p == b) {
          continue;
        }
        const double at_m = dot(*p - a.at, along) / edge_m;
        if (at_m > kFromEnds_m && at_m < edge_m - kFromEnds_m &&
            std::abs(cross(along, *p - a.at)) < kOnEdge_m * edge_m) {
          on_edge.emplace_back(at_m, *p);
        }
      }
      std::sort(on_edge.begin(), on_edge.end(), [](const auto& x, const auto& y) { return x.first < y.first; });
      woven.push_back(a);
      for (const auto& [at_m, p] : on_edge) {
        woven.push_back({p, a.side, a.road});
      }
    }
    lot.plot = std::move(woven);
  }
}

}  // namespace quyhoach::tools::demo
