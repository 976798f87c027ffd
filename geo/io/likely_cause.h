#pragma once

#include "geo/coord/grid_transform.h"
#include "geo/geom/box.h"
#include "geo/io/crs_guess.h"
#include "geo/plan/finding_catalogue.h"
#include "geo/plan/district.h"

namespace quyhoach::geo {

/// Why a position lies outside the district: axes swapped, degrees instead of metres, another zone of the same datum, no datum shift. A phrase,
/// with the lines of its [[layer]] that would read it so; for messages only. Slow (asks PROJ for every CRS of the datum).
/// \param numbers  as they stand in the file; \param taken  how they were read.
[[nodiscard]] Phrase likely_cause(const District& district, GridPoint numbers, const CrsGuess& taken);

/// How far a position in the grid is from the middle of the district: "82.1 km from the middle of the district".
[[nodiscard]] Phrase distance_in_words(const District& district, const GridTransform& transform, GridPoint at);

}  // namespace quyhoach::geo
