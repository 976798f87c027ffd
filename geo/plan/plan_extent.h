#pragma once

#include "geo/plan/snapshot.h"

namespace quyhoach::geo {

/// The commune's outlines on the base map, under a cadastral or an administrative code; several where both are known by it. Any thread.
[[nodiscard]] std::vector<ShapeView<GridPoint>> outlines_of_commune(const Snapshot& snapshot, std::string_view code);

/// Whether an area, line or the boundary of a plan reaches into the polygon, by more than its edge. Any thread.
/// \return kInternal only if GEOS fails on geometry that was checked when its object was written
[[nodiscard]] Result<bool> reaches_into(const PlanSet& plan, const ShapeView<GridPoint>& polygon);

}  // namespace quyhoach::geo
