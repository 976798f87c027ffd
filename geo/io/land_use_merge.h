#pragma once

#include <vector>

#include "geo/base/result.h"
#include "geo/plan/parcel_set.h"

namespace quyhoach::geo {

/// Land use merged over neighbouring parcels, for the zooms at which single parcels cannot be read: three levels, for zooms up
/// to 13, 11 and 9, finest first, each made from the one before.
/// \param metres_per_pixel_z0  ground length of a CSS pixel (1/512 tile) at zoom 0 in the middle of the district.
/// \return kInternal if GEOS fails.
[[nodiscard]] Result<std::vector<MergedLandUse>> merge_land_use(const ShapeStore& shapes, const std::vector<ParcelRow>& rows,
                                                                double metres_per_pixel_z0);

}  // namespace quyhoach::geo
