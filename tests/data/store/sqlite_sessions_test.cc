#include <algorithm>
#include <chrono>
#include <future>
#include <vector>

#include <gmock/gmock.h>

#include "data/store/secret.h"
#include "tests/data/store/store_test.h"

namespace quyhoach::store {
namespace {

using geo::ErrorCode;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using test::code_of;
using namespace std::string_literals;

const Act kByTest{"test", {}, "{}"};
constexpr const char* kWrong = "a wrong password";

class Sessions : public test::StoreTest {
 protected:
  void SetUp() override {
    test::StoreTest::SetUp();
    add("an", Role::kPlanner);
  }
  bool is_signed_in(const std::string& token) { return store().session(token)->has_value(); }
  /// \pre not locked
  void expect_refused(const std::string& login, const std::string& password = kWrong) {
    const auto answer = store().sign_in(login, password);
    ASSERT_TRUE(answer);
    EXPECT_FALSE(answer->opened) << login;
    EXPECT_EQ(answer->locked_for, seconds{0}) << login;
  }
};

TEST_F(Sessions, BeginWithLoginAndPassword) {
  const OpenedSession opened = sign_in("AN");
  EXPECT_EQ(opened.token.size(), 64U);
  EXPECT_EQ(opened.session.csrf.size(), 64U);
  EXPECT_NE(opened.token, opened.session.csrf);
  EXPECT_TRUE(opened.session.user.must_change_password);
  EXPECT_EQ(opened.session.expires_at, clock_.now() + hours{12});
  const auto session = store().session(opened.token);
  ASSERT_TRUE(session && *session);
  EXPECT_EQ((*session)->user.login, "an");
  EXPECT_EQ((*session)->user.role, Role::kPlanner);
  EXPECT_EQ((*session)->csrf, opened.session.csrf);
  EXPECT_NE(sign_in("an").token, opened.token);
}

TEST_F(Sessions, TakeAPasswordTypedOnAnyKeyboard) {
  sign_in("an", "m\xE1\xBA\xADt kh\xC3\xA2\xCC\x89u th\xC6\xB0\xCC\x89 nghi\xC3\xAA\xCC\xA3m");
}

TEST_F(Sessions, AreNotThereForAnotherToken) {
  const OpenedSession opened = sign_in("an");
  std::string other = opened.token;
  other.back() = other.back() == '0' ? '1' : '0';
  for (const std::string& token : {""s, other, opened.session.csrf, opened.token + " ", opened.token.substr(1), "\xFF"s, "\0"s,
                                   "' OR 1=1 --"s,
                                   std::string(1'000'000, '0')}) {
    EXPECT_FALSE(is_signed_in(token)) << token.substr(0, 70);
  }
}

TEST_F(Sessions, AreRefusedAlikeForAnyReason) {
  add("binh", Role::kClerk);
  ASSERT_TRUE(store().disable_user("binh", kByTest));
  expect_refused("an");
  expect_refused("nobody");
  expect_refused("binh", kPassword);
  expect_refused("");
  expect_refused("\xFF\xFE");
  expect_refused("an\0"s, kPassword);
  expect_refused(std::string(1'000'000, 'a'));
  expect_refused("an", "");
  expect_refused("an", std::string(1'000'000, 'a'));
  expect_refused("x' OR '1'='1", kPassword);
}

TEST_F(Sessions, TakeAsLongToRefuseAnUnknownLoginAsAWrongPassword) {
  // The best of several: whatever else the machine does only adds. Hashing takes a hundred times what is left.
  const auto best = [&](const std::string& stem) {
    auto least = std::chrono::steady_clock::duration::max();
    for (int i = 0; i < 4; ++i) {
      const auto begin = std::chrono::steady_clock::now();
      expect_refused(stem);
      least = std::min(least, std::chrono::steady_clock::now() - begin);
    }
    return least;
  };
  const auto known = best("an");
  const auto unknown = best("nobody");
  EXPECT_LT(known, unknown * 2);
  EXPECT_LT(unknown, known * 2);
}

TEST_F(Sessions, AreLockedForGrowingTimesAfterFiveWrongPasswords) {
  for (const char* login : {"an", "nobody"}) {
    for (int i = 0; i < kFreeFailures; ++i) {
      expect_refused(login);
    }
    for (const int lock_s : {2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900}) {
      const auto locked = store().sign_in(login, kPassword);
      ASSERT_TRUE(locked);
      EXPECT_FALSE(locked->opened) << "the right password does not help";
      EXPECT_EQ(locked->locked_for, seconds{lock_s}) << login;
      clock_.pass(seconds{lock_s} - std::chrono::milliseconds{1});
      EXPECT_EQ(store().sign_in(login, kPassword)->locked_for, seconds{1});
      clock_.pass(std::chrono::milliseconds{1});
      expect_refused(login);
    }
  }
}

TEST_F(Sessions, AreOpenAgainAfterTheLockAndForgetWhatWasWrong) {
  for (int i = 0; i < kFreeFailures; ++i) {
    expect_refused("an");
  }
  EXPECT_EQ(store().user("an")->failed_sign_ins, kFreeFailures);
  EXPECT_EQ(store().user("an")->locked_until, clock_.now() + seconds{2});
  clock_.pass(seconds{2});
  sign_in("an");
  EXPECT_EQ(store().user("an")->failed_sign_ins, 0);
  EXPECT_EQ(store().user("an")->locked_until, std::nullopt);
  expect_refused("an");
  sign_in("an");
}

TEST_F(Sessions, AreUnlockedByAResetAndByADay) {
  for (int i = 0; i < kFreeFailures; ++i) {
    expect_refused("an");
  }
  ASSERT_TRUE(store().reset_user("an", "another password", kByTest));
  sign_in("an", "another password");
  for (int i = 0; i < kFreeFailures - 1; ++i) {
    expect_refused("an");
  }
  clock_.pass(hours{24} + seconds{1});
  expect_refused("an");
  expect_refused("an");
}

TEST_F(Sessions, AreNotFreeGuessesWhenManyTryAtOnce) {
  std::vector<std::future<geo::Result<SignIn>>> tries;
  constexpr int kTries = 12;
  for (int i = 0; i < kTries; ++i) {
    tries.push_back(std::async(std::launch::async, [this] { return store().sign_in("an", kWrong); }));
  }
  int looked_at = 0;
  for (auto& one : tries) {
    const auto answer = one.get();
    ASSERT_TRUE(answer);
    looked_at += answer->locked_for == seconds{0} ? 1 : 0;
  }
  EXPECT_EQ(looked_at, kFreeFailures);
}

TEST_F(Sessions, EndWhenNobodyUsesThem) {
  const OpenedSession opened = sign_in("an");
  for (int i = 0; i < 5; ++i) {
    clock_.pass(minutes{59});
    EXPECT_TRUE(is_signed_in(opened.token)) << i;
  }
  clock_.pass(minutes{60});
  EXPECT_FALSE(is_signed_in(opened.token));
}

TEST_F(Sessions, EndAfterTwelveHoursWhateverHappens) {
  const OpenedSession opened = sign_in("an");
  for (int i = 0; i < 24; ++i) {
    EXPECT_TRUE(is_signed_in(opened.token)) << i;
    clock_.pass(minutes{30});
  }
  EXPECT_FALSE(is_signed_in(opened.token));
}

TEST_F(Sessions, EndOneByOneOrAllOfAPerson) {
  add("binh", Role::kClerk);
  const std::string first = sign_in("an").token;
  const std::string second = sign_in("an").token;
  const std::string third = sign_in("an").token;
  const std::string other = sign_in("binh").token;
  EXPECT_TRUE(*store().sign_out(first));
  EXPECT_FALSE(*store().sign_out(first));
  EXPECT_FALSE(is_signed_in(first));
  EXPECT_TRUE(is_signed_in(second));
  EXPECT_EQ(*store().sign_out_everywhere((*store().session(second))->user.id), 2);
  EXPECT_FALSE(is_signed_in(second));
  EXPECT_FALSE(is_signed_in(third));
  EXPECT_TRUE(is_signed_in(other));
}

TEST_F(Sessions, EndWhenTheAccountIsDisabledOrReset) {
  const std::string first = sign_in("an").token;
  ASSERT_TRUE(store().disable_user("an", kByTest));
  EXPECT_FALSE(is_signed_in(first));
  expect_refused("an", kPassword);
  ASSERT_TRUE(store().reset_user("an", "another password", kByTest));
  EXPECT_FALSE(store().user("an")->is_disabled);
  EXPECT_FALSE(is_signed_in(first));
  const std::string second = sign_in("an", "another password").token;
  ASSERT_TRUE(store().reset_user("an", kPassword, kByTest));
  EXPECT_FALSE(is_signed_in(second));
}

TEST_F(Sessions, ChangeThePasswordAndEndAllOthers) {
  const std::string other = sign_in("an").token;
  const std::string own = sign_in("an").token;
  const auto changed = store().change_password(own, kPassword, "một mật khẩu khác");
  ASSERT_TRUE(changed && changed->opened);
  EXPECT_FALSE(changed->opened->session.user.must_change_password);
  EXPECT_FALSE(is_signed_in(own));
  EXPECT_FALSE(is_signed_in(other));
  EXPECT_TRUE(is_signed_in(changed->opened->token));
  EXPECT_FALSE((*store().session(changed->opened->token))->user.must_change_password);
  expect_refused("an", kPassword);
  sign_in("an", "một mật khẩu khác");
}

TEST_F(Sessions, DoNotChangeAPasswordToWhatIsUnfit) {
  const std::string token = sign_in("an").token;
  for (const std::string& to : {""s, "short"s, std::string{kPassword}, std::string(1'025, 'a'),
                                "\xFF\xFE\xFF\xFE\xFF\xFE\xFF\xFE\xFF\xFE\xFF\xFE\xFF"s}) {
    EXPECT_EQ(code_of(store().change_password(token, kPassword, to)), ErrorCode::kPasswordUnfit) << to;
  }
  EXPECT_EQ(code_of(store().change_password("nobody's token", kPassword, "một mật khẩu khác")), ErrorCode::kUnauthenticated);
  EXPECT_TRUE(is_signed_in(token));
  sign_in("an");
}

TEST_F(Sessions, LockWhoGuessesTheOldPassword) {
  const std::string token = sign_in("an").token;
  for (int i = 0; i < kFreeFailures; ++i) {
    const auto wrong = store().change_password(token, kWrong, "một mật khẩu khác");
    ASSERT_TRUE(wrong);
    EXPECT_FALSE(wrong->opened);
    EXPECT_EQ(wrong->locked_for, seconds{0});
  }
  EXPECT_EQ(store().change_password(token, kPassword, "một mật khẩu khác")->locked_for, seconds{2});
  EXPECT_TRUE(is_signed_in(token));
}

}  // namespace
}  // namespace quyhoach::store
