#include "geo/io/near_parcels.h"

#include <algorithm>
#include <cmath>

namespace quyhoach::geo {

namespace {

bool is_corner(GridPoint at, const ParcelSet& parcels) {
  GridBox box;
  box.extend(at);
  bool found = false;
  parcels.tree().query(box.grown(kSameCorner_m), [&](std::uint32_t index) {
    if (!found) {
      const ShapeStore shape = parcels.shape(index);
      found = std::ranges::any_of(shape.points(), [&](GridPoint corner) {
        return std::hypot(corner.east_m - at.east_m, corner.north_m - at.north_m) <= kSameCorner_m;
      });
    }
  });
  return found;
}

}  // namespace

double share_near_parcels(const CrsReading& reading, const GridTransform& transform, std::span<const GridPoint> numbers,
                          const Snapshot& snapshot) {
  std::size_t near = 0;
  for (const GridPoint point : numbers) {
    const auto degrees = reading.to_lonlat(point);
    const auto at = degrees ? transform.to_grid(*degrees) : Result<GridPoint>{degrees.error()};
    near += at && std::ranges::any_of(snapshot.parcels, [&](const auto& set) { return is_corner(*at, *set); }) ? 1U : 0U;
  }
  return numbers.empty() ? 0.0 : static_cast<double>(near) / static_cast<double>(numbers.size());
}

bool is_clearly_nearer(double share, double other) noexcept {
  constexpr double kLeast = 0.2;
  constexpr double kTimes = 3.0;
  return share >= kLeast && share >= kTimes * other;
}

}  // namespace quyhoach::geo
