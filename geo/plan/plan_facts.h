#pragma once

#include <vector>

#include "geo/plan/finding_catalogue.h"
#include "geo/plan/plan.h"
#include "geo/plan/plan_set.h"

namespace quyhoach::geo {

/// What a plan's dates and status say against one another, as findings (DATES_ORDER, STATUS_DATES). Any thread.
[[nodiscard]] std::vector<Phrase> odd_dates(const PlanInfo& plan, Date today);

/// What a zone's indicators say that cannot be, or against one another, as findings (INDICATOR_RANGE, INDICATOR_CONTRADICTION).
/// Indicators that are not stated are not judged.
[[nodiscard]] std::vector<Phrase> odd_indicators(const Indicators& indicators);

/// AREA_STATED where the area a zone's table states is not that of its geometry: 1 % and 10 m² are let pass, as tables are rounded
/// to the hundredth of a hectare or the metre.
[[nodiscard]] std::vector<Phrase> odd_area(double stated_m2, double computed_m2);

/// CODE_OUTDATED for each code of `land_use` ("ONT+CLN") that the catalogue does not have on `day`.
[[nodiscard]] std::vector<Phrase> outdated_codes(std::string_view land_use, const District& district, Date day);

}  // namespace quyhoach::geo
