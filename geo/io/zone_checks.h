#pragma once

#include <string>
#include <vector>

#include "geo/geom/shape_store.h"
#include "geo/io/objects.h"
#include "geo/io/source_reader.h"
#include "geo/io/zone_repairs.h"

namespace quyhoach::geo {

/// Checks between the zones of one plan: ZONES_OVERLAP, ZONES_GAP, SLIVER.gap, ZONE_HOLE, EDGE_NEAR_MISS, ZONE_OUTSIDE_BOUNDARY,
/// ZONES_SAME; INTERNAL where GEOS fails; and those of SurroundingsCheck. One thread.
class ZoneChecks {
 public:
  /// \param folder  of the plan, for defects of the plan as a whole; \param covers  whether its zones are meant to leave no gap.
  ZoneChecks(const ImportContext& context, const PlanInfo& plan, std::string folder, bool covers)
      : context_(context), plan_(plan), folder_(std::move(folder)), covers_(covers) {}

  /// Tells what is wrong and what would mend it, and makes the repairs that are accepted. \param zones  of the first areas of `plan`;
  /// areas behind them are no zones. Changes their shapes only, and only where repairs are accepted; says in `plan` whether areas are
  /// disjoint.
  void run(PlanContent& plan, const std::vector<ZoneSource>& zones);

 private:
  Result<ZoneFindings> find_and_mend(AreaLayer& layer, const PlanContent& plan, const std::vector<ZoneSource>& zones);
  void tell(const AreaLayer& layer, const ZoneFindings& found, const std::vector<ZoneSource>& zones, const PlanContent& plan) const;
  void tell_overlaps(const AreaLayer& layer, const ZoneFindings& found, const std::vector<ZoneSource>& zones) const;
  void tell_gaps(const AreaLayer& layer, const ZoneFindings& found, const std::vector<ZoneSource>& zones, bool has_boundary) const;
  void tell_outside(const AreaLayer& layer, const ZoneFindings& found, const std::vector<ZoneSource>& zones) const;
  void tell_near(const ZoneFindings& found, const std::vector<ZoneSource>& zones) const;
  void tell_same(const AreaLayer& layer, const ZoneFindings& found, const std::vector<ZoneSource>& zones, const PlanContent& plan) const;

  const ImportContext& context_;
  const PlanInfo& plan_;
  std::string folder_;
  bool covers_;
};

}  // namespace quyhoach::geo
