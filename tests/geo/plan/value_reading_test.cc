#include "geo/plan/value_reading.h"

#include <random>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/geo/plan/shipped_catalogue.h"

namespace quyhoach::geo {
namespace {

using testing::HasSubstr;
using testing::Optional;

std::optional<double> value(std::string_view text, Quantity quantity) {
  const auto reading = read_quantity(text, quantity);
  return reading ? std::optional{reading->value} : std::nullopt;
}

TEST(ReadQuantity, TakesThePlainFormAsItIs) {
  for (const auto& [text, number] :
       {std::pair{"5", 5.0}, {"31563.48", 31563.48}, {" 0.6 ", 0.6}, {"1e3", 1000.0}, {"-2.5", -2.5}}) {
    const auto reading = read_quantity(text, Quantity::kLength);
    ASSERT_TRUE(reading) << text;
    EXPECT_EQ(reading->value, number);
    EXPECT_TRUE(reading->exact);
    EXPECT_TRUE(reading->how.empty());
  }
}

TEST(ReadQuantity, ReadsNumbersAsPlannersWriteThem) {
  struct Case {
    const char* text;
    Quantity quantity;
    double value;
  };
  for (const auto& [text, quantity, number] : {Case{"5 tầng", Quantity::kStoreys, 5},
                                               {"5T", Quantity::kStoreys, 5},
                                               {"≤5", Quantity::kStoreys, 5},
                                               {"tối đa 5 tầng", Quantity::kStoreys, 5},
                                               {"60%", Quantity::kPercent, 60},
                                               {"60 %", Quantity::kPercent, 60},
                                               {"1,5", Quantity::kRatio, 1.5},
                                               {"1,5 lần", Quantity::kRatio, 1.5},
                                               {"31563.48m2", Quantity::kArea, 31563.48},
                                               {"31.563,48 m²", Quantity::kArea, 31563.48},
                                               {"31,563.48 m2", Quantity::kArea, 31563.48},
                                               {"31 563,48 m²", Quantity::kArea, 31563.48},
                                               {"31\u00A0563,48", Quantity::kArea, 31563.48},
                                               {"2,5 ha", Quantity::kArea, 25000},
                                               {"1.234.567", Quantity::kArea, 1234567},
                                               {"12m", Quantity::kLength, 12},
                                               {"0,5 km", Quantity::kLength, 500},
                                               {"-1,25 m", Quantity::kLevel, -1.25},
                                               {"+2,00", Quantity::kLevel, 2},
                                               {"3.500 người", Quantity::kPeople, 3500},
                                               {"12,5", Quantity::kStoreys, 12.5}}) {
    const auto reading = read_quantity(text, quantity);
    ASSERT_TRUE(reading) << text;
    EXPECT_DOUBLE_EQ(reading->value, number) << text;
    EXPECT_FALSE(reading->exact) << text;
    EXPECT_FALSE(reading->other) << text;
  }
  const auto how = [](const char* text, Quantity quantity) { return test::shipped_catalogue().say(read_quantity(text, quantity)->how); };
  EXPECT_EQ(how("5 tầng", Quantity::kStoreys).en, "without \"tầng\"");
  EXPECT_EQ(how("5 tầng", Quantity::kStoreys).vi, "không tính \"tầng\"");
  EXPECT_EQ(how("tối đa 5", Quantity::kStoreys).vi, "không tính \"tối đa\"");
  EXPECT_EQ(how("tối đa 5 tầng", Quantity::kStoreys).vi, "không tính \"tầng\" và \"tối đa\"");
  EXPECT_EQ(how("khoảng 2,5 ha", Quantity::kArea).vi, "đổi từ \"ha\", không tính \"khoảng\"");
  EXPECT_EQ(how("2,5 ha", Quantity::kArea).en, "\"ha\" converted");
}

TEST(ReadQuantity, OfARangeTakesTheLarger) {
  for (const char* text : {"2-5 tầng", "2 - 5", "2–5 tầng", "từ 2 đến 5 tầng", "2 tầng - 5 tầng", "2÷5", "5-2"}) {
    const auto reading = read_quantity(text, Quantity::kStoreys);
    ASSERT_TRUE(reading) << text;
    EXPECT_EQ(reading->value, 5.0) << text;
    EXPECT_FALSE(reading->exact) << text;
    EXPECT_THAT(test::shipped_catalogue().say(reading->how).en, HasSubstr("the larger of")) << text;
    EXPECT_TRUE(test::is_said_in_both(reading->how)) << text;
  }
  EXPECT_EQ(value("60%-80%", Quantity::kPercent), 80.0);
  EXPECT_EQ(value("1-2 km", Quantity::kLength), 2000.0);
}

TEST(ReadQuantity, SaysBothWhereBothMayBeMeant) {
  const auto point = read_quantity("1.234", Quantity::kArea);
  ASSERT_TRUE(point);
  EXPECT_EQ(point->value, 1.234);
  EXPECT_TRUE(point->exact);
  EXPECT_THAT(point->other, Optional(1234.0));
  const auto written = read_quantity("1.234 m2", Quantity::kArea);
  ASSERT_TRUE(written);
  EXPECT_EQ(written->value, 1234.0);
  EXPECT_THAT(written->other, Optional(1.234));
  const auto comma = read_quantity("1,234", Quantity::kArea);
  ASSERT_TRUE(comma);
  EXPECT_EQ(comma->value, 1.234);
  EXPECT_THAT(comma->other, Optional(1234.0));
  EXPECT_THAT(read_quantity("0.6", Quantity::kPercent)->other, Optional(60.0));
  EXPECT_FALSE(read_quantity("1.234", Quantity::kLength)->other);
  EXPECT_FALSE(read_quantity("1,234", Quantity::kStoreys)->other) << "no house has 1234 storeys";
  EXPECT_FALSE(read_quantity("0,234 m2", Quantity::kArea)->other) << "no group begins with 0";
}

TEST(ReadQuantity, ReadsNothingItWouldHaveToLeaveOutPartOf) {
  for (const char* text : {"",
                           " ",
                           "-",
                           "abc",
                           "tầng",
                           "5 tầng + 1 hầm",
                           "5/2",
                           "1.2.3",
                           "5 m",
                           "12.34,5,6",
                           "nan",
                           "inf",
                           "1e999",
                           "0x10",
                           "5 6",
                           "-5",
                           "201 tầng",
                           "1,,5",
                           "5tầng lửng",
                           "QĐ 15",
                           "\xFF"
                           "5",
                           "٣",
                           "5 tầng 6 tầng",
                           "2-3-5"}) {
    EXPECT_FALSE(value(text, Quantity::kStoreys) && !read_quantity(text, Quantity::kStoreys)->exact) << text;
  }
  EXPECT_FALSE(value("5 tầng", Quantity::kArea));
  EXPECT_FALSE(value("150%", Quantity::kPercent));
  EXPECT_FALSE(value("1,5 người", Quantity::kPeople));
}

TEST(ReadQuantity, AgreesWithWhatWasWritten) {
  std::mt19937 random{3};
  for (int i = 0; i < 5'000; ++i) {
    const auto whole = random() % 10'000'000;
    const auto hundredths = random() % 100;
    const std::string cents = (hundredths < 10 ? "0" : "") + std::to_string(hundredths);
    std::string groups = std::to_string(whole);
    for (auto at = static_cast<int>(groups.size()) - 3; at > 0; at -= 3) {
      groups.insert(static_cast<std::size_t>(at), ".");
    }
    const double number = static_cast<double>(whole) + static_cast<double>(hundredths) / 100.0;
    EXPECT_DOUBLE_EQ(value(groups + "," + cents + " m2", Quantity::kArea).value_or(-1), number) << groups;
    EXPECT_DOUBLE_EQ(value(std::to_string(whole) + "." + cents, Quantity::kArea).value_or(-1), number);
  }
}

TEST(IsBlank, KnowsEverySpace) {
  for (const char* text : {"", " ", "\t", "\u00A0", " \u00A0 ", "-", " – "}) {
    EXPECT_TRUE(is_blank(text)) << text;
  }
  for (const char* text : {"0", "x", "--x"}) {
    EXPECT_FALSE(is_blank(text)) << text;
  }
}

TEST(ReadDate, ReadsDatesAsTheyAreWritten) {
  for (const char* text :
       {"01/07/2025", "1/7/2025", "1.7.2025", "01-07-2025", "2025-7-1", "2025/07/01", "20250701",
        "ngày 1 tháng 7 năm 2025", "Ngày 01/7/2025", "1/7/25", "tháng 7/2025", "7/2025", "tháng 7 năm 2025"}) {
    const auto reading = read_date(text);
    ASSERT_TRUE(reading) << text;
    EXPECT_EQ(format_date(reading->value), "2025-07-01") << text;
    EXPECT_FALSE(reading->exact) << text;
    EXPECT_TRUE(test::is_said_in_both(reading->how)) << text;
  }
  EXPECT_TRUE(read_date("2025-07-01")->exact);
  EXPECT_EQ(format_date(read_date("07/25/2025")->value), "2025-07-25");
  EXPECT_THAT(test::shipped_catalogue().say(read_date("tháng 7/2025")->how).en, HasSubstr("names no day"));
  EXPECT_TRUE(test::is_said_in_both(read_date("07/25/25")->how));
}

TEST(ReadDate, ReadsNothingElse) {
  for (const char* text : {"", "2025", "31/02/2025", "13/13/2025", "1/7", "1/7/205", "1/7-2025", "1/7/2025/3",
                           "QĐ 1/7/2025", "0/7/2025", "1/7/1825", "999999999", "2025-00-00", "tháng 13/2025", "\xFF"}) {
    EXPECT_FALSE(read_date(text)) << text;
  }
}

TEST(ReadLandUseCodes, FindsThemInTheCatalogue) {
  District district;
  for (const auto& [code, name] :
       {std::pair{"ONT", "Đất ở tại nông thôn"}, {"CLN", "Đất trồng cây lâu năm"}, {"AUc", "À urbaniser"}}) {
    district.land_uses.push_back({code, "#000000", {name, ""}});
  }
  for (const char* text : {"ONT, CLN", "ont+cln", "ONT/CLN", "ONT; CLN", "ONT CLN", " ONT +CLN"}) {
    const auto reading = read_land_use_codes(text, district);
    ASSERT_TRUE(reading) << text;
    EXPECT_EQ(reading->value, "ONT+CLN") << text;
    EXPECT_FALSE(reading->exact) << text;
  }
  EXPECT_TRUE(read_land_use_codes("ONT+CLN", district)->exact);
  EXPECT_TRUE(read_land_use_codes("AUc", district)->exact);
  EXPECT_EQ(read_land_use_codes("đất ở tại nông thôn", district)->value, "ONT");
  for (const char* text : {"", "+", "ZZZ", "ONT+ZZZ", "ONTCLN", "\xFF"}) {
    EXPECT_FALSE(read_land_use_codes(text, district)) << text;
  }
}

}  // namespace
}  // namespace quyhoach::geo
