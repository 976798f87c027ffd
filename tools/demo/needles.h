#pragma once

#include <vector>

#include "tools/demo/plane.h"

namespace quyhoach::tools::demo {

/// Leads every segment through the vertices of the linework that lie within `thinnest_m` of it, in their order along it: what is
/// thinner than that closes once the lines are noded again. Metres. \return whether there was such a vertex
[[nodiscard]] bool close_needles(std::vector<Line>& lines, double thinnest_m);

}  // namespace quyhoach::tools::demo
