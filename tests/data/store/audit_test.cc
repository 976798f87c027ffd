#include "data/store/audit.h"

#include <functional>

#include <gmock/gmock.h>

#include "data/store/sqlite.h"
#include "tests/data/store/store_test.h"

namespace quyhoach::store {
namespace {

using geo::ErrorCode;
using test::code_of;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using Kind = AuditFault::Kind;

const std::string kFile = std::string(63, '0') + "a";

AuditRecord some_record() {
  AuditRecord record;
  record.seq = 1;
  record.time = "2026-11-23T17:20:05.123Z";
  record.entry = {"an", "draft.added", "0123", {kFile}, R"({"plan":"qhpk-01"})"};
  record.previous = empty_audit_head().hash;
  return record;
}

TEST(AuditHash, IsThatOfTheCanonicalForm) {
  // printf '1:1,24:2026-11-23T17:20:05.123Z,2:an,11:draft.added,4:0123,64:0…0a,18:{"plan":"qhpk-01"},64:0…0,' | sha256sum
  EXPECT_EQ(audit_hash(some_record()), "1e7f4d1bd047b8a2827a08633e28f506dc0a4eaa4bf53eba22ab345efe040393");
}

TEST(SplitFiles, UndoesJoinFilesExactly) {
  for (const char* text : {"", "a", "a b", " ", " a", "a ", "a  b", "  "}) {
    EXPECT_EQ(join_files(split_files(text)), text);
  }
  EXPECT_EQ(split_files("a b"), (std::vector<std::string>{"a", "b"}));
  EXPECT_THAT(split_files(""), IsEmpty());
}

TEST(AuditHash, ChangesWithEveryField) {
  const std::string hash = audit_hash(some_record());
  const std::vector<std::function<void(AuditRecord&)>> changes = {
      [](AuditRecord& r) { r.seq = 2; },
      [](AuditRecord& r) { r.time.back() = 'z'; },
      [](AuditRecord& r) { r.entry.who += " "; },
      [](AuditRecord& r) { r.entry.action += "x"; },
      [](AuditRecord& r) { r.entry.subject.clear(); },
      [](AuditRecord& r) { r.entry.files.push_back(kFile); },
      [](AuditRecord& r) { r.entry.files.clear(); },
      [](AuditRecord& r) { r.entry.details += " "; },
      [](AuditRecord& r) { r.previous[0] = '1'; },
      // The same letters over other borders.
      [](AuditRecord& r) { std::swap(r.entry.who, r.entry.subject); },
      [](AuditRecord& r) { r.entry.who = "and", r.entry.action = "raft.added"; },
  };
  for (std::size_t i = 0; i < changes.size(); ++i) {
    AuditRecord changed = some_record();
    changes[i](changed);
    EXPECT_NE(audit_hash(changed), hash) << i;
  }
}

TEST(CheckEntry, WantsWhoAndActionAndHashes) {
  const AuditEntry good = some_record().entry;
  EXPECT_TRUE(check_entry(good));
  const std::vector<std::function<void(AuditEntry&)>> faults = {
      [](AuditEntry& e) { e.who.clear(); },
      [](AuditEntry& e) { e.action.clear(); },
      [](AuditEntry& e) { e.who = "\xFF"; },
      [](AuditEntry& e) { e.details = "\xC3"; },
      [](AuditEntry& e) { e.files = {""}; },
      [](AuditEntry& e) { e.files = {std::string(64, 'A')}; },
      [](AuditEntry& e) { e.files = {std::string(63, '0') + " "}; },
      [](AuditEntry& e) { e.files = {std::string(65, '0')}; },
  };
  for (std::size_t i = 0; i < faults.size(); ++i) {
    AuditEntry bad = good;
    faults[i](bad);
    EXPECT_EQ(code_of(check_entry(bad)), ErrorCode::kBadData) << i;
  }
}

class AuditLog : public test::StoreTest {
 protected:
  static constexpr int kRecords = 10;

