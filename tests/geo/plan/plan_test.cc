#include "geo/plan/plan.h"

#include <gtest/gtest.h>

#include "tests/geo/plan/small_district.h"

namespace quyhoach::geo {
namespace {

PlanInfo plan(PlanStatus status, std::optional<Date> from, std::optional<Date> to = {}) {
  PlanInfo info;
  info.status = status;
  info.in_force_from = from;
  info.in_force_to = to;
  return info;
}

const Date kFrom = day("2015-04-04");
const Date kTo = day("2022-01-01");

TEST(PlanStatus, NamesReadBack) {
  for (const PlanStatus status :
       {PlanStatus::kInForce, PlanStatus::kConsultation, PlanStatus::kApprovedNotYetInForce, PlanStatus::kSuspended,
        PlanStatus::kReplaced, PlanStatus::kExpired, PlanStatus::kRepealed}) {
    EXPECT_EQ(parse_status(name_of(status)), status);
  }
  EXPECT_FALSE(parse_status(""));
  EXPECT_FALSE(parse_status("In_force"));
}

TEST(StatusOn, APlanIsInForceFromItsDayOn) {
  const PlanInfo info = plan(PlanStatus::kInForce, kFrom);
  EXPECT_EQ(status_on(info, kFrom - std::chrono::days{1}), PlanStatus::kApprovedNotYetInForce);
  EXPECT_EQ(status_on(info, kFrom), PlanStatus::kInForce);
  EXPECT_EQ(status_on(info, day("2099-01-01")), PlanStatus::kInForce);
}

TEST(StatusOn, TheDayAPlanEndsIsTheFirstItIsNotInForce) {
  for (const PlanStatus ended : {PlanStatus::kReplaced, PlanStatus::kRepealed, PlanStatus::kExpired}) {
    const PlanInfo info = plan(ended, kFrom, kTo);
    EXPECT_EQ(status_on(info, kTo - std::chrono::days{1}), PlanStatus::kInForce);
    EXPECT_EQ(status_on(info, kTo), ended);
  }
}

TEST(StatusOn, APlanInForceTodayWillHaveExpiredAfterItsEnd) {
  EXPECT_EQ(status_on(plan(PlanStatus::kInForce, kFrom, kTo), kTo), PlanStatus::kExpired);
}

TEST(StatusOn, AnApprovedPlanComesIntoForceByItself) {
  const PlanInfo info = plan(PlanStatus::kApprovedNotYetInForce, day("2027-01-01"));
  EXPECT_EQ(status_on(info, day("2026-12-31")), PlanStatus::kApprovedNotYetInForce);
  EXPECT_EQ(status_on(info, day("2027-01-01")), PlanStatus::kInForce);
}

TEST(StatusOn, DatesDoNotTurnAConsultedOrSuspendedPlanIntoOneInForce) {
  for (const PlanStatus status : {PlanStatus::kConsultation, PlanStatus::kSuspended}) {
    for (const char* when : {"2010-01-01", "2018-01-01", "2030-01-01"}) {
      EXPECT_EQ(status_on(plan(status, kFrom, kTo), day(when)), status);
      EXPECT_EQ(status_on(plan(status, {}), day(when)), status);
    }
  }
}

TEST(StatusOn, ADatedSuspensionHidesAPlanOnItsDaysAlone) {
  PlanInfo info = plan(PlanStatus::kSuspended, kFrom, kTo);
  info.suspensions = {{day("2016-01-01"), day("2016-07-01"), {}, {}}, {day("2020-01-01"), {}, {}, {}}};
  EXPECT_EQ(status_on(info, kFrom - std::chrono::days{1}), PlanStatus::kApprovedNotYetInForce);
  EXPECT_EQ(status_on(info, kFrom), PlanStatus::kInForce);
  EXPECT_EQ(status_on(info, day("2016-01-01")), PlanStatus::kSuspended);
  EXPECT_EQ(status_on(info, day("2016-07-01")), PlanStatus::kInForce);
  EXPECT_EQ(status_on(info, day("2021-12-31")), PlanStatus::kSuspended);
  EXPECT_EQ(status_on(info, kTo), PlanStatus::kExpired) << "what has ended is not suspended any more";
  info.status = PlanStatus::kRepealed;
  EXPECT_EQ(status_on(info, day("2021-12-31")), PlanStatus::kSuspended);
  EXPECT_EQ(status_on(info, kTo), PlanStatus::kRepealed);
}

}  // namespace
}  // namespace quyhoach::geo
