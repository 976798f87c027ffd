#pragma once

#include <optional>
#include <string>

#include "geo/plan/impact.h"

namespace quyhoach::geo {

/// The snapshot as if the district had one topic: an answer on it takes a part of the time.
[[nodiscard]] Snapshot only_topic(const Snapshot& all, const std::string& topic);

/// What differs between two answers on one topic; an answer of nothing says nothing. \return nothing where both say the same
[[nodiscard]] std::optional<ParcelImpact> compare_answers(const Answer& before, const Answer& after, const ParcelAt& parcel);

}  // namespace quyhoach::geo