  void SetUp() override {
    test::StoreTest::SetUp();
    for (int i = 1; i <= kRecords; ++i) {
      clock_.pass(std::chrono::seconds{1});
      const std::string number = std::to_string(i);
      const auto record = store().audit_append({"an", "test.did", number, {kFile}, R"({"i":)" + number + "}"});
      ASSERT_TRUE(record);
      heads_.push_back({record->seq, record->hash});
    }
  }
  /// What somebody with the file in hand does.
  void tamper(const std::string& sql) {
    Database database{path()};
    database.execute("DROP TRIGGER IF EXISTS audit_is_not_changed; DROP TRIGGER IF EXISTS audit_is_not_deleted");
    database.execute(sql.c_str());
  }
  /// Gives records from `from` on the hashes that fit their content, as who knows the canonical form can.
  void rehash(std::uint64_t from) {
    const auto records = store().audit_list(0, 1'000);
    ASSERT_TRUE(records);
    std::string previous = empty_audit_head().hash;
    for (AuditRecord record : *records) {
      if (record.seq >= from) {
        record.previous = previous;
        record.hash = audit_hash(record);
        tamper("UPDATE audit SET previous = '" + record.previous + "', hash = '" + record.hash + "' WHERE seq = " +
               std::to_string(record.seq));
      }
      previous = record.hash;
    }
  }
  std::vector<AuditFault> faults(const std::vector<AuditHead>& expected = {}) {
    const auto check = store().audit_verify(expected);
    EXPECT_TRUE(check);
    return check ? check->faults : std::vector<AuditFault>{{Kind::kMissing, 0}};
  }

  std::vector<AuditHead> heads_;
};

TEST_F(AuditLog, IsWholeWhenNobodyTouchedIt) {
  EXPECT_THAT(faults(), IsEmpty());
  EXPECT_THAT(faults(heads_), IsEmpty());
  EXPECT_THAT(faults({empty_audit_head(), heads_[4], heads_[0], heads_[9], heads_[4]}), IsEmpty());
  EXPECT_EQ(*store().audit_head(), heads_.back());
  EXPECT_EQ(store().audit_verify({})->head, heads_.back());
}

TEST_F(AuditLog, GivesBackWhatWasWritten) {
  const auto records = store().audit_list(3, 4);
  ASSERT_TRUE(records);
  ASSERT_EQ(records->size(), 4U);
  const AuditRecord& first = records->front();
  EXPECT_EQ(first.seq, 4U);
  EXPECT_EQ(first.time, to_rfc3339(clock_.now() - std::chrono::seconds{6}));
  EXPECT_EQ(first.entry.subject, "4");
  EXPECT_EQ(first.entry.files, std::vector{kFile});
  EXPECT_EQ(first.entry.details, R"({"i":4})");
  EXPECT_EQ(first.previous, heads_[2].hash);
  EXPECT_EQ(first.hash, audit_hash(first));
  EXPECT_THAT(*store().audit_list(kRecords, 5), IsEmpty());
}

TEST_F(AuditLog, RefusesDetailsThatAreNotJson) {
  for (const char* details : {"", "{", "nonsense", "{\"a\":1}}", "{'a':1}"}) {
    EXPECT_EQ(code_of(store().audit_append({"an", "test.did", "", {}, details})), ErrorCode::kBadData) << details;
  }
  EXPECT_EQ(*store().audit_head(), heads_.back());
}

TEST_F(AuditLog, DoesNotLetAStatementChangeIt) {
  Database database{path()};
  for (const char* sql : {"UPDATE audit SET who = 'bình' WHERE seq = 3", "DELETE FROM audit WHERE seq = 3",
                          "DELETE FROM audit"}) {
    try {
      database.execute(sql);
      ADD_FAILURE() << sql;
    } catch (const SqliteError& error) {
      EXPECT_THAT(error.what(), HasSubstr("only grows"));
    }
  }
  EXPECT_THAT(faults(heads_), IsEmpty());
}

TEST_F(AuditLog, ShowsAnEditedRecordInEveryColumn) {
  for (const std::string& change : {std::string{"time = '2020-01-01T00:00:00.000Z'"}, std::string{"who = 'bình'"},
                                    std::string{"action = 'x'"},
                                    std::string{"files = files || ' '"}, std::string{"files = ' ' || files"},
                                    std::string{"subject = ''"}, std::string{"files = ''"}, std::string{"details = '{}'"}}) {
    SetUp();
    const std::uint64_t edited = store().audit_head()->seq - 5;
    tamper("UPDATE audit SET " + change + " WHERE seq = " + std::to_string(edited));
    EXPECT_THAT(faults(), Contains(AuditFault{Kind::kEdited, edited})) << change;
  }
}

TEST_F(AuditLog, ShowsAnEditedRecordWithAHashThatFits) {
  tamper("UPDATE audit SET who = 'bình' WHERE seq = 4");
  auto record = store().audit_list(3, 1)->front();
  tamper("UPDATE audit SET hash = '" + audit_hash(record) + "' WHERE seq = 4");
  EXPECT_THAT(faults(), ElementsAre(AuditFault{Kind::kUnlinked, 5}));
  EXPECT_THAT(faults({heads_[3]}), ElementsAre(AuditFault{Kind::kRewritten, 4}, AuditFault{Kind::kUnlinked, 5}));
}

TEST_F(AuditLog, ShowsADeletedRecord) {
  tamper("DELETE FROM audit WHERE seq = 4");
  EXPECT_THAT(faults(), ElementsAre(AuditFault{Kind::kMissing, 4}));
  tamper("DELETE FROM audit WHERE seq IN (1, 2)");
  EXPECT_THAT(faults(), ElementsAre(AuditFault{Kind::kMissing, 1}, AuditFault{Kind::kMissing, 4}));
}

TEST_F(AuditLog, ShowsADeletedRecordWhenTheOthersMovedUp) {
  tamper("DELETE FROM audit WHERE seq = 4");
  for (int i = 5; i <= kRecords; ++i) {
    tamper("UPDATE audit SET seq = " + std::to_string(i - 1) + " WHERE seq = " + std::to_string(i));
  }
  EXPECT_THAT(faults(), Contains(AuditFault{Kind::kUnlinked, 4}));
  EXPECT_THAT(faults({heads_.back()}), Contains(AuditFault{Kind::kTruncated, kRecords}));
}

TEST_F(AuditLog, ShowsReorderedRecords) {
  tamper("UPDATE audit SET seq = -1 WHERE seq = 3; UPDATE audit SET seq = 3 WHERE seq = 7");
  tamper("UPDATE audit SET seq = 7 WHERE seq = -1");
  const auto found = faults();
  EXPECT_THAT(found, Contains(AuditFault{Kind::kUnlinked, 3}));
  EXPECT_THAT(found, Contains(AuditFault{Kind::kUnlinked, 7}));
  EXPECT_THAT(found, Contains(AuditFault{Kind::kEdited, 3}));
}

TEST_F(AuditLog, ShowsACutEndByTheHeadsOfEditions) {
  tamper("DELETE FROM audit WHERE seq > 6");
  EXPECT_THAT(faults(), IsEmpty()) << "a chain alone does not know how long it was";
  EXPECT_THAT(faults({heads_[5]}), IsEmpty());
  EXPECT_THAT(faults({heads_[5], heads_[8], heads_[6]}),
              ElementsAre(AuditFault{Kind::kTruncated, 7}, AuditFault{Kind::kTruncated, 9}));
  // Written on, the cut is still found.
  for (int i = 0; i < 10; ++i) {
    ASSERT_TRUE(store().audit_append({"an", "test.did", "later", {}, "{}"}));
  }
  EXPECT_THAT(faults({heads_[8]}), ElementsAre(AuditFault{Kind::kRewritten, 9}));
}

TEST_F(AuditLog, ShowsALogWrittenAnewByTheHeadsOfEditions) {
  tamper("UPDATE audit SET who = 'bình' WHERE seq = 2");
  rehash(2);
  EXPECT_THAT(faults(), IsEmpty());
  EXPECT_THAT(faults({heads_[0]}), IsEmpty());
  EXPECT_THAT(faults({heads_[0], heads_[5]}), ElementsAre(AuditFault{Kind::kRewritten, 6}));
}

TEST_F(AuditLog, ShowsThatAllIsGone) {
  tamper("DELETE FROM audit");
  EXPECT_THAT(faults({heads_[0]}), ElementsAre(AuditFault{Kind::kTruncated, 1}));
}

}  // namespace
}  // namespace quyhoach::store
