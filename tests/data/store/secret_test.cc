#include "data/store/secret.h"

#include <chrono>
#include <regex>
#include <set>

#include <gmock/gmock.h>

namespace quyhoach::store {
namespace {

using ::testing::StartsWith;

TEST(HashPassword, IsArgon2idAndKnowsItsPassword) {
  const std::string hash = hash_password("mật khẩu dài");
  EXPECT_THAT(hash, StartsWith("$argon2id$v=19$m=65536,t=2,p=1$"));
  EXPECT_TRUE(is_password_of(hash, "mật khẩu dài"));
  EXPECT_FALSE(is_password_of(hash, "mật khẩu dài "));
  EXPECT_FALSE(is_password_of(hash, ""));
  EXPECT_FALSE(is_password_of("not a hash", "mật khẩu dài"));
  EXPECT_NE(hash, hash_password("mật khẩu dài")) << "each has a salt of its own";
}

TEST(HashPassword, ReadsPastANul) {
  using namespace std::string_view_literals;
  const std::string hash = hash_password("abc\0def"sv);
  EXPECT_TRUE(is_password_of(hash, "abc\0def"sv));
  EXPECT_FALSE(is_password_of(hash, "abc"));
  EXPECT_FALSE(is_password_of(hash, "abc\0xyz"sv));
}

TEST(HashOfNobody, TakesAsLongAsAnyOther) {
  const auto time_of = [](const std::string& hash) {
    const auto begin = std::chrono::steady_clock::now();
    EXPECT_FALSE(is_password_of(hash, "wrong password"));
    return std::chrono::steady_clock::now() - begin;
  };
  const std::string real = hash_password("a password of somebody");
  EXPECT_EQ(hash_of_nobody().size(), real.size());
  const std::string_view parameters = "$argon2id$v=19$m=65536,t=2,p=1$";
  EXPECT_THAT(real, StartsWith(std::string{parameters}));
  EXPECT_THAT(hash_of_nobody(), StartsWith(std::string{parameters}));
  // One that could not be read would be refused at once; other processes may slow either.
  EXPECT_GT(time_of(hash_of_nobody()) * 5, time_of(real));
}

TEST(RandomSecrets, AreLongAndNeverTheSame) {
  std::set<std::string> seen;
  for (int i = 0; i < 1'000; ++i) {
    seen.insert(random_token());
    seen.insert(random_id());
    seen.insert(random_password());
  }
  EXPECT_EQ(seen.size(), 3'000U);
  EXPECT_TRUE(std::regex_match(random_token(), std::regex{"[0-9a-f]{64}"}));
  EXPECT_TRUE(std::regex_match(random_id(), std::regex{"[0-9a-f]{32}"}));
  EXPECT_TRUE(std::regex_match(random_password(), std::regex{"([2-9a-km-np-z]{5}-){3}[2-9a-km-np-z]{5}"}));
}

TEST(EqualSecrets, ComparesEveryByte) {
  EXPECT_TRUE(equal_secrets("", ""));
  EXPECT_TRUE(equal_secrets("abc", "abc"));
  EXPECT_FALSE(equal_secrets("abc", "abd"));
  EXPECT_FALSE(equal_secrets("abc", "abcd"));
  EXPECT_FALSE(equal_secrets("abc", ""));
}

}  // namespace
}  // namespace quyhoach::store
