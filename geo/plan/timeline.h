#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "geo/plan/answer.h"
#include "geo/plan/impact.h"

namespace quyhoach::geo {

/// What happens to a plan on a day.
enum class PlanEventKind { kInForce, kSuspended, kAppliesAgain, kReplaced, kExpired, kRepealed };
[[nodiscard]] std::string_view name_of(PlanEventKind kind) noexcept;

struct PlanEvent {
  Date on;
  PlanEventKind kind = PlanEventKind::kInForce;
  const PlanSet* plan = nullptr;
  std::optional<Decision> decision = {};  ///< By which it does, where that is known.
};

/// Every dated event of a plan, oldest first: each the first day on which its status is another one than the day before.
[[nodiscard]] std::vector<PlanEvent> events_of(const PlanSet& plan);

/// What a topic says of a place otherwise on a later day than on an earlier one.
struct TopicDifference {
  const Topic* topic = nullptr;
  TopicState before = TopicState::kNoData;
  TopicState after = TopicState::kNoData;
  std::vector<ImpactItem> items;  ///< What applies, outside what displaces it; of a point, what is there counts 1.
};

/// What differs between two answers of one snapshot on one place, topic by topic; nothing where both say the same.
[[nodiscard]] std::vector<TopicDifference> difference(const Answer& before, const Answer& after);

/// A day from which on the answer is another one.
struct TimelineEntry {
  Date on;
  std::vector<PlanEvent> events;  ///< Of plans near the place; at least one.
  std::vector<TopicDifference> changes;
};

/// Every day on which the answer for `place` changes, oldest first, as far as the plans of the snapshot say; also those ahead.
/// What plans draw is measured once; how far they reach where they are silent, and what adjustments leave, is asked for each day on which a plan
/// of the topic changes its status. Any thread.
/// \return as compute_answer
[[nodiscard]] Result<std::vector<TimelineEntry>> timeline_of(const Snapshot& snapshot, const Place& place);

}  // namespace quyhoach::geo
