#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "geo/base/result.h"

namespace quyhoach::server {

/// Where a file lies below an uploaded folder: `zones/a.shp`. \return kArchivePath for what is empty, absolute, not UTF-8, deeper
/// than 8 segments, with a segment that is empty, `.`, `..` or longer than 255 bytes, or with a backslash or control character
[[nodiscard]] geo::Result<std::filesystem::path> upload_path(std::string_view text);

struct UploadedFile {
  std::string path;  ///< As upload_path read it.
  std::uintmax_t bytes = 0;
};

/// Folders on their way in, file by file, below one folder: `<id>/files/` is what came, `<id>/owner` whose it is. What is there
/// is whole: a file that was not sent to its end, or at which the server was killed, is not. An upload that is somebody else's is
/// as one that does not exist.
///
/// All members may be called from any thread; one process has the folder. Every call may give kUnavailable, when the disk fails.
class Uploads {
 public:
  static constexpr std::size_t kMostOpen = 20;        ///< Of one owner.
  static constexpr std::chrono::hours kKept{24};      ///< Then it goes when another is begun.

  explicit Uploads(std::filesystem::path folder) : folder_(std::move(folder)) {}

  /// \return its id, 32 random hexadecimal digits; kUploadsOpen
  [[nodiscard]] geo::Result<std::string> begin(std::int64_t owner);
  /// Adds a file or puts another in its place. On disk when this returns.
  /// \return kUploadUnknown; kArchivePath, also where a file is in the way of a folder or the reverse; kBodyTooLarge for more
  ///         than Desk::kMostFiles or kMostBytes
  [[nodiscard]] geo::Result<bool> put(std::int64_t owner, std::string_view id, std::string_view path, std::string_view bytes);
  /// By path. \return kUploadUnknown
  [[nodiscard]] geo::Result<std::vector<UploadedFile>> files(std::int64_t owner, std::string_view id) const;
  /// \return kUploadUnknown
  [[nodiscard]] geo::Result<bool> remove(std::int64_t owner, std::string_view id);
  /// Where the files lie. \return kUploadUnknown
  [[nodiscard]] geo::Result<std::filesystem::path> source(std::int64_t owner, std::string_view id) const;

 private:
  void remove_old() const;

  std::filesystem::path folder_;
  std::mutex changing_;  ///< Held while uploads are counted and begun, and while a file is given its name.
};

}  // namespace quyhoach::server
