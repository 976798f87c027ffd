#pragma once

#include <vector>

#include "tools/demo/network.h"

namespace quyhoach::tools::demo {

/// What a block of land is used for, broadly.
enum class Landscape { kTown, kVillage, kRice, kOrchard, kPlantation, kIndustry };

/// Where people live: the town, the commune centres, hamlets, the roadsides. Independent of the number of parcels.
class Settlements {
 public:
  Settlements(const Facts& facts, const Terrain& terrain, const Network& network, std::uint64_t seed);

  /// 0 open country, 1 the middle of the town.
  [[nodiscard]] double level(Point p) const;
  [[nodiscard]] Landscape landscape(Point p, Random& random) const;
  /// Middle of the built-up places, for schools and markets.
  struct Centre {
    Point at;
    double strength = 0.0;
    double reach_m = 0.0;
  };
  [[nodiscard]] const std::vector<Centre>& centres() const noexcept { return centres_; }

 private:
  std::vector<Centre> centres_;
  std::vector<Centre> plantations_;
  std::vector<Centre> industries_;
  const Network* network_;
};

/// Parcels per area against a rice field.
[[nodiscard]] double density_of(Landscape landscape, double level) noexcept;

}  // namespace quyhoach::tools::demo
