#pragma once

#include <cstdint>
#include <vector>

#include "geo/geom/shape_store.h"
#include "geo/plan/outlines.h"

namespace quyhoach::geo {

/// The outlines of shapes at a zoom, as LayerBuilder::add_polygon draws them with the options it has by itself: byte for byte;
/// and whether they are sound at the zooms after it. A shape that vanishes, or that GEOS cannot make valid, has no outline.
/// \param world  the points of `shapes` in tile coordinates, in the same order. \pre zoom <= Outlines::kFinestZoom
/// Threads: uses the calling thread's GEOS context.
[[nodiscard]] Outlines outlines_of(const ShapeStore& shapes, const std::vector<WorldPoint>& world, std::uint32_t zoom);

}  // namespace quyhoach::geo
