#pragma once

#include "geo/plan/plan.h"
#include "geo/plan/toml_reader.h"

namespace quyhoach::geo {

/// A table of number, date and authority, all needed.
[[nodiscard]] Decision read_decision(TomlReader& reader);

/// Reads [[suspension]] and [ended_by], which must agree with the plan's status. \pre the status and [in_force] are read
void read_status(TomlReader& root, PlanInfo& plan);

}  // namespace quyhoach::geo
