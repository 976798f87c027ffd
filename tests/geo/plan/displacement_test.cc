// Local adjustments: what of the plan they adjust still applies. Parcel 6 is the rectangle 0…20 × 0…10 of cell 5.
#include "geo/plan/displacement.h"

#include <cmath>
#include <random>

#include <gmock/gmock.h>

#include "geo/geom/clip_area.h"
#include "geo/geom/overlay.h"
#include "tests/geo/plan/small_district.h"

namespace quyhoach::geo {
namespace {

constexpr int kCell = 5;
const Date kDay = day("2026-11-22");

PlanWriter zoning(const char* id) { return {id, "zoning_plan", kCell}; }
PlanWriter adjustment(const char* id, const char* of) {
  PlanWriter writer{id, "zoning_plan", kCell};
  writer.amends(of);
  return writer;
}

std::shared_ptr<const Snapshot> with(std::vector<std::shared_ptr<const PlanSet>> plans) {
  auto snapshot = std::make_shared<Snapshot>(*small_snapshot());
  snapshot->plans = std::move(plans);
  return snapshot;
}

Answer ask(const Snapshot& snapshot, Place place, Date as_of = kDay, Boundaries boundaries = Boundaries::kAsDrawn) {
  auto answer = compute_answer(snapshot, std::move(place), as_of, boundaries);
  EXPECT_TRUE(answer) << answer.error().message;
  return answer ? std::move(*answer) : Answer{};
}

Answer ask(const Snapshot& snapshot, Date as_of = kDay, Boundaries boundaries = Boundaries::kAsDrawn) {
  return ask(snapshot, parcel_place(snapshot, "6"), as_of, boundaries);
}

Answer ask_point(const Snapshot& snapshot, double east_m, double north_m, Boundaries boundaries = Boundaries::kAsDrawn) {
  Place place;
  place.point = at(east_m + 200.0 * kCell, north_m);
  return ask(snapshot, std::move(place), kDay, boundaries);
}

const Restriction& of_plan(const Answer& answer, std::string_view plan) {
  for (const TopicAnswer& topic : answer.topics) {
    for (const Restriction& r : topic.restrictions) {
      if (r.plan->info.id == plan) {
        return r;
      }
    }
  }
  ADD_FAILURE() << plan;
  static const Restriction none;
  return none;
}

std::vector<std::string> displacers(const Restriction& r) {
  std::vector<std::string> ids;
  for (const Displacement& one : r.displaced_by) {
    ids.push_back(one.by->info.id);
  }
  return ids;
}

const auto kBase = zoning("base").zone(box(-15, -15, 70, 50), "A1", "ODT").done();

TEST(Displacement, LeavesWhatLiesOutsideTheAdjustment) {
  const auto snapshot = with({kBase, adjustment("adj", "base").zone(box(12, -5, 40, 20), "B1", "TMD").done()});
  const Answer answer = ask(*snapshot);
  const Restriction& base = of_plan(answer, "base");
  EXPECT_EQ(base.area_m2, 200.0) << "what its plan draws stays";
  EXPECT_EQ(base.applies, Applies::kPart);
  EXPECT_EQ(base.applies_area_m2, 120.0);
  ASSERT_EQ(base.displaced_by.size(), 1U);
  EXPECT_EQ(base.displaced_by[0].area_m2, 80.0);
  EXPECT_EQ(base.displaced_by[0].share_percent, 40.0);
  EXPECT_TRUE(of_plan(answer, "adj").displaced_by.empty());
  EXPECT_EQ(answer.topics[0].balance->overlapped_m2, 80.0) << "the balance is of what is drawn";
}

TEST(Displacement, ReachesAsFarAsTheBoundaryOfTheAdjustment) {
  const auto snapshot = with({kBase, adjustment("adj", "base").zone(box(15, -5, 40, 20), "B1", "TMD").boundary(box(-20, -20, 80, 60)).done()});
  const Restriction& base = of_plan(ask(*snapshot), "base");
  EXPECT_EQ(base.applies, Applies::kNone);
  EXPECT_EQ(base.applies_area_m2, 0.0);
}

TEST(Displacement, IsNoneBeforeTheAdjustmentIsInForceOrAfter) {
  const auto snapshot = with({kBase, adjustment("adj", "base")
                                         .status(PlanStatus::kExpired, day("2020-01-01"), day("2021-01-01"))
                                         .zone(box(-5, -5, 40, 20), "B1", "TMD")
                                         .done()});
  EXPECT_TRUE(of_plan(ask(*snapshot, day("2019-12-31")), "base").displaced_by.empty());
  EXPECT_EQ(of_plan(ask(*snapshot, day("2020-01-01")), "base").applies, Applies::kNone);
  EXPECT_EQ(of_plan(ask(*snapshot, day("2020-12-31")), "base").applies, Applies::kNone);
  EXPECT_TRUE(of_plan(ask(*snapshot, day("2021-01-01")), "base").displaced_by.empty());
}

TEST(Displacement, FollowsAdjustmentsOfAdjustmentsAcrossTopics) {
  PlanWriter later{"later", "heritage_protection", kCell};
  later.amends("adj").zone(box(16, -5, 40, 20), "C1", "DGD");
  const auto snapshot = with({kBase, adjustment("adj", "base").zone(box(12, -5, 40, 20), "B1", "TMD").done(), later.done()});
  const Answer answer = ask(*snapshot);
  EXPECT_THAT(displacers(of_plan(answer, "base")), testing::ElementsAre("adj", "later"));
  EXPECT_EQ(of_plan(answer, "base").applies_area_m2, 120.0) << "both together take 80 m² once";
  EXPECT_THAT(displacers(of_plan(answer, "adj")), testing::ElementsAre("later"));
  EXPECT_EQ(of_plan(answer, "adj").applies_area_m2, 40.0);
  EXPECT_TRUE(of_plan(answer, "later").displaced_by.empty());
}

TEST(Displacement, EndsWherePlansAmendEachOtherOrNothing) {
  const auto ring = with({adjustment("a", "b").zone(box(-5, -5, 40, 20), "A", "ODT").done(), adjustment("b", "a").zone(box(-5, -5, 40, 20), "B", "ODT").done(),
                          adjustment("c", "c").zone(box(-5, -5, 40, 20), "C", "ODT").done(), adjustment("d", "gone").zone(box(-5, -5, 40, 20), "D", "ODT").done()});
  const Answer answer = ask(*ring);
  EXPECT_THAT(displacers(of_plan(answer, "a")), testing::ElementsAre("b"));
  EXPECT_THAT(displacers(of_plan(answer, "b")), testing::ElementsAre("a"));
  EXPECT_TRUE(of_plan(answer, "c").displaced_by.empty());
  EXPECT_TRUE(of_plan(answer, "d").displaced_by.empty());
}

TEST(Displacement, TakesPiecesOfLines) {
  const auto snapshot = with({PlanWriter{"lines", "building_line", kCell}.line("LINESTRING(-5 5,30 5)", "CG").done(),
                              adjustment("adj", "lines").zone(box(15, -5, 40, 20), "B1", "TMD").done()});
  const Restriction& line = of_plan(ask(*snapshot), "lines");
  EXPECT_EQ(line.length_m, 20.0);
  EXPECT_EQ(line.applies_length_m, 15.0);
  EXPECT_EQ(line.displaced_by.at(0).length_m, 5.0);
  EXPECT_EQ(line.applies, Applies::kPart);
}

TEST(Displacement, OfAPointIsWholeOrUncertain) {
  const auto snapshot = with({kBase, adjustment("adj", "base").zone(box(10, -15, 40, 20), "B1", "TMD").done()});
  EXPECT_EQ(of_plan(ask_point(*snapshot, 15, 5), "base").applies, Applies::kNone);
  EXPECT_EQ(of_plan(ask_point(*snapshot, 5, 5), "base").applies, Applies::kWhole);
  // 1/2000 may be a metre off.
  EXPECT_EQ(of_plan(ask_point(*snapshot, 10.05, 5, Boundaries::kWithIntervals), "base").applies, Applies::kUncertain);
  EXPECT_EQ(of_plan(ask_point(*snapshot, 9.95, 5, Boundaries::kWithIntervals), "base").applies, Applies::kUncertain);
  EXPECT_EQ(of_plan(ask_point(*snapshot, 30, 5, Boundaries::kWithIntervals), "base").applies, Applies::kNone);
}

TEST(Displacement, OfALineNearAPointIsWhereTheLineRuns) {
  const auto lines = PlanWriter{"lines", "building_line", kCell}.line("LINESTRING(-20 20,40 20)", "CG").done();
  const auto around_point = with({lines, adjustment("adj", "lines").zone(box(5, 0, 15, 10), "B1", "TMD").done()});
  EXPECT_EQ(of_plan(ask_point(*around_point, 10, 5), "lines").applies, Applies::kWhole) << "15 m off the line runs outside";
  const auto around_line = with({lines, adjustment("adj", "lines").zone(box(-40, 15, 60, 25), "B1", "TMD").done()});
  EXPECT_EQ(of_plan(ask_point(*around_line, 10, 5), "lines").applies, Applies::kNone);
}

TEST(Displacement, OfALineCountsItsOwnAccuracy) {
  const auto snapshot = with({PlanWriter{"lines", "building_line", kCell}.line("LINESTRING(-5 5,30 5)", "CG").done(),
                              adjustment("adj", "lines").zone(box(-20, 4.2, 60, 40), "B1", "TMD").done()});
  EXPECT_EQ(of_plan(ask(*snapshot), "lines").applies, Applies::kNone) << "as drawn";
  EXPECT_EQ(of_plan(ask(*snapshot, kDay, Boundaries::kWithIntervals), "lines").applies, Applies::kUncertain);
}

TEST(Displacement, BesideThePlaceIsUncertainAndNotAPart) {
  const auto snapshot = with({kBase, adjustment("adj", "base").zone(box(20.1, -5, 40, 20), "B1", "TMD").done()});
  EXPECT_TRUE(of_plan(ask(*snapshot), "base").displaced_by.empty());
  const Answer answer = ask(*snapshot, kDay, Boundaries::kWithIntervals);
  const Restriction& base = of_plan(answer, "base");
  EXPECT_EQ(base.applies, Applies::kUncertain);
  EXPECT_EQ(base.applies_area_m2, 200.0);
  EXPECT_LT(base.applies_interval_m2->least, 200.0);
}

TEST(Displacement, SaysWhatOnlyASurveyCanTell) {
  const auto over_all = with({kBase, adjustment("adj", "base").zone(box(-0.1, -15, 40, 20), "B1", "TMD").done()});
  const Restriction& r = of_plan(ask(*over_all, kDay, Boundaries::kWithIntervals), "base");
  EXPECT_EQ(r.applies, Applies::kUncertain);
  EXPECT_EQ(r.applies_area_m2, 0.0);
  EXPECT_GT(r.applies_interval_m2->most, 0.0);
}

TEST(Displacement, IntervalHoldsWhereverTheAdjustmentLiesWithinItsAccuracy) {
  std::mt19937 random{11};
  std::uniform_real_distribution<double> place{-10.0, 25.0};
  for (int i = 0; i < 40; ++i) {
    const double west = std::round(place(random) * 8.0) / 8.0;
    const double south = std::round(place(random) * 8.0) / 8.0;
    const auto drawn = with({kBase, adjustment("adj", "base").zone(box(west, south, west + 12.0, south + 9.0), "B1", "TMD").done()});
    const Answer answer = ask(*drawn, kDay, Boundaries::kWithIntervals);
    const Restriction& r = of_plan(answer, "base");
    const Interval interval = r.applies_interval_m2.value_or(Interval{200.0, 200.0});
    Target target;
    target.accuracies = &*drawn->district->accuracy;
    target.accuracy_m = answer.accuracy->metres;
    const double within_m = reach_m(*r.plan, target) / std::sqrt(2.0);
    std::uniform_real_distribution<double> shift{-within_m, within_m};
    for (int k = 0; k < 250; ++k) {
      const double dx = shift(random);
      const double dy = shift(random);
      const auto moved = with({kBase, adjustment("adj", "base").zone(box(west + dx, south + dy, west + dx + 12.0, south + dy + 9.0), "B1", "TMD").done()});
      const Answer then = ask(*moved);
      const Restriction& there = of_plan(then, "base");
      const double applies = there.displaced_by.empty() ? 200.0 : there.applies_area_m2.value();
      ASSERT_GE(applies, interval.least - 1e-6) << i << " " << dx << " " << dy;
      ASSERT_LE(applies, interval.most + 1e-6) << i << " " << dx << " " << dy;
    }
  }
}

}  // namespace
}  // namespace quyhoach::geo
