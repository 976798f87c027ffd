#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace quyhoach::geo {

/// Files a manifest's `file` names: itself, or all that match where its last part holds a `*` (any run of characters), in
/// alphabetical order. Folders are left out; nothing outside `folder` is looked at.
[[nodiscard]] std::vector<std::filesystem::path> files_matching(const std::filesystem::path& folder, const std::string& pattern);

}  // namespace quyhoach::geo
