#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "geo/plan/answer.h"

namespace quyhoach::geo {

/// One thing a topic says of a parcel, as far as a reader of the answer sees it.
struct ImpactItem {
  std::string plan;
  std::string code;
  std::string function;
  std::string land_use;
  PlanStatus status = PlanStatus::kInForce;
  double before_m2 = 0.0;  ///< Of the parcel; metres of length where is_line.
  double after_m2 = 0.0;
  bool is_line = false;
};

/// What becomes of a parcel itself.
enum class ParcelChange {
  kNone,        ///< It stays; only its answer is another one.
  kAdded,
  kGone,
  kReshaped,
  kAttributes,  ///< Its land use, address or registered area is another one, its shape is not.
};
[[nodiscard]] std::string_view name_of(ParcelChange change) noexcept;

/// One parcel whose answer on one topic is another one after a publication than before, or which changes itself.
struct ParcelImpact {
  ParcelAt parcel;                 ///< Of the later snapshot; of the earlier where it is gone.
  std::string topic;               ///< Empty where the parcel changes and no answer does.
  ParcelChange change = ParcelChange::kNone;
  double area_m2 = 0.0;
  TopicState before = TopicState::kNoData;
  TopicState after = TopicState::kNoData;
  bool only_words = false;         ///< The same areas, by a plan whose title, decision, dates or documents changed.
  std::vector<ImpactItem> items;   ///< Those that changed.
  /// Area in m² under items that were not there before, or were less.
  [[nodiscard]] double gained_m2() const noexcept;
};

/// Below it two areas are the same, in m², and two lengths in m: a hundredth of what an answer shows.
inline constexpr double kSameImpact = 1e-3;

/// The plans in which two snapshots differ, on one topic. A plan of which the topic itself changes is among the plans before of
/// the one and among those after of the other.
struct TopicChange {
  std::string topic;
  std::vector<const PlanSet*> before;
  std::vector<const PlanSet*> after;
};

/// Every topic on which the snapshots may differ, in the order of the later one's district.
[[nodiscard]] std::vector<TopicChange> changes_between(const Snapshot& before, const Snapshot& after);

/// Every parcel whose answer differs between two snapshots that hold the same parcels, on any topic: by commune, then in the set's
/// order, then by topic. What does not differ is not computed: only plans in which they differ are overlaid, and the others asked
/// where the topic's state hangs on them.
/// \param threads  at least 1, that work at once
/// \return kInternal only if GEOS fails on geometry that was checked when its object was written.
[[nodiscard]] Result<std::vector<ParcelImpact>> impact_between(const Snapshot& before, const Snapshot& after, Date as_of, unsigned threads);

/// What new parcels of one commune change, where the plans are the same: every parcel that is added, gone, reshaped or described
/// otherwise, with each topic whose answer differs, an entry for each, by key. Parcels are the same where their keys are; of
/// several with one key, in their order. \return as impact_between
[[nodiscard]] Result<std::vector<ParcelImpact>> impact_of_parcels(const Snapshot& before, const Snapshot& after, const std::string& commune,
                                                                  Date as_of, unsigned threads);

}  // namespace quyhoach::geo
