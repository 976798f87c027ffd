#pragma once

#include <filesystem>
#include <string>

#include "tools/demo/plan_content.h"

namespace quyhoach::tools::demo {

/// Writes the plan's decision, and its regulation where it has zones, into `folder`/documents.
/// Returns the [[document]] tables that name them, for plan.toml.
[[nodiscard]] std::string write_documents(const PlanFacts& plan, const PlanContent& content,
                                          const std::filesystem::path& folder);

}  // namespace quyhoach::tools::demo
