#pragma once

#include <string>
#include <vector>

#include "geo/geom/area_layer.h"
#include "geo/geom/edges_beside.h"
#include "geo/io/source_reader.h"
#include "geo/io/surroundings.h"
#include "geo/io/zone_repairs.h"
#include "geo/plan/plan.h"

namespace quyhoach::geo {

/// Of all edges of a plan's zones, at least this share must be parcels' edges for the plan to be drawn on the cadastre; and of those
/// that are or run beside one, at least half must be.
inline constexpr double kOnCadastre_share = 0.25;

/// Checks between the zones of one plan and the district around it: EDGE_NEAR_PARCEL or PLAN_APART_FROM_PARCELS, and
/// ZONE_OUTSIDE_COMMUNE; INTERNAL where the district cannot be read or GEOS fails. One thread.
class SurroundingsCheck {
 public:
  /// \param folder  of the plan, for defects of the plan as a whole. \pre context.surroundings
  SurroundingsCheck(const ImportContext& context, const PlanInfo& plan, std::string folder)
      : context_(context), plan_(plan), folder_(std::move(folder)) {}

  /// \param edges  those of `zones` by their coordinates
  void run(const AreaLayer& zones, const EdgeMatch& edges, const std::vector<ZoneSource>& sources) const;

 private:
  void check_parcels(const AreaLayer& zones, const EdgeMatch& edges, const std::vector<ZoneSource>& sources) const;
  void tell_near(const EdgesBeside& found, const NearbyParcels& parcels, const std::vector<ZoneSource>& sources) const;
  void tell_apart(const EdgesBeside& found) const;
  [[nodiscard]] Result<bool> check_communes(const AreaLayer& zones, const std::vector<ZoneSource>& sources) const;
  void tell_failure(const Error& error) const;

  const ImportContext& context_;
  const PlanInfo& plan_;
  std::string folder_;
};

}  // namespace quyhoach::geo
