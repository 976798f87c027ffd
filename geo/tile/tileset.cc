#include "geo/tile/tileset.h"

#include <array>

#include "geo/coord/web_mercator.h"
#include "geo/tile/tileset_layers.h"

namespace quyhoach::geo {

namespace {

/// To be raised when the same objects give other tiles than before.
constexpr std::uint64_t kRendererVersion = 2;

class Fingerprint {
 public:
  void mix(std::string_view text) noexcept {
    for (const char c : text) {
      mix(static_cast<std::uint64_t>(static_cast<unsigned char>(c)));
    }
  }
  void mix(std::uint64_t number) noexcept { hash_ = (hash_ ^ number) * 0x100000001b3ULL; }
  [[nodiscard]] std::uint64_t value() const noexcept { return hash_; }

 private:
  std::uint64_t hash_ = 0xcbf29ce484222325ULL;
};

/// Draws with ever coarser detail until the tile is small enough; the coarsest is taken as it is.
std::string draw_within_limit(const TileRequest& request) {
  constexpr std::uint32_t kCoarsest = 6;
  std::optional<std::string> bytes;
  for (std::uint32_t coarseness = 0; coarseness <= kCoarsest; ++coarseness) {
    const TileDrawing drawing{request, coarseness};
    switch (request.tileset) {
      case Tileset::kBase: bytes = draw_base(drawing); break;
      case Tileset::kCadastre: bytes = draw_cadastre(drawing); break;
      case Tileset::kPlanning: bytes = draw_planning(drawing); break;
    }
    if (bytes && bytes->size() <= kMaxTileBytes) {
      break;
    }
  }
  return bytes.value_or("");
}

}  // namespace

LayerOptions options_for(const TileDrawing& drawing) {
  LayerOptions options;
  const bool whole = drawing.request.tile.z > kFinestLevel && drawing.coarseness == 0;
  const double power = static_cast<double>(1U << drawing.coarseness);
  options.simplify = whole ? 0.0 : 2.0 * power;
  options.min_area = 4.0 * power * power;
  return options;
}

LayerOptions options_for_levels(const TileDrawing& drawing) {
  LayerOptions options;
  const std::uint32_t zoom = drawing.request.tile.z;
  const bool has_level = zoom <= kFinestLevel || drawing.coarseness > 0;
  options.prepared = has_level && zoom >= kCoarsestLevel;
  return options;
}

std::optional<Tileset> parse_tileset(std::string_view name) noexcept {
  if (name == "base") {
    return Tileset::kBase;
  }
  if (name == "cadastre") {
    return Tileset::kCadastre;
  }
  if (name == "planning") {
    return Tileset::kPlanning;
  }
  return std::nullopt;
}

GridBox grid_box(TileId tile, const GridTransform& transform) {
  const WorldPoint corner = origin(tile);
  const auto length = static_cast<double>(side(tile.z));
  constexpr double kBuffer = 64.0 / 4096.0;
  GridBox box;
  constexpr std::array<double, 5> kAlong{-kBuffer, 0.25, 0.5, 0.75, 1.0 + kBuffer};
  const auto is_inner = [](double along) { return along > 0.0 && along < 1.0; };
  for (const double u : kAlong) {
    for (const double v : kAlong) {
      if (is_inner(u) && is_inner(v)) {
        continue;  // The furthest point is on an edge.
      }
      const LonLat at = to_lonlat(static_cast<double>(corner.x) + u * length, static_cast<double>(corner.y) + v * length);
      if (const auto grid = transform.to_grid(at)) {
        box.extend(*grid);
      }
    }
  }
  // Edges of a tile are curves in the grid: between the sampled points they bulge by far less than this.
  constexpr double kBulge = 0.002;
  return box.empty() ? box : box.grown(kBulge * (box.max_north_m - box.min_north_m));
}

std::uint64_t tile_version(const TileRequest& request) {
  Fingerprint print;
  print.mix(kRendererVersion);
  print.mix(static_cast<std::uint64_t>(request.tileset));
  print.mix((std::uint64_t{request.tile.z} << 56U) ^ (std::uint64_t{request.tile.x} << 28U) ^ request.tile.y);
  switch (request.tileset) {
    case Tileset::kBase: print.mix(request.snapshot.base->object); break;
    case Tileset::kCadastre:
      for (const auto& set : request.snapshot.parcels) {
        if (set->box().intersects(request.box)) {
          print.mix(set->object());
        }
      }
      break;
    case Tileset::kPlanning:
      for (const auto& plan : request.snapshot.plans) {
        if (plan->box.intersects(request.box)) {
          print.mix(plan->object);
          print.mix(static_cast<std::uint64_t>(status_on(plan->info, request.day)));
        }
      }
      break;
  }
  return print.value();
}

std::string render_tile(const TileRequest& request) {
  return request.box.empty() ? std::string{} : draw_within_limit(request);
}

}  // namespace quyhoach::geo
