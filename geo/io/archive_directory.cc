#include "geo/io/archive_directory.h"

#include <algorithm>
#include <utility>

namespace quyhoach::geo {

namespace {

constexpr std::size_t kEndSize = 22;     // §4.3.16
constexpr std::size_t kHeaderSize = 46;  // §4.3.12
constexpr std::size_t kLocalSize = 30;   // §4.3.7
constexpr std::uint32_t kEndMark = 0x06054B50;
constexpr std::uint32_t kHeaderMark = 0x02014B50;

Error bad(const char* message) { return {ErrorCode::kBadData, message}; }

/// Little-endian numbers of a record. \pre the record is long enough
std::uint16_t number16(std::string_view bytes, std::size_t at) {
  return static_cast<std::uint16_t>(static_cast<unsigned char>(bytes[at]) | (static_cast<unsigned char>(bytes[at + 1]) << 8U));
}
std::uint32_t number32(std::string_view bytes, std::size_t at) {
  return number16(bytes, at) | (static_cast<std::uint32_t>(number16(bytes, at + 2)) << 16U);
}

/// Where the end record begins; npos where the file does not end with one. Its comment may hold its mark: the last that fits counts.
std::size_t find_end(std::string_view bytes) {
  constexpr std::size_t kLongestComment = 65'535;
  const std::size_t first = bytes.size() > kEndSize + kLongestComment ? bytes.size() - kEndSize - kLongestComment : 0;
  for (std::size_t at = bytes.size() < kEndSize ? 0 : bytes.size() - kEndSize + 1; at > first; --at) {
    if (number32(bytes, at - 1) == kEndMark && at - 1 + kEndSize + number16(bytes, at - 1 + 20) == bytes.size()) {
      return at - 1;
    }
  }
  return std::string_view::npos;
}

struct Extent {
  std::uint64_t begin;
  std::uint64_t end;  ///< At least: a local header's extra field may be longer.
};

}  // namespace

bool ArchiveEntry::is_special() const noexcept {
  constexpr std::uint32_t kTypeMask = 0170000;
  constexpr std::uint32_t kFolder = 0040000;
  constexpr std::uint32_t kFile = 0100000;
  const std::uint32_t type = unix_mode & kTypeMask;
  return type != 0 && type != kFile && type != kFolder;
}

Result<std::vector<ArchiveEntry>> read_archive_directory(std::string_view bytes) {
  const std::size_t end = find_end(bytes);
  if (end == std::string_view::npos) {
    return bad("it is no ZIP archive, or it is cut short");
  }
  const std::size_t count = number16(bytes, end + 10);
  const std::uint64_t size = number32(bytes, end + 12);
  const std::uint64_t start = number32(bytes, end + 16);
  if (number16(bytes, end + 4) != 0 || number16(bytes, end + 6) != 0 || number16(bytes, end + 8) != count) {
    return bad("it is one part of an archive of several");
  }
  if (start + size != end) {
    return bad("its directory is not where it should be: it is cut short, joined to another file, or a ZIP64 archive");
  }
  std::vector<ArchiveEntry> entries;
  std::vector<Extent> extents;
  std::size_t at = static_cast<std::size_t>(start);
  for (std::size_t i = 0; i < count; ++i) {
    if (end - at < kHeaderSize || number32(bytes, at) != kHeaderMark) {
      return bad("its directory cannot be read");
    }
    constexpr std::uint16_t kEncrypted = 1U | (1U << 6U) | (1U << 13U);  // §4.4.4: bits 0, 6 and 13
    constexpr std::uint16_t kMadeOnUnix = 3;                             // §4.4.2.2
    const std::size_t name = number16(bytes, at + 28);
    const std::size_t length = kHeaderSize + name + number16(bytes, at + 30) + number16(bytes, at + 32);
    if (end - at < length) {
      return bad("its directory cannot be read");
    }
    ArchiveEntry entry;
    entry.raw_name = bytes.substr(at + kHeaderSize, name);
    entry.is_encrypted = (number16(bytes, at + 8) & kEncrypted) != 0;
    entry.method = number16(bytes, at + 10);
    entry.packed_bytes = number32(bytes, at + 20);
    entry.unpacked_bytes = number32(bytes, at + 24);
    entry.unix_mode = number16(bytes, at + 4) >> 8U == kMadeOnUnix ? number32(bytes, at + 38) >> 16U : 0;
    const std::uint64_t local = number32(bytes, at + 42);
    extents.push_back({local, local + kLocalSize + name + entry.packed_bytes});
    entries.push_back(std::move(entry));
    at += length;
  }
  if (at != end) {
    return bad("its directory holds more than it says");
  }
  std::ranges::sort(extents, {}, &Extent::begin);
  for (std::size_t i = 0; i < extents.size(); ++i) {
    if (extents[i].end > (i + 1 < extents.size() ? extents[i + 1].begin : start)) {
      return bad("its members overlap");
    }
  }
  return entries;
}

}  // namespace quyhoach::geo
