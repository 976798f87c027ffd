#include "tools/demo/landscape.h"

#include <algorithm>
#include <cmath>

namespace quyhoach::tools::demo {

Settlements::Settlements(const Facts& facts, const Terrain& terrain, const Network& network, std::uint64_t seed)
    : network_(&network) {
  for (std::size_t i = 0; i < terrain.communes.size(); ++i) {
    const Commune& commune = terrain.communes[i];
    const CommuneFacts& about = facts.communes[i];
    Random random{seed, "settlements " + about.code};
    const bool is_town = about.density > 5.0;
    centres_.push_back({about.inside, is_town ? 1.1 : 0.62, is_town ? 1500.0 : 620.0 + 90.0 * about.density});
    for (int hamlet = 0; hamlet < 6; ++hamlet) {
      const Point p{random.uniform(commune.box.west, commune.box.east), random.uniform(commune.box.south, commune.box.north)};
      if (contains(commune.area.shell, p)) {
        centres_.push_back({p, random.uniform(0.35, 0.5), random.uniform(250.0, 500.0)});
      }
    }
  }
  // Rubber in the north (Phạm Văn Cội, An Nhơn Tây), factories along the main road.
  plantations_ = {{{584900.0, 1222300.0}, 1.0, 1500.0}, {{582300.0, 1227600.0}, 1.0, 1100.0}, {{576400.0, 1225600.0}, 1.0, 900.0}};
  industries_ = {{{577300.0, 1213600.0}, 1.0, 800.0}, {{588900.0, 1209300.0}, 1.0, 750.0}, {{592900.0, 1216500.0}, 1.0, 450.0}};
}

double Settlements::level(Point p) const {
  double level = 0.0;
  for (const Centre& centre : centres_) {
    const double d = distance(p, centre.at) / centre.reach_m;
    if (d < 3.0) {
      level = std::max(level, centre.strength * std::exp(-d * d / 2.0));
    }
  }
  for (const Road& road : network_->roads) {
    const double reach_m = road.side == Side::kSecondary ? 180.0 : 300.0;
    const double d = distance_to_line(p, road.line);
    if (d < reach_m) {
      level = std::max(level, 0.3 + 0.12 * (1.0 - d / reach_m));
    }
  }
  return std::min(level, 1.0);
}

Landscape Settlements::landscape(Point p, Random& random) const {
  const double level = this->level(p);
  for (const Centre& centre : industries_) {
    if (distance(p, centre.at) < centre.reach_m && level < 0.7) {
      return Landscape::kIndustry;
    }
  }
  if (level > 0.55) {
    return Landscape::kTown;
  }
  if (level > 0.25) {
    return Landscape::kVillage;
  }
  for (const Centre& centre : plantations_) {
    if (distance(p, centre.at) < centre.reach_m * random.uniform(0.8, 1.2)) {
      return Landscape::kPlantation;
    }
  }
  for (const Water& water : network_->waters) {
    if (water.kind == "canal" && distance_to_line(p, water.line) < 450.0 && random.chance(0.8)) {
      return Landscape::kRice;
    }
  }
  return random.chance(0.35) ? Landscape::kRice : Landscape::kOrchard;
}

double density_of(Landscape landscape, double level) noexcept {
  switch (landscape) {
    case Landscape::kTown:
      return 12.0 + 14.0 * level;
    case Landscape::kVillage:
      return 4.0 + 10.0 * level;
    case Landscape::kRice:
      return 1.0;
    case Landscape::kOrchard:
      return 0.9;
    case Landscape::kPlantation:
      return 0.08;
    case Landscape::kIndustry:
      return 0.35;
  }
  return 1.0;
}

}  // namespace quyhoach::tools::demo
