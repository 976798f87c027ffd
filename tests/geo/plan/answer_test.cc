#include "geo/plan/answer.h"

#include <cmath>
#include <numbers>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "geo/geom/measure.h"
#include "tests/geo/plan/small_district.h"

namespace quyhoach::geo {
namespace {

const Date kDay = day("2026-11-22");

struct Fixture : testing::Test {
  std::shared_ptr<const Snapshot> snapshot = small_snapshot();

  Answer ask(Place place, Date as_of = kDay) const {
    auto answer = compute_answer(*snapshot, std::move(place), as_of, Boundaries::kAsDrawn);  // Their sums are done with a pencil.
    if (!answer) {
      ADD_FAILURE() << answer.error().message;
      return {};
    }
    return std::move(*answer);
  }
  Answer ask_parcel(const char* number, Date as_of = kDay) const { return ask(parcel_place(*snapshot, number), as_of); }
  Answer ask_point(double east_m, double north_m, int cell) const {
    Place place;
    place.point = at(east_m + 200.0 * cell, north_m);
    return ask(std::move(place));
  }
};
using AnswerTest = Fixture;

const TopicAnswer& topic(const Answer& answer, std::string_view id) {
  for (const TopicAnswer& one : answer.topics) {
    if (one.topic->id == id) {
      return one;
    }
  }
  ADD_FAILURE() << id;
  return answer.topics.front();
}
const TopicAnswer& zoning(const Answer& answer) { return topic(answer, "zoning_plan"); }

/// plan/zone → m², as sums done by hand.
using Areas = std::vector<std::pair<std::string, double>>;
Areas areas(const std::vector<Restriction>& restrictions) {
  Areas all;
  for (const Restriction& r : restrictions) {
    all.emplace_back(r.plan->info.id + "/" + std::string{r.plan->texts.at(r.zone().code)}, r.area_m2.value_or(-1.0));
  }
  return all;
}

void expect_balance(const TopicAnswer& topic, double parcel, double covered, double uncovered, double overlapped) {
  ASSERT_TRUE(topic.balance);
  EXPECT_EQ(topic.balance->parcel_area_m2, parcel);
  EXPECT_EQ(topic.balance->covered_m2, covered);
  EXPECT_EQ(topic.balance->uncovered_m2, uncovered);
  EXPECT_EQ(topic.balance->overlapped_m2, overlapped);
}

TEST_F(AnswerTest, AParcelInsideOneZoneLiesInItWhole) {
  const Answer answer = ask_parcel("1");
  EXPECT_EQ(answer.area_m2, 20.0 * 10.0);
  EXPECT_EQ(zoning(answer).state, TopicState::kConcerned);
  EXPECT_EQ(zoning(answer).reason, NoDataReason::kNone);
  EXPECT_EQ(areas(zoning(answer).restrictions), (Areas{{"z01/A1", 200.0}}));
  EXPECT_EQ(zoning(answer).restrictions.front().share_percent, 100.0);
  expect_balance(zoning(answer), 200.0, 200.0, 0.0, 0.0);
}

TEST_F(AnswerTest, AParcelAcrossTwoZonesHasTheLargerShareFirst) {
  const Answer answer = ask_parcel("2");  // 30 × 10, cut at 12: 18 × 10 and 12 × 10.
  EXPECT_EQ(areas(zoning(answer).restrictions), (Areas{{"z02/A2", 180.0}, {"z02/A1", 120.0}}));
  EXPECT_EQ(zoning(answer).restrictions[0].share_percent, 60.0);
  EXPECT_EQ(zoning(answer).restrictions[1].share_percent, 40.0);
  expect_balance(zoning(answer), 300.0, 300.0, 0.0, 0.0);
}

TEST_F(AnswerTest, ASliverOfEightMillimetresIsTold) {
  const Answer answer = ask_parcel("3");  // 1/128 m × 10 m.
  EXPECT_EQ(areas(zoning(answer).restrictions), (Areas{{"z03/A1", 199.921875}, {"z03/A2", 0.078125}}));
  expect_balance(zoning(answer), 200.0, 200.0, 0.0, 0.0);
}

TEST_F(AnswerTest, TwoPlansThatOverlapAreCountedTwiceAndTheBalanceSaysSo) {
  const Answer answer = ask_parcel("4");  // 0…12 and 8…20: 12 × 10 each, 4 × 10 in both.
  EXPECT_EQ(areas(zoning(answer).restrictions), (Areas{{"z04a/A1", 120.0}, {"z04b/B1", 120.0}}));
  EXPECT_EQ(zoning(answer).reason, NoDataReason::kNone);  // Together the two boundaries cover the parcel.
  expect_balance(zoning(answer), 200.0, 240.0, 0.0, 40.0);
}

TEST_F(AnswerTest, WhereThreePlansOverlapThePartUnderAllIsNotSubtractedThrice) {
  const Answer answer = ask_parcel("5");  // 120 + 120 + 100 over 200: 140 too much.
  EXPECT_EQ(areas(zoning(answer).restrictions), (Areas{{"z05a/A1", 120.0}, {"z05b/B1", 120.0}, {"z05c/C1", 100.0}}));
  expect_balance(zoning(answer), 200.0, 340.0, 0.0, 140.0);
}

TEST_F(AnswerTest, AParcelUnderNoPlanHasNoDataAndNeverIsNotConcerned) {
  const Answer answer = ask_parcel("6");
  EXPECT_EQ(zoning(answer).state, TopicState::kNoData);
  EXPECT_EQ(zoning(answer).reason, NoDataReason::kNoPlanHere);
  EXPECT_EQ(topic(answer, "heritage_protection").state, TopicState::kNoData);
  EXPECT_EQ(topic(answer, "heritage_protection").reason, NoDataReason::kNoPlan);
  expect_balance(zoning(answer), 200.0, 0.0, 200.0, 0.0);
}

TEST_F(AnswerTest, AParcelBeyondAPlansBoundaryIsPartlyCovered) {
  const Answer answer = ask_parcel("7");  // Zone to 10, boundary to 15, parcel to 20.
  EXPECT_EQ(areas(zoning(answer).restrictions), (Areas{{"z07/A1", 100.0}}));
  EXPECT_EQ(zoning(answer).state, TopicState::kConcerned);
  EXPECT_EQ(zoning(answer).reason, NoDataReason::kPartlyCovered);
  expect_balance(zoning(answer), 200.0, 100.0, 100.0, 0.0);
}

TEST_F(AnswerTest, ACorridorIsMeasuredByItsArea) {
  const Answer answer = ask_parcel("8");  // The strip reaches 4 m into a parcel 20 m long.
  EXPECT_EQ(areas(topic(answer, "road_boundary").restrictions), (Areas{{"r08/D1", 80.0}}));
  expect_balance(topic(answer, "road_boundary"), 200.0, 80.0, 120.0, 0.0);
  EXPECT_EQ(zoning(answer).state, TopicState::kNotConcerned);  // Inside a boundary, under no zone.
}

TEST_F(AnswerTest, ALineIsMeasuredByItsLengthInside) {
  const Answer answer = ask_parcel("9");  // 15 m east, then 7 m north to the edge.
  const TopicAnswer& lines = topic(answer, "building_line");
  ASSERT_EQ(lines.restrictions.size(), 1U);
  EXPECT_EQ(lines.restrictions.front().length_m, 22.0);
  EXPECT_FALSE(lines.restrictions.front().area_m2);
  EXPECT_FALSE(lines.balance);
}

TEST_F(AnswerTest, AHoleOfTheParcelBelongsToNoZone) {
  const Answer answer = ask_parcel("10");  // 400 − 36. West of 5: 100 − 3 × 6; east: 300 − 3 × 6.
  EXPECT_EQ(answer.area_m2, 364.0);
  EXPECT_EQ(areas(zoning(answer).restrictions), (Areas{{"z10/A2", 282.0}, {"z10/A1", 82.0}}));
  expect_balance(zoning(answer), 364.0, 364.0, 0.0, 0.0);
}

TEST_F(AnswerTest, ThePartsOfAParcelAreAdded) {
  const Answer answer = ask_parcel("11");  // Two squares of 100; the zone takes the inner half of each.
  EXPECT_EQ(areas(zoning(answer).restrictions), (Areas{{"z11/A1", 100.0}}));
  EXPECT_EQ(zoning(answer).restrictions.front().share_percent, 50.0);
  expect_balance(zoning(answer), 200.0, 100.0, 100.0, 0.0);
}

TEST_F(AnswerTest, PlansNotInForceAreChangesAndNoRestrictions) {
  const Answer answer = ask_parcel("12");
  EXPECT_TRUE(zoning(answer).restrictions.empty());
  EXPECT_EQ(zoning(answer).state, TopicState::kNoData);
  EXPECT_EQ(zoning(answer).reason, NoDataReason::kBeforeFirstPlan);
  EXPECT_EQ(areas(answer.changes), (Areas{{"z12a/A1", 80.0}, {"z12b/B1", 50.0}, {"z12c/C1", 20.0}}));
  EXPECT_EQ(answer.changes[0].status, PlanStatus::kConsultation);
  EXPECT_EQ(answer.changes[1].status, PlanStatus::kApprovedNotYetInForce);
  EXPECT_EQ(answer.changes[2].status, PlanStatus::kSuspended);
}

TEST_F(AnswerTest, AnApprovedPlanIsInForceFromItsDayOn) {
  const Answer before = ask_parcel("12", day("2026-12-31"));
  EXPECT_TRUE(zoning(before).restrictions.empty());
  const Answer answer = ask_parcel("12", day("2027-01-01"));
  EXPECT_EQ(areas(zoning(answer).restrictions), (Areas{{"z12b/B1", 50.0}}));
  EXPECT_EQ(areas(answer.changes), (Areas{{"z12a/A1", 80.0}, {"z12c/C1", 20.0}}));
}

TEST_F(AnswerTest, APlanWithoutABoundarySpeaksOnlyWhereItsZonesAre) {
  const Answer answer = ask_parcel("13");  // Half of it under the zone: of the other half nothing is known.
  EXPECT_EQ(areas(zoning(answer).restrictions), (Areas{{"z13/A1", 100.0}}));
  EXPECT_EQ(zoning(answer).reason, NoDataReason::kPartlyCovered);
}

TEST_F(AnswerTest, AZoneThatOnlyTouchesIsNoRestriction) {
  const Answer answer = ask_parcel("14");
  EXPECT_EQ(zoning(answer).state, TopicState::kNotConcerned);
  expect_balance(zoning(answer), 200.0, 0.0, 200.0, 0.0);
}

TEST_F(AnswerTest, BeforeEveryPlanThereIsNoData) {
  const Answer answer = ask_parcel("1", day("2000-01-01"));
  EXPECT_EQ(zoning(answer).state, TopicState::kNoData);
  EXPECT_EQ(zoning(answer).reason, NoDataReason::kBeforeFirstPlan);
}

TEST_F(AnswerTest, AfterAPlanEndedAndBeforeTheNextThereIsNoPlanHere) {
  auto changed = std::make_shared<Snapshot>(*snapshot);
  const std::string around = box(-20, -20, 80, 60);
  changed->plans = {PlanWriter{"old", "zoning_plan", 0}
                        .status(PlanStatus::kReplaced, day("2005-01-01"), day("2010-01-01"))
                        .zone(around, "A", "ODT")
                        .done(),
                    PlanWriter{"new", "zoning_plan", 0}.zone(around, "B", "ODT").done()};
  snapshot = changed;
  EXPECT_EQ(zoning(ask_parcel("1", day("2004-01-01"))).reason, NoDataReason::kBeforeFirstPlan);
  EXPECT_EQ(zoning(ask_parcel("1", day("2009-12-31"))).state, TopicState::kConcerned);
  EXPECT_EQ(zoning(ask_parcel("1", day("2012-01-01"))).reason, NoDataReason::kNoPlanHere);
}

TEST_F(AnswerTest, APlanThatWillNotReachThePlaceIsNoFirstPlan) {
  auto changed = std::make_shared<Snapshot>(*snapshot);
  // An L around the parcel: their boxes meet, they do not.
  constexpr const char* kL = "POLYGON((-20 -20,80 -20,80 60,70 60,70 -10,-20 -10,-20 -20))";
  changed->plans = {PlanWriter{"l", "zoning_plan", 0}.zone(kL, "A", "ODT").boundary(kL).done()};
  snapshot = changed;
  EXPECT_EQ(zoning(ask_parcel("1", day("2000-01-01"))).reason, NoDataReason::kNoPlanHere);
}

TEST_F(AnswerTest, APointHasNoAreas) {
  const Answer answer = ask_point(5, 5, 1);
  ASSERT_EQ(zoning(answer).restrictions.size(), 1U);
  EXPECT_FALSE(zoning(answer).restrictions.front().area_m2);
  EXPECT_FALSE(zoning(answer).balance);
}

TEST_F(AnswerTest, APointOnTheEdgeOfTwoZonesLiesInExactlyOne) {
  EXPECT_EQ(zoning(ask_point(12, 5, 1)).restrictions.size(), 1U);
}

TEST_F(AnswerTest, APointIsToldOfALineWithinTwentyMetres) {
  const Answer near = ask_point(5, 9, 8);
  ASSERT_EQ(topic(near, "building_line").restrictions.size(), 1U);
  EXPECT_EQ(topic(near, "building_line").restrictions.front().distance_m, 6.0);
  EXPECT_TRUE(topic(ask_point(60, 3, 8), "building_line").restrictions.empty());
}

TEST_F(AnswerTest, APolygonOfManyCornersIsOverlaidToTheSameAreas) {
  // A circle of 500 corners about the corner of two zones: overlay and clipping must agree about its half.
  ShapeStore store;
  std::vector<GridPoint> ring;
  constexpr int kCorners = 500;
  for (int i = 0; i < kCorners; ++i) {
    const double angle = 2.0 * std::numbers::pi * i / kCorners;
    ring.push_back(at(212.0 + 10.0 * std::cos(angle), 20.0 + 10.0 * std::sin(angle)));
  }
  store.add_ring(ring, true);
  store.end_shape();
  Place place;
  place.kind = Place::Kind::kPolygon;
  place.outline = store;
  const Answer answer = ask(place);
  const double whole = kCorners / 2.0 * 100.0 * std::sin(2.0 * std::numbers::pi / kCorners);
  constexpr double kRounding_m2 = 1e-6;
  EXPECT_NEAR(answer.area_m2, whole, kRounding_m2);
  ASSERT_EQ(zoning(answer).restrictions.size(), 2U);
  EXPECT_NEAR(*zoning(answer).restrictions[0].area_m2, whole / 2.0, kRounding_m2);
  EXPECT_NEAR(*zoning(answer).restrictions[1].area_m2, whole / 2.0, kRounding_m2);
  EXPECT_NEAR(zoning(answer).balance->uncovered_m2, 0.0, kRounding_m2);
}

TEST_F(AnswerTest, HasEveryTopicOfTheDistrictInItsOrder) {
  const Answer answer = ask_parcel("6");
  ASSERT_EQ(answer.topics.size(), snapshot->district->topics.size());
  for (std::size_t i = 0; i < answer.topics.size(); ++i) {
    EXPECT_EQ(answer.topics[i].topic, &snapshot->district->topics[i]);
  }
}

}  // namespace
}  // namespace quyhoach::geo
