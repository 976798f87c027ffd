#include "geo/plan/answer.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "geo/geom/measure.h"
#include "geo/plan/overlap.h"

namespace quyhoach::geo {

namespace {

/// Lines this near to a point asked are told with their distance: a click never hits a line.
constexpr double kNearLine_m = 20.0;

/// The place as the layers are asked about it.
struct Target {
  ShapeView<GridPoint> shape;  ///< Empty for a point.
  GridBox box;
  GridPoint inside;
  double area_m2 = 0.0;
  [[nodiscard]] bool is_point() const noexcept { return shape.rings.empty(); }
};

Target target_of(const Place& place) {
  Target target;
  if (place.kind == Place::Kind::kPoint) {
    target.inside = place.point;
    target.box.extend(place.point);
    return target;
  }
  target.shape = place.outline.view(0);
  target.box = box_of(target.shape);
  target.inside = target.shape.ring(0).front();
  target.area_m2 = area_m2(target.shape);
  return target;
}

/// Appends the areas of `plan` that touch the target.
Result<bool> add_areas(const Target& target, const PlanSet& plan, PlanStatus status, std::vector<Restriction>& out) {
  if (target.is_point()) {
    plan.areas.visit_containing(target.inside, [&](std::uint32_t i) {
      out.push_back({&plan, i, false, status, {}, {}, {}, {}});
    });
    return true;
  }
  std::optional<Error> failed;
  plan.areas.visit_touching(target.box, target.inside, [&](std::uint32_t i, Relation relation) {
    double common = target.area_m2;
    if (relation == Relation::kCrosses) {
      const auto area = area_under(target.shape, plan.areas, i);
      if (!area) {
        failed = area.error();
        return;
      }
      common = *area;
      if (common <= touching_m2(target.area_m2)) {
        return;
      }
    }
    out.push_back({&plan, i, false, status, common, 100.0 * common / target.area_m2, {}, {}});
  });
  if (failed) {
    return *failed;
  }
  return true;
}

/// Appends the lines of `plan` that run through the place, or near the point.
Result<bool> add_lines(const Target& target, const PlanSet& plan, PlanStatus status, std::vector<Restriction>& out) {
  if (plan.line_rows.empty()) {
    return true;
  }
  std::vector<std::uint32_t> near;
  plan.lines.tree.query(target.is_point() ? target.box.grown(kNearLine_m) : target.box,
                        [&](std::uint32_t i) { near.push_back(i); });
  for (const std::uint32_t i : near) {
    const auto line = plan.lines.grid_view(i);
    if (target.is_point()) {
      const double distance = distance_to_edges_m(line, target.inside, false);
      if (distance <= kNearLine_m) {
        out.push_back({&plan, i, true, status, {}, {}, {}, distance});
      }
      continue;
    }
    const auto length = length_under(target.shape, line);
    if (!length) {
      return length.error();
    }
    constexpr double kTouchingLength_m = 1e-6;
    if (*length > kTouchingLength_m) {
      out.push_back({&plan, i, true, status, {}, {}, *length, {}});
    }
  }
  return true;
}

/// How far plans reach over the place: to their boundary, or where a plan has none, as far as its areas.
enum class Reach { kNone, kPart, kWhole };

Result<Reach> reach_of(const Target& target, const std::vector<const PlanSet*>& plans) {
  std::vector<Cover> partial;
  for (const PlanSet* plan : plans) {
    bool whole = false;
    const AreaLayer& extent = plan->boundary.size() != 0 ? plan->boundary : plan->areas;
    if (target.is_point()) {
      extent.visit_containing(target.inside, [&](std::uint32_t) { whole = true; });
    } else {
      extent.visit_touching(target.box, target.inside, [&](std::uint32_t i, Relation relation) {
        if (relation == Relation::kContains) {
          whole = true;
        } else {
          partial.push_back({&extent, i, {}, &extent == &plan->areas && plan->areas_disjoint});
        }
      });
    }
    if (whole) {
      return Reach::kWhole;
    }
  }
  if (partial.empty()) {
    return Reach::kNone;
  }
  const auto covered = united_area(target.shape, target.area_m2, std::move(partial));
  if (!covered) {
    return covered.error();
  }
  // A boundary drawn along the parcel's own edge may miss it by a rounding error: a millionth is still whole.
  constexpr double kWholeShare = 1.0 - 1e-6;
  if (*covered >= target.area_m2 * kWholeShare) {
    return Reach::kWhole;
  }
  return *covered > touching_m2(target.area_m2) ? Reach::kPart : Reach::kNone;
}

void sort_by_share(std::vector<Restriction>& all) {
  const auto rank = [](const Restriction& r) {
    return std::tuple{-r.area_m2.value_or(0.0), -r.length_m.value_or(0.0), r.distance_m.value_or(0.0)};
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
    if (!plan->box.intersects(target.is_point() ? target.box.grown(kNearLine_m) : target.box)) {
      continue;
    }
    const PlanStatus status = status_on(plan->info, as_of);
    const bool ahead = status == PlanStatus::kConsultation || status == PlanStatus::kApprovedNotYetInForce ||
                       status == PlanStatus::kSuspended;
    if (status == PlanStatus::kInForce) {
      plans.in_force.push_back(plan.get());
    } else if (!ahead) {
      plans.ended.push_back(plan.get());
      continue;
    } else if (status == PlanStatus::kApprovedNotYetInForce) {
      plans.coming.push_back(plan.get());
    }
    std::vector<Restriction>& list = ahead ? changes : out.restrictions;
    const auto areas = add_areas(target, *plan, status, list);
    const auto lines = add_lines(target, *plan, status, list);
    if (!areas || !lines) {
      return areas ? lines.error() : areas.error();
    }
  }
  sort_by_share(out.restrictions);
  const auto reach = reach_of(target, plans.in_force);
  if (!reach) {
    return reach.error();
  }
  if (!out.restrictions.empty()) {
    out.state = TopicState::kConcerned;
    out.reason = *reach == Reach::kPart ? NoDataReason::kPartlyCovered : NoDataReason::kNone;
  } else if (*reach == Reach::kWhole) {
    out.state = TopicState::kNotConcerned;
  } else if (*reach == Reach::kPart) {
    out.reason = NoDataReason::kPartlyCovered;
  } else {
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
  }
  return "";
}

Result<Answer> compute_answer(const Snapshot& snapshot, Place place, Date as_of) {
  Answer answer;
  answer.place = std::move(place);
  if (answer.place.kind == Place::Kind::kParcel) {
    answer.place.outline = answer.place.parcel.shape();
  }
  const Target target = target_of(answer.place);
  answer.as_of = as_of;
  answer.area_m2 = target.area_m2;
  answer.topics.reserve(snapshot.district->topics.size());
  for (const Topic& topic : snapshot.district->topics) {
    auto one = answer_topic(snapshot, topic, target, as_of, answer.changes);
    if (!one) {
      return one.error();
    }
    answer.topics.push_back(std::move(*one));
  }
  return answer;
}

}  // namespace quyhoach::geo
