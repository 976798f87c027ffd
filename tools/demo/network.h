#pragma once

#include <string>
#include <vector>

#include "tools/demo/terrain.h"

namespace quyhoach::tools::demo {

/// What a parcel's edge looks at, in rising order of a road's rank.
enum class Side { kParcel, kBorder, kCanal, kRiver, kPath, kLocal, kSecondary, kPrimary, kTrunk };

[[nodiscard]] inline bool is_road(Side side) noexcept { return side >= Side::kPath; }
[[nodiscard]] inline bool is_water(Side side) noexcept { return side == Side::kCanal || side == Side::kRiver; }
/// The class of the roads layer: "trunk" … "path".
[[nodiscard]] const char* class_of(Side road) noexcept;

struct Road {
  std::string name;
  Side side = Side::kLocal;
  double width_m = 0.0;  ///< legal width
  Line line;
};

struct Water {
  std::string name;
  std::string kind;  ///< class of the water layer
  double width_m = 0.0;
  Line line;
  std::vector<Polygon> area;
};

/// Main roads and all water. Independent of the number of parcels.
struct Network {
  std::vector<Road> roads;
  std::vector<Water> waters;  ///< The first is the river, of varying width.
};

[[nodiscard]] Network make_network(const Facts& facts, const Terrain& terrain, Geos& geos, std::uint64_t seed);

}  // namespace quyhoach::tools::demo
