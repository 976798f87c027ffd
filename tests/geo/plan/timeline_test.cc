// Every change of an answer, by day. Parcel 6 is the rectangle 0…20 × 0…10 of cell 5.
#include "geo/plan/timeline.h"

#include <gmock/gmock.h>

#include "tests/geo/plan/small_district.h"

namespace quyhoach::geo {
namespace {

constexpr int kCell = 5;
const Decision kLater{"DEMO-9", day("2020-05-01"), "UBND (DEMO)"};

std::shared_ptr<const Snapshot> with(std::vector<std::shared_ptr<const PlanSet>> plans) {
  auto snapshot = std::make_shared<Snapshot>(*small_snapshot());
  snapshot->plans = std::move(plans);
  return snapshot;
}

std::vector<std::string> told(const std::vector<PlanEvent>& events) {
  std::vector<std::string> out;
  for (const PlanEvent& event : events) {
    out.push_back(format_date(event.on) + " " + std::string{name_of(event.kind)} + " " + (event.decision ? event.decision->number : "-"));
  }
  return out;
}

TEST(PlanEvents, AreTheDaysOnWhichAPlansStatusChanges) {
  PlanWriter writer{"z", "zoning_plan", kCell};
  writer.status(PlanStatus::kRepealed, day("2015-04-04"), day("2024-01-01"))
      .suspended({day("2018-01-01"), day("2019-01-01"), kLater, Decision{"DEMO-10", day("2018-12-01"), "UBND (DEMO)"}})
      .ended_by(kLater);
  EXPECT_THAT(told(events_of(*writer.done())), testing::ElementsAre("2015-04-04 in_force DEMO-z", "2018-01-01 suspended DEMO-9", "2019-01-01 applies_again DEMO-10",
                                                                    "2024-01-01 repealed DEMO-9"));
  EXPECT_THAT(told(events_of(*PlanWriter{"c", "zoning_plan", kCell}.status(PlanStatus::kConsultation, {}).done())), testing::IsEmpty());
  EXPECT_THAT(told(events_of(*PlanWriter{"r", "zoning_plan", kCell}.status(PlanStatus::kReplaced, day("2015-04-04"), day("2016-01-01")).done())),
              testing::ElementsAre("2015-04-04 in_force DEMO-r", "2016-01-01 replaced -"));
  EXPECT_THAT(told(events_of(*PlanWriter{"e", "zoning_plan", kCell}.status(PlanStatus::kExpired, day("2015-04-04"), day("2016-01-01")).done())),
              testing::ElementsAre("2015-04-04 in_force DEMO-e", "2016-01-01 expired -"));
}

TEST(Timeline, HasEveryChangeOfTheAnswerAndNoOtherDay) {
  const auto snapshot = with({
      PlanWriter{"old", "zoning_plan", kCell}.status(PlanStatus::kReplaced, day("2010-01-01"), day("2015-04-04")).zone(box(-15, -15, 70, 50), "A1", "ODT").done(),
      PlanWriter{"new", "zoning_plan", kCell}.zone(box(-15, -15, 12, 50), "B1", "TMD").zone(box(12, -15, 70, 50), "B2", "ODT").done(),
      PlanWriter{"far", "zoning_plan", kCell + 5}.status(PlanStatus::kInForce, day("2012-01-01")).zone(box(-15, -15, 70, 50), "C1", "ODT").done(),
      PlanWriter{"ahead", "heritage_protection", kCell}.status(PlanStatus::kApprovedNotYetInForce, day("2030-01-01")).zone(box(-15, -15, 70, 50), "D1", "ODT").done(),
  });
  const auto entries = timeline_of(*snapshot, parcel_place(*snapshot, "6"));
  ASSERT_TRUE(entries);
  ASSERT_EQ(entries->size(), 3U);
  const TimelineEntry& first = (*entries)[0];
  EXPECT_THAT(told(first.events), testing::ElementsAre("2010-01-01 in_force DEMO-old"));
  ASSERT_EQ(first.changes.size(), 1U);
  EXPECT_EQ(first.changes[0].before, TopicState::kNoData);
  EXPECT_EQ(first.changes[0].after, TopicState::kConcerned);
  ASSERT_EQ(first.changes[0].items.size(), 1U) << "that it was approved before is no item";
  EXPECT_EQ(first.changes[0].items[0].after_m2, 200.0);
  const TimelineEntry& second = (*entries)[1];
  EXPECT_THAT(told(second.events), testing::UnorderedElementsAre("2015-04-04 replaced -", "2015-04-04 in_force DEMO-new"));
  EXPECT_EQ(second.changes.at(0).items.size(), 3U);
  EXPECT_EQ((*entries)[2].on, day("2030-01-01"));
  EXPECT_EQ((*entries)[2].changes.at(0).topic->id, "heritage_protection");
}

TEST(Timeline, TellsWhatAnAdjustmentOfAnotherTopicDisplaces) {
  PlanWriter writer{"adj", "heritage_protection", kCell};
  writer.amends("base").status(PlanStatus::kInForce, day("2020-01-01")).zone(box(100, 100, 110, 110), "H", "DGD").boundary(box(12, -50, 200, 200));
  const auto snapshot = with({PlanWriter{"base", "zoning_plan", kCell}.zone(box(-15, -15, 70, 50), "A1", "ODT").done(), writer.done()});
  const auto entries = timeline_of(*snapshot, parcel_place(*snapshot, "6"));
  ASSERT_TRUE(entries);
  ASSERT_EQ(entries->size(), 2U);
  const TimelineEntry& adjusted = entries->back();
  EXPECT_THAT(told(adjusted.events), testing::ElementsAre("2020-01-01 in_force DEMO-adj"));
  ASSERT_EQ(adjusted.changes.size(), 1U) << "it draws nothing here itself";
  EXPECT_EQ(adjusted.changes[0].topic->id, "zoning_plan");
  EXPECT_EQ(adjusted.changes[0].items.at(0).before_m2, 200.0);
  EXPECT_NEAR(adjusted.changes[0].items.at(0).after_m2, 120.0, 1e-9);
  const auto before = compute_answer(*snapshot, parcel_place(*snapshot, "6"), day("2019-12-31"));
  const auto after = compute_answer(*snapshot, parcel_place(*snapshot, "6"), day("2020-01-01"));
  ASSERT_TRUE(before);
  ASSERT_TRUE(after);
  EXPECT_EQ(difference(*before, *after).size(), 1U);
}

TEST(Timeline, AddsUpToTheAnswerOfAnyDay) {
  const auto snapshot = small_snapshot();
  for (const char* number : {"1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14"}) {
    const Place place = parcel_place(*snapshot, number);
    const auto entries = timeline_of(*snapshot, place);
    ASSERT_TRUE(entries);
    for (const char* text : {"1990-01-01", "2015-04-03", "2015-04-04", "2020-02-29", "2026-12-31", "2027-01-01", "2100-01-01"}) {
      const auto answer = compute_answer(*snapshot, place, day(text));
      ASSERT_TRUE(answer);
      for (std::size_t t = 0; t < answer->topics.size(); ++t) {
        TopicState state = compute_answer(*snapshot, place, day("1900-01-01"))->topics[t].state;
        for (const TimelineEntry& entry : *entries) {
          for (const TopicDifference& change : entry.changes) {
            if (entry.on <= day(text) && change.topic == answer->topics[t].topic) {
              EXPECT_EQ(change.before, state);
              state = change.after;
            }
          }
        }
        EXPECT_EQ(state, answer->topics[t].state) << number << " " << text;
      }
    }
  }
}

TEST(Timeline, OfAPointCountsInPlaceOfMeasuring) {
  const auto snapshot = with({PlanWriter{"z", "zoning_plan", kCell}.zone(box(-15, -15, 70, 50), "A1", "ODT").done()});
  Place place;
  place.point = at(5.0 + 200.0 * kCell, 5.0);
  const auto entries = timeline_of(*snapshot, place);
  ASSERT_TRUE(entries);
  ASSERT_EQ(entries->size(), 1U);
  EXPECT_EQ(entries->front().changes.at(0).items.at(0).before_m2, 0.0);
  EXPECT_EQ(entries->front().changes.at(0).items.at(0).after_m2, 1.0);
}

TEST(Timeline, OfAPlaceWithoutPlansIsEmpty) {
  const auto snapshot = with({});
  const auto entries = timeline_of(*snapshot, parcel_place(*snapshot, "6"));
  ASSERT_TRUE(entries);
  EXPECT_TRUE(entries->empty());
}

TEST(Difference, OfADayAndItselfIsNothing) {
  const auto snapshot = small_snapshot();
  const auto answer = compute_answer(*snapshot, parcel_place(*snapshot, "5"), day("2026-11-22"));
  ASSERT_TRUE(answer);
  EXPECT_TRUE(difference(*answer, *answer).empty());
}

}  // namespace
}  // namespace quyhoach::geo
