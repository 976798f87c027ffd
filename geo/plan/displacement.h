#pragma once

#include "geo/plan/plan_on_place.h"

namespace quyhoach::geo {

/// Whether `plan` is a local adjustment of `other`, or of one that is.
[[nodiscard]] bool adjusts(const Snapshot& snapshot, const PlanInfo& plan, const PlanInfo& other) noexcept;

/// Tells of each restriction in force which plans in force on the day adjust its plan here, and what of it they leave. An adjustment
/// prevails inside its boundary, or where it has none inside its areas, whatever its own lines say there. What the restriction's plan
/// draws (area, length, interval) stays as it is. Any thread.
/// \return kInternal only if GEOS fails on geometry that was checked when its object was written
[[nodiscard]] Result<bool> displace(const Snapshot& snapshot, const Target& target, Date as_of, std::vector<TopicAnswer>& topics);

}  // namespace quyhoach::geo
