#include "geo/plan/plan_facts.h"

#include <gmock/gmock.h>

namespace quyhoach::geo {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

Date day(std::string_view text) { return *parse_date(text); }

std::vector<std::string> ids(const std::vector<Phrase>& phrases) {
  std::vector<std::string> out;
  for (const Phrase& phrase : phrases) {
    out.push_back(phrase.id);
  }
  return out;
}

PlanInfo plan(PlanStatus status, const char* decided, std::optional<Date> from = {}, std::optional<Date> to = {}) {
  PlanInfo info;
  info.status = status;
  info.decision.date = day(decided);
  info.in_force_from = from;
  info.in_force_to = to;
  return info;
}

const Date kToday = day("2026-06-15");

TEST(OddDates, APlanWhoseDatesFollowOneAnotherSaysNothing) {
  EXPECT_THAT(odd_dates(plan(PlanStatus::kInForce, "2026-06-15", kToday), kToday), IsEmpty());
  EXPECT_THAT(odd_dates(plan(PlanStatus::kInForce, "2020-01-01"), kToday), IsEmpty());
  EXPECT_THAT(odd_dates(plan(PlanStatus::kReplaced, "2020-01-01", day("2020-01-01"), kToday), kToday), IsEmpty());
  EXPECT_THAT(odd_dates(plan(PlanStatus::kApprovedNotYetInForce, "2026-06-01", day("2026-06-16")), kToday), IsEmpty());
  EXPECT_THAT(odd_dates(plan(PlanStatus::kConsultation, "2026-06-01", day("2026-06-16")), kToday), IsEmpty());
}

TEST(OddDates, AreToldOneByOne) {
  EXPECT_THAT(ids(odd_dates(plan(PlanStatus::kConsultation, "2026-06-16"), kToday)), ElementsAre("DATES_ORDER.future_decision"));
  EXPECT_THAT(ids(odd_dates(plan(PlanStatus::kInForce, "2020-01-02", day("2020-01-01")), kToday)), ElementsAre("DATES_ORDER.before_decision"));
  EXPECT_THAT(ids(odd_dates(plan(PlanStatus::kExpired, "2020-01-01", day("2020-02-01"), day("2020-02-01")), kToday)),
              ElementsAre("DATES_ORDER.ends_first"));
  EXPECT_THAT(ids(odd_dates(plan(PlanStatus::kInForce, "2020-01-01", day("2026-06-16")), kToday)), ElementsAre("STATUS_DATES.not_yet"));
  EXPECT_THAT(ids(odd_dates(plan(PlanStatus::kInForce, "2020-01-01", day("2020-01-01"), kToday), kToday)), ElementsAre("STATUS_DATES.no_more"));
  EXPECT_THAT(ids(odd_dates(plan(PlanStatus::kRepealed, "2020-01-01", {}, day("2026-06-16")), kToday)), ElementsAre("STATUS_DATES.ended_later"));
  EXPECT_THAT(ids(odd_dates(plan(PlanStatus::kApprovedNotYetInForce, "2026-06-01", kToday), kToday)), ElementsAre("STATUS_DATES.already"));
}

TEST(OddIndicators, WhatIsNotStatedIsNotJudged) {
  EXPECT_THAT(odd_indicators({}), IsEmpty());
  Indicators some;
  some.floor_area_ratio = 9.0;
  some.height_max_m = 1.0;
  EXPECT_THAT(odd_indicators(some), IsEmpty());
}

TEST(OddIndicators, ContradictOneAnother) {
  Indicators zone;
  zone.building_coverage_percent = 60.0;
  zone.storeys_max = 5.0;
  zone.floor_area_ratio = 3.0;
  zone.height_max_m = 21.0;
  EXPECT_THAT(odd_indicators(zone), IsEmpty()) << "60 % of 5 storeys are just 3";
  zone.floor_area_ratio = 3.3;
  EXPECT_THAT(ids(odd_indicators(zone)), ElementsAre("INDICATOR_CONTRADICTION.far"));
  zone.floor_area_ratio = 3.0;
  zone.height_max_m = 10.0;
  EXPECT_THAT(ids(odd_indicators(zone)), ElementsAre("INDICATOR_CONTRADICTION.height"));
  zone.height_max_m = 100.0;
  EXPECT_THAT(ids(odd_indicators(zone)), ElementsAre("INDICATOR_CONTRADICTION.height"));
}

TEST(OddIndicators, HaveEachTheirRange) {
  for (double Indicators::*field : {&Indicators::building_coverage_percent, &Indicators::storeys_max, &Indicators::height_max_m,
                                    &Indicators::floor_area_ratio, &Indicators::population}) {
    Indicators zone;
    zone.*field = -0.001;
    EXPECT_THAT(ids(odd_indicators(zone)), ElementsAre("INDICATOR_RANGE"));
    zone.*field = 0.0;
    EXPECT_THAT(odd_indicators(zone), IsEmpty());
    zone.*field = 1e9;
    EXPECT_THAT(ids(odd_indicators(zone)), ElementsAre("INDICATOR_RANGE"));
  }
}

TEST(OddArea, LetsRoundingPass) {
  EXPECT_THAT(odd_area(1'009.0, 1'000.0), IsEmpty());
  EXPECT_THAT(odd_area(100'999.0, 100'000.0), IsEmpty());
  EXPECT_THAT(ids(odd_area(101'001.0, 100'000.0)), ElementsAre("AREA_STATED"));
  EXPECT_THAT(ids(odd_area(0.0, 10.5)), ElementsAre("AREA_STATED"));
}

TEST(OutdatedCodes, FollowTheDaysOfTheCatalogue) {
  District district;
  district.land_uses = {{"OLD", "#FFFFFF", {}, {}, day("2024-08-01")}, {"NEW", "#FFFFFF", {}, day("2024-08-01"), {}}, {"ANY", "#FFFFFF", {}}};
  EXPECT_THAT(outdated_codes("OLD+ANY", district, day("2024-07-31")), IsEmpty());
  EXPECT_THAT(ids(outdated_codes("OLD+NEW", district, day("2024-08-01"))), ElementsAre("CODE_OUTDATED"));
  EXPECT_THAT(ids(outdated_codes("ANY; NEW", district, day("2024-07-31"))), ElementsAre("CODE_OUTDATED"));
  EXPECT_THAT(outdated_codes("", district, kToday), IsEmpty());
}

}  // namespace
}  // namespace quyhoach::geo
