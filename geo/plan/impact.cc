#include "geo/plan/impact.h"

#include "geo/plan/impact_compare.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <map>
#include <mutex>
#include <thread>
#include <tuple>

namespace quyhoach::geo {

namespace {

}  // namespace

Snapshot only_topic(const Snapshot& all, const std::string& topic) {
  Snapshot one = all;
  auto district = std::make_shared<District>(*all.district);
  std::erase_if(district->topics, [&](const Topic& t) { return t.id != topic; });
  one.district = std::move(district);
  std::erase_if(one.plans, [&](const auto& plan) { return plan->info.topic != topic; });
  return one;
}

namespace {

std::string words_of(const std::optional<Decision>& decision) {
  return decision ? '\n' + decision->number + '\t' + format_date(decision->date) + '\t' + decision->authority : std::string{};
}

/// What a reader sees of a plan beside its areas.
std::string words_of(const PlanInfo& plan) {
  std::string words = plan.title.vi + '\n' + plan.title.en + '\n' + plan.decision.number + '\n' + format_date(plan.decision.date) + '\n' +
                      plan.decision.authority + '\n' + std::to_string(plan.scale) + '\n' + plan.amends + '\n' +
                      (plan.accuracy_m ? std::to_string(*plan.accuracy_m) : "");
  for (const auto& day : {plan.in_force_from, plan.in_force_to}) {
    words += '\n' + (day ? format_date(*day) : std::string{});
  }
  for (const Suspension& time : plan.suspensions) {
    for (const auto& day : {time.from, time.to}) {
      words += '\n' + (day ? format_date(*day) : std::string{});
    }
    words += words_of(time.decision) + words_of(time.lifted_by);
  }
  words += words_of(plan.ended_by);
  for (const Document& document : plan.documents) {
    words += '\n' + document.kind + '\t' + document.title + '\t' + document.file;
  }
  return words;
}

/// What makes two restrictions one item of an impact.
using Key = std::tuple<std::string, std::string, std::string, std::string, std::string, PlanStatus, bool>;
struct Sums {
  double before = 0.0;
  double after = 0.0;
};

std::string indicators_of(const Indicators& i) {
  std::string text;
  for (const double value : {i.building_coverage_percent, i.storeys_max, i.height_max_m, i.floor_area_ratio, i.population, i.ground_level_m}) {
    text += std::isnan(value) ? "-\t" : std::to_string(value) + "\t";
  }
  return text;
}

void add(const std::vector<Restriction>& restrictions, double Sums::*side, std::map<Key, Sums>& items, std::vector<std::string>& words) {
  for (const Restriction& r : restrictions) {
    const ZoneRow& zone = r.zone();
    const auto text = [&](std::uint32_t index) { return std::string{r.plan->texts.at(index)}; };
    const Key key{r.plan->info.id, text(zone.code), text(zone.function) + '\v' + text(zone.name), text(zone.land_use),
                  indicators_of(zone.indicators), r.status, r.is_line};
    items[key].*side += r.is_line ? r.length_m.value_or(0.0) : r.area_m2.value_or(0.0);
    words.push_back(words_of(r.plan->info));
  }
}

void settle(std::vector<std::string>& words) {
  std::ranges::sort(words);
  words.erase(std::ranges::unique(words).begin(), words.end());
}

}  // namespace

std::optional<ParcelImpact> compare_answers(const Answer& before, const Answer& after, const ParcelAt& parcel) {
  std::map<Key, Sums> items;
  std::vector<std::string> words_before;
  std::vector<std::string> words_after;
  ParcelImpact impact;
  impact.parcel = parcel;
  impact.area_m2 = after.area_m2;
  for (const auto& [answer, side, words, state] :
       {std::tuple{&before, &Sums::before, &words_before, &impact.before}, {&after, &Sums::after, &words_after, &impact.after}}) {
    for (const TopicAnswer& topic : answer->topics) {
      *state = topic.state;
      add(topic.restrictions, side, items, *words);
    }
    add(answer->changes, side, items, *words);
    settle(*words);
  }
  for (const auto& [key, sums] : items) {
    if (std::abs(sums.before - sums.after) > kSameImpact) {
      const auto& [plan, code, function, land_use, indicators, status, is_line] = key;
      impact.items.push_back({plan, code, function.substr(0, function.find('\v')), land_use, status, sums.before, sums.after, is_line});
    }
  }
  impact.only_words = impact.items.empty() && impact.before == impact.after;
  const bool same = impact.only_words && words_before == words_after;
  return same ? std::nullopt : std::optional{std::move(impact)};
}

std::string_view name_of(ParcelChange change) noexcept {
  switch (change) {
    case ParcelChange::kNone: return "none";
    case ParcelChange::kAdded: return "added";
    case ParcelChange::kGone: return "gone";
    case ParcelChange::kReshaped: return "reshaped";
    case ParcelChange::kAttributes: return "attributes";
  }
  return "";
}

double ParcelImpact::gained_m2() const noexcept {
  double gained = 0.0;
  for (const ImpactItem& item : items) {
    gained += item.is_line ? 0.0 : std::max(0.0, item.after_m2 - item.before_m2);
  }
  return gained;
}

Result<std::vector<ParcelImpact>> impact_on(const Snapshot& before, const Snapshot& after, const std::string& topic, const GridBox& where,
                                            Date as_of, unsigned threads) {
  const Snapshot earlier = only_topic(before, topic);
  const Snapshot later = only_topic(after, topic);
  // Runs of parcels, so that a district of one commune keeps every thread busy.
  constexpr std::size_t kRun = 512;
  struct Run {
    const ParcelSet* set;
    std::vector<std::uint32_t> parcels;
    std::vector<ParcelImpact> found;
  };
  std::vector<Run> runs;
  for (const auto& set : after.parcels) {
    std::vector<std::uint32_t> near;
    set->tree().query(where, [&](std::uint32_t i) { near.push_back(i); });
    for (std::size_t begin = 0; begin < near.size(); begin += kRun) {
      const auto end = std::min(begin + kRun, near.size());
      runs.push_back({set.get(), {near.begin() + static_cast<std::ptrdiff_t>(begin), near.begin() + static_cast<std::ptrdiff_t>(end)}, {}});
    }
  }
  std::atomic<std::size_t> next{0};
  std::mutex mutex;
  std::optional<Error> failed;
  const auto work = [&] {
    for (std::size_t k = next++; k < runs.size(); k = next++) {
      for (const std::uint32_t i : runs[k].parcels) {
        Place place;
        place.kind = Place::Kind::kParcel;
        place.parcel = {runs[k].set, i};
        const auto old = compute_answer(earlier, place, as_of);
        const auto now = compute_answer(later, place, as_of);
        if (!old || !now) {
          const std::lock_guard lock{mutex};
          failed = old ? now.error() : old.error();
          next = runs.size();
          return;
        }
        if (auto impact = compare_answers(*old, *now, place.parcel)) {
          impact->topic = topic;
          runs[k].found.push_back(std::move(*impact));
        }
      }
    }
  };
  {
    std::vector<std::jthread> helpers;
    for (unsigned i = 1; i < threads; ++i) {
      helpers.emplace_back(work);
    }
    work();
  }
  if (failed) {
    return *failed;
  }
  std::vector<ParcelImpact> all;
  for (Run& run : runs) {
    all.insert(all.end(), std::make_move_iterator(run.found.begin()), std::make_move_iterator(run.found.end()));
  }
  return all;
}

}  // namespace quyhoach::geo
