#pragma once

#include <cstdint>

#include "geo/tile/tile_point.h"

namespace quyhoach::geo {

/// Takes apart what `clip_ring` makes of a concave ring that leaves the box more than once: pieces held together by
/// edges that run to and fro along the border. Drops the border edges and joins what is left anew, each piece along the
/// border clockwise to the nearest next one (Weiler and Atherton 1977, for a box). Exact; keeps the area to the unit.
/// Far cheaper than GEOS, and enough for nearly every zone that crosses a tile's border.
/// \param in shells without holes, wound clockwise on the screen.
/// \param out cleared, then filled; must still be checked by `rings_are_valid`.
/// \return false if this is not a case for it; `out` is of no use then.
[[nodiscard]] bool split_at_border(const TileRings& in, TileBox box, std::int64_t min_area2, TileRings& out);

}  // namespace quyhoach::geo
