#pragma once

#include <functional>
#include <string_view>
#include <variant>

#include "geo/io/reader_wire.h"

namespace quyhoach::geo {

/// Where an archive's members go while it is unpacked: each as a member, then its bytes in pieces. \return false to stop.
struct MemberSink {
  std::function<bool(const RawMember&)> member;
  std::function<bool(std::string_view)> data;
};

/// Unpacks a whole ZIP archive. All names, forms and stated sizes are judged before the first byte is unpacked, and nothing is
/// unpacked that goes beyond what was stated. Members a file manager left for itself (is_litter) and folders are passed over; a name
/// that is not UTF-8 is read in code page 437 (APPNOTE 6.3.9, appendix D). Like read_raw this runs in the reader process.
/// \return RawEnd with the number of members; a fault with ARCHIVE_PATH, ARCHIVE_FORM or LIMIT_UNPACKED
[[nodiscard]] std::variant<RawEnd, RawFault> read_archive(std::string_view bytes, const ArchiveLimits& limits, const MemberSink& sink);

/// The same of a file. \return also FILE_MISSING
[[nodiscard]] std::variant<RawEnd, RawFault> read_archive_file(const ArchiveJob& job, const MemberSink& sink);

}  // namespace quyhoach::geo
