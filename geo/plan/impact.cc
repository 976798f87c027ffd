#include "geo/plan/impact.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "geo/plan/impact_compare.h"
#include "geo/plan/parallel_runs.h"
#include "geo/plan/plan_on_place.h"

namespace quyhoach::geo {

namespace {

/// A plan and what it is on the day asked.
struct DatedPlan {
  const PlanSet* plan = nullptr;
  PlanStatus status = PlanStatus::kInForce;
  std::string words;
};

/// One topic on one side.
struct Side {
  std::vector<DatedPlan> changed;        ///< In force or ahead: what has ended is in no answer.
  std::vector<const PlanSet*> in_force;  ///< All of the topic, in the snapshot's order.
};

/// One topic, prepared for being asked about many parcels.
struct Question {
  std::string topic;
  Side before;
  Side after;
  std::vector<const PlanSet*> common;  ///< In force on both sides, and the same.
  std::vector<GridBox> places;         ///< Of the plans that changed.
};

Side side_of(const Snapshot& snapshot, const std::string& topic, const std::vector<const PlanSet*>& changed, Date as_of) {
  Side side;
  for (const PlanSet* plan : changed) {
    const PlanStatus status = status_on(plan->info, as_of);
    if (status == PlanStatus::kInForce || is_ahead(status)) {
      side.changed.push_back({plan, status, words_of(plan->info)});
    }
  }
  for (const auto& plan : snapshot.plans) {
    if (plan->info.topic == topic && status_on(plan->info, as_of) == PlanStatus::kInForce) {
      side.in_force.push_back(plan.get());
    }
  }
  return side;
}

Question question_of(const Snapshot& before, const Snapshot& after, const TopicChange& change, Date as_of) {
  Question question{.topic = change.topic,
                    .before = side_of(before, change.topic, change.before, as_of),
                    .after = side_of(after, change.topic, change.after, as_of),
                    .common = {},
                    .places = {}};
  for (const PlanSet* plan : question.after.in_force) {
    if (std::ranges::find(change.after, plan) == change.after.end()) {
      question.common.push_back(plan);
    }
  }
  for (const auto* plans : {&change.before, &change.after}) {
    for (const PlanSet* plan : *plans) {
      question.places.push_back(plan->box);
    }
  }
  return question;
}

/// What the changed plans of one side say of a parcel.
struct Said {
  std::set<std::string_view> words;
  bool is_concerned = false;
};

Result<Said> ask(const Target& target, const Side& side, double ImpactSums::Sums::*sum, ImpactSums& items) {
  Said said;
  std::vector<Restriction> restrictions;
  for (const DatedPlan& dated : side.changed) {
    if (!is_near(*dated.plan, target)) {
      continue;
    }
    restrictions.clear();
    if (const auto added = add_restrictions(target, *dated.plan, dated.status, restrictions); !added) {
      return added.error();
    }
    for (const Restriction& r : restrictions) {
      items.add(r, sum);
      said.words.insert(dated.words);
      said.is_concerned = said.is_concerned || r.status == PlanStatus::kInForce;
    }
  }
  return said;
}

/// Whether a plan in force on both sides says something of the parcel.
Result<bool> common_concerns(const Target& target, const Question& question) {
  std::vector<Restriction> restrictions;
  for (const PlanSet* plan : question.common) {
    if (is_near(*plan, target)) {
      const auto added = add_restrictions(target, *plan, PlanStatus::kInForce, restrictions);
      if (!added || !restrictions.empty()) {
        return added;
      }
    }
  }
  return false;
}

/// The state of a topic of which nothing in force is said.
Result<TopicState> silent_state(const Target& target, const Side& side) {
  std::vector<const PlanSet*> near;
  std::ranges::copy_if(side.in_force, std::back_inserter(near), [&](const PlanSet* plan) { return is_near(*plan, target); });
  const auto reach = reach_of(target, near);
  return reach ? Result<TopicState>{*reach == Reach::kWhole ? TopicState::kNotConcerned : TopicState::kNoData} : reach.error();
}

/// Sets both states of `impact` as the answers would say them. \return whether that went well
Result<bool> set_states(const Target& target, const Question& question, const Said& before, const Said& after, ParcelImpact& impact) {
  impact.before = impact.after = TopicState::kConcerned;
  if (before.is_concerned && after.is_concerned) {
    return true;
  }
  const auto concerned = common_concerns(target, question);
  if (!concerned || *concerned) {
    return concerned;
  }
  for (const auto& [said, side, state] : {std::tuple{&before, &question.before, &impact.before}, {&after, &question.after, &impact.after}}) {
    if (!said->is_concerned) {
      const auto silent = silent_state(target, *side);
      if (!silent) {
        return silent.error();
      }
      *state = *silent;
    }
  }
  return true;
}

/// Appends what one topic says otherwise of the parcel; nothing where both sides say the same.
Result<bool> compare(const Target& target, const Question& question, const ParcelAt& parcel, std::vector<ParcelImpact>& found) {
  if (std::ranges::none_of(question.places, [&](const GridBox& box) { return box.intersects(target.box); })) {
    return true;
  }
  using Sums = ImpactSums::Sums;
  ImpactSums items;
  const auto before = ask(target, question.before, &Sums::before, items);
  const auto after = ask(target, question.after, &Sums::after, items);
  if (!before || !after) {
    return before ? after.error() : before.error();
  }
  ParcelImpact impact;
  impact.parcel = parcel;
  impact.topic = question.topic;
  impact.area_m2 = target.area_m2;
  if (const auto set = set_states(target, question, *before, *after, impact); !set) {
    return set.error();
  }
  impact.items = items.changed();
  impact.only_words = impact.items.empty() && impact.before == impact.after;
  if (!impact.only_words || before->words != after->words) {
    found.push_back(std::move(impact));
  }
  return true;
}

bool is_same(const PlanSet& a, const PlanSet& b) {
  return &a == &b || (a.object == b.object && a.info.topic == b.info.topic && a.info.status == b.info.status && words_of(a.info) == words_of(b.info));
}

}  // namespace

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

std::vector<TopicChange> changes_between(const Snapshot& before, const Snapshot& after) {
  std::vector<TopicChange> changes;
  for (const Topic& topic : after.district->topics) {
    TopicChange change{.topic = topic.id, .before = {}, .after = {}};
    for (const auto& [side, other, plans] : {std::tuple{&before, &after, &change.before}, {&after, &before, &change.after}}) {
      for (const auto& plan : side->plans) {
        const PlanSet* same = other->plan(plan->info.id);
        if (plan->info.topic == topic.id && (same == nullptr || !is_same(*plan, *same))) {
          plans->push_back(plan.get());
        }
      }
    }
    if (!change.before.empty() || !change.after.empty()) {
      changes.push_back(std::move(change));
    }
  }
  return changes;
}

Result<std::vector<ParcelImpact>> impact_between(const Snapshot& before, const Snapshot& after, Date as_of, unsigned threads) {
  std::vector<Question> questions;
  std::vector<GridBox> places;
  for (const TopicChange& change : changes_between(before, after)) {
    questions.push_back(question_of(before, after, change, as_of));
    places.insert(places.end(), questions.back().places.begin(), questions.back().places.end());
  }
  return for_each_parcel<ParcelImpact>(parcels_near(after, places), threads, [&](const ParcelAt& parcel, std::vector<ParcelImpact>& found) {
    const ShapeStore outline = parcel.shape();
    const Target target = target_of(outline.view(0));
    for (const Question& question : questions) {
      if (auto compared = compare(target, question, parcel, found); !compared) {
        return compared;
      }
    }
    return Result<bool>{true};
  });
}

}  // namespace quyhoach::geo
