#pragma once

#include <cstdint>
#include <vector>

#include "geo/geom/area_layer.h"
#include "geo/geom/edge_match.h"

namespace quyhoach::geo {

/// Two polygons of a layer and what they share.
struct CommonArea {
  std::uint32_t first = 0;  ///< Less than `second`.
  std::uint32_t second = 0;
  double area_m2 = 0.0;
};

/// Every pair of polygons that share more than `least_m2`, ascending; at most `most` of them.
///
/// Where two polygons overlap, either an edge that is not shared as a border should be lies in the other's box, or both continue,
/// across shared edges, into polygons of which this is true: so only pairs at loose edges are measured, and from each that overlaps
/// on to the neighbours. In a plan without faults that is the pairs along its rim; the time is that of the loose edges.
/// \param edges  match_edges of all edges of `areas`. \pre polygons are valid
[[nodiscard]] std::vector<CommonArea> common_areas(const AreaLayer& areas, const EdgeMatch& edges, double least_m2,
                                                   std::size_t most = static_cast<std::size_t>(-1));

}  // namespace quyhoach::geo
