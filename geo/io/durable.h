#pragma once

#include <string>
#include <string_view>

#include "geo/base/result.h"

namespace quyhoach::geo {

/// Files that survive a power cut: content, then name, then folder are on disk before a call returns (a rename without both
/// fsyncs loses acknowledged data). On an fsync error nothing is retried: the kernel may have dropped the pages.
/// All return kUnavailable with the system's words.

/// Writes `bytes` under a temporary name in the same folder, fsyncs, renames to `path`, fsyncs the folder.
[[nodiscard]] Result<bool> write_durably(const std::string& path, std::string_view bytes);
/// Fsyncs a finished file and moves it to `path` in the same file system, then fsyncs the folder.
[[nodiscard]] Result<bool> move_durably(const std::string& from, const std::string& path);
/// Fsyncs a file that is there already, and its folder: whoever renamed it may have been killed before that.
[[nodiscard]] Result<bool> make_durable(const std::string& path);
/// The whole file. \param limit  kBadData beyond this many bytes.
[[nodiscard]] Result<std::string> read_file(const std::string& path, std::size_t limit = std::size_t{1} << 26U);

}  // namespace quyhoach::geo
