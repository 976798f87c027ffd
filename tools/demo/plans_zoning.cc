#include <algorithm>
#include <cmath>
#include <cstdio>

#include "tools/demo/lots.h"
#include "tools/demo/plan_content.h"

namespace quyhoach::tools::demo {
namespace {

std::string numbered(const char* prefix, std::size_t number) {
  const std::string digits = std::to_string(number);
  return prefix + std::string(digits.size() < 2 ? 1 : 0, '0') + digits;
}

}  // namespace

/// A plan whose zones are pieces of blocks; what lies between the blocks becomes road and water zones. Lines are drawn
/// to 5 cm, so a zone's edge misses the parcels' edges by centimetres, as drawn plans do. `fill`: the share of pieces
/// that get a zone of their own.
PlanContent PlanDrawer::blocks_plan(const PlanFacts& plan, double piece_m2, double fill) {
  constexpr double kGrid_m = 0.05;
  constexpr double kThinnest_m = 0.8;  // What is thinner was not meant: two lines drawn for one.
  Random random{seed_, plan.id};
  PlanContent content;
  struct Piece {
    Polygon area;
    Box box;
    int zone;
  };
  std::vector<Piece> pieces;
  std::vector<Piece> cells;
  std::vector<Shape> linework;
  content.zones.push_back({.code = "GT", .name = "Đường giao thông", .function = "Đất giao thông", .land_use = "DGT"});
  content.zones.push_back({.code = "MN", .name = "Sông, kênh, rạch", .function = "Mặt nước", .land_use = "SON"});
  for (const Cell* cell : cells_within(plan.extent)) {
    cells.push_back({{cell->cell, {}}, box_of(cell->cell), 0});
    linework.push_back(geos_->ring_line(cell->cell));
    for (const Plot& block : cell->blocks) {
      const double area_m2 = area_of(block);
      const auto count = static_cast<std::size_t>(std::clamp(area_m2 / piece_m2, 1.0, 40.0));
      // Divided like lots of a village: pieces in rows along the roads.
      for (const Lot& lot : divide_block(block, Landscape::kVillage, cell->level, count, random)) {
        const Ring ring = ring_of(lot.plot);
        const double lot_m2 = signed_area(ring);
        int label = 0;
        if (random.chance(fill)) {
          PlanZone zone = a_zone(cell->landscape, lot_m2, random);
          zone.code = numbered("O-", content.zones.size() - 1);
          zone.name = "Ô phố " + std::to_string(content.zones.size() - 1);
          label = static_cast<int>(content.zones.size());
          content.zones.push_back(std::move(zone));
        }
        linework.push_back(geos_->ring_line(ring));
        pieces.push_back({{ring, {}}, box_of(ring), label});
      }
    }
  }
  if (cells.empty()) {
    stop("plan " + plan.id + " lies where there is no land");
  }
  Box reach;
  for (const Piece& cell : cells) {
    reach.add({cell.box.west, cell.box.south});
    reach.add({cell.box.east, cell.box.north});
  }
  std::vector<Piece> waters;
  for (const Water& water : world_->network.waters) {
    for (const Polygon& area : water.area) {
      const Box box = box_of(area.shell);
      if (box.meets(reach)) {
        linework.push_back(geos_->clipped(geos_->ring_line(area.shell), reach));
        waters.push_back({area, box, 1});
      }
    }
  }
  const std::vector<Face> faces = faces_between(std::move(linework), kGrid_m, kThinnest_m);
  std::vector<int> labels(faces.size(), -1);
  for (std::size_t i = 0; i < faces.size(); ++i) {
    for (const std::vector<Piece>* layer : {&cells, &waters, &pieces}) {
      if (layer != &cells && labels[i] < 0) {
        break;
      }
      for (const Piece& piece : *layer) {
        if (piece.box.contains(faces[i].inside) && contains(piece.area, faces[i].inside)) {
          labels[i] = piece.zone;
          break;
        }
      }
    }
  }
  dissolve(faces, labels, content);
  return content;
}

PlanContent PlanDrawer::zoning(const PlanFacts& plan) { return blocks_plan(plan, 14000.0, 1.0); }

PlanContent PlanDrawer::detailed(const PlanFacts& plan) { return blocks_plan(plan, 900.0, 1.0); }

PlanContent PlanDrawer::adjustment(const PlanFacts& plan) {
  PlanContent content = blocks_plan(plan, 9000.0, 1.0);
  // An adjustment speaks of its lots only: roads and water stay as the amended plan has them.
  std::erase_if(content.zones, [](const PlanZone& zone) { return zone.code == "GT" || zone.code == "MN"; });
  for (PlanZone& zone : content.zones) {
    zone.code = "DC-" + zone.code;
  }
  content.boundary.clear();
  for (const PlanZone& zone : content.zones) {
    content.boundary.insert(content.boundary.end(), zone.areas.begin(), zone.areas.end());
  }
  std::vector<Shape> parts;
  for (const Polygon& area : content.boundary) {
    parts.push_back(geos_->polygon(area));
  }
  content.boundary = geos_->polygons(geos_->unite_coverage(geos_->collect(std::move(parts))));
  return content;
}

PlanContent PlanDrawer::programme(const PlanFacts& plan) {
  constexpr int kProjects = 50;
  Random random{seed_, plan.id};
  PlanContent content;
  content.boundary = district();
  std::vector<const Plot*> taken;
  for (int tries = 0; tries < 4000 && content.zones.size() < kProjects; ++tries) {
    const Cell& cell = world_->cells[random.below(world_->cells.size())];
    if (cell.blocks.empty() || area_of(cell.blocks.front()) < 4000.0 ||
        std::find(taken.begin(), taken.end(), &cell.blocks.front()) != taken.end()) {
      continue;
    }
    const Plot& block = cell.blocks.front();
    taken.push_back(&block);
    // A piece of the block, cut across whatever parcels there are.
    const double share = random.uniform(0.08, 0.6);
    const std::optional<Cut> cut = straight_cut(block, turned(long_axis(block), random.uniform(-0.6, 0.6)), share);
    const std::optional<PlotPair> pair = cut ? split(block, *cut, 1.0) : std::nullopt;
    if (!pair) {
      continue;
    }
    PlanZone zone = a_zone(random.chance(0.5) ? Landscape::kTown : Landscape::kOrchard, area_of(pair->first), random);
    zone.building_coverage_percent.reset();
    zone.storeys_max.reset();
    zone.height_max_m.reset();
    zone.floor_area_ratio.reset();
    zone.population.reset();
    zone.ground_level_m.reset();
    zone.code = numbered("DA-", content.zones.size() + 1);
    zone.name = "Dự án " + std::to_string(content.zones.size() + 1) + ": " + zone.function + ", " +
                world_->facts.communes[cell.commune].name + " (DEMO)";
    zone.areas = {{ring_of(area_of(pair->first) < area_of(pair->second) ? pair->first : pair->second), {}}};
    content.zones.push_back(std::move(zone));
  }
  return content;
}

}  // namespace quyhoach::tools::demo
