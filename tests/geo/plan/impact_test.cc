#include "geo/plan/impact.h"

#include <cmath>
#include <map>
#include <set>

#include <gmock/gmock.h>

#include "tests/geo/plan/random_district.h"

namespace quyhoach::geo {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

const Date kDay = day("2026-11-22");

/// What one topic says of a parcel, by the parcel's whole answer.
struct Said {
  TopicState state = TopicState::kNoData;
  std::map<std::string, double> sums;  ///< By plan, zone and status, m² or m.
};

std::map<std::string, Said> said(const Snapshot& snapshot, const ParcelAt& parcel) {
  Place place;
  place.kind = Place::Kind::kParcel;
  place.parcel = parcel;
  const auto answer = compute_answer(snapshot, std::move(place), kDay, Boundaries::kAsDrawn);
  EXPECT_TRUE(answer);
  std::map<std::string, Said> by_topic;
  const auto add = [&](const Restriction& r) {
    const std::string key = r.plan->info.id + "/" + std::string{r.plan->texts.at(r.zone().code)} + "/" +
                            std::string{r.plan->texts.at(r.zone().land_use)} + "/" + std::string{name_of(r.status)} + (r.is_line ? "/line" : "");
    by_topic[r.plan->info.topic].sums[key] += r.is_line ? *r.length_m : *r.area_m2;
  };
  for (const TopicAnswer& topic : answer->topics) {
    by_topic[topic.topic->id].state = topic.state;
    std::ranges::for_each(topic.restrictions, add);
  }
  std::ranges::for_each(answer->changes, add);
  return by_topic;
}

/// Keys of what differs by more than nothing; empty where both say the same areas and states.
std::set<std::string> differing(const Said& a, const Said& b) {
  std::set<std::string> keys;
  for (const auto* one : {&a, &b}) {
    for (const auto& [key, sum] : one->sums) {
      const auto of = [&](const Said& s) { return s.sums.contains(key) ? s.sums.at(key) : 0.0; };
      if (std::abs(of(a) - of(b)) > kSameImpact) {
        keys.insert(key);
      }
    }
  }
  return keys;
}

std::set<std::string> keys_of(const ParcelImpact& impact) {
  std::set<std::string> keys;
  for (const ImpactItem& item : impact.items) {
    keys.insert(item.plan + "/" + item.code + "/" + item.land_use + "/" + std::string{name_of(item.status)} + (item.is_line ? "/line" : ""));
  }
  return keys;
}

/// Holds an impact against all answers before and after. \return how many parcels and topics changed
std::size_t expect_as_answered(const Snapshot& before, const Snapshot& after) {
  const auto impact = impact_between(before, after, kDay, 2);
  EXPECT_TRUE(impact);
  std::map<std::tuple<const ParcelSet*, std::uint32_t, std::string>, const ParcelImpact*> found;
  for (const ParcelImpact& parcel : *impact) {
    EXPECT_TRUE(found.emplace(std::tuple{parcel.parcel.set, parcel.parcel.index, parcel.topic}, &parcel).second) << "each once";
  }
  std::size_t count = 0;
  for (const auto& set : after.parcels) {
    for (std::uint32_t i = 0; i < set->size(); ++i) {
      auto old = said(before, {set.get(), i});
      auto now = said(after, {set.get(), i});
      for (const Topic& topic : after.district->topics) {
        const auto keys = differing(old[topic.id], now[topic.id]);
        const bool changes = !keys.empty() || old[topic.id].state != now[topic.id].state;
        const auto it = found.find(std::tuple{static_cast<const ParcelSet*>(set.get()), i, topic.id});
        const bool is_found = it != found.end() && !it->second->only_words;
        EXPECT_EQ(is_found, changes) << topic.id;
        if (is_found) {
          EXPECT_EQ(keys_of(*it->second), keys);
          EXPECT_EQ(it->second->before, old[topic.id].state);
          EXPECT_EQ(it->second->after, now[topic.id].state);
          ++count;
        }
      }
    }
  }
  return count;
}

TEST(Impact, IsWhatAllAnswersBeforeAndAfterSay) {
  std::size_t changed = 0;
  for (unsigned seed = 1; seed <= 40; ++seed) {
    RandomDistrict random{seed};
    const auto before = random_snapshot(random, "before");
    const auto after = std::make_shared<Snapshot>(*before);
    const std::size_t which = random.count(after->plans.size());
    const PlanInfo& info = after->plans[which]->info;
    const bool changes_topic = random.count(3) == 0;
    auto plan = std::make_shared<PlanSet>(*random.plan(info.id, changes_topic ? "heritage_protection" : info.topic));
    plan->object = "another";
    after->plans[which] = plan;
    sort_plans(*after);
    changed += expect_as_answered(*before, *after);
  }
  EXPECT_GT(changed, 500U) << "or else nothing was shown";
}

TEST(Impact, SeesAPlanThatComesAndOneThatGoes) {
  RandomDistrict random{3};
  const auto before = random_snapshot(random, "before");
  const auto after = std::make_shared<Snapshot>(*before);
  after->plans.erase(after->plans.begin());
  after->plans.push_back(random.plan("new", "road_boundary"));
  sort_plans(*after);
  EXPECT_GT(expect_as_answered(*before, *after), 0U);
}

TEST(Impact, IsOnBothTopicsOfAPlanThatMovesFromOneToAnother) {
  const auto before = small_snapshot();
  const auto after = std::make_shared<Snapshot>(*before);
  const auto at = std::ranges::find_if(after->plans, [](const auto& plan) { return plan->info.id == "z02"; });
  auto moved = std::make_shared<PlanSet>(**at);
  moved->info.topic = "heritage_protection";
  moved->object = "moved";
  *at = moved;
  sort_plans(*after);
  std::vector<std::string> topics;
  for (const TopicChange& change : changes_between(*before, *after)) {
    topics.push_back(change.topic);
  }
  EXPECT_THAT(topics, ElementsAre("zoning_plan", "heritage_protection"));
  const auto impact = impact_between(*before, *after, kDay, 1);
  ASSERT_TRUE(impact);
  ASSERT_THAT(*impact, SizeIs(2));
  EXPECT_EQ((*impact)[0].topic, "zoning_plan");
  EXPECT_EQ((*impact)[0].before, TopicState::kConcerned);
  EXPECT_EQ((*impact)[0].after, TopicState::kNoData);
  EXPECT_EQ((*impact)[0].gained_m2(), 0.0);
  EXPECT_EQ((*impact)[1].topic, "heritage_protection");
  EXPECT_EQ((*impact)[1].before, TopicState::kNoData);
  EXPECT_EQ((*impact)[1].after, TopicState::kConcerned);
  EXPECT_EQ((*impact)[1].gained_m2(), 300.0);
  EXPECT_EQ(expect_as_answered(*before, *after), 2U);
}

TEST(Impact, OfWordsAloneNamesEveryParcelThePlanSpeaksOf) {
  const auto before = small_snapshot();
  const auto after = std::make_shared<Snapshot>(*before);
  const auto at = std::ranges::find_if(after->plans, [](const auto& plan) { return plan->info.id == "z02"; });
  auto retitled = std::make_shared<PlanSet>(**at);
  retitled->info.title.vi = "Tên mới";
  *at = retitled;  // The same object: what the edition says of it changed.
  const auto impact = impact_between(*before, *after, kDay, 1);
  ASSERT_TRUE(impact);
  ASSERT_THAT(*impact, SizeIs(1));
  EXPECT_TRUE((*impact)[0].only_words);
  EXPECT_THAT((*impact)[0].items, IsEmpty());
}

TEST(Impact, OfNothingIsNothing) {
  const auto before = small_snapshot();
  EXPECT_THAT(changes_between(*before, *before), IsEmpty());
  EXPECT_THAT(*impact_between(*before, *before, kDay, 2), IsEmpty());
  const auto copy = std::make_shared<Snapshot>(*before);
  copy->plans.front() = std::make_shared<PlanSet>(*copy->plans.front());
  EXPECT_THAT(changes_between(*before, *copy), IsEmpty()) << "read again, and the same";
}

}  // namespace
}  // namespace quyhoach::geo
