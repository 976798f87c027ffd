#include "data/store/draft.h"

#include <algorithm>
#include <array>
#include <utility>

#include "geo/base/text.h"

namespace quyhoach::store {

using geo::Error;
using geo::ErrorCode;
using geo::Result;

namespace {

constexpr std::array<std::pair<DraftState, std::string_view>, 6> kStates = {{
    {DraftState::kDraft, "draft"},
    {DraftState::kSubmitted, "submitted"},
    {DraftState::kReturned, "returned"},
    {DraftState::kApproved, "approved"},
    {DraftState::kPublished, "published"},
    {DraftState::kWithdrawn, "withdrawn"},
}};

constexpr std::array<std::pair<DraftKind, std::string_view>, 4> kKinds = {{
    {DraftKind::kPlan, "plan"},
    {DraftKind::kStatus, "status"},
    {DraftKind::kMetadata, "metadata"},
    {DraftKind::kParcels, "parcels"},
}};

enum class By { kAuthor, kSecondPerson };

struct Rule {
  DraftState from;
  DraftState to;
  By by;
};

constexpr std::array kRules = {
    Rule{DraftState::kDraft, DraftState::kSubmitted, By::kAuthor},
    Rule{DraftState::kReturned, DraftState::kSubmitted, By::kAuthor},
    Rule{DraftState::kSubmitted, DraftState::kApproved, By::kSecondPerson},
    Rule{DraftState::kSubmitted, DraftState::kReturned, By::kSecondPerson},
    Rule{DraftState::kApproved, DraftState::kReturned, By::kSecondPerson},
    Rule{DraftState::kApproved, DraftState::kPublished, By::kSecondPerson},
    Rule{DraftState::kDraft, DraftState::kWithdrawn, By::kAuthor},
    Rule{DraftState::kSubmitted, DraftState::kWithdrawn, By::kAuthor},
    Rule{DraftState::kReturned, DraftState::kWithdrawn, By::kAuthor},
    Rule{DraftState::kApproved, DraftState::kWithdrawn, By::kAuthor},
};

/// UTF-8 without control characters, but for the ends of lines where there may be several.
bool is_text(std::string_view text, std::size_t max_bytes, bool many_lines) {
  return text.size() <= max_bytes && geo::is_utf8(text) && std::none_of(text.begin(), text.end(), [many_lines](char c) {
           return (c >= 0 && c < 0x20 && !(many_lines && (c == '\n' || c == '\r' || c == '\t'))) || c == 0x7F;
         });
}

}  // namespace

std::string_view state_name(DraftState state) noexcept {
  return std::find_if(kStates.begin(), kStates.end(), [state](const auto& s) { return s.first == state; })->second;
}

std::optional<DraftState> state_of_name(std::string_view name) noexcept {
  const auto* const found = std::find_if(kStates.begin(), kStates.end(), [name](const auto& s) { return s.second == name; });
  return found == kStates.end() ? std::nullopt : std::optional{found->first};
}

std::string_view kind_name(DraftKind kind) noexcept {
  return std::ranges::find(kKinds, kind, &decltype(kKinds)::value_type::first)->second;
}

std::optional<DraftKind> kind_of_name(std::string_view name) noexcept {
  const auto* const found = std::ranges::find(kKinds, name, &decltype(kKinds)::value_type::second);
  return found == kKinds.end() ? std::nullopt : std::optional{found->first};
}

bool may_write_drafts(const User& user) noexcept {
  return !user.is_disabled && (user.role == Role::kPlanner || user.role == Role::kApprover);
}

bool is_line(std::string_view text) noexcept { return is_text(text, kLineMax_bytes, false); }

Result<bool> check_text(const DraftText& text) {
  const bool good = is_line(text.title) && is_line(text.plan) && is_line(text.folder) && is_text(text.reason, kReasonMax_bytes, true);
  if (!good || geo::trim(text.title).empty() || text.plan.empty()) {
    return Error{ErrorCode::kParameterValue, "a draft has a title and a plan, and its texts are UTF-8 and not too long"};
  }
  return true;
}

Result<bool> check_step(const Draft& draft, const User& actor, const DraftStep& step) {
  if (!is_text(step.reason, kReasonMax_bytes, true) || !is_line(step.edition)) {
    return Error{ErrorCode::kParameterValue, "reason and edition are UTF-8 and not too long"};
  }
  const auto* const rule = std::find_if(kRules.begin(), kRules.end(),
                                        [&](const Rule& r) { return r.from == draft.state && r.to == step.to; });
  if (rule == kRules.end()) {
    return Error{ErrorCode::kDraftState, "a draft that is " + std::string{state_name(draft.state)} + " does not become " +
                                             std::string{state_name(step.to)}};
  }
  const bool is_author = actor.id == draft.author_id;
  if (rule->by == By::kAuthor && (!is_author || !may_write_drafts(actor))) {
    return Error{ErrorCode::kForbidden, "only its author submits or withdraws a draft"};
  }
  if (rule->by == By::kSecondPerson) {
    if (is_author) {
      return Error{ErrorCode::kSecondPersonNeeded, "a second person approves, returns or publishes a draft, not its author"};
    }
    if (actor.role != Role::kApprover || actor.is_disabled) {
      return Error{ErrorCode::kForbidden, "only an approver approves, returns or publishes a draft"};
    }
  }
  if ((step.to == DraftState::kApproved || step.to == DraftState::kReturned) && step.reason.empty()) {
    return Error{ErrorCode::kParameterMissing, "a draft is approved or returned with a reason"};
  }
  if ((step.to == DraftState::kPublished) == step.edition.empty()) {
    return Error{ErrorCode::kParameterMissing, "a draft is published, and only then, with the edition it is in"};
  }
  return true;
}

}  // namespace quyhoach::store
