#pragma once

#include <vector>

#include "geo/plan/answer.h"

namespace quyhoach::geo {

/// A place as plans are asked about it; views what it was made of. Any thread.
struct Target {
  ShapeView<GridPoint> shape;  ///< Empty for a point.
  GridBox box;
  GridPoint inside;
  double area_m2 = 0.0;
  const AccuracyTable* accuracies = nullptr;  ///< Where intervals are asked for; null: lines are taken as drawn.
  double accuracy_m = 0.0;                    ///< Of the place's own corners.
  [[nodiscard]] bool is_point() const noexcept { return shape.rings.empty(); }
};

[[nodiscard]] Target target_of(GridPoint point);
/// \pre one valid shape, wound as ShapeView says
[[nodiscard]] Target target_of(const ShapeView<GridPoint>& outline);

/// The place as an answer asks about it, with the accuracies the edition keeps. \pre its outline is filled in, but for a point
[[nodiscard]] Target target_of(const Snapshot& snapshot, const Place& place);

/// Lines this near to a point asked are told with their distance: a click never hits a line.
inline constexpr double kNearLine_m = 20.0;

/// How far an edge of the plan may be from where it is drawn as seen from the place: both accuracies together. 0 without accuracies.
[[nodiscard]] double reach_m(const PlanSet& plan, const Target& target) noexcept;

/// Whether `plan` may say anything of the place.
[[nodiscard]] bool is_near(const PlanSet& plan, const Target& target) noexcept;

/// Appends the areas of `plan` that touch the place and the lines that run through it, or near a point, each with `status`; with
/// accuracies also those that may, and of all how sure that is.
/// \return kInternal only if GEOS fails on geometry that was checked when its object was written, as all of these
[[nodiscard]] Result<bool> add_restrictions(const Target& target, const PlanSet& plan, PlanStatus status, std::vector<Restriction>& out);

/// How far plans reach over the place: to their boundary, or where a plan has none, as far as its areas.
enum class Reach { kNone, kPart, kWhole };
[[nodiscard]] Result<Reach> reach_of(const Target& target, const std::vector<const PlanSet*>& plans);

/// What a topic's restrictions in force come to. \param reach  of its plans in force; asked for only where nothing is said of the place
template <typename ReachOf>
[[nodiscard]] Result<TopicState> state_of(const std::vector<Restriction>& in_force, ReachOf&& reach) {
  bool any = false;
  for (const Restriction& r : in_force) {
    if (r.certainty != Certainty::kBoundaryUncertain) {
      return TopicState::kConcerned;
    }
    any = true;
  }
  if (any) {
    return TopicState::kBoundaryUncertain;
  }
  const Result<Reach> reached = reach();
  return reached ? Result<TopicState>{*reached == Reach::kWhole ? TopicState::kNotConcerned : TopicState::kNoData} : reached.error();
}

/// Whether an answer names a plan of this status among what is coming or held up, instead of among what is in force.
[[nodiscard]] constexpr bool is_ahead(PlanStatus status) noexcept {
  return status == PlanStatus::kConsultation || status == PlanStatus::kApprovedNotYetInForce || status == PlanStatus::kSuspended;
}

}  // namespace quyhoach::geo
