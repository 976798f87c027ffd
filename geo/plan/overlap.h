#pragma once

#include <span>

#include "geo/base/result.h"
#include "geo/plan/answer.h"

namespace quyhoach::geo {

/// Relative area below which two polygons count as merely touching: rounding of coordinates of a million metres leaves up to
/// 1e-8 m² along a parcel's edge.
inline constexpr double kTouching = 1e-10;

/// The same in m², for a place of `area_m2`: never more than half a square millimetre, however large the place.
[[nodiscard]] constexpr double touching_m2(double area_m2) noexcept {
  constexpr double kMost_m2 = 5e-7;
  return area_m2 * kTouching < kMost_m2 ? area_m2 * kTouching : kMost_m2;
}

/// Vertices above which a place is overlaid with GEOS: clip_area.h costs the product of both vertex counts.
inline constexpr std::size_t kMaxClipVertices = 64;

/// Area in m² of `place` under `zone`.
[[nodiscard]] Result<double> area_under(const ShapeView<GridPoint>& place, const ShapeView<GridPoint>& zone);

/// The balance of the restrictions with an area on a place of `area_m2`.
[[nodiscard]] Result<Balance> balance_of(const ShapeView<GridPoint>& place, double area_m2,
                                         std::span<const Restriction> restrictions);

/// How much of the place lies under at least one of `zones` (they may overlap), in m².
[[nodiscard]] Result<double> union_area_under(const ShapeView<GridPoint>& place,
                                              std::span<const ShapeView<GridPoint>> zones);

}  // namespace quyhoach::geo
