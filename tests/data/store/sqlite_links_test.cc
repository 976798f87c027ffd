#include <string>
#include <vector>

#include <gmock/gmock.h>

#include "tests/data/store/store_test.h"

namespace quyhoach::store {
namespace {

using geo::ErrorCode;
using std::chrono::seconds;
using test::code_of;
using test::value_of;

constexpr const char* kIssuer = "https://sso.example";
constexpr const char* kSubject = "0a1b-subject";
const Act kByTest{"admin", {}, "{}"};

class Links : public test::StoreTest {
 protected:
  void SetUp() override {
    test::StoreTest::SetUp();
    add("an", Role::kPlanner);
    add("binh", Role::kApprover);
  }
  void link(const std::string& login, const std::string& subject = kSubject) {
    ASSERT_TRUE(store().link_user({login, kIssuer, subject}, kByTest)) << login;
  }
  std::optional<OpenedSession> enter(const std::string& subject = kSubject, const std::string& issuer = kIssuer) {
    auto entered = store().sign_in_linked(issuer, subject);
    EXPECT_TRUE(entered);
    return entered ? std::move(entered->opened) : std::nullopt;
  }
  std::vector<std::string> actions() {
    std::vector<std::string> out;
    for (const AuditRecord& record : value_of(store().audit_list(0, 100))) {
      out.push_back(record.entry.action + " " + record.entry.subject);
    }
    return out;
  }
};

TEST_F(Links, OpenTheSameSessionAsAPassword) {
  link("AN");
  const auto opened = enter();
  ASSERT_TRUE(opened);
  const auto session = store().session(opened->token);
  ASSERT_TRUE(session && *session);
  EXPECT_EQ((*session)->user.login, "an");
  EXPECT_EQ((*session)->user.role, Role::kPlanner);
  EXPECT_TRUE((*session)->user.must_change_password) << "what somebody else chose is changed first, whichever the door";
  EXPECT_EQ(opened->session.expires_at - opened->session.created_at, std::chrono::hours{12});
  ASSERT_EQ(value_of(store().sign_out_everywhere(opened->session.user.id)), 1);
  EXPECT_FALSE(*store().session(opened->token));
}

TEST_F(Links, AreOfOnePersonOfOneProviderLetterForLetter) {
  link("an");
  EXPECT_FALSE(enter("0A1B-subject"));
  EXPECT_FALSE(enter("0a1b-subject "));
  EXPECT_FALSE(enter("an"));
  EXPECT_FALSE(enter(kSubject, "https://sso.example/"));
  EXPECT_FALSE(enter(kSubject, "https://other.example"));
  EXPECT_FALSE(enter(""));
}

TEST_F(Links, AreNeverMoved) {
  link("an");
  EXPECT_EQ(code_of(store().link_user({"binh", kIssuer, kSubject}, kByTest)), ErrorCode::kLinkExists);
  EXPECT_EQ(code_of(store().link_user({"an", kIssuer, "another"}, kByTest)), ErrorCode::kLinkExists);
  EXPECT_EQ(code_of(store().link_user({"nobody", kIssuer, "another"}, kByTest)), ErrorCode::kUserUnknown);
  EXPECT_TRUE(store().link_user({"an", "https://other.example", kSubject}, kByTest)) << "another provider's person";
  const auto links = value_of(store().links());
  ASSERT_EQ(links.size(), 2U);
  EXPECT_EQ(links[0].issuer, "https://other.example");
  EXPECT_EQ(links[1].subject, kSubject);
  EXPECT_EQ(enter()->session.user.login, "an");
}

TEST_F(Links, AreRefusedWithWhatNoProviderSends) {
  for (const auto& [issuer, subject] : std::vector<std::pair<std::string, std::string>>{
           {"", kSubject}, {kIssuer, ""}, {kIssuer, std::string(256, 'a')}, {kIssuer, "a\nb"}, {kIssuer, "Bình"}, {"https://é", kSubject}}) {
    EXPECT_EQ(code_of(store().link_user({"an", issuer, subject}, kByTest)), ErrorCode::kParameterValue) << subject;
  }
  EXPECT_TRUE(store().link_user({"an", kIssuer, std::string(255, 'a')}, kByTest));
}

TEST_F(Links, LetNobodyInOnceTheUserIsDisabled) {
  link("an");
  const auto opened = enter();
  ASSERT_TRUE(store().disable_user("an", kByTest));
  EXPECT_FALSE(enter());
  EXPECT_FALSE(*store().session(opened->token));
}

TEST_F(Links, AreLockedWhileWrongPasswordsLockTheLogin) {
  link("an");
  for (int i = 0; i < kFreeFailures; ++i) {
    ASSERT_TRUE(store().sign_in("an", "a wrong password"));
  }
  const auto locked = store().sign_in_linked(kIssuer, kSubject);
  ASSERT_TRUE(locked);
  EXPECT_FALSE(locked->opened);
  EXPECT_EQ(locked->locked_for, seconds{2});
  clock_.pass(seconds{2});
  EXPECT_TRUE(enter());
  EXPECT_EQ(value_of(store().user("an")).failed_sign_ins, kFreeFailures) << "they are the password's, and stay";
}

TEST_F(Links, EndWithTheSessionsThatBeganThere) {
  link("an");
  const auto opened = enter();
  ASSERT_TRUE(store().unlink_user("an", kIssuer, kByTest));
  EXPECT_FALSE(*store().session(opened->token));
  EXPECT_FALSE(enter());
  EXPECT_EQ(code_of(store().unlink_user("an", kIssuer, kByTest)), ErrorCode::kLinkUnknown);
  EXPECT_EQ(code_of(store().unlink_user("nobody", kIssuer, kByTest)), ErrorCode::kUserUnknown);
  link("binh");
  EXPECT_EQ(enter()->session.user.login, "binh");
}

TEST_F(Links, AreInTheAuditLog) {
  ASSERT_TRUE(store().link_user({"an", kIssuer, "a\"b"}, kByTest));
  ASSERT_TRUE(store().unlink_user("an", kIssuer, kByTest));
  EXPECT_THAT(actions(), ::testing::ElementsAre("user.added an", "user.added binh", "user.linked an", "user.unlinked an"));
  const auto records = value_of(store().audit_list(2, 1));
  EXPECT_EQ(records.at(0).entry.who, "admin");
  EXPECT_EQ(records.at(0).entry.details, R"({"issuer":"https://sso.example","subject":"a\"b"})");
  EXPECT_TRUE(value_of(store().audit_verify({})).faults.empty());
}

TEST_F(Links, StayWhenTheStoreIsOpenedAnew) {
  link("an");
  open();
  EXPECT_TRUE(enter());
}

}  // namespace
}  // namespace quyhoach::store
