#include "geo/plan/json_reader.h"

#include <cmath>
#include <limits>
#include <string>

#include <gtest/gtest.h>

namespace quyhoach::geo {
namespace {

double number(const std::string& text) {
  rapidjson::Document document;
  const auto fault = read_json("[" + text + "]", document);
  EXPECT_FALSE(fault) << text;
  return fault ? std::nan("") : document[0].GetDouble();
}

std::string zeros(std::size_t count) { return std::string(count, '0'); }

TEST(JsonReader, NumbersAreTheNearestDoubles) {
  EXPECT_EQ(number("0"), 0.0);
  EXPECT_TRUE(std::signbit(number("-0")));
  EXPECT_EQ(number("106.49320000000001"), 106.49320000000001);
  EXPECT_EQ(number("-1.5E+2"), -150.0);
  EXPECT_EQ(number("0.1e1"), 1.0);
  EXPECT_EQ(number("9007199254740993.0"), 9007199254740992.0);
  EXPECT_EQ(number("1.7976931348623157e308"), std::numeric_limits<double>::max());
  EXPECT_EQ(number("4.9e-324"), std::numeric_limits<double>::denorm_min());
  EXPECT_EQ(number("0." + zeros(400) + "1e401"), 1.0);
}

TEST(JsonReader, WholeNumbersKeepEveryDigit) {
  rapidjson::Document document;
  ASSERT_FALSE(read_json("[18446744073709551615, 18446744073709551616, -1, 1.0]", document));
  EXPECT_EQ(document[0].GetUint64(), 18'446'744'073'709'551'615ULL);
  EXPECT_FALSE(document[1].IsUint64());
  EXPECT_FALSE(document[2].IsUint64());
  EXPECT_FALSE(document[3].IsUint64());
}

/// Each of these made RapidJSON's own conversion read far outside its tables.
TEST(JsonReader, NumbersTooSmallAreZero) {
  for (const std::string& text : {"0." + zeros(345) + "1", "-0." + zeros(400) + "776627962145224192100019", "0." + zeros(70'000) + "1",
                                  std::string{"0.0000000001e-2147483639"}, std::string{"0.1e-2147483648"},
                                  std::string{"1.5e-99999999999999999999999"}, zeros(1) + "." + zeros(900) + "1e-2147483000"}) {
    EXPECT_EQ(number(text), 0.0) << text.substr(0, 40);
  }
}

TEST(JsonReader, NumbersTooLargeAreToldAsSuch) {
  for (const std::string& text : {std::string{"1e309"}, std::string{"-123456e308"}, std::string{"1.8e308"}, "1" + zeros(400),
                                  "1" + zeros(400) + ".5", "1" + zeros(300) + "e300", std::string{"1e99999999999999999999"}}) {
    rapidjson::Document document;
    const auto fault = read_json("[" + text + "]", document);
    ASSERT_TRUE(fault) << text.substr(0, 40);
    EXPECT_TRUE(fault->is_number_too_large) << text.substr(0, 40);
  }
}

TEST(JsonReader, HalfACharacterIsNoText) {
  for (const char* text : {R"(["\uDEE0"])", R"(["\uD800"])", R"(["\uD800\u0041"])", "[\"\xFF\"]", R"({"\uDEE0":1})"}) {
    rapidjson::Document document;
    const auto fault = read_json(text, document);
    ASSERT_TRUE(fault) << text;
    EXPECT_FALSE(fault->is_number_too_large);
  }
  rapidjson::Document document;
  ASSERT_FALSE(read_json(R"(["\uD83D\uDE00", "a\u0000b"])", document));
  EXPECT_STREQ(document[0].GetString(), "\xF0\x9F\x98\x80");
  EXPECT_EQ(document[1].GetStringLength(), 3U);
}

TEST(JsonReader, WhatIsNoJsonIsRefusedWithItsPlace) {
  for (const char* text : {"", " ", "[1,]", "{\"a\":}", "[01]", "[+1]", "[.5]", "[1.]", "[1e]", "[NaN]", "[] x", "{a:1}"}) {
    rapidjson::Document document;
    EXPECT_TRUE(read_json(text, document)) << text;
  }
  rapidjson::Document document;
  EXPECT_EQ(read_json("[1, x]", document)->byte, 4U);
}

TEST(JsonReader, DepthCostsNoStack) {
  constexpr std::size_t kDeep = 1'000'000;
  rapidjson::Document document;
  EXPECT_FALSE(read_json(std::string(kDeep, '[') + std::string(kDeep, ']'), document));
}

}  // namespace
}  // namespace quyhoach::geo
