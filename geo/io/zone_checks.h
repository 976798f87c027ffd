#pragma once

#include <string>
#include <vector>

#include "geo/geom/shape_store.h"
#include "geo/io/source_reader.h"

namespace quyhoach::geo {

/// Where a zone came from, for defects.
struct ZoneSource {
  std::string file;
  std::string feature;  ///< "FID 17".
};

/// Checks between the zones of one plan. `zones` are the sources of the first areas; areas behind them are no zones.
class ZoneChecks {
 public:
  /// \param folder  of the plan, for defects of the plan as a whole.
  ZoneChecks(const ImportContext& context, std::string folder) : context_(context), folder_(std::move(folder)) {}

  /// ZONES_OVERLAP for every pair of zones that share more than kOverlap_m2.
  void overlaps(const ShapeStore& areas, const std::vector<ZoneSource>& zones) const;
  /// ZONES_GAP for every hole of more than kGap_m2 inside the plan's boundary that no zone covers. A plan without zones or
  /// without a boundary has none.
  void gaps(const ShapeStore& areas, const std::vector<ZoneSource>& zones, const ShapeStore& boundary) const;
  /// Whether no two areas overlap at all, down to rounding.
  [[nodiscard]] bool are_disjoint(const ShapeStore& areas) const;

 private:
  static constexpr double kOverlap_m2 = 0.5;  ///< Less is a drawing's line width at 1/500.
  static constexpr double kGap_m2 = 50.0;

  const ImportContext& context_;
  std::string folder_;
};

}  // namespace quyhoach::geo
