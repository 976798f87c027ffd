#pragma once

#include <optional>

#include "geo/coord/points.h"
#include "geo/geom/shape.h"

namespace quyhoach::geo {

/// How much of a place lies within some distance of a polygon's edge, in m², on either side of it: what the polygon may gain or lose
/// there if its edge is as much off.
struct EdgeBand {
  double inside_m2 = 0.0;
  double outside_m2 = 0.0;
};

/// How far beyond a place's box an outline must be whole for edge_band: corners reach a little further than the distance.
[[nodiscard]] constexpr double band_reach_m(double distance_m) noexcept { return 1.1 * distance_m; }

/// The band of `distance_m` along the polygon's edge, as far as it lies in the place. Each edge has a strip on either side, cut along
/// the bisector where it meets that of the next edge, and each corner that turns away a fan of at most 45° a piece around its arc. So
/// the band is never too narrow; it is too wide by 5 % of a corner's piece, and where strips of edges that are not next to each
/// other overlap.
/// Cost: edges near the place times the place's vertices, so keep the place small (parcels).
/// \param place  valid, wound as ShapeView says; \param polygon  likewise, as it is within band_reach_m of the place's box (AreaLayer::outline_near)
/// \return nothing where edges at corners near the place are so short against the distance that strips overlap by more than a twentieth of
/// what they cover
[[nodiscard]] std::optional<EdgeBand> edge_band(const ShapeView<GridPoint>& place, const ShapeView<GridPoint>& polygon, double distance_m);

}  // namespace quyhoach::geo
