#include "geo/plan/coordinate_query.h"

#include <array>
#include <random>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/geo/plan/small_district.h"

namespace quyhoach::geo {

void PrintTo(const CoordinateGuess& g, std::ostream* out) {
  *out << "north " << g.north << ", east " << g.east << (g.is_degrees ? ", degrees" : "") << (g.north_first ? "" : ", east first");
}

namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;

std::vector<CoordinateGuess> parse(std::string_view text, const std::vector<std::string>& languages = {"vi", "en"}) {
  return parse_coordinate_query(text, catalogue_words(languages));
}

/// "10.97 106.49" as text: which number is which is open.
void expect_either_order(std::string_view text, double first, double second) {
  EXPECT_THAT(parse(text), ElementsAre(CoordinateGuess{first, second, false, true}, CoordinateGuess{second, first, false, false}))
      << text;
}

TEST(CoordinateQuery, ReadsTwoNumbersInBothOrders) {
  for (const char* text : {"10.97, 106.49", "10.97 106.49", "10.97;106.49", "10.97,106.49", "  10.97 ,\t106.49 ", "+10.97 +106.49"}) {
    expect_either_order(text, 10.97, 106.49);
  }
  expect_either_order("-10.97 -106.49", -10.97, -106.49);
}

TEST(CoordinateQuery, ReadsDecimalCommas) {
  for (const char* text : {"10,9735; 106,4933", "10,9735 106,4933", "10,9735, 106,4933", "10,9735,106,4933"}) {
    expect_either_order(text, 10.9735, 106.4933);
  }
  expect_either_order("1213456,78 592345,12", 1213456.78, 592345.12);
  expect_either_order("1.213.456,78 592.345,12", 1213456.78, 592345.12);
  expect_either_order("1,213,456.78 592,345.12", 1213456.78, 592345.12);
}

TEST(CoordinateQuery, WhatMayBeAGroupOrADecimalIsReadAsBoth) {
  const auto guesses = parse("592,345 213,456");
  EXPECT_THAT(guesses, Contains(CoordinateGuess{592345, 213456, false, true}));
  EXPECT_THAT(guesses, Contains(CoordinateGuess{592.345, 213.456, false, true}));
}

TEST(CoordinateQuery, ReadsDegreesMinutesAndSeconds) {
  constexpr double kNorth_deg = 10.0 + 58.0 / 60.0 + 24.5 / 3600.0;
  constexpr double kEast_deg = 106.0 + 29.0 / 60.0 + 36.0 / 3600.0;
  constexpr double kRounding_deg = 1e-12;
  for (const char* text : {"10°58'24.5\"N 106°29'36\"E", "10°58'24.5\"B 106°29'36\"Đ", "10°58'24,5\"B, 106°29'36\"Đ",
                           "10°58′24.5″N 106°29′36″E", "10º58’24.5”N, 106º29’36”E", "10° 58' 24.5'' N; 106° 29' 36'' E",
                           "N 10°58'24.5\" E 106°29'36\"", "B10°58'24.5\" Đ106°29'36\"", "10°58'24.5\" 106°29'36\"",
                           "vĩ độ 10°58'24.5\", kinh độ 106°29'36\"", "Bắc: 10°58'24.5\" Đông: 106°29'36\""}) {
    const auto guesses = parse(text);
    ASSERT_FALSE(guesses.empty()) << text;
    EXPECT_NEAR(guesses.front().north, kNorth_deg, kRounding_deg) << text;
    EXPECT_NEAR(guesses.front().east, kEast_deg, kRounding_deg) << text;
    EXPECT_TRUE(guesses.front().is_degrees) << text;
  }
  EXPECT_THAT(parse("10°30' 106°15'"), Contains(CoordinateGuess{10.5, 106.25, true, true}));
  EXPECT_THAT(parse("10.5° 106.25°"), Contains(CoordinateGuess{10.5, 106.25, true, true}));
  EXPECT_THAT(parse("-10°30' 106°15'"), Contains(CoordinateGuess{-10.5, 106.25, true, true}));
}

TEST(CoordinateQuery, ALetterSaysWhichNumberIsWhich) {
  EXPECT_THAT(parse("106°15'E 10°30'B"), ElementsAre(CoordinateGuess{10.5, 106.25, true, false}));
  EXPECT_THAT(parse("10.5 S 106.25 E"), ElementsAre(CoordinateGuess{-10.5, 106.25, false, true}));
  EXPECT_THAT(parse("10.5 B 106.25 T"), ElementsAre(CoordinateGuess{10.5, -106.25, false, true}));
  EXPECT_THAT(parse("106.25 E, 10.5"), ElementsAre(CoordinateGuess{10.5, 106.25, false, false}));
}

/// N is north in English and south (Nam) in Vietnamese; X is north on Vietnamese sheets and east elsewhere.
TEST(CoordinateQuery, ALetterOfTwoMeaningsGivesBoth) {
  EXPECT_THAT(parse("10.5 N 106.25 E"),
              ElementsAre(CoordinateGuess{10.5, 106.25, false, true}, CoordinateGuess{-10.5, 106.25, false, true}));
  EXPECT_THAT(parse("10.5 N 106.25 E", {"en"}), ElementsAre(CoordinateGuess{10.5, 106.25, false, true}));
  EXPECT_THAT(parse("X: 1213456,78 Y: 592345,12"),
              ElementsAre(CoordinateGuess{1213456.78, 592345.12, false, true}, CoordinateGuess{592345.12, 1213456.78, false, false}));
  EXPECT_THAT(parse("X = 1213456.78; Y = 592345.12", {"vi"}), ElementsAre(CoordinateGuess{1213456.78, 592345.12, false, true}));
}

TEST(CoordinateQuery, AnythingElseIsNoPosition) {
  for (const char* text : {"", " ", ",", "10.97", "1 2 3", "10 106 abc", "27553/10/16", "tờ 10 thửa 16", "nan nan", "inf 10", "1e5 1e5",
                           "10°61' 106°", "10°58'60\" 106°", "10' 106'", "10°-5' 106°", "10.97. 106.49", "0x10 0x20", "10°58'24.5\"Q 106°",
                           "10 N 106 S", "10-16", "٣ ٤", "°", "N E", "10 5°'\" 3"}) {
    EXPECT_THAT(parse(text), IsEmpty()) << text;
  }
}

TEST(CoordinateQuery, SurvivesRandomMarks) {
  std::mt19937 random{13};
  const SearchWords words = catalogue_words({"vi", "en"});
  constexpr std::array<std::string_view, 16> kBits{"10", "106", ".", ",", " ", "°", "'", "\"", "N", "Đ", "-", ":", "\xFF", "\xC2", "″", "9"};
  for (int i = 0; i < 20'000; ++i) {
    std::string text;
    for (auto k = random() % 14; k > 0; --k) {
      text += kBits[random() % kBits.size()];
    }
    for (const CoordinateGuess& guess : parse_coordinate_query(text, words)) {
      EXPECT_TRUE(std::isfinite(guess.north) && std::isfinite(guess.east)) << text;
    }
  }
}

}  // namespace
}  // namespace quyhoach::geo
