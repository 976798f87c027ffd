// Intervals of an answer, against boundaries that are moved at random as far as their accuracies allow.
#include <algorithm>
#include <cmath>
#include <numbers>
#include <random>

#include <gmock/gmock.h>

#include "geo/geom/clip_area.h"
#include "geo/geom/measure.h"
#include "geo/geom/overlay.h"
#include "geo/plan/plan_on_place.h"
#include "tests/geo/plan/small_district.h"

namespace quyhoach::geo {
namespace {

constexpr double kParcel_m = 0.15;
constexpr double kPlan_m = 0.6;
constexpr double kRounding_m2 = 1e-7;

Target honest(const ShapeView<GridPoint>& shape, const AccuracyTable& table) {
  Target target = target_of(shape);
  target.accuracies = &table;
  target.accuracy_m = kParcel_m;
  return target;
}

/// A vector no longer than `most_m`, any as likely as any other.
GridPoint within(std::mt19937& random, double most_m) {
  std::uniform_real_distribution<double> one{0.0, 1.0};
  const double angle = 2.0 * std::numbers::pi * one(random);
  const double length = most_m * std::sqrt(one(random));
  return {length * std::cos(angle), length * std::sin(angle)};
}

GridPoint moved(GridPoint p, GridPoint by) { return {p.east_m + by.east_m, p.north_m + by.north_m}; }

ShapeStore moved_whole(const ShapeView<GridPoint>& shape, GridPoint by) {
  ShapeStore out;
  for (std::size_t r = 0; r < shape.ring_count(); ++r) {
    std::vector<GridPoint> ring;
    for (const GridPoint p : shape.ring(r)) {
      ring.push_back(moved(p, by));
    }
    out.add_ring(ring, shape.is_shell(r));
  }
  out.end_shape();
  return out;
}

ShapeStore moved_each(const ShapeView<GridPoint>& shape, std::mt19937& random, double most_m) {
  ShapeStore out;
  for (std::size_t r = 0; r < shape.ring_count(); ++r) {
    std::vector<GridPoint> ring;
    for (const GridPoint p : shape.ring(r)) {
      ring.push_back(moved(p, within(random, most_m)));
    }
    out.add_ring(ring, shape.is_shell(r));
  }
  out.end_shape();
  return out;
}

ShapeStore ring_of(const std::vector<GridPoint>& ring) {
  ShapeStore out;
  out.add_ring(ring, true);
  out.end_shape();
  return out;
}

/// A quadrilateral that is not quite a rectangle, turned at random.
ShapeStore lot(std::mt19937& random, GridPoint middle, double width_m, double depth_m) {
  std::uniform_real_distribution<double> turn{0.0, std::numbers::pi};
  const double angle = turn(random);
  std::vector<GridPoint> ring;
  for (const auto& [x, y] : {std::pair{-1.0, -1.0}, {1.0, -1.0}, {1.0, 1.0}, {-1.0, 1.0}}) {
    const GridPoint p{x * width_m / 2.0, y * depth_m / 2.0};
    ring.push_back(moved(moved({p.east_m * std::cos(angle) - p.north_m * std::sin(angle), p.east_m * std::sin(angle) + p.north_m * std::cos(angle)}, middle),
                         within(random, 0.5)));
  }
  return ring_of(ring);
}

std::shared_ptr<PlanSet> plan_of(const ShapeStore& zone) {
  auto plan = std::make_shared<PlanSet>();
  plan->info.scale = 2000;
  plan->info.accuracy_m = kPlan_m;
  plan->areas = AreaLayer{zone};
  plan->area_rows.resize(zone.size());
  plan->box = plan->areas.box();
  return plan;
}

Restriction only(const Target& target, const PlanSet& plan) {
  std::vector<Restriction> found;
  EXPECT_TRUE(add_restrictions(target, plan, PlanStatus::kInForce, found));
  return found.size() == 1 ? found.front() : Restriction{};
}

TEST(Intervals, HoldEveryAreaThatMovedBoundariesMake) {
  constexpr int kPlaces = 60;
  constexpr int kMoves = 10'000;
  const AccuracyTable table = catalogue_accuracy();
  std::mt19937 random{4};
  std::uniform_real_distribution<double> offset{-22.0, 22.0};
  int uncertain = 0;
  int beside = 0;
  for (int i = 0; i < kPlaces; ++i) {
    const auto parcel = lot(random, kCorner, 10.0, 24.0);
    const auto zone = lot(random, moved(kCorner, {offset(random), offset(random)}), 18.0, 40.0);
    const auto plan = plan_of(zone);
    const Restriction r = only(honest(parcel.view(0), table), *plan);
    const Interval interval = r.area_interval_m2.value_or(Interval{});
    uncertain += r.certainty == Certainty::kBoundaryUncertain ? 1 : 0;
    beside += r.certainty == Certainty::kBoundaryUncertain && *r.area_m2 == 0.0 ? 1 : 0;
    for (int k = 0; k < kMoves; ++k) {
      const auto there = moved_whole(parcel.view(0), within(random, kParcel_m));
      const auto edge = moved_each(zone.view(0), random, kPlan_m);
      const double area = common_area_m2(there.view(0), edge.view(0));
      ASSERT_GE(area, interval.least - kRounding_m2) << "place " << i << " move " << k;
      ASSERT_LE(area, interval.most + kRounding_m2) << "place " << i << " move " << k;
      ASSERT_TRUE(r.certainty != Certainty::kCertain || area > 0.0);
    }
  }
  EXPECT_GT(uncertain, 0);
  EXPECT_GT(beside, 0);
}

TEST(Intervals, AreAtMostATenthWiderThanTheEdgesTogetherCanMakeThem) {
  const AccuracyTable table = catalogue_accuracy();
  std::mt19937 random{5};
  std::uniform_real_distribution<double> offset{-14.0, 14.0};
  GEOSContextHandle_t context = geos_context();
  const double together_m = kParcel_m + kPlan_m;
  int looked_at = 0;
  for (int i = 0; i < 1'000; ++i) {
    const auto parcel = lot(random, kCorner, 10.0, 24.0);
    const auto zone = lot(random, moved(kCorner, {offset(random), offset(random)}), 18.0, 40.0);
    const Restriction r = only(honest(parcel.view(0), table), *plan_of(zone));
    if (!r.area_interval_m2) {
      continue;
    }
    const auto place = polygons_to_geos(parcel.view(0));
    const auto drawn = polygons_to_geos(zone.view(0));
    const GeosGeometry out{GEOSBuffer_r(context, drawn->get(), together_m, 64)};
    const GeosGeometry in{GEOSBuffer_r(context, drawn->get(), -together_m, 64)};
    const double needed = *intersection_area_m2(**place, *out) - *intersection_area_m2(**place, *in);
    ASSERT_LE(r.area_interval_m2->most - r.area_interval_m2->least, 1.1 * needed + 1e-6) << i;
    ++looked_at;
  }
  EXPECT_GT(looked_at, 500);
}

TEST(Intervals, AreTheStripsOfBothAccuraciesTogether) {
  const AccuracyTable table = catalogue_accuracy();
  const auto parcel = ring_of({at(0, 0), at(30, 0), at(30, 10), at(0, 10)});
  const auto plan = plan_of(ring_of({at(-15, -15), at(12, -15), at(12, 50), at(-15, 50)}));
  const Restriction r = only(honest(parcel.view(0), table), *plan);
  EXPECT_EQ(r.area_m2, 120.0);
  ASSERT_TRUE(r.area_interval_m2 && r.accuracy);
  EXPECT_NEAR(r.area_interval_m2->least, 120.0 - 10.0 * 0.75, kRounding_m2);
  EXPECT_NEAR(r.area_interval_m2->most, 120.0 + 10.0 * 0.75, kRounding_m2);
  EXPECT_EQ(r.certainty, Certainty::kCertain);
  EXPECT_FALSE(r.distance_m);
  EXPECT_EQ(r.accuracy->metres, kPlan_m);
  EXPECT_EQ(r.accuracy->source, Accuracy::Source::kStated);
}

TEST(Intervals, OfAZoneFarBeyondTheParcelAreItsWhole) {
  const AccuracyTable table = catalogue_accuracy();
  const auto parcel = ring_of({at(0, 0), at(30, 0), at(30, 10), at(0, 10)});
  const Restriction r = only(honest(parcel.view(0), table), *plan_of(ring_of({at(-15, -15), at(70, -15), at(70, 50), at(-15, 50)})));
  ASSERT_TRUE(r.area_interval_m2);
  EXPECT_EQ(r.area_interval_m2->least, 300.0);
  EXPECT_EQ(r.area_interval_m2->most, 300.0);
  EXPECT_EQ(r.certainty, Certainty::kCertain);
}

TEST(Intervals, AZoneBesideTheParcelIsNotDroppedWhileItMayReachIt) {
  const AccuracyTable table = catalogue_accuracy();
  const auto parcel = ring_of({at(0, 0), at(30, 0), at(30, 10), at(0, 10)});
  const Restriction r = only(honest(parcel.view(0), table), *plan_of(ring_of({at(30.5, -15), at(70, -15), at(70, 50), at(30.5, 50)})));
  EXPECT_EQ(r.certainty, Certainty::kBoundaryUncertain);
  EXPECT_EQ(r.area_m2, 0.0);
  ASSERT_TRUE(r.area_interval_m2 && r.distance_m && r.distance_interval_m);
  EXPECT_EQ(r.area_interval_m2->least, 0.0);
  EXPECT_NEAR(r.area_interval_m2->most, 10.0 * 0.25, kRounding_m2);
  EXPECT_DOUBLE_EQ(*r.distance_m, 0.5);
  EXPECT_EQ(r.distance_interval_m->least, 0.0);
  EXPECT_DOUBLE_EQ(r.distance_interval_m->most, 1.25);
  EXPECT_EQ(only(honest(parcel.view(0), table), *plan_of(ring_of({at(30.76, -15), at(70, -15), at(70, 50)}))).plan, nullptr) << "out of reach";
}

TEST(Intervals, AZoneWhoseBandOnlySeemsToReachTheParcelIsNotTold) {
  const AccuracyTable table = catalogue_accuracy();
  const double away_m = 0.78;  // Beyond both accuracies, nearer than the tip of the fan around the zone's corner.
  const double angle = std::numbers::pi / 8.0;
  const GridPoint corner = at(away_m * std::cos(angle), away_m * std::sin(angle));
  const auto parcel = ring_of({corner, moved(corner, {10, 0.001}), moved(corner, {10, 10}), moved(corner, {0.001, 10})});
  const auto plan = plan_of(ring_of({at(-40, -40), at(0, -40), at(0, 0), at(-40, 0)}));
  EXPECT_EQ(only(honest(parcel.view(0), table), *plan).plan, nullptr);
}

TEST(Intervals, APointIsToldOfALineThatMayRunThroughIt) {
  const AccuracyTable table = catalogue_accuracy();
  auto plan = std::make_shared<PlanSet>();
  plan->info.accuracy_m = 30.0;
  plan->lines.shapes.add_ring(std::array{at(-100, 0), at(100, 0)}, true);
  plan->lines.shapes.end_shape();
  plan->line_rows.resize(1);
  plan->lines.tree = RunTree{{box_of(plan->lines.grid_view(0))}};
  plan->box.extend(box_of(plan->lines.grid_view(0)));
  const auto ask = [&](double north_m) {
    Target target = target_of(at(0, north_m));
    target.accuracies = &table;
    return only(target, *plan);
  };
  EXPECT_EQ(ask(15).certainty, Certainty::kCertain) << "that it is near is sure";
  EXPECT_EQ(ask(25).certainty, Certainty::kBoundaryUncertain);
  EXPECT_EQ(ask(25).distance_interval_m->least, 0.0);
  EXPECT_EQ(ask(31).plan, nullptr);
}

TEST(Intervals, ALineIsCertainWhereItRunsDeeperThanItMayBeOff) {
  const AccuracyTable table = catalogue_accuracy();
  const auto parcel = ring_of({at(0, 0), at(30, 0), at(30, 10), at(0, 10)});
  const auto line_at = [&](double north_m) {
    auto plan = std::make_shared<PlanSet>();
    plan->info.accuracy_m = kPlan_m;
    plan->lines.shapes.add_ring(std::array{at(-100, north_m), at(100, north_m)}, true);
    plan->lines.shapes.end_shape();
    plan->line_rows.resize(1);
    plan->lines.tree = RunTree{{box_of(plan->lines.grid_view(0))}};
    plan->box.extend(box_of(plan->lines.grid_view(0)));
    return plan;
  };
  const auto deep = line_at(5.0);
  const Restriction through = only(honest(parcel.view(0), table), *deep);
  EXPECT_EQ(through.certainty, Certainty::kCertain);
  EXPECT_NEAR(through.length_m.value_or(0.0), 30.0, 1e-9);
  EXPECT_EQ(through.distance_interval_m->most, 0.0);
  const auto shallow = line_at(9.5);
  const Restriction grazing = only(honest(parcel.view(0), table), *shallow);
  EXPECT_EQ(grazing.certainty, Certainty::kBoundaryUncertain);
  EXPECT_NEAR(grazing.length_m.value_or(0.0), 30.0, 1e-9);
  const auto outside = line_at(10.5);
  const Restriction near = only(honest(parcel.view(0), table), *outside);
  EXPECT_EQ(near.certainty, Certainty::kBoundaryUncertain);
  EXPECT_EQ(near.length_m, 0.0);
  EXPECT_DOUBLE_EQ(near.distance_m.value_or(-1.0), 0.5);
  const auto far = line_at(10.8);
  EXPECT_EQ(only(honest(parcel.view(0), table), *far).plan, nullptr);
}

TEST(Intervals, APointIsCertainWhereItLiesDeeperThanTheLineMayBeOff) {
  const AccuracyTable table = catalogue_accuracy();
  const auto plan = plan_of(ring_of({at(0, 0), at(30, 0), at(30, 10), at(0, 10)}));
  const auto ask = [&](double east_m) {
    Target target = target_of(at(east_m, 5));
    target.accuracies = &table;
    return only(target, *plan);
  };
  EXPECT_EQ(ask(15).certainty, Certainty::kCertain);
  EXPECT_EQ(ask(29.5).certainty, Certainty::kBoundaryUncertain);
  EXPECT_FALSE(ask(29.5).distance_m);
  EXPECT_EQ(ask(30.5).certainty, Certainty::kBoundaryUncertain);
  EXPECT_DOUBLE_EQ(ask(30.5).distance_m.value_or(-1.0), 0.5);
  EXPECT_EQ(ask(30.7).plan, nullptr);
}

const TopicAnswer& zoning(const Answer& answer) {
  return *std::ranges::find_if(answer.topics, [](const TopicAnswer& one) { return one.topic->id == "zoning_plan"; });
}

TEST(Intervals, ATopicIsConcernedOnlyByWhatIsCertain) {
  const auto snapshot = small_snapshot();
  const auto ask = [&](const char* number) { return *compute_answer(*snapshot, parcel_place(*snapshot, number), day("2026-11-22")); };
  const Answer sliver = ask("3");  // 8 mm of it under another zone.
  EXPECT_EQ(zoning(sliver).state, TopicState::kConcerned);
  ASSERT_EQ(zoning(sliver).restrictions.size(), 2U);
  EXPECT_EQ(zoning(sliver).restrictions[0].certainty, Certainty::kCertain);
  EXPECT_EQ(zoning(sliver).restrictions[1].certainty, Certainty::kBoundaryUncertain);
  EXPECT_GT(*zoning(sliver).restrictions[1].area_m2, 0.0);
  const Answer touching = ask("14");  // A zone begins where it ends.
  EXPECT_EQ(zoning(touching).state, TopicState::kBoundaryUncertain);
  ASSERT_EQ(zoning(touching).restrictions.size(), 1U);
  EXPECT_EQ(zoning(touching).balance->covered_m2, 0.0);
  EXPECT_EQ(zoning(touching).reason, NoDataReason::kNone);
  EXPECT_EQ(zoning(ask("6")).state, TopicState::kNoData);
}

TEST(Intervals, AnEditionWithoutAccuraciesAnswersAsDrawn) {
  auto snapshot = std::make_shared<Snapshot>(*small_snapshot());
  auto district = std::make_shared<District>(*snapshot->district);
  district->accuracy.reset();
  snapshot->district = district;
  const auto answer = compute_answer(*snapshot, parcel_place(*snapshot, "14"), day("2026-11-22"));
  ASSERT_TRUE(answer);
  EXPECT_EQ(zoning(*answer).state, TopicState::kNotConcerned);
  EXPECT_FALSE(answer->accuracy);
}

TEST(Intervals, WithoutAccuraciesEverythingIsAsDrawn) {
  const auto parcel = ring_of({at(0, 0), at(30, 0), at(30, 10), at(0, 10)});
  const auto plan = plan_of(ring_of({at(-15, -15), at(12, -15), at(12, 50), at(-15, 50)}));
  const Restriction r = only(target_of(parcel.view(0)), *plan);
  EXPECT_EQ(r.area_m2, 120.0);
  EXPECT_FALSE(r.area_interval_m2 || r.accuracy || r.distance_m);
  EXPECT_EQ(r.certainty, Certainty::kUnknown);
  EXPECT_EQ(only(target_of(parcel.view(0)), *plan_of(ring_of({at(30.1, -15), at(70, -15), at(70, 50)}))).plan, nullptr);
}

}  // namespace
}  // namespace quyhoach::geo
