#pragma once

#include <span>

#include "geo/io/crs_guess.h"
#include "geo/plan/snapshot.h"

namespace quyhoach::geo {

/// How near a vertex lies to a parcel's corner to be taken for it: cadastres and plans drawn on them agree within decimetres, and a
/// corner is met so by chance less than once in fifty, even where parcels are small.
inline constexpr double kSameCorner_m = 0.5;

/// The share of `numbers` that lie, read so, within kSameCorner_m of a corner of a parcel: 0 … 1.
/// \param transform  of the district's grid.
[[nodiscard]] double share_near_parcels(const CrsReading& reading, const GridTransform& transform, std::span<const GridPoint> numbers,
                                        const Snapshot& snapshot);

/// Whether a reading is clearly better by its share than another: only then is it worth more than what a file says.
[[nodiscard]] bool is_clearly_nearer(double share, double other) noexcept;

}  // namespace quyhoach::geo
