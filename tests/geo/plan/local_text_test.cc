#include "geo/plan/local_text.h"

#include <gtest/gtest.h>

namespace quyhoach::geo {
namespace {

TEST(LocalText, NumbersAreGroupedAndPointedAsInTheLanguage) {
  EXPECT_EQ(number_text(1234.5, 1, "vi"), "1.234,5");
  EXPECT_EQ(number_text(1234.5, 1, "en"), "1,234.5");
  EXPECT_EQ(number_text(512.04, 1, "vi"), "512,0");
  EXPECT_EQ(number_text(1213237.68, 1, "vi"), "1.213.237,7");
  EXPECT_EQ(number_text(999999.96, 1, "en"), "1,000,000.0");
  EXPECT_EQ(number_text(1000.0, 0, "vi"), "1.000");
  EXPECT_EQ(number_text(-123456.0, 0, "en"), "-123,456");
  EXPECT_EQ(number_text(0.0, 1, "vi"), "0,0");
}

TEST(LocalText, DaysAreWrittenAsInTheLanguage) {
  const Date day = *parse_date("2025-07-01");
  EXPECT_EQ(date_text(day, "vi"), "01/07/2025");
  EXPECT_EQ(date_text(day, "en"), "1 July 2025");
  EXPECT_EQ(date_text(*parse_date("2024-12-31"), "en"), "31 December 2024");
}

}  // namespace
}  // namespace quyhoach::geo
