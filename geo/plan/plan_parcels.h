#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "geo/plan/answer.h"

namespace quyhoach::geo {

/// The reverse of an answer: which parcels lie under this?
struct PlanParcelsQuestion {
  const PlanSet* plan = nullptr;
  std::optional<std::string> zone;  ///< Only under its zones and lines of this code.
  Date as_of;                       ///< What status the restrictions are given.
};

/// One parcel, and what of the plan lies on it.
struct ParcelUnder {
  ParcelAt parcel;
  double area_m2 = 0.0;                   ///< Of the whole parcel.
  std::vector<Restriction> restrictions;  ///< Largest share first; never empty. Area, share and length as in the parcel's answer.
};

/// Where in a snapshot's parcels a page begins: by commune, then in the set's order.
struct ParcelPosition {
  std::size_t set = 0;
  std::uint32_t index = 0;
  friend auto operator<=>(const ParcelPosition&, const ParcelPosition&) = default;
};

struct ParcelPage {
  std::vector<ParcelUnder> parcels;
  std::optional<ParcelPosition> next;  ///< Where the next page begins; nothing after the last.
};

/// Whether the plan has a zone or a line of this code.
[[nodiscard]] bool has_zone(const PlanSet& plan, std::string_view code) noexcept;

/// Every parcel under the plan, in the order of ParcelPosition, whatever the plan's status on the day: each parcel's areas and lengths
/// are those its answer gives while the plan is in one. Any thread.
/// \param threads  at least 1, that work at once
/// \return kInternal only if GEOS fails on geometry that was checked when its object was written.
[[nodiscard]] Result<std::vector<ParcelUnder>> parcels_under(const Snapshot& snapshot, const PlanParcelsQuestion& question, unsigned threads);

/// Up to `limit` of them from `begin` on, on the calling thread: it looks no further than it needs.
[[nodiscard]] Result<ParcelPage> parcels_under_from(const Snapshot& snapshot, const PlanParcelsQuestion& question, ParcelPosition begin,
                                                    std::size_t limit);

}  // namespace quyhoach::geo
