#include "geo/plan/answer.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "geo/plan/displacement.h"
#include "geo/plan/overlap.h"
#include "geo/plan/plan_on_place.h"

namespace quyhoach::geo {

namespace {

bool is_uncertain(const Restriction& r) noexcept { return r.certainty == Certainty::kBoundaryUncertain; }

void sort_by_share(std::vector<Restriction>& all) {
  const auto rank = [](const Restriction& r) {
    return std::tuple{is_uncertain(r), -r.area_m2.value_or(0.0), -r.length_m.value_or(0.0), r.distance_m.value_or(0.0)};
  };
  std::stable_sort(all.begin(), all.end(), [&](const Restriction& a, const Restriction& b) { return rank(a) < rank(b); });
}

/// Plans of one topic near the place, by what they are on the day asked.
struct TopicPlans {
  std::vector<const PlanSet*> in_force;
  std::vector<const PlanSet*> coming;  ///< Approved, not yet in force.
  std::vector<const PlanSet*> ended;
  bool any = false;  ///< The register holds one, near or not.
};

/// Why nothing in force speaks of the place.
Result<NoDataReason> reason_of(const Target& target, const TopicPlans& plans) {
  if (!plans.any) {
    return NoDataReason::kNoPlan;
  }
  const auto coming = reach_of(target, plans.coming);
  const auto ended = reach_of(target, plans.ended);
  if (!coming || !ended) {
    return coming ? ended.error() : coming.error();
  }
  const bool first_is_coming = *coming != Reach::kNone && *ended == Reach::kNone;
  return first_is_coming ? NoDataReason::kBeforeFirstPlan : NoDataReason::kNoPlanHere;
}

Result<TopicAnswer> answer_topic(const Snapshot& snapshot, const Topic& topic, const Target& target, Date as_of,
                                 std::vector<Restriction>& changes) {
  TopicAnswer out;
  out.topic = &topic;
  TopicPlans plans;
  for (const auto& plan : snapshot.plans) {
    if (plan->info.topic != topic.id) {
      continue;
    }
    plans.any = true;
    if (!is_near(*plan, target)) {
      continue;
    }
    const PlanStatus status = status_on(plan->info, as_of);
    const bool ahead = is_ahead(status);
    if (status == PlanStatus::kInForce) {
      plans.in_force.push_back(plan.get());
    } else if (!ahead) {
      plans.ended.push_back(plan.get());
      continue;
    } else if (status == PlanStatus::kApprovedNotYetInForce) {
      plans.coming.push_back(plan.get());
    }
    if (const auto added = add_restrictions(target, *plan, status, ahead ? changes : out.restrictions); !added) {
      return added.error();
    }
  }
  sort_by_share(out.restrictions);
  const auto reach = reach_of(target, plans.in_force);
  if (!reach) {
    return reach.error();
  }
  const auto state = state_of(out.restrictions, [&] { return reach; });
  if (!state) {
    return state.error();
  }
  out.state = *state;
  if (*reach == Reach::kPart) {
    out.reason = NoDataReason::kPartlyCovered;
  } else if (*reach == Reach::kNone && out.state != TopicState::kConcerned) {
    const auto reason = reason_of(target, plans);
    if (!reason) {
      return reason.error();
    }
    out.reason = *reason;
  }
  if (!target.is_point() && topic.geometry != TopicGeometry::kLine) {
    const auto balance = balance_of(target.shape, target.area_m2, out.restrictions);
    if (!balance) {
      return balance.error();
    }
    out.balance = *balance;
  }
  return out;
}

}  // namespace

std::string_view name_of(TopicState state) noexcept {
  switch (state) {
    case TopicState::kConcerned: return "concerned";
    case TopicState::kNotConcerned: return "not_concerned";
    case TopicState::kNoData: return "no_data";
    case TopicState::kBoundaryUncertain: return "boundary_uncertain";
  }
  return "";
}

std::string_view name_of(Certainty certainty) noexcept {
  switch (certainty) {
    case Certainty::kUnknown: break;
    case Certainty::kCertain: return "certain";
    case Certainty::kBoundaryUncertain: return "boundary_uncertain";
  }
  return "";
}

Result<Answer> compute_answer(const Snapshot& snapshot, Place place, Date as_of, Boundaries boundaries) {
  Answer answer;
  answer.place = std::move(place);
  if (answer.place.kind == Place::Kind::kParcel) {
    answer.place.outline = answer.place.parcel.shape();
  }
  const District& district = *snapshot.district;
  Target target = target_of(snapshot, answer.place);
  if (boundaries == Boundaries::kAsDrawn) {
    target.accuracies = nullptr;
    target.accuracy_m = 0.0;
  } else if (target.accuracies != nullptr && answer.place.kind == Place::Kind::kParcel) {
    answer.accuracy = district.accuracy_of_parcels();
  }
  answer.as_of = as_of;
  answer.area_m2 = target.area_m2;
  answer.topics.reserve(district.topics.size());
  for (const Topic& topic : district.topics) {
    auto one = answer_topic(snapshot, topic, target, as_of, answer.changes);
    if (!one) {
      return one.error();
    }
    answer.topics.push_back(std::move(*one));
  }
  if (const auto displaced = displace(snapshot, target, as_of, answer.topics); !displaced) {
    return displaced.error();
  }
  return answer;
}

}  // namespace quyhoach::geo
