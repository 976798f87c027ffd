#pragma once

#include <optional>
#include <string>

#include "geo/io/plan_proposal.h"

namespace quyhoach::desk {

/// A proposal as JSON, for a page to show and a planner to choose from. The shape is PlanProposal of server/api/openapi.yaml.
/// \param written  where its plan.toml was put, empty for nowhere; told as `written` by who may put it somewhere.
[[nodiscard]] std::string proposal_json(const geo::PlanProposal& proposal, const std::optional<std::string>& written = {});

}  // namespace quyhoach::desk
