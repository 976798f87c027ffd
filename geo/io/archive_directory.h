#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "geo/base/result.h"

namespace quyhoach::geo {

/// What a ZIP archive's central directory says of one member (APPNOTE 6.3.9 §4.3.12), before anything is unpacked.
struct ArchiveEntry {
  std::string raw_name;              ///< Bytes as they stand: any encoding, NUL included.
  bool is_encrypted = false;
  std::uint16_t method = 0;          ///< 0 stored, 8 deflated.
  std::uint64_t packed_bytes = 0;
  std::uint64_t unpacked_bytes = 0;  ///< As stated: nobody has counted yet.
  std::uint32_t unix_mode = 0;       ///< 0 where the archive was not made on Unix.
  [[nodiscard]] bool is_folder() const noexcept { return raw_name.ends_with('/'); }
  /// A symbolic link, a device, a pipe: anything but a file or a folder.
  [[nodiscard]] bool is_special() const noexcept;
};

/// Reads the central directory of a whole archive strictly, so that no other reader can see other members in it: it lies right
/// before its end record, which ends the file; every member lies before it, and none shares its bytes with another.
/// \return kBadData for anything else: cut short, bytes before or between, several parts, ZIP64
[[nodiscard]] Result<std::vector<ArchiveEntry>> read_archive_directory(std::string_view bytes);

}  // namespace quyhoach::geo
