#pragma once

#include <string>

#include "geo/coord/grid_transform.h"
#include "geo/geom/box.h"
#include "geo/plan/district.h"

namespace quyhoach::geo {

/// Why a point read as a position in the district's grid lies outside the district: axes swapped, degrees instead of metres,
/// another zone of the same datum. In words, with the distance; for messages only. Slow (asks PROJ for every CRS of the datum).
[[nodiscard]] std::string likely_cause(const District& district, const GridTransform& transform, GridPoint point);

}  // namespace quyhoach::geo
