#include "data/store/secret.h"
#include "data/store/sqlite_store.h"
#include "geo/base/sha256.h"

namespace quyhoach::store {

using geo::Error;
using geo::ErrorCode;
using geo::Result;

namespace {

constexpr std::string_view kDrafts =
    "SELECT d.id, d.title, d.plan, d.folder, d.reason, d.settings, d.state, d.author_id, author.login, "
    "coalesce(approver.login, ''), d.edition, d.created_at, d.changed_at, d.kind FROM drafts d "
    "JOIN users author ON author.id = d.author_id LEFT JOIN users approver ON approver.id = d.approver_id ";

Draft draft_of(const Statement& row) {
  Draft draft;
  draft.id = row.text(0);
  const auto kind = kind_of_name(row.text(13));
  draft.text = {row.text(1), row.text(2), row.text(3), row.text(4), row.text(5), kind.value_or(DraftKind::kPlan)};
  // A state or kind of a newer release allows nothing here.
  draft.state = kind ? state_of_name(row.text(6)).value_or(DraftState::kWithdrawn) : DraftState::kWithdrawn;
  draft.author_id = row.integer(7);
  draft.author = row.text(8);
  draft.approver = row.text(9);
  draft.edition = row.text(10);
  draft.created_at = row.time(11);
  draft.changed_at = row.time(12);
  return draft;
}

Error no_such_draft() { return {ErrorCode::kDraftUnknown, "there is no such draft"}; }

}  // namespace

std::optional<Draft> SqliteStore::find_draft(std::string_view id) {
  Statement row{database_, std::string{kDrafts} + "WHERE d.id = ?"};
  return row.bind(id).step() ? std::optional{draft_of(row)} : std::nullopt;
}

Result<Draft> SqliteStore::record_draft(std::string_view id, const std::string& action, const Act& act) {
  if (const auto record = append({act.by, action, std::string{id}, act.files, act.details}); !record) {
    return record.error();
  }
  return find_draft(id).value();
}

Result<Draft> SqliteStore::add_draft(const DraftText& text, const Act& act) {
  if (const auto good = check_text(text); !good) {
    return good.error();
  }
  return write([&]() -> Result<Draft> {
    const auto author = find_account(geo::sha256_hex(login_key(act.by)));
    if (!author || !may_write_drafts(author->user)) {
      return Error{ErrorCode::kForbidden, "drafts are written by planners and approvers"};
    }
    if (!is_json(text.settings)) {
      return Error{ErrorCode::kBadData, "the settings of a draft are JSON"};
    }
    const std::string id = random_id();
    const Time now = options_.clock();
    Statement{database_,
              "INSERT INTO drafts (id, title, plan, folder, reason, settings, state, author_id, created_at, changed_at, kind) "
              "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"}
        .bind(id, text.title, text.plan, text.folder, text.reason, text.settings, state_name(DraftState::kDraft),
              author->user.id, now, now, kind_name(text.kind))
        .run();
    return record_draft(id, "draft.added", act);
  });
}

Result<Draft> SqliteStore::draft(std::string_view id) {
  return read([&]() -> Result<Draft> {
    auto draft = find_draft(id);
    if (!draft) {
      return no_such_draft();
    }
    return std::move(*draft);
  });
}

Result<std::vector<Draft>> SqliteStore::drafts(std::optional<DraftState> state) {
  return read([&]() -> Result<std::vector<Draft>> {
    std::vector<Draft> drafts;
    const std::string_view wanted = state ? state_name(*state) : std::string_view{};
    Statement row{database_, std::string{kDrafts} + "WHERE ?1 = '' OR d.state = ?1 ORDER BY d.changed_at DESC, d.id"};
    row.bind(wanted);
    while (row.step()) {
      drafts.push_back(draft_of(row));
    }
    return drafts;
  });
}

Result<Draft> SqliteStore::edit_draft(std::string_view id, const DraftText& text, const Act& act) {
  if (const auto good = check_text(text); !good) {
    return good.error();
  }
  return write([&]() -> Result<Draft> {
    const auto draft = find_draft(id);
    if (!draft) {
      return no_such_draft();
    }
    const auto actor = find_account(geo::sha256_hex(login_key(act.by)));
    if (!actor || actor->user.id != draft->author_id || !may_write_drafts(actor->user)) {
      return Error{ErrorCode::kForbidden, "only its author writes a draft"};
    }
    if (draft->state != DraftState::kDraft && draft->state != DraftState::kReturned) {
      return Error{ErrorCode::kDraftState,
                   "a draft that is " + std::string{state_name(draft->state)} + " is not written any more"};
    }
    if (!is_json(text.settings)) {
      return Error{ErrorCode::kBadData, "the settings of a draft are JSON"};
    }
    Statement{database_,
              "UPDATE drafts SET title = ?, plan = ?, folder = ?, reason = ?, settings = ?, changed_at = ? WHERE id = ?"}
        .bind(text.title, text.plan, text.folder, text.reason, text.settings, options_.clock(), id)
        .run();
    return record_draft(id, "draft.edited", act);
  });
}

Result<Draft> SqliteStore::step_draft(std::string_view id, const DraftStep& step, const Act& act) {
  return write([&]() -> Result<Draft> {
    const auto draft = find_draft(id);
    if (!draft) {
      return no_such_draft();
    }
    const auto actor = find_account(geo::sha256_hex(login_key(act.by)));
    if (!actor) {
      return Error{ErrorCode::kForbidden, "no user takes this step"};
    }
    if (const auto good = check_step(*draft, actor->user, step); !good) {
      return good.error();
    }
    const std::string state{state_name(step.to)};
    Statement{database_, "UPDATE drafts SET state = ?, reason = ?, edition = ?, changed_at = ? WHERE id = ?"}
        .bind(state, step.reason.empty() ? draft->text.reason : step.reason, step.edition, options_.clock(), id)
        .run();
    if (step.to == DraftState::kApproved) {
      Statement{database_, "UPDATE drafts SET approver_id = ? WHERE id = ?"}.bind(actor->user.id, id).run();
    }
    return record_draft(id, "draft." + state, act);
  });
}

}  // namespace quyhoach::store
