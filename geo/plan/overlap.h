#pragma once

#include <optional>
#include <span>
#include <vector>

#include "geo/base/result.h"
#include "geo/geom/area_layer.h"
#include "geo/geom/edge_band.h"
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

/// What follows is exact to rounding for small places and goes to GEOS for large ones and for tangles that would be slow; it
/// returns kInternal only if GEOS fails on geometry that was checked when its object was written. Any thread.

/// One polygon over the place.
struct Cover {
  const AreaLayer* layer = nullptr;
  std::uint32_t index = 0;
  std::optional<double> area_m2 = {};  ///< Of the place under it, where that is known.
  bool layer_is_disjoint = false;      ///< No two polygons of its layer overlap.
};

/// Area in m² of `place` under polygon `index` of the layer.
[[nodiscard]] Result<double> area_under(const ShapeView<GridPoint>& place, const AreaLayer& layer, std::uint32_t index);

/// The part of `place` within `distance_m` of the edge of polygon `index` of the layer, on either side of it: no less than it is, and for
/// plain outlines a few per cent more at most.
[[nodiscard]] Result<EdgeBand> band_under(const ShapeView<GridPoint>& place, const AreaLayer& layer, std::uint32_t index, double distance_m);

/// Edges of a polygon that come into the box `near`, as one shape of lines: those that follow each other in one. No shape where none does.
[[nodiscard]] ShapeStore edges_within(const ShapeView<GridPoint>& polygon, const GridBox& near);

/// Length in m of the part of `lines` in `place`.
[[nodiscard]] Result<double> length_under(const ShapeView<GridPoint>& place, const ShapeView<GridPoint>& lines);

/// How much of a place of `area_m2` lies under at least one of `covers` (they may overlap), in m².
[[nodiscard]] Result<double> united_area(const ShapeView<GridPoint>& place, double area_m2, std::vector<Cover> covers);

/// The balance of the restrictions with an area on a place of `area_m2`.
[[nodiscard]] Result<Balance> balance_of(const ShapeView<GridPoint>& place, double area_m2,
                                         std::span<const Restriction> restrictions);

}  // namespace quyhoach::geo
