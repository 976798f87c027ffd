#pragma once

#include <filesystem>

#include "tools/demo/facts.h"

namespace quyhoach::tools::demo {

/// Writes district.toml: what a loader needs to know about the demo district.
void write_district_manifest(const Facts& facts, const std::filesystem::path& file);

/// True when `folder` holds a district.toml that says `demo = true`: only such a folder may be written over.
[[nodiscard]] bool is_demo_district(const std::filesystem::path& folder);

}  // namespace quyhoach::tools::demo
