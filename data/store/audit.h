#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "geo/base/result.h"

namespace quyhoach::store {

/// What is said of an act when it is recorded.
struct AuditEntry {
  std::string who;                 ///< A login, or who ran the command line.
  std::string action;              ///< `draft.approved`, `user.added`, …
  std::string subject;             ///< What it was done to: a draft's id, a login, an edition.
  std::vector<std::string> files;  ///< SHA-256 of the source files, 64 lower-case hexadecimal digits each.
  std::string details = "{}";      ///< JSON, made by the caller. Opaque here.
};

/// A line of the audit log. Each holds the hash of the one before, so that a line cannot be changed, taken out or put elsewhere
/// without changing all that follow; and the last hash, written into every edition, says where the log had come to by then.
struct AuditRecord {
  std::uint64_t seq = 0;  ///< From 1, without a gap.
  std::string time;       ///< RFC 3339, UTC, with milliseconds.
  AuditEntry entry;
  std::string previous;   ///< `hash` of the record before; 64 zeros in the first.
  std::string hash;       ///< audit_hash of this record.
};

/// How far the log has come. `seq` 0 is the empty log, with 64 zeros as hash.
struct AuditHead {
  std::uint64_t seq = 0;
  std::string hash;
  friend bool operator==(const AuditHead&, const AuditHead&) = default;
};

/// What is wrong with a log.
struct AuditFault {
  enum class Kind {
    kEdited,     ///< A record's hash is not that of its content.
    kMissing,    ///< There is no record with this number.
    kUnlinked,   ///< A record does not follow the one before it: one of them was exchanged, moved or written anew.
    kTruncated,  ///< A head that was known lies behind the end of the log.
    kRewritten,  ///< A head that was known is not the hash of its record, though the chain holds: all was written anew.
  };
  Kind kind = Kind::kEdited;
  std::uint64_t seq = 0;
  friend bool operator==(const AuditFault&, const AuditFault&) = default;
};

/// The fault's public name, `edited`.
[[nodiscard]] std::string_view fault_name(AuditFault::Kind kind) noexcept;

struct AuditCheck {
  AuditHead head;                  ///< Of what is there.
  std::vector<AuditFault> faults;  ///< By number; empty: the log is whole.
};

/// The head of the empty log.
[[nodiscard]] AuditHead empty_audit_head();

/// The files as they stand in the canonical form and in a database: with one space between. `split_files` undoes it exactly, so
/// that not even a space can be added unseen.
[[nodiscard]] std::string join_files(const std::vector<std::string>& files);
[[nodiscard]] std::vector<std::string> split_files(std::string_view text);

/// SHA-256, in hexadecimal, of the canonical form: the netstrings (`5:hello,`: bytes in decimal, colon, the bytes, comma) of seq
/// in decimal, time, who, action, subject, join_files, details, previous, one after the other.
/// `record.hash` is not read.
[[nodiscard]] std::string audit_hash(const AuditRecord& record);

/// \return kBadData for a file that is not 64 lower-case hexadecimal digits, or an entry without who or action, or not UTF-8
[[nodiscard]] geo::Result<bool> check_entry(const AuditEntry& entry);

/// Walks a log in the order of its numbers and finds what is wrong with it. One object per walk, one thread.
class AuditWalk {
 public:
  /// \param expected  heads that were known once, such as those in editions, in any order. Only they show that the end of a log
  ///                  was cut off, or all of it written anew.
  explicit AuditWalk(std::vector<AuditHead> expected);
  /// \pre record.seq is larger than that of the call before
  void next(const AuditRecord& record);
  [[nodiscard]] AuditCheck finish() &&;

 private:
  std::vector<AuditHead> expected_;  ///< By number.
  std::size_t compared_ = 0;         ///< Of them.
  AuditCheck check_{empty_audit_head(), {}};
};

}  // namespace quyhoach::store
