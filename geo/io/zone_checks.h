#pragma once

#include <string>

#include "geo/geom/shape_store.h"
#include "geo/io/source_reader.h"

namespace quyhoach::geo {

/// Checks between the zones of one plan.
class ZoneChecks {
 public:
  ZoneChecks(const ImportContext& context, std::string file) : context_(context), file_(std::move(file)) {}

  /// ZONES_OVERLAP for every pair of the first `count` areas that share more than kOverlap_m2.
  void overlaps(const ShapeStore& areas, std::size_t count) const;
  /// ZONES_GAP (a warning) for every hole of more than kGap_m2 inside the plan's boundary that no zone covers.
  void gaps(const ShapeStore& areas, std::size_t count, const ShapeStore& boundary) const;
  /// Whether no two areas overlap at all, down to rounding.
  [[nodiscard]] bool are_disjoint(const ShapeStore& areas) const;

 private:
  static constexpr double kOverlap_m2 = 0.5;  ///< Less is a drawing's line width at 1/500.
  static constexpr double kGap_m2 = 50.0;

  const ImportContext& context_;
  std::string file_;
};

}  // namespace quyhoach::geo
