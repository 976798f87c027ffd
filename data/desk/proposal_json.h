#pragma once

#include <string>

#include "geo/io/plan_proposal.h"

namespace quyhoach::desk {

/// A proposal as JSON, for a page to show and a planner to choose from. The shape is PlanProposal of server/api/openapi.yaml.
[[nodiscard]] std::string proposal_json(const geo::PlanProposal& proposal);

}  // namespace quyhoach::desk
