#include <algorithm>
#include <cmath>

#include "tools/demo/world.h"

namespace quyhoach::tools::demo {
namespace {

constexpr double kSmallestBlock_m2 = 150.0;

/// Where two roads meet, a block's corner is cut off so that drivers see each other (vạt góc).
Plot with_corner_cuts(const Plot& plot) {
  Plot out;
  const std::size_t count = plot.size();
  for (std::size_t i = 0; i < count; ++i) {
    const Corner& before = plot[(i + count - 1) % count];
    const Corner& here = plot[i];
    const Corner& after = plot[(i + 1) % count];
    const double in_m = distance(before.at, here.at);
    const double out_m = distance(here.at, after.at);
    const Point in = unit(here.at - before.at);
    const Point along = unit(after.at - here.at);
    const bool roads_meet = is_road(before.side) && is_road(here.side) && before.road != here.road;
    const double cut_m = before.side > Side::kLocal || here.side > Side::kLocal ? 6.0 : 3.0;
    if (roads_meet && cross(in, along) > 0.6 && in_m > 3.0 * cut_m && out_m > 3.0 * cut_m) {
      out.push_back({rounded(here.at - in * cut_m), std::min(before.side, here.side), here.road});
      out.push_back({rounded(here.at + along * cut_m), here.side, here.road});
    } else {
      out.push_back(here);
    }
  }
  return out;
}

/// Where a road ends on another's edge the difference of their areas can keep a needle millimetres wide. Its tip goes.
Ring without_needles(Ring ring) {
  constexpr double kReversal = -0.97;
  for (std::size_t i = 0; i < ring.size() && ring.size() > 3;) {
    const Point in = ring[i] - ring[(i + ring.size() - 1) % ring.size()];
    const Point out = ring[(i + 1) % ring.size()] - ring[i];
    if (dot(in, out) < kReversal * length(in) * length(out) || length(out) < 0.05) {
      ring.erase(ring.begin() + static_cast<std::ptrdiff_t>(i));
      i = 0;
    } else {
      ++i;
    }
  }
  return ring;
}

}  // namespace

BlockCutter::BlockCutter(const Network& network, Geos& geos) : geos_(&geos) {
  for (std::size_t i = 0; i < network.roads.size(); ++i) {
    const Road& road = network.roads[i];
    add(geos.strip(road.line, road.width_m / 2.0), road.line, road.width_m / 2.0, road.side, static_cast<int>(i));
  }
  for (const Water& water : network.waters) {
    const bool is_river = water.kind == "river";
    std::vector<Shape> parts;
    for (const Polygon& part : water.area) {
      parts.push_back(geos.polygon(part));
    }
    add(geos.unite(geos.collect(std::move(parts))), water.line, water.width_m / 2.0,
        is_river ? Side::kRiver : Side::kCanal, -1);
  }
}

void BlockCutter::add(Shape shape, Line line, double half_m, Side side, int road) {
  const Box box = geos_->box(shape);
  obstacles_.push_back({std::move(shape), box, std::move(line), half_m, side, road});
}

void BlockCutter::cut(Cell& cell) {
  const Box box = box_of(cell.cell);
  Shape rest = geos_->polygon({cell.cell, {}});
  std::vector<const Obstacle*> near;
  for (const Obstacle& obstacle : obstacles_) {
    if (obstacle.box.meets(box)) {
      near.push_back(&obstacle);
      rest = geos_->difference(rest, geos_->clipped(obstacle.shape, box.grown(2.0)));
    }
  }
  rest = geos_->on_millimetres(geos_->without_spare_vertices(rest, 0.15));
  for (const Polygon& part : geos_->polygons(rest)) {
    for (const Ring& whole : geos_->without_holes(part)) {
      const Ring ring = without_needles(whole);
      if (signed_area(ring) > kSmallestBlock_m2 && geos_->is_valid(geos_->polygon({ring, {}}))) {
        Plot block = tagged(ring, near);
        Plot rounded_off = with_corner_cuts(block);
        // A cut that meets another side of the block, where it is narrower than the cut, is left out with the others.
        const bool is_simple = geos_->is_valid(geos_->polygon({ring_of(rounded_off), {}}));
        cell.blocks.push_back(is_simple ? std::move(rounded_off) : std::move(block));
      }
    }
  }
}

Plot BlockCutter::tagged(const Ring& ring, const std::vector<const Obstacle*>& near) const {
  Plot plot;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const Point middle = (ring[i] + ring[(i + 1) % ring.size()]) * 0.5;
    Corner corner{ring[i], Side::kBorder, -1};
    for (const Obstacle* obstacle : near) {
      const bool is_river = obstacle->side == Side::kRiver;
      const double d = distance_to_line(middle, obstacle->line);
      const bool touches = is_river ? d < 140.0 : std::abs(d - obstacle->half_m) < 0.6;
      if (touches && (corner.side == Side::kBorder || obstacle->side > corner.side)) {
        corner.side = obstacle->side;
        corner.road = obstacle->road;
      }
    }
    plot.push_back(corner);
  }
  return plot;
}

}  // namespace quyhoach::tools::demo
