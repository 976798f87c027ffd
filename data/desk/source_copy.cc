#include "data/desk/source_copy.h"

#include <algorithm>

#include <fcntl.h>
#include <unistd.h>

#include "geo/base/sha256.h"

namespace quyhoach::desk {

namespace fs = std::filesystem;
using geo::Error;
using geo::ErrorCode;
using geo::Result;

namespace {

/// A file and its name are on disk when this returns true.
bool flush(const fs::path& path) {
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  const bool done = fd >= 0 && ::fsync(fd) == 0;
  if (fd >= 0) {
    ::close(fd);
  }
  return done;
}

/// Everything below a folder, folders before what they hold; an error for anything that is neither file nor folder.
Result<std::vector<fs::directory_entry>> entries_of(const fs::path& folder) {
  std::vector<fs::directory_entry> all;
  std::error_code error;
  for (fs::recursive_directory_iterator at{folder, error}, end; !error && at != end; at.increment(error)) {
    if (at->is_symlink() || !(at->is_regular_file() || at->is_directory())) {
      return Error{ErrorCode::kBadData, at->path().lexically_relative(folder).string() + " is neither a file nor a folder"};
    }
    all.push_back(*at);
  }
  if (error) {
    return Error{ErrorCode::kUnavailable, folder.string() + ": " + error.message()};
  }
  return all;
}

}  // namespace

Result<std::vector<std::string>> copy_source(const fs::path& from, const fs::path& to, std::size_t most_files, std::uintmax_t most_bytes) {
  const auto entries = entries_of(from);
  if (!entries) {
    return entries.error();
  }
  std::size_t files = 0;
  std::uintmax_t bytes = 0;
  for (const auto& entry : *entries) {
    files += entry.is_regular_file() ? 1U : 0U;
    bytes += entry.is_regular_file() ? entry.file_size() : 0U;
  }
  if (files > most_files || bytes > most_bytes) {
    return Error{ErrorCode::kBadData, "the folder holds " + std::to_string(files) + " files of " + std::to_string(bytes) + " bytes: more than " +
                                          std::to_string(most_files) + " files or " + std::to_string(most_bytes) + " bytes"};
  }
  std::error_code error;
  fs::create_directories(to, error);
  bool flushed = !error;
  for (const auto& entry : *entries) {
    const fs::path target = to / entry.path().lexically_relative(from);
    if (entry.is_directory()) {
      fs::create_directory(target, error);
    } else {
      fs::copy_file(entry.path(), target, error);
      flushed = flushed && flush(target);
    }
    if (error) {
      return Error{ErrorCode::kUnavailable, target.string() + ": " + error.message()};
    }
  }
  for (auto entry = entries->rbegin(); entry != entries->rend(); ++entry) {
    flushed = flushed && (!entry->is_directory() || flush(to / entry->path().lexically_relative(from)));
  }
  if (!flushed || !flush(to) || !flush(to.parent_path())) {
    return Error{ErrorCode::kUnavailable, "the copy of the folder could not be brought to disk"};
  }
  return source_hashes(to);
}

Result<std::vector<std::string>> source_hashes(const fs::path& folder) {
  const auto entries = entries_of(folder);
  if (!entries) {
    return entries.error();
  }
  std::vector<std::string> hashes;
  for (const auto& entry : *entries) {
    if (!entry.is_regular_file()) {
      continue;
    }
    auto hash = geo::sha256_of_file(entry.path().string());
    if (!hash) {
      return hash.error();
    }
    hashes.push_back(std::move(*hash));
  }
  std::ranges::sort(hashes);
  return hashes;
}

}  // namespace quyhoach::desk
