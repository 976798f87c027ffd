#pragma once

#include <cstddef>
#include <string>

#include "data/desk/desk.h"
#include "geo/coord/grid_transform.h"
#include "geo/plan/json.h"

namespace quyhoach::desk {

/// What a report holds, as members of an object: refusing, accepted, counts, findings, kinds. \param transform  null where the district
/// is not known: places are then told in the grid alone, and shapes are not.
void write_report(geo::JsonWriter& json, const geo::ImportReport& report, const geo::GridTransform* transform);

/// What a check found, as JSON: all counts, and the findings the report lists, with their places in the grid and, by `transform`,
/// in degrees. The shape is CheckReport of server/api/openapi.yaml.
[[nodiscard]] std::string check_json(const geo::CheckedPlan& checked, double seconds, const geo::GridTransform& transform);

/// An impact as JSON with its first `limit` parcels; `changed` counts all. A parcel's place is the centre of its box. The shape
/// is ImpactReport of server/api/openapi.yaml.
[[nodiscard]] std::string impact_json(const DraftImpact& impact, const geo::GridTransform& transform, std::size_t limit);

/// An impact as a table (RFC 4180), a line for each thing that changes and one for a parcel of which only words do. Begins with a
/// byte order mark, or spreadsheets take UTF-8 for something else; and a text that a spreadsheet would compute has an apostrophe
/// before it (CWE-1236).
[[nodiscard]] std::string impact_csv(const DraftImpact& impact);

}  // namespace quyhoach::desk
