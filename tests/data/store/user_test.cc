#include "data/store/user.h"

#include <gtest/gtest.h>

#include "tests/data/store/store_test.h"

namespace quyhoach::store {
namespace {

using geo::ErrorCode;
using test::code_of;
using namespace std::string_literals;

TEST(RoleName, ReadsBackAndKnowsNoOther) {
  for (const Role role : {Role::kClerk, Role::kPlanner, Role::kApprover, Role::kAdministrator}) {
    EXPECT_EQ(role_of_name(role_name(role)), role);
  }
  for (const char* name : {"", "Clerk", "clerk ", "root", "admin"}) {
    EXPECT_FALSE(role_of_name(name)) << name;
  }
}

TEST(LoginKey, IsTheSameForWhatReadsTheSame) {
  EXPECT_EQ(login_key("Bình.TT"), login_key("binh tt"));
  EXPECT_EQ(login_key("Đặng"), login_key("dang"));
  EXPECT_EQ(login_key("b\xE1\xBB\x8Bnh"), login_key("bi\xCC\xA3nh")) << "composed and decomposed";
  EXPECT_NE(login_key("binh1"), login_key("binh2"));
}

TEST(LoginKey, IsEmptyForWhatCannotBeALogin) {
  for (const std::string& login : {""s, " "s, "..."s, "a\0b"s, "a\nb"s, "a\x7F"s, "\xFF\xFE"s, "a\xC3"s, std::string(129, 'a'),
                                   std::string(1'000'000, 'a')}) {
    EXPECT_EQ(login_key(login), "") << login.substr(0, 20);
  }
  EXPECT_NE(login_key(std::string(128, 'a')), "");
}

TEST(CheckNewUser, WantsALoginAndAName) {
  EXPECT_TRUE(check_new_user({"an", "Nguyễn Văn An", Role::kClerk, ""}));
  EXPECT_EQ(code_of(check_new_user({"...", "An", Role::kClerk, ""})), ErrorCode::kParameterValue);
  for (const std::string& name : {""s, "  "s, "a\nb"s, "a\0"s, "\xFF"s, std::string(257, 'a')}) {
    EXPECT_EQ(code_of(check_new_user({"an", name, Role::kClerk, ""})), ErrorCode::kParameterValue) << name;
  }
}

TEST(FitPassword, CountsCharactersNotBytes) {
  EXPECT_TRUE(fit_password("abcdefghijkl"));
  EXPECT_TRUE(fit_password("ộộộộộộộộộộộộ"));
  EXPECT_EQ(code_of(fit_password("abcdefghijk")), ErrorCode::kPasswordUnfit);
  EXPECT_EQ(code_of(fit_password("ộộộộộộộộộộộ")), ErrorCode::kPasswordUnfit);
  EXPECT_EQ(code_of(fit_password("o\xCC\xA3\xCC\x82o\xCC\xA3\xCC\x82o\xCC\xA3\xCC\x82o\xCC\xA3\xCC\x82")),
            ErrorCode::kPasswordUnfit)
      << "four letters, decomposed";
  EXPECT_EQ(code_of(fit_password("")), ErrorCode::kPasswordUnfit);
  EXPECT_EQ(code_of(fit_password(std::string(1'025, 'a'))), ErrorCode::kPasswordUnfit);
  EXPECT_EQ(code_of(fit_password("abcdefghijkl\xFF")), ErrorCode::kPasswordUnfit);
}

TEST(FitPassword, IsTheSameFromEveryKeyboard) {
  EXPECT_EQ(*fit_password("mật khẩu rất dài"),
            *fit_password("ma\xCC\xA3\xCC\x82t kh\xC3\xA2\xCC\x89u r\xC3\xA2\xCC\x81t da\xCC\x80i"));
}

}  // namespace
}  // namespace quyhoach::store
