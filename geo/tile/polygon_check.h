#pragma once

#include "geo/tile/defect_log.h"
#include "geo/tile/geometry_decode.h"

namespace quyhoach::geo {

/// Checks the rings of a decoded polygon against MVT 2.1 §4.3.4.4, with GEOS as judge of validity.
/// Threads: uses the calling thread's GEOS context.
void check_polygon(const DecodedGeometry& geometry, DefectLog& log);

}  // namespace quyhoach::geo
