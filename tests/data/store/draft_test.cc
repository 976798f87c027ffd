#include "data/store/draft.h"

#include <set>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "tests/data/store/store_test.h"

namespace quyhoach::store {
namespace {

using geo::ErrorCode;
using test::code_of;

constexpr std::int64_t kAuthor = 1;
constexpr std::int64_t kOther = 2;
const std::vector<DraftState> kAll = {DraftState::kDraft,    DraftState::kSubmitted, DraftState::kReturned,
                                      DraftState::kApproved, DraftState::kPublished, DraftState::kWithdrawn};

Draft draft_in(DraftState state) {
  Draft draft;
  draft.state = state;
  draft.author_id = kAuthor;
  return draft;
}

User user_with(std::int64_t id, Role role, bool is_disabled = false) {
  User user;
  user.id = id;
  user.role = role;
  user.is_disabled = is_disabled;
  return user;
}

DraftStep step_to(DraftState to) { return {to, "vì vậy", to == DraftState::kPublished ? "20261123T000000Z-0123456789ab" : ""}; }

TEST(CheckStep, LeadsOnlyWhereTheTableSays) {
  using S = DraftState;
  const std::set<std::pair<S, S>> author = {{S::kDraft, S::kSubmitted},     {S::kReturned, S::kSubmitted},
                                            {S::kDraft, S::kWithdrawn},     {S::kSubmitted, S::kWithdrawn},
                                            {S::kReturned, S::kWithdrawn},  {S::kApproved, S::kWithdrawn}};
  const std::set<std::pair<S, S>> second = {
      {S::kSubmitted, S::kApproved}, {S::kSubmitted, S::kReturned}, {S::kApproved, S::kReturned}, {S::kApproved, S::kPublished}};
  for (const S from : kAll) {
    for (const S to : kAll) {
      const std::string name = std::string{state_name(from)} + " to " + std::string{state_name(to)};
      const auto by_author = check_step(draft_in(from), user_with(kAuthor, Role::kApprover), step_to(to));
      const auto by_second = check_step(draft_in(from), user_with(kOther, Role::kApprover), step_to(to));
      EXPECT_EQ(static_cast<bool>(by_author), author.contains({from, to})) << name;
      EXPECT_EQ(static_cast<bool>(by_second), second.contains({from, to})) << name;
      if (second.contains({from, to})) {
        EXPECT_EQ(code_of(by_author), ErrorCode::kSecondPersonNeeded) << name;
      } else if (author.contains({from, to})) {
        EXPECT_EQ(code_of(by_second), ErrorCode::kForbidden) << name;
      } else {
        EXPECT_EQ(code_of(by_author), ErrorCode::kDraftState) << name;
        EXPECT_EQ(code_of(by_second), ErrorCode::kDraftState) << name;
      }
    }
  }
}

TEST(CheckStep, TakesAnApproverAndNobodyElse) {
  for (const DraftState to : {DraftState::kApproved, DraftState::kReturned}) {
    for (const Role role : {Role::kClerk, Role::kPlanner, Role::kAdministrator}) {
      EXPECT_EQ(code_of(check_step(draft_in(DraftState::kSubmitted), user_with(kOther, role), step_to(to))),
                ErrorCode::kForbidden)
          << role_name(role);
    }
    EXPECT_EQ(code_of(check_step(draft_in(DraftState::kSubmitted), user_with(kOther, Role::kApprover, true), step_to(to))),
              ErrorCode::kForbidden);
  }
  for (const Role role : {Role::kClerk, Role::kAdministrator}) {
    EXPECT_EQ(code_of(check_step(draft_in(DraftState::kDraft), user_with(kAuthor, role), step_to(DraftState::kSubmitted))),
              ErrorCode::kForbidden);
  }
  EXPECT_EQ(code_of(check_step(draft_in(DraftState::kDraft), user_with(kAuthor, Role::kPlanner, true),
                               step_to(DraftState::kSubmitted))),
            ErrorCode::kForbidden);
}

TEST(CheckStep, WantsAReasonAndAnEditionWhereTheyBelong) {
  const User second = user_with(kOther, Role::kApprover);
  EXPECT_EQ(code_of(check_step(draft_in(DraftState::kSubmitted), second, {DraftState::kApproved, "", ""})),
            ErrorCode::kParameterMissing);
  EXPECT_EQ(code_of(check_step(draft_in(DraftState::kSubmitted), second, {DraftState::kReturned, "", ""})),
            ErrorCode::kParameterMissing);
  EXPECT_EQ(code_of(check_step(draft_in(DraftState::kApproved), second, {DraftState::kPublished, "", ""})),
            ErrorCode::kParameterMissing);
  EXPECT_EQ(code_of(check_step(draft_in(DraftState::kSubmitted), second, {DraftState::kApproved, "x", "an edition"})),
            ErrorCode::kParameterMissing);
  EXPECT_TRUE(check_step(draft_in(DraftState::kDraft), user_with(kAuthor, Role::kPlanner), {DraftState::kSubmitted, "", ""}));
}

TEST(CheckText, WantsATitleAPlanAndText) {
  using namespace std::string_literals;
  const DraftText good{"Quy hoạch", "qhpk-01", "2026-11", "hai\ndòng", "{}"};
  EXPECT_TRUE(check_text(good));
  for (std::string DraftText::*member : {&DraftText::title, &DraftText::plan, &DraftText::folder, &DraftText::reason}) {
    for (const std::string& bad : {"\xFF"s, "a\0b"s, "a\x7F"s, std::string(kReasonMax_bytes + 1, 'a')}) {
      DraftText text = good;
      text.*member = bad;
      EXPECT_EQ(code_of(check_text(text)), ErrorCode::kParameterValue) << bad.substr(0, 10);
    }
  }
  EXPECT_EQ(code_of(check_text({"", "p", "f", "r"})), ErrorCode::kParameterValue);
  EXPECT_EQ(code_of(check_text({" ", "p", "f", "r"})), ErrorCode::kParameterValue);
  EXPECT_EQ(code_of(check_text({"t", "", "f", "r"})), ErrorCode::kParameterValue);
  EXPECT_EQ(code_of(check_text({"two\nlines", "p", "f", "r"})), ErrorCode::kParameterValue);
  const User second = user_with(kOther, Role::kApprover);
  EXPECT_EQ(code_of(check_step(draft_in(DraftState::kSubmitted), second, {DraftState::kApproved, "\xFF", ""})),
            ErrorCode::kParameterValue);
}

TEST(StateName, ReadsBackAndKnowsNoOther) {
  for (const DraftState state : kAll) {
    EXPECT_EQ(state_of_name(state_name(state)), state);
  }
  EXPECT_FALSE(state_of_name(""));
  EXPECT_FALSE(state_of_name("Draft"));
}

}  // namespace
}  // namespace quyhoach::store
