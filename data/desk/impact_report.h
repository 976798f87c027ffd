#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "data/desk/desk.h"
#include "data/desk/export.h"
#include "geo/coord/grid_transform.h"
#include "geo/table/table.h"

namespace quyhoach::desk {

/// An impact as JSON with its first `limit` parcels; `changed` counts all. A parcel's place is the centre of its box. The shape
/// is ImpactReport of server/api/openapi.yaml.
[[nodiscard]] std::string impact_json(const DraftImpact& impact, const geo::GridTransform& transform, std::size_t limit);

/// An impact as tables, which keep pointing into it: `items`, a row for each thing that changes and one for a parcel of which only
/// words do, which in a CSV, where it stands alone, has the parcel's area and states beside it; `parcels`, a row for each parcel and topic with its outline, coloured by what happens to it; and `about`.
/// \param language  vi or en: of titles
[[nodiscard]] std::vector<geo::Table> impact_tables(const DraftImpact& impact, std::string_view language, ExportFormat format);

}  // namespace quyhoach::desk
