#pragma once

#include <vector>

#include "geo/base/result.h"
#include "geo/geom/edge_match.h"

namespace quyhoach::geo {

/// Vertices this near to one another, or to an edge, are on it: cadastres and plans are kept to the millimetre.
inline constexpr double kSameBorder_m = 0.001;

/// What polygons leave uncovered, and where they reach beyond a boundary; down to slivers as thin as kSameBorder_m. One shape a face.
struct Coverage {
  ShapeStore gaps;      ///< In the boundary and in no area; without a boundary: surrounded by areas and in none.
  ShapeStore outside;   ///< In an area and beyond the boundary; none without one.
};

/// Edges that neither another polygon's edge nor several of them in a row make up for, cut where others end.
/// \param edges  of all polygons of a plan
[[nodiscard]] std::vector<ShapeEdge> unmatched_edges(const EdgeMatch& edges);

/// Makes faces of the unmatched edges and the boundary alone: the inner borders of a plan without faults cost nothing.
/// \param unmatched  of all polygons, which are valid; \param boundary  may be empty.
/// \return kInternal if GEOS cannot node the edges. One thread.
[[nodiscard]] Result<Coverage> coverage_of(const std::vector<ShapeEdge>& unmatched, const ShapeStore& boundary);

}  // namespace quyhoach::geo
