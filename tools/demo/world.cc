#include "tools/demo/world.h"

#include <algorithm>

namespace quyhoach::tools::demo {
namespace {

struct PlaceKind {
  const char* kind;
  const char* land_use;
  int count;
};

std::string place_name(const std::string& kind, const Facts& facts, const CommuneFacts& commune, int number,
                       Random& random) {
  const std::string of_commune = (commune.density > 5.0 ? "" : "xã ") + commune.name;
  if (kind == "office") {
    return "Ủy ban nhân dân " + of_commune + " (DEMO)";
  }
  if (kind == "health") {
    return "Trạm y tế " + of_commune + " (DEMO)";
  }
  if (kind == "market") {
    return number == 0 ? "Chợ " + commune.name + " (DEMO)"
                       : "Chợ " + facts.a_name("hamlet", random).substr(4) + " (DEMO)";
  }
  if (kind == "school") {
    const std::string school = facts.a_name("school", random);
    return school + " " + commune.name + (number > 0 ? " " + std::to_string(number + 1) : "") + " (DEMO)";
  }
  if (kind == "worship") {
    return facts.a_name("worship", random) + " (DEMO)";
  }
  return facts.a_name("hamlet", random);
}

std::vector<Place> make_places(const World& world, std::size_t commune_index, std::uint64_t seed) {
  const CommuneFacts& commune = world.facts.communes[commune_index];
  Random random{seed, "places " + commune.code};
  std::vector<const Cell*> settled;
  for (const Cell& cell : world.cells) {
    if (cell.commune == commune_index && !cell.blocks.empty() && cell.level > 0.2 &&
        area_of(cell.blocks.front()) > 3000.0) {
      settled.push_back(&cell);
    }
  }
  std::stable_sort(settled.begin(), settled.end(), [&](const Cell* a, const Cell* b) {
    return distance(centroid_of(a->cell), commune.inside) < distance(centroid_of(b->cell), commune.inside);
  });
  std::vector<Place> places;
  if (settled.empty()) {
    return places;
  }
  constexpr double kApart_m = 320.0;
  std::size_t next = 0;
  for (const PlaceKind& kind :
       {PlaceKind{"office", "TSC", 1}, PlaceKind{"health", "DYT", 1}, PlaceKind{"market", "DCH", 2},
        PlaceKind{"school", "DGD", 5}, PlaceKind{"worship", "TON", 3}, PlaceKind{"hamlet", "", 7}}) {
    for (int i = 0; i < kind.count; ++i) {
      const auto is_near = [&](const Place& place) {
        return distance(place.at, settled[next]->blocks.front().front().at) < kApart_m;
      };
      while (next + 1 < settled.size() && std::any_of(places.begin(), places.end(), is_near)) {
        ++next;
      }
      const Plot& block = settled[next]->blocks.front();
      // Just inside a road front, where such houses stand.
      std::size_t edge = random.below(block.size());
      for (std::size_t k = 0; k < block.size(); ++k) {
        if (block[k].side > block[edge].side) {
          edge = k;
        }
      }
      const Point a = block[edge].at;
      const Point b = block[(edge + 1) % block.size()].at;
      const Point at = rounded((a + b) * 0.5 + left_of(unit(b - a)) * 9.0);
      places.push_back(
          {place_name(kind.kind, world.facts, commune, i, random), kind.kind, kind.land_use, at, commune_index});
    }
  }
  return places;
}

}  // namespace

World make_world(Facts facts, Geos& geos, std::uint64_t seed) {
  World world;
  world.facts = std::move(facts);
  world.terrain = make_terrain(world.facts, geos, seed);
  world.network = make_network(world.facts, world.terrain, geos, seed);
  const Settlements settlements{world.facts, world.terrain, world.network, seed};
  for (std::size_t i = 0; i < world.terrain.communes.size(); ++i) {
    std::vector<Cell> cells =
        make_cells(world.facts, world.terrain.communes[i], i, world.network, settlements, geos, seed);
    std::move(cells.begin(), cells.end(), std::back_inserter(world.cells));
  }
  BlockCutter cutter{world.network, geos};
  for (Cell& cell : world.cells) {
    cutter.cut(cell);
  }
  for (std::size_t i = 0; i < world.terrain.communes.size(); ++i) {
    std::vector<Place> places = make_places(world, i, seed);
    std::move(places.begin(), places.end(), std::back_inserter(world.places));
  }
  return world;
}

}  // namespace quyhoach::tools::demo
