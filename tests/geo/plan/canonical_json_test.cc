#include "geo/plan/canonical_json.h"

#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <random>
#include <utility>

#include <gtest/gtest.h>

namespace quyhoach::geo {
namespace {

TEST(CanonicalNumber, IsThatOfTheStandard) {  // RFC 8785, appendix B
  const std::array<std::pair<std::uint64_t, const char*>, 24> samples{{
      {0x0000000000000000, "0"}, {0x8000000000000000, "0"}, {0x0000000000000001, "5e-324"}, {0x8000000000000001, "-5e-324"},
      {0x7fefffffffffffff, "1.7976931348623157e+308"}, {0xffefffffffffffff, "-1.7976931348623157e+308"},
      {0x4340000000000000, "9007199254740992"}, {0xc340000000000000, "-9007199254740992"}, {0x4430000000000000, "295147905179352830000"},
      {0x44b52d02c7e14af5, "9.999999999999997e+22"}, {0x44b52d02c7e14af6, "1e+23"}, {0x44b52d02c7e14af7, "1.0000000000000001e+23"},
      {0x444b1ae4d6e2ef4e, "999999999999999700000"}, {0x444b1ae4d6e2ef4f, "999999999999999900000"}, {0x444b1ae4d6e2ef50, "1e+21"},
      {0x3eb0c6f7a0b5ed8c, "9.999999999999997e-7"}, {0x3eb0c6f7a0b5ed8d, "0.000001"},
      {0x41b3de4355555553, "333333333.3333332"}, {0x41b3de4355555554, "333333333.33333325"}, {0x41b3de4355555555, "333333333.3333333"},
      {0x41b3de4355555556, "333333333.3333334"}, {0x41b3de4355555557, "333333333.33333343"},
      {0xbecbf647612f3696, "-0.0000033333333333333333"}, {0x43143ff3c1cb0959, "1424953923781206.2"},
  }};
  for (const auto& [bits, text] : samples) {
    EXPECT_EQ(canonical_number(std::bit_cast<double>(bits)), text);
  }
}

TEST(CanonicalNumber, ReadsBackToTheSameBits) {
  std::mt19937_64 random{7};
  for (int i = 0; i < 200'000; ++i) {
    const double number = std::bit_cast<double>(random());
    if (std::isfinite(number)) {
      ASSERT_EQ(std::strtod(canonical_number(number).c_str(), nullptr), number) << canonical_number(number);
    }
  }
}

TEST(CanonicalJson, IsThatOfTheStandard) {  // RFC 8785, 3.2.2 and 3.2.3
  const auto values = canonical_json("{\n \"numbers\": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],\n"
                                     " \"string\": \"\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\\"\\/\",\n \"literals\": [null, true, false]}");
  ASSERT_TRUE(values);
  EXPECT_EQ(*values, "{\"literals\":[null,true,false],\"numbers\":[333333333.3333333,1e+30,4.5,0.002,1e-27],"
                     "\"string\":\"\xE2\x82\xAC$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}");
  const auto sorted = canonical_json("{\"\\u20ac\":1,\"\\r\":2,\"\\ufb33\":3,\"1\":4,\"\\ud83d\\ude00\":5,\"\\u0080\":6,\"\\u00f6\":7}");
  ASSERT_TRUE(sorted);
  EXPECT_EQ(*sorted, "{\"\\r\":2,\"1\":4,\"\xC2\x80\":6,\"\xC3\xB6\":7,\"\xE2\x82\xAC\":1,\"\xF0\x9F\x98\x80\":5,\"\xEF\xAC\xB3\":3}");
}

TEST(CanonicalJson, LeavesOutOnlyMembersOfTheObjectItself) {
  constexpr std::array<std::string_view, 2> kWithout{"digest", "at"};
  const auto form = canonical_json(R"({"b":{"digest":1},"digest":"x","a":[{"at":2}],"at":null})", kWithout);
  ASSERT_TRUE(form);
  EXPECT_EQ(*form, R"({"a":[{"at":2}],"b":{"digest":1}})");
  EXPECT_EQ(*canonical_json(R"({"digest":1})", kWithout), "{}");
}

TEST(CanonicalJson, RefusesWhatHasNoForm) {
  for (const std::string& text : {std::string{"[1]"}, std::string{"1"}, std::string{"{\"a\":1,\"a\":2}"}, std::string{"{\"a\":{\"b\":1,\"\\u0062\":2}}"},
                                 std::string{"{\"a\":1e999}"}, std::string{"{\"a\":1"}, std::string{},
                                 "{\"a\":" + std::string(100'000, '[') + std::string(100'000, ']') + "}"}) {
    const auto form = canonical_json(text);
    ASSERT_FALSE(form) << text.substr(0, 40);
    EXPECT_EQ(form.error().code, ErrorCode::kBodyUnreadable);
  }
}

}  // namespace
}  // namespace quyhoach::geo
