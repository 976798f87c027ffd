#include "geo/tile/outline_writer.h"

#include <algorithm>
#include <cstdlib>

#include "geo/coord/tile_id.h"
#include "geo/tile/byte_sink.h"
#include "geo/tile/feature_writer.h"
#include "geo/tile/polygon_fit.h"

namespace quyhoach::geo {

namespace {

/// So far outside the tile of its first point that no shape of a usable size is cut; the arithmetic of rings allows 2^30.
constexpr std::int32_t kFar = 1 << 20;

std::uint32_t reach_of(const TileRings& rings) noexcept {
  const TilePoint first = rings.points.front();
  std::int32_t reach = 0;
  for (const TilePoint p : rings.points) {
    reach = std::max({reach, std::abs(p.x - first.x), std::abs(p.y - first.y)});
  }
  return static_cast<std::uint32_t>(reach);
}

/// \param steps  holds the outline's geometry.
Outlines::Outline outline_of(const TileRings& rings, TileId tile, ByteSink& steps) {
  steps.clear();
  write_polygon_steps(rings, steps);
  const TilePoint first = rings.points.front();
  return {.x = tile.x * kTileExtent + static_cast<std::uint32_t>(first.x),
          .y = tile.y * kTileExtent + static_cast<std::uint32_t>(first.y),
          .reach = reach_of(rings),
          .steps = {steps.data(), steps.size()}};
}

}  // namespace

Outlines outlines_of(const ShapeStore& shapes, const std::vector<WorldPoint>& world, std::uint32_t zoom) {
  Outlines outlines{zoom};
  const FitOptions options{.box = {-kFar, kFar}};
  TileRings rings;
  ByteSink steps;
  for (std::size_t i = 0; i < shapes.size(); ++i) {
    const auto shape = shapes.view(world.data(), i);
    if (shape.point_count() == 0) {
      outlines.add_none();
      continue;
    }
    const WorldPoint first = shape.points[shape.first];
    const TileId tile = tile_at(first, zoom);
    if (fit_polygon(shape, TileFrame{tile}, options, rings) == FitOutcome::kVisible) {
      outlines.add(outline_of(rings, tile, steps));
    } else {
      outlines.add_none();
    }
    for (std::uint32_t finer = zoom + 1; finer <= zoom + Outlines::kSoundZooms; ++finer) {
      if (is_sound(shape, TileFrame{tile_at(first, finer)}, options.min_area2)) {
        outlines.mark_sound(finer);
      }
    }
  }
  outlines.freeze();
  return outlines;
}

}  // namespace quyhoach::geo
