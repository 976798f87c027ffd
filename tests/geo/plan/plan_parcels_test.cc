#include "geo/plan/plan_parcels.h"

#include <map>

#include <gmock/gmock.h>

#include "tests/geo/plan/random_district.h"

namespace quyhoach::geo {
namespace {

using ::testing::IsEmpty;

const Date kDay = day("2026-11-22");

/// What a parcel's own answer says of one plan: by index of its zone or line.
std::map<std::pair<bool, std::uint32_t>, Restriction> told(const Snapshot& snapshot, const PlanSet& plan, const ParcelAt& parcel) {
  Place place;
  place.kind = Place::Kind::kParcel;
  place.parcel = parcel;
  const auto answer = compute_answer(snapshot, std::move(place), kDay, Boundaries::kAsDrawn);
  EXPECT_TRUE(answer);
  std::map<std::pair<bool, std::uint32_t>, Restriction> of_plan;
  const auto add = [&](const Restriction& r) {
    if (r.plan == &plan) {
      of_plan.emplace(std::pair{r.is_line, r.index}, r);
    }
  };
  for (const TopicAnswer& topic : answer->topics) {
    std::ranges::for_each(topic.restrictions, add);
  }
  std::ranges::for_each(answer->changes, add);
  return of_plan;
}

void expect_same(const Restriction& a, const Restriction& b) {
  EXPECT_EQ(a.status, b.status);
  for (const auto member : {&Restriction::area_m2, &Restriction::share_percent, &Restriction::length_m}) {
    ASSERT_EQ((a.*member).has_value(), (b.*member).has_value());
    EXPECT_NEAR((a.*member).value_or(0.0), (b.*member).value_or(0.0), 1e-6);
  }
}

/// Holds a plan's parcels against the answer of every parcel. \return how many there were
std::size_t expect_as_answered(const Snapshot& snapshot, const PlanSet& plan) {
  const auto found = parcels_under(snapshot, {.plan = &plan, .zone = {}, .as_of = kDay}, 2);
  EXPECT_TRUE(found);
  std::map<std::pair<const ParcelSet*, std::uint32_t>, const ParcelUnder*> by_parcel;
  for (const ParcelUnder& under : *found) {
    by_parcel.emplace(std::pair{under.parcel.set, under.parcel.index}, &under);
  }
  EXPECT_EQ(by_parcel.size(), found->size()) << "each once";
  for (const auto& set : snapshot.parcels) {
    for (std::uint32_t i = 0; i < set->size(); ++i) {
      const auto expected = told(snapshot, plan, {set.get(), i});
      const auto under = by_parcel.find(std::pair{static_cast<const ParcelSet*>(set.get()), i});
      EXPECT_EQ(under == by_parcel.end(), expected.empty());
      if (under == by_parcel.end()) {
        continue;
      }
      EXPECT_EQ(under->second->restrictions.size(), expected.size());
      for (const Restriction& r : under->second->restrictions) {
        const auto same = expected.find(std::pair{r.is_line, r.index});
        EXPECT_NE(same, expected.end());
        if (same != expected.end()) {
          expect_same(r, same->second);
        }
      }
    }
  }
  return found->size();
}

bool is_answered(const PlanSet& plan) {
  const PlanStatus status = status_on(plan.info, kDay);
  return status != PlanStatus::kReplaced && status != PlanStatus::kExpired && status != PlanStatus::kRepealed;
}

TEST(PlanParcels, AreThoseWhoseAnswersNameThePlan) {
  const auto snapshot = small_snapshot();
  for (const auto& plan : snapshot->plans) {
    expect_as_answered(*snapshot, *plan);
  }
}

TEST(PlanParcels, AreThoseWhoseAnswersNameThePlanOverRandomData) {
  std::size_t found = 0;
  for (unsigned seed = 1; seed <= 40; ++seed) {
    RandomDistrict random{seed};
    const auto snapshot = random_snapshot(random, "random");
    for (const auto& plan : snapshot->plans) {
      found += is_answered(*plan) ? expect_as_answered(*snapshot, *plan) : 0;
    }
  }
  EXPECT_GT(found, 1'000U) << "or else nothing was shown";
}

TEST(PlanParcels, AreListedOfAPlanThatHasEndedToo) {
  const auto snapshot = std::make_shared<Snapshot>(*small_snapshot());
  auto ended = std::make_shared<PlanSet>(*snapshot->plan("z02"));
  ended->info.status = PlanStatus::kReplaced;
  ended->info.in_force_to = day("2020-01-01");
  const auto found = parcels_under(*snapshot, {.plan = ended.get(), .zone = {}, .as_of = kDay}, 1);
  ASSERT_TRUE(found);
  ASSERT_EQ(found->size(), 1U);
  EXPECT_EQ(found->front().area_m2, 300.0);
  ASSERT_EQ(found->front().restrictions.size(), 2U);
  EXPECT_EQ(found->front().restrictions[0].status, PlanStatus::kReplaced);
  EXPECT_EQ(found->front().restrictions[0].area_m2, 180.0) << "largest share first";
  EXPECT_EQ(found->front().restrictions[1].area_m2, 120.0);
}

TEST(PlanParcels, OfOneZoneAreThoseUnderIt) {
  const auto snapshot = small_snapshot();
  const PlanSet* plan = snapshot->plan("z02");
  EXPECT_TRUE(has_zone(*plan, "A2"));
  EXPECT_FALSE(has_zone(*plan, "a2"));
  EXPECT_FALSE(has_zone(*plan, ""));
  const auto found = parcels_under(*snapshot, {.plan = plan, .zone = "A2", .as_of = kDay}, 1);
  ASSERT_TRUE(found);
  ASSERT_EQ(found->size(), 1U);
  ASSERT_EQ(found->front().restrictions.size(), 1U);
  EXPECT_EQ(found->front().restrictions[0].area_m2, 180.0);
  EXPECT_EQ(found->front().restrictions[0].share_percent, 60.0);
  const auto lines = parcels_under(*snapshot, {.plan = snapshot->plan("b09"), .zone = "CG1", .as_of = kDay}, 1);
  ASSERT_TRUE(lines);
  ASSERT_EQ(lines->size(), 1U);
  EXPECT_EQ(lines->front().restrictions[0].length_m, 22.0);
}

TEST(PlanParcels, ComeInPagesThatMakeUpTheWhole) {
  RandomDistrict random{7};
  const auto snapshot = random_snapshot(random, "random");
  for (const auto& plan : snapshot->plans) {
    const PlanParcelsQuestion question{.plan = plan.get(), .zone = {}, .as_of = kDay};
    const auto all = parcels_under(*snapshot, question, 1);
    ASSERT_TRUE(all);
    for (const std::size_t limit : {std::size_t{1}, std::size_t{3}, std::size_t{1'000}}) {
      std::vector<std::pair<const ParcelSet*, std::uint32_t>> paged;
      std::optional<ParcelPosition> next = ParcelPosition{};
      while (next) {
        const auto page = parcels_under_from(*snapshot, question, *next, limit);
        ASSERT_TRUE(page);
        ASSERT_LE(page->parcels.size(), limit);
        ASSERT_TRUE(!page->next || *next < *page->next) << "or it never ends";
        for (const ParcelUnder& under : page->parcels) {
          paged.emplace_back(under.parcel.set, under.parcel.index);
        }
        next = page->next;
      }
      ASSERT_EQ(paged.size(), all->size());
      for (std::size_t i = 0; i < paged.size(); ++i) {
        EXPECT_EQ(paged[i], std::pair((*all)[i].parcel.set, (*all)[i].parcel.index));
      }
    }
  }
}

TEST(PlanParcels, BeyondTheEndIsNothing) {
  const auto snapshot = small_snapshot();
  const PlanParcelsQuestion question{.plan = snapshot->plan("z02"), .zone = {}, .as_of = kDay};
  for (const ParcelPosition begin : {ParcelPosition{99, 0}, {2, 4'294'967'295U}, {std::numeric_limits<std::size_t>::max(), 0}}) {
    const auto page = parcels_under_from(*snapshot, question, begin, 10);
    ASSERT_TRUE(page);
    EXPECT_THAT(page->parcels, IsEmpty());
    EXPECT_FALSE(page->next);
  }
}

}  // namespace
}  // namespace quyhoach::geo
