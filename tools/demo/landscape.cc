#include "tools/demo/landscape.h"

#include <algorithm>
#include <cmath>

namespace quyhoach::tools::demo {
namespace {

/// Smooth noise in [0, 1): values on a lattice of `step_m`, blended between.
double noise(Point p, double step_m) {
  const auto value = [](double column, double row) {
    return Random{static_cast<std::uint64_t>(column * 8191.0 + row * 131.0)}.uniform();
  };
  const double column = std::floor(p.east / step_m);
  const double row = std::floor(p.north / step_m);
  const double u = p.east / step_m - column;
  const double v = p.north / step_m - row;
  const double low = value(column, row) * (1.0 - u) + value(column + 1.0, row) * u;
  const double high = value(column, row + 1.0) * (1.0 - u) + value(column + 1.0, row + 1.0) * u;
  return low * (1.0 - v) + high * v;
}

}  // namespace

Settlements::Settlements(const Facts& facts, const Terrain& terrain, const Network& network, std::uint64_t seed)
    : network_(&network) {
  for (std::size_t i = 0; i < terrain.communes.size(); ++i) {
    const Commune& commune = terrain.communes[i];
    const CommuneFacts& about = facts.communes[i];
    Random random{seed, "settlements " + about.code};
    const bool is_town = about.density > 5.0;
    centres_.push_back({about.inside, is_town ? 1.1 : 0.62, is_town ? 900.0 : 620.0 + 90.0 * about.density});
    for (int hamlet = 0; hamlet < 6; ++hamlet) {
      const Point p{random.uniform(commune.box.west, commune.box.east),
                    random.uniform(commune.box.south, commune.box.north)};
      if (contains(commune.area.shell, p)) {
        centres_.push_back({p, random.uniform(0.35, 0.5), random.uniform(180.0, 380.0)});
      }
    }
  }
  // The town stretches along its trunk road and up Tỉnh lộ 8.
  for (const Centre& more : {Centre{{582300.0, 1212500.0}, 0.85, 620.0}, Centre{{579400.0, 1214050.0}, 0.8, 600.0},
                             Centre{{582300.0, 1214300.0}, 0.7, 520.0}, Centre{{583700.0, 1211300.0}, 0.75, 480.0}}) {
    centres_.push_back(more);
  }
  // Rubber in the north (Phạm Văn Cội, An Nhơn Tây), factories along the main road.
  plantations_ = {{{584900.0, 1222300.0}, 1.0, 1700.0},
                  {{582300.0, 1227600.0}, 1.0, 1400.0},
                  {{576400.0, 1225600.0}, 1.0, 900.0},
                  {{579300.0, 1230600.0}, 1.0, 800.0}};
  industries_ = {
      {{577300.0, 1213600.0}, 1.0, 800.0}, {{588900.0, 1209300.0}, 1.0, 750.0}, {{592900.0, 1216500.0}, 1.0, 450.0}};
}

double Settlements::level(Point p) const {
  double level = 0.0;
  for (const Centre& centre : centres_) {
    const double d = distance(p, centre.at) / centre.reach_m;
    if (d < 3.0) {
      level = std::max(level, centre.strength * std::exp(-d * d / 2.0));
    }
  }
  level *= 0.72 + 0.56 * noise(p, 420.0);
  for (const Road& road : network_->roads) {
    if (road.side >= Side::kPrimary && distance_to_line(p, road.line) < 130.0) {
      level = std::max(level, 0.3);
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
  // Rice where canals bring water and on the low south-western side, orchards on the river side.
  double rice = p.east < 578000.0 && p.north < 1220000.0 ? 0.7 : 0.2;
  for (const Water& water : network_->waters) {
    if (water.kind == "canal" && distance_to_line(p, water.line) < 450.0) {
      rice = 0.85;
    }
  }
  return random.chance(rice) ? Landscape::kRice : Landscape::kOrchard;
}

double density_of(Landscape landscape, double level) noexcept {
  switch (landscape) {
    case Landscape::kTown:
      return 13.0 + 15.0 * level;
    case Landscape::kVillage:
      return 2.2 + 7.0 * level;
    case Landscape::kRice:
      return 1.0;
    case Landscape::kOrchard:
      return 0.8;
    case Landscape::kPlantation:
      return 0.1;
    case Landscape::kIndustry:
      return 0.35;
  }
  return 1.0;
}

}  // namespace quyhoach::tools::demo
