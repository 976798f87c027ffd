#pragma once

#include <vector>

#include "tools/demo/facts.h"
#include "tools/demo/geos_tools.h"

namespace quyhoach::tools::demo {

struct Commune {
  Polygon area;  ///< The communes' areas partition the district exactly: shared borders are the same vertices.
  Box box;
};

/// The land before anything is built on it. Independent of the number of parcels.
struct Terrain {
  Ring outline;                   ///< The district's border.
  std::vector<Commune> communes;  ///< In the order of data/demo/communes.tsv.
  Line river;                     ///< Centre line of the river, downstream; it is the border there.
  Line border_canal;              ///< Centre line of the canal the border follows.
};

[[nodiscard]] Terrain make_terrain(const Facts& facts, Geos& geos, std::uint64_t seed);

}  // namespace quyhoach::tools::demo
