#pragma once

#include <cstdint>
#include <filesystem>

#include "geo/base/result.h"
#include "geo/io/reader_process.h"

namespace quyhoach::geo {

struct Unpacked {
  std::uint64_t files = 0;
  std::uint64_t bytes = 0;
};

/// Unpacks a ZIP archive into a folder that is not there yet, by a reader process of its own; its files are on disk when this
/// returns. After a refusal there is no folder.
/// \param root     folder the reader may see; \param archive  relative to it.
/// \return kArchivePath, kArchiveForm or kLimitUnpacked with the member's name and what to do; kUnavailable without a reader, or
///         when the disk fails
[[nodiscard]] Result<Unpacked> unpack_archive(const std::filesystem::path& root, const std::filesystem::path& archive,
                                              const std::filesystem::path& into, const ArchiveLimits& limits,
                                              const ReaderProcess::Options& reader);

/// Whether a file is an archive by its name.
[[nodiscard]] bool is_archive_file(const std::filesystem::path& file);

}  // namespace quyhoach::geo
