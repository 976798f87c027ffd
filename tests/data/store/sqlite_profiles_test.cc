#include <gmock/gmock.h>

#include "data/store/sqlite.h"
#include "geo/base/sha256.h"
#include "tests/data/store/store_test.h"

namespace quyhoach::store {
namespace {

using geo::ErrorCode;
using test::code_of;
using test::value_of;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class SqliteProfiles : public test::StoreTest {
 protected:
  void SetUp() override {
    StoreTest::SetUp();
    add("an", Role::kPlanner);
    add("clerk", Role::kClerk);
  }
  [[nodiscard]] std::vector<std::string> names() const {
    std::vector<std::string> all;
    for (const Profile& one : value_of(store().profiles())) {
      all.push_back(one.name);
    }
    return all;
  }
  const Act by_an_{"an", {}, "{}"};
};

TEST_F(SqliteProfiles, AreThereAgainByNameHoweverItIsWritten) {
  ASSERT_TRUE(store().save_profile("Công ty Đo đạc A", "repairs = []", by_an_));
  ASSERT_TRUE(store().save_profile("Ban B", "x = 1", by_an_));
  open();
  const auto found = store().profile("cong ty  DO DAC a");
  ASSERT_TRUE(found);
  EXPECT_EQ(found->name, "Công ty Đo đạc A");
  EXPECT_EQ(found->text, "repairs = []");
  EXPECT_EQ(found->saved_by, "an");
  EXPECT_EQ(found->saved_at, clock_.now());
  EXPECT_THAT(names(), ElementsAre("Ban B", "Công ty Đo đạc A"));
}

TEST_F(SqliteProfiles, SavingAgainTakesThePlaceOfTheOneBefore) {
  ASSERT_TRUE(store().save_profile("Ban B", "x = 1", by_an_));
  clock_.pass(std::chrono::minutes{1});
  ASSERT_TRUE(store().save_profile("BAN B", "x = 2", by_an_));
  EXPECT_THAT(names(), ElementsAre("BAN B"));
  EXPECT_EQ(store().profile("Ban B")->text, "x = 2");
  ASSERT_TRUE(store().remove_profile("ban b", by_an_));
  EXPECT_THAT(names(), IsEmpty());
  EXPECT_EQ(code_of(store().profile("Ban B")), ErrorCode::kProfileUnknown);
  EXPECT_EQ(code_of(store().remove_profile("Ban B", by_an_)), ErrorCode::kProfileUnknown);
}

TEST_F(SqliteProfiles, EveryChangeIsInTheLogWithTheHashOfItsText) {
  ASSERT_TRUE(store().save_profile("Ban B", "x = 1", by_an_));
  ASSERT_TRUE(store().remove_profile("Ban B", by_an_));
  const auto records = value_of(store().audit_list(2, 10));  // After the two accounts.
  ASSERT_EQ(records.size(), 2U);
  EXPECT_EQ(records[0].entry.action, "profile.saved");
  EXPECT_EQ(records[1].entry.action, "profile.removed");
  for (const AuditRecord& record : records) {
    EXPECT_EQ(record.entry.subject, "Ban B");
    EXPECT_THAT(record.entry.files, ElementsAre(geo::sha256_hex("x = 1")));
  }
}

TEST_F(SqliteProfiles, AreWrittenByWhoeverWritesDrafts) {
  const Act clerk{"clerk", {}, "{}"};
  ASSERT_TRUE(store().save_profile("Ban B", "x = 1", by_an_));
  EXPECT_EQ(code_of(store().save_profile("Ban C", "x = 1", clerk)), ErrorCode::kForbidden);
  EXPECT_EQ(code_of(store().remove_profile("Ban B", clerk)), ErrorCode::kForbidden);
  EXPECT_EQ(code_of(store().save_profile("Ban C", "x = 1", {"nobody", {}, "{}"})), ErrorCode::kForbidden);
  EXPECT_THAT(names(), ElementsAre("Ban B"));
}

TEST_F(SqliteProfiles, RefuseWhatIsNoNameOrNoText) {
  for (const std::string& name : {std::string{}, std::string{" -- "}, std::string{"a\nb"}, std::string(513, 'a'), std::string{"\xFF"}}) {
    EXPECT_EQ(code_of(store().save_profile(name, "x = 1", by_an_)), ErrorCode::kParameterValue) << name;
  }
  EXPECT_EQ(code_of(store().save_profile("A", std::string(kProfileMax_bytes + 1, 'x'), by_an_)), ErrorCode::kParameterValue);
  EXPECT_EQ(code_of(store().save_profile("A", "\xFF", by_an_)), ErrorCode::kParameterValue);
  EXPECT_EQ(code_of(store().profile("x' OR 1=1 --")), ErrorCode::kProfileUnknown);
  EXPECT_THAT(names(), IsEmpty());
}

TEST_F(SqliteProfiles, AreNoMoreThanAPersonCanLookThrough) {
  std::string rows = "BEGIN;";
  for (std::size_t i = 0; i < kMostProfiles; ++i) {
    rows += "INSERT INTO profiles VALUES ('k" + std::to_string(i) + "', 'k', '', 1, 0);";
  }
  Database{path()}.execute((rows + "COMMIT").c_str());
  EXPECT_EQ(code_of(store().save_profile("another", "x = 1", by_an_)), ErrorCode::kParameterValue);
  EXPECT_TRUE(store().save_profile("k0", "x = 2", by_an_)) << "in place of another";
}

}  // namespace
}  // namespace quyhoach::store
