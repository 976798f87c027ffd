#pragma once

#include <string_view>

#include "geo/io/defect.h"
#include "geo/plan/json.h"

namespace quyhoach::cli {

/// The findings a report lists, a line each, and how many there are of each code. \param language  "vi" or "en"
void print_report(const geo::ImportReport& report, std::string_view language);

/// The same as members of an object: refusing, accepted, counts, findings, in the shape of CheckReport of
/// server/api/openapi.yaml. Places are in the district's grid.
void write_report(geo::JsonWriter& json, const geo::ImportReport& report);

}  // namespace quyhoach::cli
