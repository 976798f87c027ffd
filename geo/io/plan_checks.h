#pragma once

#include <string>
#include <vector>

#include "geo/io/defect.h"
#include "geo/io/plan_objects.h"

namespace quyhoach::geo {

/// DATES_ORDER and STATUS_DATES of a plan's manifest. \param name  of plan.toml, for the report.
void check_dates(const PlanFile& plan, const std::string& name, Date today, ImportReport& report);

/// PLAN_KNOWN and DECISION_KNOWN: what `others` have in common with the plan. \param name  of plan.toml, for the report.
void check_known(const PlanInfo& plan, const std::string& name, const std::vector<PlanInfo>& others, ImportReport& report);

/// The finding for a document that cannot be read as PDF (ISO 32000-1 §7.5): not one at all, cut off, or locked by a password.
/// \return null where nothing is wrong.
[[nodiscard]] const char* document_fault(std::string_view bytes) noexcept;

}  // namespace quyhoach::geo
