#include "server/http/cookie.h"

#include <string>

#include <gtest/gtest.h>

namespace quyhoach::server {
namespace {

using namespace std::string_literals;

TEST(CookieValue, IsThatOfTheName) {
  EXPECT_EQ(cookie_value("s=abc", "s"), "abc");
  EXPECT_EQ(cookie_value("a=1; s=abc; b=2", "s"), "abc");
  EXPECT_EQ(cookie_value("a=1; b=2; s=a=b==", "s"), "a=b==");
  EXPECT_EQ(cookie_value("s=\"abc\"", "s"), "abc");
  EXPECT_EQ(cookie_value("s=", "s"), "");
}

TEST(CookieValue, IsNotThatOfAnotherName) {
  for (const char* field : {"", "a=1", "S=abc", "ss=abc", "xs=abc; sx=1", "a=s=abc"}) {
    EXPECT_FALSE(cookie_value(field, "s")) << field;
  }
}

TEST(CookieValue, IsNothingWhenTwoAreSent) {
  EXPECT_FALSE(cookie_value("s=abc; s=abd", "s"));
  EXPECT_FALSE(cookie_value("s=abc; a=1; s=abc", "s"));
  EXPECT_FALSE(cookie_value("s=; s=abc", "s"));
}

TEST(CookieValue, IsNothingWhenTheFieldIsMalformed) {
  for (const std::string& field :
       {"s"s, "s=abc;"s, "s=abc;a=1"s, "s=abc;  a=1"s, "; s=abc"s, "s=abc; "s + "x"s, "=1; s=abc"s, "s=a b"s, "s=a,b"s,
        "s=\"abc"s, "s=a\"b"s,
        "s=a\\b"s, "s=\xC3\xA2"s, "s=abc; \xC3\xA2=1"s, "s =abc"s, " s=abc"s, "s=abc\0"s, "s=abc, s=abd"s, "s=abc\t"s,
        "a b=1; s=abc"s}) {
    EXPECT_FALSE(cookie_value(field, "s")) << field;
  }
}

}  // namespace
}  // namespace quyhoach::server
