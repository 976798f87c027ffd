#pragma once

#include <vector>

#include "tools/demo/plane.h"

namespace quyhoach::tools::demo {

/// Makes one of vertices nearer than `thinnest_m` to each other, and leads every segment through the vertices that near to it, in
/// their order along it, and through the other end of a segment that leaves one of its own ends at less than `sharpest_deg`: what is
/// thinner closes once the lines are noded again. Coordinates in metres. \return whether anything was that near
[[nodiscard]] bool close_needles(std::vector<Line>& lines, double thinnest_m, double sharpest_deg);

}  // namespace quyhoach::tools::demo
