#include "geo/plan/timeline.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

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

Result<std::vector<TimelineEntry>> timeline_of(const Snapshot& snapshot, const Place& place) {
  Place drawn = place;
  if (place.kind == Place::Kind::kParcel) {
    drawn.outline = place.parcel.shape();
  }
  const Target target = target_of(snapshot, drawn);
  std::map<Date, std::vector<PlanEvent>> days;
  for (const auto& plan : snapshot.plans) {
    if (is_near(*plan, target)) {
      for (PlanEvent& event : events_of(*plan)) {
        days[event.on].push_back(std::move(event));
      }
    }
  }
  std::vector<TimelineEntry> entries;
  std::optional<Answer> last;
  for (auto& [day, events] : days) {
    if (!last) {
      auto first = compute_answer(snapshot, place, day - kDay);
      if (!first) {
        return first.error();
      }
      last = std::move(*first);
    }
    auto next = compute_answer(snapshot, place, day);
    if (!next) {
      return next.error();
    }
    if (auto changes = difference(*last, *next); !changes.empty()) {
      std::erase_if(events, [&](const PlanEvent& event) {
        return std::ranges::none_of(changes, [&](const TopicDifference& change) { return change.topic->id == event.plan->info.topic; });
      });
      entries.push_back({day, std::move(events), std::move(changes)});
    }
    last = std::move(*next);
  }
  return entries;
}

}  // namespace quyhoach::geo
