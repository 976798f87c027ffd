#include "geo/geom/near_miss.h"

#include <map>
#include <utility>

#include "geo/geom/run_tree.h"

namespace quyhoach::geo {

namespace {

void add(NearMiss& miss, const ShapeEdge& edge, const EdgeStretch& stretch) {
  if (stretch.most_m() > miss.distance_m) {
    miss.distance_m = stretch.most_m();
    miss.place = point_along(edge, stretch.most_at_m());
  }
  miss.length_m += stretch.to_m - stretch.from_m;
  miss.stretches.add_point(point_along(edge, stretch.from_m));
  miss.stretches.add_point(point_along(edge, stretch.to_m));
  miss.stretches.end_ring(true);
}

}  // namespace

std::vector<NearMiss> near_misses(const std::vector<ShapeEdge>& edges, const NearMissLimits& limits) {
  std::vector<GridBox> boxes;
  boxes.reserve(edges.size());
  for (const ShapeEdge& edge : edges) {
    boxes.emplace_back().extend(edge.a);
    boxes.back().extend(edge.b);
  }
  const RunTree tree{boxes};
  std::map<std::pair<std::uint32_t, std::uint32_t>, NearMiss> pairs;
  for (std::size_t i = 0; i < edges.size(); ++i) {
    const GridBox near = boxes[i].grown(limits.most_m);
    tree.query(near, [&](std::uint32_t k) {
      if (edges[k].shape <= edges[i].shape || !near.intersects(boxes[k])) {
        return;
      }
      if (const auto stretch = stretch_against(edges[i], edges[k], limits); stretch && stretch->most_m() >= limits.least_m) {
        NearMiss& miss = pairs[{edges[i].shape, edges[k].shape}];
        miss.first = edges[i].shape;
        miss.second = edges[k].shape;
        add(miss, edges[i], *stretch);
      }
    });
  }
  std::vector<NearMiss> found;
  for (auto& [pair, miss] : pairs) {
    if (miss.length_m >= limits.least_length_m(miss.distance_m)) {
      miss.stretches.end_shape();
      found.push_back(std::move(miss));
    }
  }
  return found;
}

}  // namespace quyhoach::geo
