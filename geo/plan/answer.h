#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "geo/plan/snapshot.h"

namespace quyhoach::geo {

/// What was asked about.
struct Place {
  enum class Kind { kParcel, kPoint, kPolygon };
  Kind kind = Kind::kPoint;
  ParcelAt parcel;                ///< kParcel
  std::size_t duplicates = 1;     ///< kParcel: how many parcels the key names, …
  std::size_t candidate = 1;      ///< … and which of them this is.
  GridPoint point;                ///< kPoint
  std::vector<ParcelAt> parcels;  ///< kPoint: the parcels there.
  ShapeStore outline;  ///< One shape. kPolygon: given, valid, wound as ShapeView says. kParcel: filled in by the answer.
};

/// Whether a restriction touches the place wherever its edge lies within its accuracy.
enum class Certainty {
  kUnknown,            ///< Not asked for, or of an edition that keeps no accuracies.
  kCertain,
  kBoundaryUncertain,  ///< It may not touch the place at all: only a survey can tell.
};
[[nodiscard]] std::string_view name_of(Certainty certainty) noexcept;

/// The least and the most a figure may be, in its unit.
struct Interval {
  double least = 0.0;
  double most = 0.0;
};

/// How much of a restriction applies to a place where other plans in force adjust its plan.
enum class Applies {
  kWhole,      ///< No adjustment reaches it here.
  kPart,       ///< Some of it, whatever the edges are worth.
  kNone,
  kUncertain,  ///< Some or none: an adjustment's edge runs too near to tell.
};
[[nodiscard]] std::string_view name_of(Applies applies) noexcept;

/// A local adjustment in force, and what it takes of a restriction of the plan it adjusts.
struct Displacement {
  const PlanSet* by = nullptr;
  std::optional<double> area_m2 = {};        ///< As drawn; none for lines and for a point.
  std::optional<double> share_percent = {};  ///< Of the place.
  std::optional<double> length_m = {};       ///< Of a line.
};

/// One zone, corridor or line of one plan that touches the place, or that may.
struct Restriction {
  const PlanSet* plan = nullptr;
  std::uint32_t index = 0;          ///< Of the plan's areas, or of its lines where is_line.
  bool is_line = false;
  PlanStatus status = PlanStatus::kInForce;      ///< On the day asked.
  std::optional<double> area_m2 = {};            ///< As drawn, in the plane of the district's CRS; none for lines and for a point.
  std::optional<double> share_percent = {};
  std::optional<double> length_m = {};           ///< Of a line inside the place.
  std::optional<double> distance_m = {};         ///< From the place to a line, or to an area that is drawn beside it.
  Certainty certainty = Certainty::kUnknown;
  std::optional<Accuracy> accuracy = {};         ///< Of the plan's lines.
  std::optional<Interval> area_interval_m2 = {};      ///< If the edge lies as far in or out as the accuracies of plan and place allow.
  std::optional<Interval> distance_interval_m = {};
  std::vector<Displacement> displaced_by = {};        ///< By plan; empty where it applies whole.
  Applies applies = Applies::kWhole;
  std::optional<double> applies_area_m2 = {};         ///< Of area_m2, outside all that displaces it.
  std::optional<Interval> applies_interval_m2 = {};
  std::optional<double> applies_length_m = {};        ///< Of length_m.
  [[nodiscard]] const ZoneRow& zone() const noexcept {
    return is_line ? plan->line_rows[index] : plan->area_rows[index];
  }
};

enum class TopicState {
  kConcerned,          ///< By at least one restriction that is not uncertain.
  kNotConcerned,
  kNoData,
  kBoundaryUncertain,  ///< Only by restrictions that may not touch the place.
};

/// The state's public name, `not_concerned`.
[[nodiscard]] std::string_view name_of(TopicState state) noexcept;

/// Why a topic cannot be answered, or not for the whole place.
enum class NoDataReason {
  kNone,
  kNoPlan,           ///< The register holds no plan of the topic.
  kNoPlanHere,       ///< It holds some; none in force that day reaches the place.
  kBeforeFirstPlan,  ///< Plans reach the place, all of them in force only later.
  kPartlyCovered,    ///< Plans in force reach only a part of the place.
};

/// parcel area = covered + uncovered − overlapped, each computed for itself, to 1e-9 of the parcel's area.
struct Balance {
  double parcel_area_m2 = 0.0;
  double covered_m2 = 0.0;     ///< Sum over the restrictions.
  double uncovered_m2 = 0.0;   ///< Under none of them.
  double overlapped_m2 = 0.0;  ///< Counted more than once in covered.
};

struct TopicAnswer {
  const Topic* topic = nullptr;
  TopicState state = TopicState::kNoData;
  NoDataReason reason = NoDataReason::kNone;
  std::vector<Restriction> restrictions;  ///< Uncertain ones last; largest share first.
  std::optional<Balance> balance;         ///< None for points and for topics of lines.
};

/// Everything the plans in force on one day say of one place. Points into the snapshot: keep that while it is used.
struct Answer {
  Place place;
  Date as_of;
  double area_m2 = 0.0;  ///< Of the parcel or polygon, computed in the grid.
  std::optional<Accuracy> accuracy = {};  ///< Of a parcel's corners.
  std::vector<TopicAnswer> topics;
  std::vector<Restriction> changes;  ///< In consultation, suspended, or approved and not yet in force.
};

/// What an answer does with edges that may lie elsewhere than they are drawn.
enum class Boundaries {
  kWithIntervals,  ///< Every figure with its interval, and what is near enough to touch the place, where the edition keeps accuracies.
  kAsDrawn,        ///< As if drawn lines were knives: to compare two editions.
};

/// Computes the answer. Intervals are those the figures would take if each restriction's edge lay as far in or out as the accuracy of its
/// plan and that of the parcel's corners together; a parcel keeps its shape, and points and polygons are taken as given. Any thread.
/// \return kInternal only if GEOS fails on geometry that was checked when the object was written.
[[nodiscard]] Result<Answer> compute_answer(const Snapshot& snapshot, Place place, Date as_of,
                                            Boundaries boundaries = Boundaries::kWithIntervals);

}  // namespace quyhoach::geo
