#pragma once

#include <cstdint>
#include <vector>

#include "geo/io/repair.h"
#include "geo/io/zone_findings.h"

namespace quyhoach::geo {

/// Where a zone came from, for defects.
struct ZoneSource {
  std::string file;
  std::string feature;  ///< "FID 17".
};

/// A repair between zones: what is cut off one where it overlaps another, and gaps that are given to one.
struct ZoneRepair {
  struct Cut {
    std::uint32_t from, by;
  };
  struct Fill {
    ShapeStore gap;  ///< One shape.
    std::uint32_t to;
  };
  Repair repair;  ///< `before` and `after`: all zones that change.
  std::vector<Cut> cuts;
  std::vector<Fill> fills;
};

/// An overlap or a gap this small, or as narrow as a near miss, is nobody's intention: who gets it may be proposed.
inline constexpr double kSmallOverlap_m2 = 5.0;

/// Proposals for small overlaps (cut off the smaller zone), small gaps (given to the zone with the longest edge on them) and near
/// misses (both). \param boundary  what no zone is to grow over; may be empty. \param most  of each code
[[nodiscard]] std::vector<ZoneRepair> propose_zone_repairs(const AreaLayer& zones, const std::vector<ZoneSource>& sources,
                                                           const ZoneFindings& found, const ShapeStore& boundary, std::size_t most);

/// The zones with some repairs made, one after the other. A cut or fill that would leave no valid polygon is left out.
[[nodiscard]] ShapeStore with_repairs(const AreaLayer& zones, const std::vector<ZoneRepair>& repairs, const ShapeStore& boundary);

}  // namespace quyhoach::geo
