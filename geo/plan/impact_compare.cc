#include "geo/plan/impact_compare.h"

#include <algorithm>
#include <cmath>

namespace quyhoach::geo {

namespace {

std::string words_of(const std::optional<Decision>& decision) {
  return decision ? '\n' + decision->number + '\t' + format_date(decision->date) + '\t' + decision->authority : std::string{};
}

std::string indicators_of(const Indicators& i) {
  std::string text;
  for (const double value : {i.building_coverage_percent, i.storeys_max, i.height_max_m, i.floor_area_ratio, i.population, i.ground_level_m}) {
    text += std::isnan(value) ? "-\t" : std::to_string(value) + "\t";
  }
  return text;
}

/// What the restrictions of one side say of their plans.
void settle(std::vector<std::string>& words) {
  std::ranges::sort(words);
  words.erase(std::ranges::unique(words).begin(), words.end());
}

}  // namespace

std::string words_of(const PlanInfo& plan) {
  std::string words = plan.id + '\n' + plan.title.vi + '\n' + plan.title.en + '\n' + plan.decision.number + '\n' + format_date(plan.decision.date) + '\n' +
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
    words += '\n' + document.kind + '\t' + document.title + '\t' + document.file + '\t' + std::to_string(document.page);
  }
  return words;
}

void ImpactSums::add(const Restriction& r, double Sums::*side, bool counts) {
  const ZoneRow& zone = r.zone();
  const auto text = [&](std::uint32_t index) { return std::string{r.plan->texts.at(index)}; };
  const Key key{r.plan->info.id, text(zone.code), text(zone.function) + '\v' + text(zone.name), text(zone.land_use),
                indicators_of(zone.indicators), r.status, r.is_line};
  double& sum = items_[key].*side;
  if (counts) {
    sum = r.applies == Applies::kNone ? sum : 1.0;
  } else {
    sum += r.is_line ? r.applies_length_m.value_or(r.length_m.value_or(0.0)) : r.applies_area_m2.value_or(r.area_m2.value_or(0.0));
  }
}

std::vector<ImpactItem> ImpactSums::changed() const {
  std::vector<ImpactItem> out;
  for (const auto& [key, sums] : items_) {
    if (std::abs(sums.before - sums.after) > kSameImpact) {
      const auto& [plan, code, function, land_use, indicators, status, is_line] = key;
      out.push_back({plan, code, function.substr(0, function.find('\v')), land_use, status, sums.before, sums.after, is_line});
    }
  }
  return out;
}

Snapshot only_topic(const Snapshot& all, const std::string& topic) {
  Snapshot one = all;
  auto district = std::make_shared<District>(*all.district);
  std::erase_if(district->topics, [&](const Topic& t) { return t.id != topic; });
  one.district = std::move(district);
  std::erase_if(one.plans, [&](const auto& plan) { return plan->info.topic != topic; });
  return one;
}

std::optional<ParcelImpact> compare_answers(const Answer& before, const Answer& after, const ParcelAt& parcel) {
  ImpactSums items;
  std::vector<std::string> words_before;
  std::vector<std::string> words_after;
  ParcelImpact impact;
  impact.parcel = parcel;
  impact.area_m2 = after.area_m2;
  const auto add = [&](const std::vector<Restriction>& restrictions, double ImpactSums::Sums::*side, std::vector<std::string>& words) {
    for (const Restriction& r : restrictions) {
      items.add(r, side);
      words.push_back(words_of(r.plan->info));
    }
  };
  using Sums = ImpactSums::Sums;
  for (const auto& [answer, side, words, state] :
       {std::tuple{&before, &Sums::before, &words_before, &impact.before}, {&after, &Sums::after, &words_after, &impact.after}}) {
    for (const TopicAnswer& topic : answer->topics) {
      *state = topic.state;
      add(topic.restrictions, side, *words);
    }
    add(answer->changes, side, *words);
    settle(*words);
  }
  impact.items = items.changed();
  impact.only_words = impact.items.empty() && impact.before == impact.after;
  const bool same = impact.only_words && words_before == words_after;
  return same ? std::nullopt : std::optional{std::move(impact)};
}

}  // namespace quyhoach::geo
