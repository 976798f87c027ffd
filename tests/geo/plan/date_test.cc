#include "geo/plan/date.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace quyhoach::geo {
namespace {

TEST(Date, ReadsAndWritesIso8601) {
  for (const char* text : {"2026-11-22", "2024-02-29", "1000-01-01", "9999-12-31"}) {
    const auto date = parse_date(text);
    ASSERT_TRUE(date) << text;
    EXPECT_EQ(format_date(*date), text);
  }
}

TEST(Date, RefusesEverythingElse) {
  for (const char* text : {"",           "2026-02-30",  "2025-02-29",  "1900-02-29",
                           "2026-13-01", "2026-00-10",  "2026-01-00",  "2026-01-32",
                           "0999-01-01", "2026-1-1",    "26-01-01",    "2026/01/01",
                           "22-11-2026", "2026-11-22 ", " 2026-11-22", "2026-11-22T00:00:00Z",
                           "-026-11-22", "+026-11-22",  "2026-+1-22",  "２０２６-11-22"}) {
    EXPECT_FALSE(parse_date(text)) << text;
  }
  EXPECT_FALSE(parse_date(std::string_view{"2026-11-2\0", 10}));
}

TEST(Date, TheDayInVietnamIsAtMostOneAheadOfUtc) {
  const auto ahead = today(7) - today(0);
  EXPECT_TRUE(ahead == std::chrono::days{0} || ahead == std::chrono::days{1});
}

TEST(Date, TheMomentIsWrittenAsRfc3339) {
  EXPECT_THAT(utc_now(),
              testing::MatchesRegex("[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9]Z"));
}

}  // namespace
}  // namespace quyhoach::geo
