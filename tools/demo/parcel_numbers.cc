#include "tools/demo/parcel_numbers.h"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace quyhoach::tools::demo {

std::vector<BlockOnSheet> blocks_by_sheet(const World& world, std::size_t commune, std::size_t parcels) {
  const Commune& area = world.terrain.communes[commune];
  const double area_m2 = area_of(area.area);
  const double sheets =
      std::max(std::clamp(area_m2 / 1e6 * 2.0, 12.0, 58.0), std::min(static_cast<double>(parcels) / 2500.0, 400.0));
  // The sheets are squares of the box; the commune fills about half of it.
  const double side_m = std::sqrt(area_m2 / sheets) * 1.08;
  struct Placed {
    BlockOnSheet entry;
    long row = 0;
    long column = 0;
    Point at;
  };
  std::vector<Placed> placed;
  for (const Cell& cell : world.cells) {
    if (cell.commune != commune) {
      continue;
    }
    for (const Plot& block : cell.blocks) {
      const Point at = centroid_of(block);
      placed.push_back({{&cell, &block, 0},
                        static_cast<long>((area.box.north - at.north) / side_m),
                        static_cast<long>((at.east - area.box.west) / side_m),
                        at});
    }
  }
  std::stable_sort(placed.begin(), placed.end(), [](const Placed& a, const Placed& b) {
    return std::make_tuple(a.row, a.column, -a.at.north, a.at.east) <
           std::make_tuple(b.row, b.column, -b.at.north, b.at.east);
  });
  std::vector<BlockOnSheet> out;
  std::size_t sheet = 0;
  for (std::size_t i = 0; i < placed.size(); ++i) {
    if (i == 0 || placed[i].row != placed[i - 1].row || placed[i].column != placed[i - 1].column) {
      ++sheet;
    }
    placed[i].entry.sheet = sheet;
    out.push_back(placed[i].entry);
  }
  return out;
}

ParcelNumbers::Key ParcelNumbers::next(std::size_t sheet, Random& random) {
  constexpr int kLastNumber = 9990;
  if (sheet != sheet_) {
    sheet_ = sheet;
    used_sheet_ = sheet;
    running_ = 0;
    part_ = 0;
  }
  if (running_ >= kLastNumber) {
    used_sheet_ = spare_sheet_++;
    running_ = 0;
  }
  if (part_ > 0) {
    last_ = std::to_string(running_) + "-" + std::to_string(++part_);
    part_ = part_ < 3 && random.chance(0.4) ? part_ : 0;
    return {used_sheet_, last_};
  }
  const double kind = random.uniform();
  if (running_ > 0 && kind < 0.002) {
    return {used_sheet_, last_};  // the same key twice, as on real maps
  }
  if (running_ > 0 && kind < 0.007) {
    return {used_sheet_, last_ = std::to_string(running_) + "a"};
  }
  ++running_;
  if (kind > 0.996) {
    part_ = 1;
    return {used_sheet_, last_ = std::to_string(running_) + "-1"};
  }
  return {used_sheet_, last_ = std::to_string(running_)};
}

}  // namespace quyhoach::tools::demo
