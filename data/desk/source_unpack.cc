#include "data/desk/source_unpack.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "data/desk/source_copy.h"
#include "data/store/secret.h"
#include "geo/base/sha256.h"
#include "geo/base/text.h"
#include "geo/io/unpack.h"

namespace quyhoach::desk {

namespace fs = std::filesystem;
using geo::Error;
using geo::ErrorCode;
using geo::Result;

namespace {

/// Of one SourceView. A killed process leaves its folder, which goes a day later.
constexpr std::size_t kMostFiles = 2'000;
constexpr std::uintmax_t kMostBytes = std::uintmax_t{2} << 30U;
constexpr std::chrono::hours kKept{24};

std::vector<fs::path> archives_in(const fs::path& folder) {
  std::vector<fs::path> archives;
  std::error_code error;
  for (fs::recursive_directory_iterator at{folder, error}, end; !error && at != end; at.increment(error)) {
    if (at->is_regular_file(error) && geo::is_archive_file(at->path())) {
      archives.push_back(at->path());
    }
  }
  std::ranges::sort(archives);
  return archives;
}

/// zones.zip and zones.shp.zip become zones.
fs::path folder_for(const fs::path& archive) {
  fs::path stem = archive.stem();
  if (geo::casefold(stem.extension().string()) == ".shp") {
    stem = stem.stem();
  }
  return archive.parent_path() / stem;
}

geo::ArchiveLimits limits_for(std::size_t most_files, std::uintmax_t most_bytes) {
  geo::ArchiveLimits limits;
  limits.max_members = std::min<std::uint64_t>(limits.max_members, most_files);
  limits.max_bytes = std::min<std::uint64_t>(limits.max_bytes, most_bytes);
  return limits;
}

/// One archive as a folder. The reader sees a copy of it and nothing else of the folder it lies in.
Result<std::vector<std::string>> unpack_alone(const fs::path& from, const fs::path& to, const geo::ArchiveLimits& limits,
                                              const geo::ReaderProcess::Options& reader) {
  const fs::path packed = to.string() + ".packed";
  std::error_code error;
  fs::create_directories(packed, error);
  fs::copy_file(from, packed / "archive.zip", error);
  if (error) {
    fs::remove_all(packed, error);
    return Error{ErrorCode::kUnavailable, from.string() + ": " + error.message()};
  }
  const auto hash = geo::sha256_of_file((packed / "archive.zip").string());
  const auto done = geo::unpack_archive(packed, "archive.zip", to, limits, reader);
  fs::remove_all(packed, error);
  if (!done || !hash) {
    return done ? hash.error() : done.error();
  }
  auto hashes = source_hashes(to);
  if (hashes) {
    hashes->push_back(*hash);
    std::ranges::sort(*hashes);
  }
  return hashes;
}

Result<std::vector<std::string>> unpack_within(const fs::path& folder, std::size_t most_files, std::uintmax_t most_bytes,
                                               const geo::ReaderProcess::Options& reader) {
  for (const fs::path& archive : archives_in(folder)) {
    const auto done = geo::unpack_archive(folder, archive.lexically_relative(folder), folder_for(archive),
                                          limits_for(most_files, most_bytes), reader);
    if (!done) {
      return done.error();
    }
    most_files -= std::min<std::size_t>(most_files, done->files);
    most_bytes -= std::min<std::uintmax_t>(most_bytes, done->bytes);
  }
  return source_hashes(folder);
}

}  // namespace

bool holds_archives(const fs::path& from) {
  std::error_code error;
  return fs::is_directory(from, error) ? !archives_in(from).empty() : geo::is_archive_file(from);
}

fs::path source_root(const fs::path& folder, std::string_view manifest) {
  constexpr int kDeepest = 4;
  fs::path at = folder;
  std::error_code error;
  for (int depth = 0; depth < kDeepest; ++depth) {
    if (fs::is_regular_file(at / manifest, error)) {
      return at;
    }
    std::vector<fs::path> entries;
    for (fs::directory_iterator entry{at, error}, end; !error && entry != end && entries.size() < 2; entry.increment(error)) {
      if (!geo::is_archive_file(entry->path())) {  // Its folder lies beside it.
        entries.push_back(entry->path());
      }
    }
    if (entries.size() != 1 || !fs::is_directory(fs::symlink_status(entries.front(), error))) {
      return folder;
    }
    at = entries.front();
  }
  return folder;
}

Result<std::vector<std::string>> take_source(const fs::path& from, const fs::path& to, std::size_t most_files, std::uintmax_t most_bytes,
                                             const geo::ReaderProcess::Options& reader) {
  std::error_code error;
  auto taken = [&]() -> Result<std::vector<std::string>> {
    if (!fs::is_directory(from, error) && geo::is_archive_file(from)) {
      return unpack_alone(from, to, limits_for(most_files, most_bytes), reader);
    }
    auto copied = copy_source(from, to, most_files, most_bytes);
    return copied && holds_archives(to) ? unpack_within(to, most_files, most_bytes, reader) : copied;
  }();
  if (!taken) {
    fs::remove_all(to, error);
  }
  return taken;
}

Result<SourceView> SourceView::open(const fs::path& from, const fs::path& scratch, const geo::ReaderProcess::Options& reader) {
  SourceView view;
  if (!holds_archives(from)) {
    view.folder_ = from;
    return view;
  }
  std::error_code error;
  fs::create_directories(scratch, error);
  view.own_ = scratch / ("quyhoach-" + store::random_id());
  view.folder_ = view.own_ / "files";
  fs::create_directory(view.own_, error);
  fs::permissions(view.own_, fs::perms::owner_all, error);
  if (error) {
    return Error{ErrorCode::kUnavailable, view.own_.string() + ": " + error.message()};
  }
  const auto taken = take_source(from, view.folder_, kMostFiles, kMostBytes, reader);
  return taken ? Result<SourceView>{std::move(view)} : taken.error();
}

SourceView::SourceView(SourceView&& other) noexcept : folder_(std::move(other.folder_)), own_(std::exchange(other.own_, {})) {}

SourceView::~SourceView() {
  if (!own_.empty()) {
    std::error_code ignored;
    fs::remove_all(own_, ignored);
  }
}

void remove_old_views(const fs::path& scratch) {
  std::error_code error;
  for (fs::directory_iterator at{scratch, error}, end; !error && at != end; at.increment(error)) {
    std::error_code ignored;
    const auto written = at->last_write_time(ignored);
    if (!ignored && written < fs::file_time_type::clock::now() - kKept) {
      fs::remove_all(at->path(), ignored);
    }
  }
}

}  // namespace quyhoach::desk
