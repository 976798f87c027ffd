#pragma once

#include <filesystem>

#include "tools/demo/plan_content.h"

namespace quyhoach::tools::demo {

/// Writes one plan's folder: layers in the plan's file format, documents, and plan.toml naming them.
void write_plan(const PlanFacts& plan, const PlanContent& content, const std::filesystem::path& folder);

}  // namespace quyhoach::tools::demo
