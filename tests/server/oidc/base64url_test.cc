#include "server/oidc/base64url.h"

#include <string>
#include <utility>

#include <gtest/gtest.h>

namespace quyhoach::oidc {
namespace {

using namespace std::string_literals;

TEST(Base64url, ReadsBackWhatItWrites) {
  // RFC 4648 §10, and RFC 7515 appendix C for the two digits that differ.
  for (const auto& [bytes, text] : {std::pair{""s, ""s}, {"f"s, "Zg"s}, {"fo"s, "Zm8"s}, {"foo"s, "Zm9v"s}, {"foob"s, "Zm9vYg"s},
                                    {"fooba"s, "Zm9vYmE"s}, {"foobar"s, "Zm9vYmFy"s}, {"\x03\xEC\xFF\xE0\xC1"s, "A-z_4ME"s}}) {
    EXPECT_EQ(encode_base64url(bytes), text);
    EXPECT_EQ(decode_base64url(text), bytes);
  }
}

TEST(Base64url, TakesOneTextForEachSequenceOfBytes) {
  for (const char* text : {"Z", "Zg==", "Zg=", "Zh", "Zm9", "Zm 9v", "Zm9v\n", "Zm9+", "Zm9/", "Zm9v.", "A\xC3\xA9==", "ZmE9Z"}) {
    EXPECT_FALSE(decode_base64url(text)) << text;
  }
  EXPECT_FALSE(decode_base64url("Zm8\0"s));
}

}  // namespace
}  // namespace quyhoach::oidc
