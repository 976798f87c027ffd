#pragma once

#include "geo/tile/tile_point.h"

namespace quyhoach::geo {

/// Whether every hole lies in the shell before it and in no hole beside it, and every shell in no other polygon's
/// inside. MVT 2.1 §4.3.4.4: "interior rings MUST be enclosed by the exterior ring".
/// \pre no ring touches itself or another.
[[nodiscard]] bool rings_nest(const TileRings& rings);

}  // namespace quyhoach::geo
