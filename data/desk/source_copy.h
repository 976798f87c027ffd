#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "geo/base/result.h"

namespace quyhoach::desk {

/// Copies a folder with everything below it, durably, to a place where nothing is yet.
/// \return the SHA-256 of its files, sorted; kBadData for more files or bytes than allowed, or for anything but files and folders
///         (a link could lead anywhere); kUnavailable
[[nodiscard]] geo::Result<std::vector<std::string>> copy_source(const std::filesystem::path& from, const std::filesystem::path& to,
                                                                std::size_t most_files, std::uintmax_t most_bytes);

/// The SHA-256 of a folder's files, sorted. \return kUnavailable
[[nodiscard]] geo::Result<std::vector<std::string>> source_hashes(const std::filesystem::path& folder);

}  // namespace quyhoach::desk
