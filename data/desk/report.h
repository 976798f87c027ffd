#pragma once

#include <string>

#include "data/desk/desk.h"
#include "geo/coord/grid_transform.h"

namespace quyhoach::desk {

/// What a check found, as JSON: all counts, and the findings the report lists, with their places in the grid and, by `transform`,
/// in degrees. The shape is CheckReport of server/api/openapi.yaml.
[[nodiscard]] std::string check_json(const geo::CheckedPlan& checked, double seconds, const geo::GridTransform& transform);

}  // namespace quyhoach::desk
