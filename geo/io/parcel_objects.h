#pragma once

#include "geo/io/objects.h"
#include "geo/io/register.h"

namespace quyhoach::geo {

/// Puts the parcels of one commune into the register, their land use merged for the map. \param transform  of this thread.
/// \return what build_levels, write_parcels and Register::put_file say
[[nodiscard]] Result<ObjectEntry> put_parcels(ParcelSet::Parts& parcels, const std::string& crs, const GridTransform& transform,
                                              const Register& into, unsigned threads = 1);

}  // namespace quyhoach::geo
