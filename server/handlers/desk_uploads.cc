#include "server/handlers/desk_uploads.h"

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <system_error>

#include <sys/stat.h>

#include "data/desk/desk.h"
#include "data/store/secret.h"
#include "geo/base/text.h"
#include "geo/io/durable.h"

namespace quyhoach::server {

namespace fs = std::filesystem;
using geo::Error;
using geo::ErrorCode;
using geo::Result;

namespace {

constexpr const char* kFiles = "files";
constexpr const char* kOwner = "owner";

Error failed(const std::error_code& error) { return {ErrorCode::kUnavailable, "the uploads' disk: " + error.message()}; }

bool is_id(std::string_view text) noexcept {
  constexpr std::size_t kDigits = 32;
  return text.size() == kDigits && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

/// Nothing for an upload that was left half-begun.
std::string owner_of(const fs::path& upload) {
  const auto owner = geo::read_file((upload / kOwner).string());
  return owner ? *owner : std::string{};
}

/// A folder for the server's user alone.
bool make_folder(const fs::path& path, std::error_code& error) {
  constexpr mode_t kOwnerOnly = 0700;
  if (::mkdir(path.c_str(), kOwnerOnly) != 0 && errno != EEXIST) {
    error = {errno, std::system_category()};
  }
  return !error;
}

Result<std::vector<UploadedFile>> files_below(const fs::path& folder) {
  std::vector<UploadedFile> files;
  std::error_code error;
  for (fs::recursive_directory_iterator at{folder, error}, end; !error && at != end; at.increment(error)) {
    if (at->is_regular_file(error)) {
      files.push_back({at->path().lexically_relative(folder).string(), at->file_size(error)});
    }
  }
  if (error) {
    return failed(error);
  }
  std::ranges::sort(files, {}, &UploadedFile::path);
  return files;
}

/// The folders that `path` lies in, below `folder`. \return kArchivePath where a file is in the way
Result<bool> make_folders(const fs::path& folder, const fs::path& path) {
  fs::path at = folder;
  std::error_code error;
  for (const fs::path& segment : path.parent_path()) {
    at /= segment;
    if (fs::is_regular_file(at, error)) {
      return Error{ErrorCode::kArchivePath, "a file is where a folder should be"};
    }
    error.clear();
    if (!make_folder(at, error)) {
      return failed(error);
    }
  }
  if (fs::is_directory(folder / path, error)) {
    return Error{ErrorCode::kArchivePath, "a folder is where the file should be"};
  }
  return true;
}

/// Whether there is room for a file beside the others.
Result<bool> check_room(const std::vector<UploadedFile>& files, const std::string& path, std::size_t bytes) {
  std::size_t count = 1;
  std::uintmax_t total = bytes;
  for (const UploadedFile& file : files) {
    if (file.path != path) {
      ++count;
      total += file.bytes;
    }
  }
  if (count > desk::Desk::kMostFiles || total > desk::Desk::kMostBytes) {
    return Error{ErrorCode::kBodyTooLarge, "an upload holds at most " + std::to_string(desk::Desk::kMostFiles) +
                                               " files of together " + std::to_string(desk::Desk::kMostBytes) + " bytes"};
  }
  return true;
}

}  // namespace

Result<fs::path> upload_path(std::string_view text) {
  constexpr std::size_t kMostSegments = 8;
  constexpr std::size_t kLongestSegment = 255;
  const Error bad{ErrorCode::kArchivePath, "path names a file below a folder: zones/a.shp"};
  const auto is_unfit = [](char c) { return (c >= 0 && c < ' ') || c == '\x7F' || c == '\\'; };
  const auto is_control = [](char lead, char next) { return lead == '\xC2' && static_cast<unsigned char>(next) < 0xA0U; };  // C1
  if (!geo::is_utf8(text) || std::ranges::any_of(text, is_unfit) || std::ranges::adjacent_find(text, is_control) != text.end()) {
    return bad;
  }
  fs::path path;
  std::size_t segments = 0;
  for (std::size_t at = 0; at <= text.size(); ++segments) {
    const std::size_t end = std::min(text.find('/', at), text.size());
    const std::string_view segment = text.substr(at, end - at);
    if (segment.empty() || segment == "." || segment == ".." || segment.size() > kLongestSegment) {
      return bad;
    }
    path /= segment;
    at = end + 1;
  }
  return segments <= kMostSegments ? Result<fs::path>{std::move(path)} : bad;
}

Result<fs::path> Uploads::source(std::int64_t owner, std::string_view id) const {
  if (!is_id(id) || owner_of(folder_ / id) != std::to_string(owner)) {
    return Error{ErrorCode::kUploadUnknown, ""};
  }
  return folder_ / id / kFiles;
}

void Uploads::remove_old() const {
  std::error_code error;
  for (fs::directory_iterator at{folder_, error}, end; !error && at != end; at.increment(error)) {
    // The owner is written when an upload is begun and never again; without one it was not begun to its end.
    std::error_code ignored;
    auto begun = fs::last_write_time(at->path() / kOwner, ignored);
    if (ignored) {
      begun = at->last_write_time(ignored);
    }
    if (begun < fs::file_time_type::clock::now() - kKept) {
      fs::remove_all(at->path(), ignored);
    }
  }
}

Result<std::string> Uploads::begin(std::int64_t owner) {
  const std::lock_guard lock{changing_};
  std::error_code error;
  if (!make_folder(folder_, error)) {
    return failed(error);
  }
  remove_old();
  const std::string name = std::to_string(owner);
  std::size_t open = 0;
  for (fs::directory_iterator at{folder_, error}, end; !error && at != end; at.increment(error)) {
    open += owner_of(at->path()) == name ? 1U : 0U;
  }
  if (open >= kMostOpen) {
    return Error{ErrorCode::kUploadsOpen, "at most " + std::to_string(kMostOpen) + " uploads may be open: remove one"};
  }
  std::string id = store::random_id();
  const fs::path upload = folder_ / id;
  if (error || !make_folder(upload, error) || !make_folder(upload / kFiles, error)) {
    return failed(error);
  }
  const auto written = geo::write_durably((upload / kOwner).string(), name);
  return written ? Result<std::string>{std::move(id)} : written.error();
}

Result<bool> Uploads::put(std::int64_t owner, std::string_view id, std::string_view path, std::string_view bytes) {
  const auto below = upload_path(path);
  const auto files_folder = below ? source(owner, id) : Result<fs::path>{below.error()};
  if (!files_folder) {
    return files_folder.error();
  }
  // Beside the files, so that nothing half-written is ever among them.
  const fs::path part = files_folder->parent_path() / ("part-" + store::random_id());
  std::error_code error;
  bool is_written = false;
  {
    std::ofstream file{part, std::ios::binary};
    file.write(bytes.data(), static_cast<std::streamsize>(bytes.size())).flush();
    is_written = file.good();
  }
  const std::lock_guard lock{changing_};
  const auto done = [&]() -> Result<bool> {
    if (!is_written) {
      return Error{ErrorCode::kUnavailable, "an uploaded file cannot be written"};
    }
    const auto files = files_below(*files_folder);
    const auto has_room = files ? check_room(*files, below->string(), bytes.size()) : Result<bool>{files.error()};
    const auto has_folders = has_room ? make_folders(*files_folder, *below) : has_room;
    return has_folders ? geo::move_durably(part.string(), (*files_folder / *below).string()) : has_folders;
  }();
  if (!done) {
    fs::remove(part, error);
  }
  return done;
}

Result<std::vector<UploadedFile>> Uploads::files(std::int64_t owner, std::string_view id) const {
  const auto folder = source(owner, id);
  return folder ? files_below(*folder) : Result<std::vector<UploadedFile>>{folder.error()};
}

Result<bool> Uploads::remove(std::int64_t owner, std::string_view id) {
  const auto folder = source(owner, id);
  if (!folder) {
    return folder.error();
  }
  const std::lock_guard lock{changing_};
  std::error_code error;
  fs::remove_all(folder->parent_path(), error);
  return error ? Result<bool>{failed(error)} : true;
}

}  // namespace quyhoach::server
