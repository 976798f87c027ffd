#pragma once

#include <string>

#include "data/desk/desk.h"
#include "geo/coord/grid_transform.h"
#include "geo/plan/json.h"

namespace quyhoach::desk {

/// What a report holds, as members of an object: refusing, accepted, counts, findings, kinds. \param transform  null where the district
/// is not known: places are then told in the grid alone, and shapes are not.
void write_report(geo::JsonWriter& json, const geo::ImportReport& report, const geo::GridTransform* transform);

/// What is known of a draft, as members of the JSON object that is open.
void write_draft(geo::JsonWriter& json, const store::Draft& draft);

/// What a check found, as JSON: all counts, and the findings the report lists, with their places in the grid and, by `transform`,
/// in degrees. The shape is CheckReport of server/api/openapi.yaml.
[[nodiscard]] std::string check_json(const geo::CheckedPlan& checked, double seconds, const geo::GridTransform& transform);

}  // namespace quyhoach::desk
