#pragma once

#include <vector>

#include "tools/demo/world.h"

namespace quyhoach::tools::demo {

enum class LotKind { kHouse, kTownGarden, kField, kOrchard, kPlantation, kFactory, kLane };

struct Lot {
  Plot plot;
  LotKind kind = LotKind::kField;
  Ring hole;  ///< empty, or the house lot inside a field
};

/// How many lots a block draws against others: by its area, its landscape and the roads it lies on.
[[nodiscard]] double demand_of(const Plot& plot, Landscape landscape, double level);

/// Divides one block into `count` lots, give or take a few where the ground allows no further cut. Afterwards corners
/// of one lot that lie on another's edge are corners of both: within a block the lots share their edges exactly.
[[nodiscard]] std::vector<Lot> divide_block(const Plot& block, Landscape landscape, double level, std::size_t count,
                                            Random& random);

/// Makes neighbours share every corner: corners within 1.5 mm of another lot's edge are put into that edge.
void weave(std::vector<Lot>& lots);

}  // namespace quyhoach::tools::demo
