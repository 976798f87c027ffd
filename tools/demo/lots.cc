#include "tools/demo/lots.h"

#include <algorithm>

#include "tools/demo/divider.h"

namespace quyhoach::tools::demo {
namespace {

/// A house lot in the middle of some large fields: the field keeps a hole.
void add_house_in_field(std::vector<Lot>& lots, std::size_t i, Random& random) {
  const Ring ring = ring_of(lots[i].plot);
  const Point centre = centroid_of(std::span<const Point>{ring});
  if (!contains(ring, centre)) {
    return;
  }
  double room_m = 1e300;
  for (std::size_t k = 0; k < ring.size(); ++k) {
    room_m = std::min(room_m, distance_to_segment(centre, ring[k], ring[(k + 1) % ring.size()]));
  }
  if (room_m < 12.0) {
    return;
  }
  const double half_m = std::min(room_m * 0.55, random.uniform(7.0, 16.0));
  const Point axis = turned({1.0, 0.0}, random.uniform(0.0, 3.1));
  Plot house;
  for (const Point corner : {Point{-1.0, -0.7}, Point{1.0, -0.6}, Point{0.9, 0.7}, Point{-1.0, 0.6}}) {
    house.push_back(
        {rounded(centre + axis * (corner.east * half_m) + left_of(axis) * (corner.north * half_m)), Side::kParcel, -1});
  }
  lots[i].hole = ring_of(house);
  std::reverse(lots[i].hole.begin(), lots[i].hole.end());
  lots.push_back({std::move(house), LotKind::kHouse, {}});
}

}  // namespace

std::vector<Lot> divide_block(const Plot& block, Landscape landscape, double level, std::size_t count, Random& random) {
  std::vector<Lot> lots;
  if (count == 0) {
    return lots;
  }
  Divider divider{landscape, level, random, lots};
  divider.block(block, count);
  weave(lots);
  const std::size_t divided = lots.size();
  for (std::size_t i = 0; i < divided; ++i) {
    if ((lots[i].kind == LotKind::kField || lots[i].kind == LotKind::kOrchard) && random.chance(0.006)) {
      add_house_in_field(lots, i, random);
    }
  }
  return lots;
}

}  // namespace quyhoach::tools::demo
