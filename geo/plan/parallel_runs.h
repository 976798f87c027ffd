#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <vector>

#include "geo/base/parallel.h"
#include "geo/plan/snapshot.h"

namespace quyhoach::geo {

/// Calls `each(ParcelAt, std::vector<Found>&)` for every parcel given and joins what it found in the order of the parcels. `each` is
/// called by `threads` at once and returns Result<bool>; the first error ends the work and is returned.
template <typename Found, typename Each>
[[nodiscard]] Result<std::vector<Found>> for_each_parcel(const std::vector<ParcelAt>& parcels, unsigned threads, const Each& each) {
  constexpr std::size_t kRun = 512;  // A district of one commune keeps every thread busy, too.
  std::vector<std::vector<Found>> found((parcels.size() + kRun - 1) / kRun);
  const auto done = in_parallel(found.size(), threads, [&](std::size_t k, unsigned /*worker*/) -> Result<bool> {
    for (std::size_t i = k * kRun; i < std::min((k + 1) * kRun, parcels.size()); ++i) {
      if (auto one = each(parcels[i], found[k]); !one) {
        return one;
      }
    }
    return true;
  });
  if (!done) {
    return done.error();
  }
  std::vector<Found> all;
  for (std::vector<Found>& run : found) {
    all.insert(all.end(), std::make_move_iterator(run.begin()), std::make_move_iterator(run.end()));
  }
  return all;
}

/// The parcels whose box meets one of `boxes`, by commune and then in the set's order, each once.
[[nodiscard]] inline std::vector<ParcelAt> parcels_near(const Snapshot& snapshot, const std::vector<GridBox>& boxes) {
  std::vector<ParcelAt> parcels;
  std::vector<std::uint32_t> near;
  for (const auto& set : snapshot.parcels) {
    near.clear();
    for (const GridBox& box : boxes) {
      set->tree().query(box, [&](std::uint32_t i) { near.push_back(i); });
    }
    std::ranges::sort(near);
    near.erase(std::ranges::unique(near).begin(), near.end());
    for (const std::uint32_t i : near) {
      parcels.push_back({set.get(), i});
    }
  }
  return parcels;
}

}  // namespace quyhoach::geo
