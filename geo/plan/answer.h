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
  std::size_t duplicates = 1;     ///< kParcel: how many parcels the key names.
  GridPoint point;                ///< kPoint
  std::vector<ParcelAt> parcels;  ///< kPoint: the parcels there.
  ShapeStore outline;  ///< One shape. kPolygon: given, valid, wound as ShapeView says. kParcel: filled in by the answer.
};

/// One zone, corridor or line of one plan that touches the place.
struct Restriction {
  const PlanSet* plan = nullptr;
  std::uint32_t index = 0;          ///< Of the plan's areas, or of its lines where is_line.
  bool is_line = false;
  PlanStatus status = PlanStatus::kInForce;  ///< On the day asked.
  std::optional<double> area_m2;    ///< In the plane of the district's CRS; none for lines and for a point.
  std::optional<double> share_percent;
  std::optional<double> length_m;   ///< Of a line inside the place.
  std::optional<double> distance_m; ///< From the point asked to the line.
  [[nodiscard]] const ZoneRow& zone() const noexcept {
    return is_line ? plan->line_rows[index] : plan->area_rows[index];
  }
};

enum class TopicState { kConcerned, kNotConcerned, kNoData };

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
  std::vector<Restriction> restrictions;  ///< Largest share first.
  std::optional<Balance> balance;         ///< None for points and for topics of lines.
};

/// Everything the plans in force on one day say of one place. Points into the snapshot: keep that while it is used.
struct Answer {
  Place place;
  Date as_of;
  double area_m2 = 0.0;  ///< Of the parcel or polygon, computed in the grid.
  std::vector<TopicAnswer> topics;
  std::vector<Restriction> changes;  ///< In consultation, suspended, or approved and not yet in force.
};

/// Computes the answer. Any thread.
/// \return kInternal only if GEOS fails on geometry that was checked when the object was written.
[[nodiscard]] Result<Answer> compute_answer(const Snapshot& snapshot, Place place, Date as_of);

}  // namespace quyhoach::geo
