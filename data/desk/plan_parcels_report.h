#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "geo/coord/grid_transform.h"
#include "geo/plan/plan_parcels.h"
#include "geo/table/table.h"

namespace quyhoach::desk {

/// One page of the parcels under a plan as JSON. \param next  what the next page is asked for with; empty for none. The shape is
/// PlanParcels of server/api/openapi.yaml. A parcel's place is the centre of its box.
[[nodiscard]] std::string plan_parcels_json(const geo::Snapshot& snapshot, const geo::PlanParcelsQuestion& question,
                                            const std::vector<geo::ParcelUnder>& parcels, std::string_view next,
                                            const geo::GridTransform& transform);

/// All parcels under a plan as tables, which keep pointing into what is given: `parcels`, a row for each parcel and zone, with the
/// parcel's outline coloured by the zone's land use; and `about`. \param language  vi or en: of titles
[[nodiscard]] std::vector<geo::Table> plan_parcels_tables(const geo::Snapshot& snapshot, const geo::PlanParcelsQuestion& question,
                                                          const std::vector<geo::ParcelUnder>& parcels, std::string_view language);

}  // namespace quyhoach::desk
