#include "data/store/store.h"

#include <filesystem>
#include <future>
#include <vector>

#include <gmock/gmock.h>

#include "data/store/sqlite.h"
#include "tests/data/store/store_test.h"

namespace quyhoach::store {
namespace {

namespace fs = std::filesystem;
using geo::ErrorCode;
using test::code_of;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

using SqliteStore = test::StoreTest;

const Act kByTest{"test", {}, "{}"};

TEST_F(SqliteStore, IsThereAgainWhenOpenedAgain) {
  add("an", Role::kPlanner);
  const OpenedSession opened = sign_in("an");
  const AuditHead head = *store().audit_head();
  open();
  EXPECT_EQ(store().user("an")->name, "Người an");
  EXPECT_TRUE(*store().session(opened.token));
  EXPECT_EQ(*store().audit_head(), head);
}

TEST_F(SqliteStore, IsForItsOwnerAlone) {
  add("an", Role::kPlanner);  // so that there is a WAL
  for (const char* end : {"", "-wal"}) {
    EXPECT_EQ(fs::status(path() + end).permissions(), fs::perms::owner_read | fs::perms::owner_write) << end;
  }
}

TEST_F(SqliteStore, ReadsBackWithTheDurabilityItPromises) {
  Database database{path()};
  Statement journal{database, "PRAGMA journal_mode"};
  ASSERT_TRUE(journal.step());
  EXPECT_EQ(journal.text(0), "wal");
  Statement synchronous{database, "PRAGMA synchronous"};
  ASSERT_TRUE(synchronous.step());
  EXPECT_EQ(synchronous.integer(0), 2) << "FULL";
  Statement keys{database, "PRAGMA foreign_keys"};
  ASSERT_TRUE(keys.step());
  EXPECT_EQ(keys.integer(0), 1);
}

TEST_F(SqliteStore, RefusesADatabaseOfANewerRelease) {
  Database{path()}.execute("INSERT INTO schema_version VALUES (99, 0)");
  const auto opened = open_sqlite_store(path());
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, ErrorCode::kUnavailable);
  EXPECT_THAT(opened.error().message, HasSubstr("newer release"));
}

TEST_F(SqliteStore, RefusesWhatIsNoDatabase) {
  const geo::test::TempFolder folder;
  folder.write("state.sqlite", std::string(4'096, 'x'));
  EXPECT_EQ(code_of(open_sqlite_store((folder.path() / "state.sqlite").string())), ErrorCode::kUnavailable);
  EXPECT_EQ(code_of(open_sqlite_store(folder.path().string())), ErrorCode::kUnavailable);
  EXPECT_EQ(code_of(open_sqlite_store((folder.path() / "missing" / "state.sqlite").string())), ErrorCode::kUnavailable);
}

TEST_F(SqliteStore, AnswersUnavailableWhenTheDatabaseIsDamagedWhileOpen) {
  add("an", Role::kPlanner);
  Database{path()}.execute("PRAGMA foreign_keys = OFF; DROP TABLE sessions");
  EXPECT_EQ(code_of(store().session("x")), ErrorCode::kUnavailable);
  EXPECT_EQ(code_of(store().sign_in("an", kPassword)), ErrorCode::kUnavailable);
}

// --- people

TEST_F(SqliteStore, AddsAUserOnceHoweverTheLoginIsWritten) {
  const User user = add("Bình.TT", Role::kApprover);
  EXPECT_EQ(user.login, "Bình.TT");
  EXPECT_EQ(user.role, Role::kApprover);
  EXPECT_TRUE(user.must_change_password);
  EXPECT_FALSE(user.is_disabled);
  EXPECT_EQ(user.created_at, clock_.now());
  EXPECT_EQ(code_of(store().add_user({"binh tt", "Another", Role::kClerk, kPassword}, kByTest)), ErrorCode::kUserExists);
  EXPECT_EQ(store().user("BINH tt")->id, user.id);
  EXPECT_EQ(code_of(store().user("binh")), ErrorCode::kUserUnknown);
  EXPECT_THAT(*store().users(), SizeIs(1));
}

TEST_F(SqliteStore, RefusesAUserWithoutALoginANameOrAPassword) {
  EXPECT_EQ(code_of(store().add_user({"", "An", Role::kClerk, kPassword}, kByTest)), ErrorCode::kParameterValue);
  EXPECT_EQ(code_of(store().add_user({"an", "", Role::kClerk, kPassword}, kByTest)), ErrorCode::kParameterValue);
  EXPECT_EQ(code_of(store().add_user({"an", "An", Role::kClerk, "short"}, kByTest)), ErrorCode::kPasswordUnfit);
  EXPECT_THAT(*store().users(), IsEmpty());
  EXPECT_EQ(*store().audit_head(), empty_audit_head());
}

TEST_F(SqliteStore, KeepsNeitherPasswordNorTokenNorAMistypedLogin) {
  add("an", Role::kPlanner);
  const OpenedSession opened = sign_in("an");
  ASSERT_TRUE(store().sign_in("my secret typed as login", kPassword));
  std::string bytes;
  for (const char* end : {"", "-wal"}) {
    std::ifstream file{path() + end, std::ios::binary};
    bytes.append(std::istreambuf_iterator<char>{file}, {});
  }
  ASSERT_THAT(bytes, HasSubstr("argon2id"));
  for (const std::string& secret : {std::string{kPassword}, opened.token, std::string{"my secret"}}) {
    EXPECT_EQ(bytes.find(secret), std::string::npos) << secret;
  }
}

TEST_F(SqliteStore, RecordsWhoDidWhatToAccounts) {
  add("an", Role::kPlanner);
  ASSERT_TRUE(store().disable_user("an", {"bình", {}, R"({"why":"left"})"}));
  ASSERT_TRUE(store().reset_user("an", "another password", kByTest));
  const OpenedSession opened = sign_in("an", "another password");
  ASSERT_TRUE(store().change_password(opened.token, "another password", kPassword)->opened);
  std::vector<std::string> lines;
  for (const AuditRecord& record : test::value_of(store().audit_list(0, 100))) {
    lines.push_back(record.entry.who + " " + record.entry.action + " " + record.entry.subject + " " + record.entry.details);
  }
  EXPECT_THAT(lines, ::testing::ElementsAre("test user.added an {}", R"(bình user.disabled an {"why":"left"})",
                                            "test user.reset an {}",
                                            "an user.password_changed an {}"));
}

TEST_F(SqliteStore, GivesAnotherRoleWithARecordOfBothAndEndsTheSessions) {
  add("an", Role::kPlanner);
  add("binh", Role::kApprover);
  const std::string token = sign_in("an").token;
  const std::string other = sign_in("binh").token;
  EXPECT_EQ(store().set_role("AN", Role::kPlanner, {"bình", {}})->role, Role::kPlanner);
  EXPECT_TRUE(store().session(token)->has_value()) << "the role it has: nothing happened";
  EXPECT_EQ(store().audit_head()->seq, 2U);
  EXPECT_EQ(store().set_role("AN", Role::kApprover, {"bình", {}})->role, Role::kApprover);
  EXPECT_FALSE(store().session(token)->has_value());
  EXPECT_TRUE(store().session(other)->has_value());
  EXPECT_EQ(store().user("an")->role, Role::kApprover);
  const auto record = store().audit_list(2, 10)->at(0);
  EXPECT_EQ(record.entry.action, "user.role_changed");
  EXPECT_EQ(record.entry.who, "bình");
  EXPECT_EQ(record.entry.subject, "an");
  EXPECT_EQ(record.entry.details, R"({"role":"approver","was":"planner"})");
}

TEST_F(SqliteStore, RenamesAPersonWithoutKeepingTheNamesInTheLog) {
  add("an", Role::kPlanner);
  const std::string token = sign_in("an").token;
  EXPECT_EQ(store().set_name("an", "Tra\u0300n An", kByTest)->name, "Tr\u00e0n An") << "in NFC";
  EXPECT_TRUE(store().session(token)->has_value());
  const auto record = store().audit_list(1, 10)->at(0);
  EXPECT_EQ(record.entry.action, "user.renamed");
  EXPECT_EQ(record.entry.details, "{}");
  for (const std::string& bad : {std::string{}, std::string{"a\nb"}, std::string{"\xFF"}, std::string(kNameMax_bytes + 1, 'a')}) {
    EXPECT_EQ(code_of(store().set_name("an", bad, kByTest)), ErrorCode::kParameterValue);
  }
  EXPECT_EQ(code_of(store().set_name("nobody", "Ai", kByTest)), ErrorCode::kUserUnknown);
  EXPECT_EQ(code_of(store().set_role("nobody", Role::kClerk, kByTest)), ErrorCode::kUserUnknown);
  EXPECT_EQ(code_of(store().set_role("an", Role::kClerk, {"", {}})), ErrorCode::kBadData) << "no record, no change";
  EXPECT_EQ(store().user("an")->role, Role::kPlanner);
}

TEST_F(SqliteStore, ChangesNothingWhenTheAuditRecordIsRefused) {
  add("an", Role::kPlanner);
  const Act bad{"test", {}, "not JSON"};
  EXPECT_EQ(code_of(store().add_user({"binh", "Bình", Role::kClerk, kPassword}, bad)), ErrorCode::kBadData);
  EXPECT_EQ(code_of(store().disable_user("an", bad)), ErrorCode::kBadData);
  EXPECT_EQ(code_of(store().add_draft({"t", "p", "f", "r"}, {"an", {"no hash"}, "{}"})), ErrorCode::kBadData);
  EXPECT_THAT(*store().users(), SizeIs(1));
  EXPECT_FALSE(store().user("an")->is_disabled);
  EXPECT_THAT(*store().drafts(std::nullopt), IsEmpty());
}

TEST_F(SqliteStore, DoesNotKnowWhomItDoesNotHave) {
  EXPECT_EQ(code_of(store().disable_user("nobody", kByTest)), ErrorCode::kUserUnknown);
  EXPECT_EQ(code_of(store().reset_user("nobody", kPassword, kByTest)), ErrorCode::kUserUnknown);
  EXPECT_EQ(*store().audit_head(), empty_audit_head());
}

// --- drafts

class Drafts : public test::StoreTest {
 protected:
  void SetUp() override {
    test::StoreTest::SetUp();
    add("an", Role::kPlanner);
    add("binh", Role::kApprover);
    add("cuc", Role::kApprover);
    add("admin", Role::kAdministrator);
  }
  Draft add_draft(const std::string& author) {
    auto draft = store().add_draft({"Quy hoạch phân khu", "qhpk-01", "2026-11", "bản mới", R"({"crs":"EPSG:9210"})"},
                                   {author, {std::string(64, 'a')}, "{}"});
    EXPECT_TRUE(draft);
    return draft ? *draft : Draft{};
  }
  geo::Result<Draft> step(const Draft& draft, DraftState to, const std::string& by, const std::string& edition = "") {
    clock_.pass(std::chrono::seconds{1});
    return store().step_draft(draft.id, {to, "vì " + by, edition}, {by, {}, "{}"});
  }
};

TEST_F(Drafts, GoFromDraftToPublishedByTwoPeople) {
  const Draft draft = add_draft("an");
  EXPECT_THAT(draft.id, SizeIs(32));
  EXPECT_EQ(draft.author, "an");
  EXPECT_EQ(draft.text.settings, R"({"crs":"EPSG:9210"})");
  ASSERT_TRUE(step(draft, DraftState::kSubmitted, "an"));
  ASSERT_TRUE(step(draft, DraftState::kApproved, "binh"));
  const auto published = step(draft, DraftState::kPublished, "binh", "20261123T000000Z-0123456789ab");
  ASSERT_TRUE(published);
  EXPECT_EQ(published->state, DraftState::kPublished);
  EXPECT_EQ(published->approver, "binh");
  EXPECT_EQ(published->edition, "20261123T000000Z-0123456789ab");
  EXPECT_EQ(published->created_at, draft.created_at);
  EXPECT_EQ(published->changed_at, clock_.now());
  std::vector<std::string> lines;
  for (const AuditRecord& record : test::value_of(store().audit_list(4, 100))) {
    EXPECT_EQ(record.entry.subject, draft.id);
    lines.push_back(record.entry.who + " " + record.entry.action);
  }
  EXPECT_THAT(lines, ::testing::ElementsAre("an draft.added", "an draft.submitted", "binh draft.approved",
                                            "binh draft.published"));
  EXPECT_EQ(store().audit_list(4, 1)->front().entry.files, std::vector{std::string(64, 'a')});
}

TEST_F(Drafts, KeepWhatTheyChange) {
  for (const DraftKind kind : {DraftKind::kPlan, DraftKind::kStatus, DraftKind::kMetadata, DraftKind::kParcels}) {
    const auto added = store().add_draft({"t", "27553", "f", "", "{}", kind}, {"an", {}, "{}"});
    ASSERT_TRUE(added);
    EXPECT_EQ(added->text.kind, kind);
    DraftText text = added->text;
    text.title = "u";
    EXPECT_EQ(store().edit_draft(added->id, text, {"an", {}, "{}"})->text.kind, kind);
    EXPECT_EQ(kind_of_name(kind_name(kind)), kind);
  }
  EXPECT_FALSE(kind_of_name("Plan"));
}

TEST_F(Drafts, OfAnOlderReleaseArePlans) {
  const Draft draft = add_draft("an");
  {
    Database old{path()};  // As the first release wrote it.
    old.execute("ALTER TABLE drafts DROP COLUMN kind");
    old.execute("DROP TABLE links");
    old.execute("DROP TABLE profiles");
    old.execute("DELETE FROM schema_version WHERE version > 1");
  }
  open();
  const auto kept = store().draft(draft.id);
  ASSERT_TRUE(kept) << kept.error().message;
  EXPECT_EQ(kept->text.kind, DraftKind::kPlan);
  EXPECT_EQ(kept->text.title, draft.text.title);
  EXPECT_TRUE(step(draft, DraftState::kSubmitted, "an"));
  EXPECT_TRUE(store().add_draft({"t", "p", "f", "", "{}", DraftKind::kParcels}, {"an", {}, "{}"}));
}

TEST_F(Drafts, OfAKindThatIsNotKnownYetCanOnlyBeLookedAt) {
  const Draft draft = add_draft("an");
  Database{path()}.execute("UPDATE drafts SET kind = 'dossier'");
  EXPECT_EQ(store().draft(draft.id)->state, DraftState::kWithdrawn);
  EXPECT_EQ(code_of(step(draft, DraftState::kSubmitted, "an")), ErrorCode::kDraftState);
}

TEST_F(Drafts, AreNotApprovedByTheirAuthorOrAnAdministrator) {
  const Draft draft = add_draft("binh");
  ASSERT_TRUE(step(draft, DraftState::kSubmitted, "binh"));
  const AuditHead head = *store().audit_head();
  EXPECT_EQ(code_of(step(draft, DraftState::kApproved, "binh")), ErrorCode::kSecondPersonNeeded);
  EXPECT_EQ(code_of(step(draft, DraftState::kApproved, "BÌNH")), ErrorCode::kSecondPersonNeeded)
      << "the same person, however written";
  EXPECT_EQ(code_of(step(draft, DraftState::kApproved, "admin")), ErrorCode::kForbidden);
  EXPECT_EQ(code_of(step(draft, DraftState::kApproved, "an")), ErrorCode::kForbidden);
  EXPECT_EQ(code_of(step(draft, DraftState::kApproved, "nobody")), ErrorCode::kForbidden);
  EXPECT_EQ(store().draft(draft.id)->state, DraftState::kSubmitted);
  EXPECT_EQ(*store().audit_head(), head) << "what was refused is not recorded as done";
  EXPECT_TRUE(step(draft, DraftState::kApproved, "cuc"));
}

TEST_F(Drafts, AreNotApprovedByADisabledAccount) {
  const Draft draft = add_draft("an");
  ASSERT_TRUE(step(draft, DraftState::kSubmitted, "an"));
  ASSERT_TRUE(store().disable_user("binh", kByTest));
  EXPECT_EQ(code_of(step(draft, DraftState::kApproved, "binh")), ErrorCode::kForbidden);
}

TEST_F(Drafts, ComeBackToTheirAuthorWhoMayWriteThemAgain) {
  const Draft draft = add_draft("an");
  ASSERT_TRUE(step(draft, DraftState::kSubmitted, "an"));
  EXPECT_EQ(code_of(store().edit_draft(draft.id, {"new", "p", "f", "r"}, {"an", {}, "{}"})), ErrorCode::kDraftState);
  const auto returned = step(draft, DraftState::kReturned, "binh");
  ASSERT_TRUE(returned);
  EXPECT_EQ(returned->text.reason, "vì binh");
  EXPECT_EQ(code_of(store().edit_draft(draft.id, {"new", "p", "f", "r"}, {"binh", {}, "{}"})), ErrorCode::kForbidden);
  EXPECT_EQ(code_of(store().edit_draft(draft.id, {"new", "p", "f", "r", "not JSON"}, {"an", {}, "{}"})), ErrorCode::kBadData);
  const auto edited = store().edit_draft(draft.id, {"mới", "p", "f", "r", "[1]"}, {"an", {}, "{}"});
  ASSERT_TRUE(edited);
  EXPECT_EQ(edited->text.title, "mới");
  EXPECT_EQ(edited->text.settings, "[1]");
  EXPECT_TRUE(step(draft, DraftState::kSubmitted, "an"));
}

TEST_F(Drafts, AreWrittenByPlannersAndApprovers) {
  for (const char* by : {"admin", "nobody", ""}) {
    EXPECT_EQ(code_of(store().add_draft({"t", "p", "f", "r"}, {by, {}, "{}"})), ErrorCode::kForbidden) << by;
  }
  EXPECT_EQ(code_of(store().add_draft({"t", "p", "f", "r", "{"}, {"an", {}, "{}"})), ErrorCode::kBadData);
  EXPECT_THAT(*store().drafts(std::nullopt), IsEmpty());
}

TEST_F(Drafts, AreListedByStateLastChangedFirst) {
  const Draft first = add_draft("an");
  clock_.pass(std::chrono::seconds{1});
  const Draft second = add_draft("binh");
  ASSERT_TRUE(step(first, DraftState::kSubmitted, "an"));
  const auto all = *store().drafts(std::nullopt);
  ASSERT_THAT(all, SizeIs(2));
  EXPECT_EQ(all.front().id, first.id);
  const auto submitted = *store().drafts(DraftState::kSubmitted);
  ASSERT_THAT(submitted, SizeIs(1));
  EXPECT_EQ(submitted.front().id, first.id);
  EXPECT_EQ(code_of(store().draft("x' OR 1=1 --")), ErrorCode::kDraftUnknown);
  EXPECT_EQ(code_of(step(Draft{}, DraftState::kSubmitted, "an")), ErrorCode::kDraftUnknown);
}

TEST_F(Drafts, AreApprovedOnceWhenTwoApproveAtOnce) {
  constexpr int kRounds = 20;
  for (int i = 0; i < kRounds; ++i) {
    const Draft draft = add_draft("an");
    ASSERT_TRUE(step(draft, DraftState::kSubmitted, "an"));
    auto other = open_sqlite_store(path());  // as another process would
    ASSERT_TRUE(other);
    const DraftStep approve{DraftState::kApproved, "x", ""};
    auto by_cuc = std::async(std::launch::async, [&] { return (*other)->step_draft(draft.id, approve, {"cuc", {}, "{}"}); });
    const auto by_binh = store().step_draft(draft.id, approve, {"binh", {}, "{}"});
    const auto cuc = by_cuc.get();
    EXPECT_NE(static_cast<bool>(by_binh), static_cast<bool>(cuc));
    EXPECT_EQ(code_of(by_binh ? cuc : by_binh), ErrorCode::kDraftState);
  }
  EXPECT_THAT(store().audit_verify({})->faults, IsEmpty());
}

}  // namespace
}  // namespace quyhoach::store
