#include "geo/plan/timeline.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "geo/plan/displacement.h"
#include "geo/plan/impact_compare.h"
#include "geo/plan/plan_on_place.h"

namespace quyhoach::geo {

namespace {

constexpr std::chrono::days kDay{1};

/// Every day on which a plan's status may change.
std::set<Date> days_of(const PlanInfo& plan) {
  std::set<Date> days;
  const auto add = [&](const std::optional<Date>& day) {
    if (day) {
      days.insert(*day);
    }
  };
  add(plan.in_force_from);
  add(plan.in_force_to);
  for (const Suspension& time : plan.suspensions) {
    add(time.from);
    add(time.to);
  }
  return days;
}

/// The decision by which a plan ceases to be suspended, or becomes so, on a day.
std::optional<Decision> suspending(const PlanInfo& plan, Date on, std::optional<Date> Suspension::*day, std::optional<Decision> Suspension::*decision) {
  const auto time = std::ranges::find(plan.suspensions, std::optional{on}, day);
  return time == plan.suspensions.end() ? std::nullopt : (*time).*decision;
}

std::optional<PlanEvent> event_on(const PlanSet& plan, Date on) {
  const PlanStatus before = status_on(plan.info, on - kDay);
  const PlanStatus after = status_on(plan.info, on);
  if (before == after) {
    return std::nullopt;
  }
  PlanEvent event{.on = on, .plan = &plan};
  switch (after) {
    case PlanStatus::kInForce: {
      const bool again = before == PlanStatus::kSuspended;
      event.kind = again ? PlanEventKind::kAppliesAgain : PlanEventKind::kInForce;
      event.decision = again ? suspending(plan.info, on, &Suspension::to, &Suspension::lifted_by) : std::optional{plan.info.decision};
      return event;
    }
    case PlanStatus::kSuspended:
      event.kind = PlanEventKind::kSuspended;
      event.decision = suspending(plan.info, on, &Suspension::from, &Suspension::decision);
      return event;
    case PlanStatus::kReplaced: event.kind = PlanEventKind::kReplaced; break;
    case PlanStatus::kExpired: event.kind = PlanEventKind::kExpired; break;
    case PlanStatus::kRepealed: event.kind = PlanEventKind::kRepealed; break;
    case PlanStatus::kConsultation:
    case PlanStatus::kApprovedNotYetInForce: return std::nullopt;
  }
  event.decision = plan.info.ended_by;
  return event;
}

/// What one topic's answer says, as items that can be compared.
void add_items(const std::vector<Restriction>& restrictions, const Topic* topic, bool is_point, double ImpactSums::Sums::*side, ImpactSums& sums) {
  for (const Restriction& r : restrictions) {
    // That a plan is no longer ahead is told by its being in force.
    if (r.plan->info.topic == topic->id && r.status != PlanStatus::kApprovedNotYetInForce) {
      sums.add(r, side, is_point);
    }
  }
}

}  // namespace

std::string_view name_of(PlanEventKind kind) noexcept {
  switch (kind) {
    case PlanEventKind::kInForce: return "in_force";
    case PlanEventKind::kSuspended: return "suspended";
    case PlanEventKind::kAppliesAgain: return "applies_again";
    case PlanEventKind::kReplaced: return "replaced";
    case PlanEventKind::kExpired: return "expired";
    case PlanEventKind::kRepealed: return "repealed";
  }
  return "";
}

std::vector<PlanEvent> events_of(const PlanSet& plan) {
  std::vector<PlanEvent> events;
  for (const Date day : days_of(plan.info)) {
    if (auto event = event_on(plan, day)) {
      events.push_back(std::move(*event));
    }
  }
  return events;
}

std::vector<TopicDifference> difference(const Answer& before, const Answer& after) {
  std::vector<TopicDifference> out;
  const bool is_point = after.place.kind == Place::Kind::kPoint;
  using Sums = ImpactSums::Sums;
  for (std::size_t i = 0; i < after.topics.size(); ++i) {
    TopicDifference topic{.topic = after.topics[i].topic, .before = before.topics[i].state, .after = after.topics[i].state, .items = {}};
    ImpactSums sums;
    for (const auto& [answer, side] : {std::pair{&before, &Sums::before}, std::pair{&after, &Sums::after}}) {
      add_items(answer->topics[i].restrictions, topic.topic, is_point, side, sums);
      add_items(answer->changes, topic.topic, is_point, side, sums);
    }
    topic.items = sums.changed();
    if (topic.before != topic.after || !topic.items.empty()) {
      out.push_back(std::move(topic));
    }
  }
  return out;
}

namespace {

/// The plans near a place with what they draw on it, which no day changes: only which of them apply does.
class PlaceInTime {
 public:
  PlaceInTime(const Snapshot& snapshot, const Target& target, bool counts) : snapshot_(snapshot), target_(target), counts_(counts) {}

