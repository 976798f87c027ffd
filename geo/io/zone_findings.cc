#include "geo/io/zone_findings.h"

#include <algorithm>
#include <set>
#include <utility>

#include "geo/base/parallel.h"
#include "geo/geom/measure.h"
#include "geo/geom/ring_faults.h"
#include "geo/geom/run_tree.h"

namespace quyhoach::geo {

namespace {

/// Small and narrow gaps lie between edges that nearly meet: which near miss that is, for each.
std::vector<std::int64_t> misses_at(const ShapeStore& gaps, const std::vector<NearMiss>& near) {
  const double most_m = NearMissLimits{}.most_m;
  std::vector<GridBox> boxes;
  for (const NearMiss& miss : near) {
    boxes.push_back(box_of(miss.stretches.view(0)));
  }
  const RunTree tree{boxes};
  std::vector<std::int64_t> misses;
  for (std::size_t i = 0; i < gaps.size(); ++i) {
    const auto gap = gaps.view(i);
    misses.push_back(-1);
    if (area_m2(gap) > kGap_m2 || mean_width_m(gap) > most_m) {
      continue;
    }
    const GridBox box = box_of(gap).grown(most_m);
    tree.query(box, [&](std::uint32_t k) {
      const bool meets = std::ranges::any_of(near[k].stretches.points(), [&](GridPoint p) { return box.contains(p); });
      misses.back() = misses.back() < 0 && meets ? std::int64_t{k} : misses.back();
    });
  }
  return misses;
}

}  // namespace

Result<ZoneFindings> find_between_zones(const AreaLayer& zones, const ShapeStore& boundary, unsigned threads) {
  ZoneFindings found;
  found.edges = match_edges(edges_of(zones.shapes()));
  found.overlaps = common_areas(zones, found.edges, kRounding_m2, kMostOverlaps);
  found.is_cut_off = found.overlaps.size() >= kMostOverlaps;
  if (found.is_cut_off) {
    return found;
  }
  const auto unmatched = unmatched_edges(found.edges);
  Coverage cover;
  const auto done = in_parallel(2, threads, [&](std::size_t k, unsigned /*worker*/) -> Result<bool> {
    if (k == 0) {
      found.near = near_misses(unmatched);
      return true;
    }
    auto covered = coverage_of(unmatched, boundary);
    if (covered) {
      cover = std::move(*covered);
    }
    return covered ? Result<bool>{true} : Result<bool>{covered.error()};
  });
  if (!done) {
    return done.error();
  }
  for (std::size_t i = 0; i < cover.gaps.size(); ++i) {
    if (area_m2(cover.gaps.view(i)) > kLeastGap_m2) {
      found.gaps.add(cover.gaps.view(i));
    }
  }
  found.outside = std::move(cover.outside);
  std::set<std::pair<std::uint32_t, std::uint32_t>> overlapping;
  for (const CommonArea& pair : found.overlaps) {
    if (pair.area_m2 > kOverlap_m2) {
      overlapping.emplace(pair.first, pair.second);
    }
  }
  std::erase_if(found.near, [&](const NearMiss& miss) { return overlapping.contains({miss.first, miss.second}); });
  found.gap_miss = misses_at(found.gaps, found.near);
  return found;
}

}  // namespace quyhoach::geo
