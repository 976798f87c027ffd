#include "data/store/audit.h"

#include <algorithm>
#include <utility>

#include "geo/base/sha256.h"
#include "geo/base/text.h"

namespace quyhoach::store {

using geo::Error;
using geo::ErrorCode;
using geo::Result;

namespace {

constexpr std::size_t kHashDigits = 64;

bool is_hash(std::string_view text) {
  return text.size() == kHashDigits &&
         std::all_of(text.begin(), text.end(), [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

}  // namespace

std::string_view fault_name(AuditFault::Kind kind) noexcept {
  switch (kind) {
    case AuditFault::Kind::kEdited: return "edited";
    case AuditFault::Kind::kMissing: return "missing";
    case AuditFault::Kind::kUnlinked: return "unlinked";
    case AuditFault::Kind::kTruncated: return "truncated";
    case AuditFault::Kind::kRewritten: return "rewritten";
  }
  return "edited";
}

AuditHead empty_audit_head() { return {0, std::string(kHashDigits, '0')}; }

std::string join_files(const std::vector<std::string>& files) {
  std::string text;
  for (std::size_t i = 0; i < files.size(); ++i) {
    text += (i == 0 ? "" : " ") + files[i];
  }
  return text;
}

std::vector<std::string> split_files(std::string_view text) {
  std::vector<std::string> files;
  for (bool has_more = !text.empty(); has_more;) {
    const std::size_t end = text.find(' ');
    files.emplace_back(text.substr(0, end));
    has_more = end != std::string_view::npos;
    text.remove_prefix(has_more ? end + 1 : 0);
  }
  return files;
}

std::string audit_hash(const AuditRecord& record) {
  geo::Sha256 hash;
  const auto field = [&](std::string_view text) {
    hash.update(std::to_string(text.size()) + ":");
    hash.update(text);
    hash.update(",");
  };
  field(std::to_string(record.seq));
  field(record.time);
  field(record.entry.who);
  field(record.entry.action);
  field(record.entry.subject);
  field(join_files(record.entry.files));
  field(record.entry.details);
  field(record.previous);
  return hash.finish();
}

Result<bool> check_entry(const AuditEntry& entry) {
  if (entry.who.empty() || entry.action.empty()) {
    return Error{ErrorCode::kBadData, "an audit record says who did what"};
  }
  for (const std::string* text : {&entry.who, &entry.action, &entry.subject, &entry.details}) {
    if (!geo::is_utf8(*text)) {
      return Error{ErrorCode::kBadData, "an audit record is UTF-8"};
    }
  }
  if (!std::all_of(entry.files.begin(), entry.files.end(), is_hash)) {
    return Error{ErrorCode::kBadData, "an audit record names files by SHA-256 in hexadecimal"};
  }
  return true;
}

AuditWalk::AuditWalk(std::vector<AuditHead> expected) : expected_(std::move(expected)) {
  std::sort(expected_.begin(), expected_.end(), [](const AuditHead& a, const AuditHead& b) { return a.seq < b.seq; });
}

void AuditWalk::next(const AuditRecord& record) {
  if (record.seq != check_.head.seq + 1) {
    check_.faults.push_back({AuditFault::Kind::kMissing, check_.head.seq + 1});
  } else if (record.previous != check_.head.hash) {
    check_.faults.push_back({AuditFault::Kind::kUnlinked, record.seq});
  }
  if (audit_hash(record) != record.hash) {
    check_.faults.push_back({AuditFault::Kind::kEdited, record.seq});
  }
  check_.head = {record.seq, record.hash};
  for (; compared_ < expected_.size() && expected_[compared_].seq <= record.seq; ++compared_) {
    const AuditHead& head = expected_[compared_];
    if (head.seq == record.seq && head.hash != record.hash) {
      check_.faults.push_back({AuditFault::Kind::kRewritten, record.seq});
    }
  }
}

AuditCheck AuditWalk::finish() && {
  for (; compared_ < expected_.size(); ++compared_) {
    check_.faults.push_back({AuditFault::Kind::kTruncated, expected_[compared_].seq});
  }
  return std::move(check_);
}

}  // namespace quyhoach::store