  Result<bool> look_around() {
    for (const auto& plan : snapshot_.plans) {
      if (is_near(*plan, target_)) {
        Said said{.plan = plan.get(), .restrictions = {}};
        if (const auto added = add_restrictions(target_, *plan, PlanStatus::kInForce, said.restrictions); !added) {
          return added;
        }
        said_.push_back(std::move(said));
      }
    }
    return true;
  }

  [[nodiscard]] std::map<Date, std::vector<PlanEvent>> events() const {
    std::map<Date, std::vector<PlanEvent>> days;
    for (const Said& said : said_) {
      for (PlanEvent& event : events_of(*said.plan)) {
        days[event.on].push_back(std::move(event));
      }
    }
    return days;
  }

  /// Of the topics of which a plan changes its status on the day.
  Result<std::vector<TopicDifference>> changes_on(Date day, const std::vector<PlanEvent>& events) const {
    std::vector<TopicDifference> changes;
    for (const Topic& topic : snapshot_.district->topics) {
      if (std::ranges::none_of(events, [&](const PlanEvent& event) { return touches(topic, *event.plan); })) {
        continue;
      }
      TopicDifference change{.topic = &topic, .before = {}, .after = {}, .items = {}};
      ImpactSums sums;
      using Sums = ImpactSums::Sums;
      const auto before = ask(topic, day - kDay, &Sums::before, sums);
      const auto after = ask(topic, day, &Sums::after, sums);
      if (!before || !after) {
        return before ? after.error() : before.error();
      }
      change.before = *before;
      change.after = *after;
      change.items = sums.changed();
      if (change.before != change.after || !change.items.empty()) {
        changes.push_back(std::move(change));
      }
    }
    return changes;
  }

  /// Whether an event of the plan may change the topic: it is of it, or adjusts a plan near the place that is.
  [[nodiscard]] bool touches(const Topic& topic, const PlanSet& plan) const {
    return plan.info.topic == topic.id || std::ranges::any_of(said_, [&](const Said& said) {
             return said.plan->info.topic == topic.id && adjusts(snapshot_, plan.info, said.plan->info);
           });
  }

 private:
  struct Said {
    const PlanSet* plan = nullptr;
    std::vector<Restriction> restrictions;
  };

  /// What the topic says on a day, and the state that is.
  Result<TopicState> ask(const Topic& topic, Date day, double ImpactSums::Sums::*side, ImpactSums& sums) const {
    std::vector<const PlanSet*> in_force;
    std::vector<Restriction> restrictions;
    for (const Said& said : said_) {
      const PlanStatus status = status_on(said.plan->info, day);
      const bool applies = status == PlanStatus::kInForce;
      if (said.plan->info.topic != topic.id || (!applies && !is_ahead(status))) {
        continue;
      }
      std::vector<Restriction> on_day = said.restrictions;
      for (Restriction& r : on_day) {
        r.status = status;
      }
      if (applies) {
        in_force.push_back(said.plan);
        std::ranges::move(on_day, std::back_inserter(restrictions));
      } else {
        add_items(on_day, &topic, counts_, side, sums);
      }
    }
    std::vector<TopicAnswer> one(1);
    one.front().restrictions = std::move(restrictions);
    if (const auto displaced = displace(snapshot_, target_, day, one); !displaced) {
      return displaced.error();
    }
    add_items(one.front().restrictions, &topic, counts_, side, sums);
    return state_of(one.front().restrictions, [&] { return reach_of(target_, in_force); });
  }

  const Snapshot& snapshot_;
  const Target& target_;
  bool counts_;
  std::vector<Said> said_;
};

}  // namespace

Result<std::vector<TimelineEntry>> timeline_of(const Snapshot& snapshot, const Place& place) {
  Place drawn = place;
  if (place.kind == Place::Kind::kParcel) {
    drawn.outline = place.parcel.shape();
  }
  const Target target = target_of(snapshot, drawn);
  PlaceInTime in_time{snapshot, target, place.kind == Place::Kind::kPoint};
  if (const auto looked = in_time.look_around(); !looked) {
    return looked.error();
  }
  std::vector<TimelineEntry> entries;
  auto days = in_time.events();
  for (auto& [day, events] : days) {
    auto changes = in_time.changes_on(day, events);
    if (!changes) {
      return changes.error();
    }
    if (changes->empty()) {
      continue;
    }
    std::erase_if(events, [&](const PlanEvent& event) {
      return std::ranges::none_of(*changes, [&](const TopicDifference& change) { return in_time.touches(*change.topic, *event.plan); });
    });
    entries.push_back({day, std::move(events), std::move(*changes)});
  }
  return entries;
}

}  // namespace quyhoach::geo
