#pragma once

#include "data/desk/desk.h"
#include "data/desk/draft_change.h"

namespace quyhoach::desk {

/// Compares the answers before and after a change: on each topic whose plans it changes, in the place of those plans on both sides;
/// of parcels on every topic. \return what geo::impact_between says
[[nodiscard]] geo::Result<DraftImpact> impact_between(std::shared_ptr<const geo::Snapshot> before, std::shared_ptr<const geo::Snapshot> after,
                                                      const DraftChange& change, geo::Date as_of, unsigned threads);

}  // namespace quyhoach::desk
