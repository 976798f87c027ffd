#pragma once

#include <cstdint>
#include <vector>

#include "geo/geom/area_layer.h"
#include "geo/geom/common_areas.h"
#include "geo/geom/coverage.h"
#include "geo/geom/near_miss.h"

namespace quyhoach::geo {

/// What is wrong between the zones of one plan, as indices and geometry.
struct ZoneFindings {
  EdgeMatch edges;
  std::vector<CommonArea> overlaps;  ///< Down to rounding.
  std::vector<NearMiss> near;        ///< Of pairs that do not overlap by more than kOverlap_m2.
  ShapeStore gaps;                   ///< Faces of more than kLeastGap_m2.
  std::vector<std::int64_t> gap_miss;  ///< For each gap, the near miss it is told as; -1 where there is none.
  ShapeStore outside;                ///< As Coverage has them.
  bool is_cut_off = false;           ///< There are kMostOverlaps overlaps or more, and nothing else was looked for.
};

/// Less is a drawing's line width at 1/500.
inline constexpr double kOverlap_m2 = 0.5;
/// Less no parcel's answer shows; more, and narrower than the plan's own error, is a near miss, and told as that.
inline constexpr double kLeastGap_m2 = 0.5;
/// In a gap of more a house could stand, and its parcel would have no answer; less is a slip of the pen.
inline constexpr double kGap_m2 = 50.0;
/// What two polygons with a common border share by rounding alone.
inline constexpr double kRounding_m2 = 1e-7;

/// A layer of more is drawn twice, or drawn to keep us busy: n zones over each other have n² / 2 overlaps.
inline constexpr std::size_t kMostOverlaps = 100'000;

/// \param boundary  may be empty. \param threads  at least 1, that work at once. \return kInternal where GEOS fails
[[nodiscard]] Result<ZoneFindings> find_between_zones(const AreaLayer& zones, const ShapeStore& boundary, unsigned threads);

}  // namespace quyhoach::geo
