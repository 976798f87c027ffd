#include "data/store/sqlite_store.h"

namespace quyhoach::store {

using geo::Error;
using geo::ErrorCode;
using geo::Result;

namespace {

constexpr std::string_view kColumns = "SELECT seq, time, who, action, subject, files, details, previous, hash FROM audit ";

AuditRecord record_of(const Statement& row) {
  AuditRecord record;
  record.seq = static_cast<std::uint64_t>(row.integer(0));
  record.time = row.text(1);
  record.entry = {row.text(2), row.text(3), row.text(4), split_files(row.text(5)), row.text(6)};
  record.previous = row.text(7);
  record.hash = row.text(8);
  return record;
}

}  // namespace

AuditHead SqliteStore::head() {
  Statement row{database_, "SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1"};
  return row.step() ? AuditHead{static_cast<std::uint64_t>(row.integer(0)), row.text(1)} : empty_audit_head();
}

Result<AuditRecord> SqliteStore::append(const AuditEntry& entry) {
  if (const auto good = check_entry(entry); !good) {
    return good.error();
  }
  if (!is_json(entry.details)) {
    return Error{ErrorCode::kBadData, "the details of an audit record are JSON"};
  }
  const AuditHead last = head();
  AuditRecord record;
  record.seq = last.seq + 1;
  record.time = to_rfc3339(options_.clock());
  record.entry = entry;
  record.previous = last.hash;
  record.hash = audit_hash(record);
  Statement{database_, "INSERT INTO audit VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"}
      .bind(record.seq, record.time, entry.who, entry.action, entry.subject, join_files(entry.files), entry.details,
            record.previous, record.hash)
      .run();
  return record;
}

Result<AuditRecord> SqliteStore::audit_append(const AuditEntry& entry) {
  return write([&] { return append(entry); });
}

Result<std::vector<AuditRecord>> SqliteStore::audit_list(std::uint64_t after, std::size_t limit) {
  return read([&]() -> Result<std::vector<AuditRecord>> {
    std::vector<AuditRecord> records;
    Statement row{database_, std::string{kColumns} + "WHERE seq > ? ORDER BY seq LIMIT ?"};
    row.bind(after, limit);
    while (row.step()) {
      records.push_back(record_of(row));
    }
    return records;
  });
}

Result<AuditHead> SqliteStore::audit_head() {
  return read([&]() -> Result<AuditHead> { return head(); });
}

Result<AuditCheck> SqliteStore::audit_verify(const std::vector<AuditHead>& expected) {
  return read([&]() -> Result<AuditCheck> {
    AuditWalk walk{expected};
    Statement row{database_, std::string{kColumns} + "ORDER BY seq"};
    while (row.step()) {
      walk.next(record_of(row));
    }
    return std::move(walk).finish();
  });
}

}  // namespace quyhoach::store
