#include <array>
#include <vector>

#include "geo/geom/label_point.h"
#include "geo/tile/tile_builder.h"
#include "geo/tile/tileset_layers.h"

namespace quyhoach::geo {

namespace {

constexpr std::uint32_t kFirstKeyZoom = 16;
constexpr std::uint32_t kFirstLabelZoom = 17;

/// Value index of each land use of one set, looked up once a tile: a tile has a handful.
class LandUseValues {
 public:
  LandUseValues(const ParcelSet& set, LayerBuilder& layer) : set_(set), layer_(layer) {}
  std::uint32_t operator()(std::uint32_t text) {
    for (const auto& [known, value] : known_) {
      if (known == text) {
        return value;
      }
    }
    const std::uint32_t value = layer_.value(set_.text(text));
    known_.emplace_back(text, value);
    return value;
  }

 private:
  const ParcelSet& set_;
  LayerBuilder& layer_;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> known_;
};

void add_parcels(const TileDrawing& drawing, TileBuilder& tile, const ParcelSet& set, LayerBuilder& layer) {
  const bool keyed = drawing.request.tile.z >= kFirstKeyZoom;
  LandUseValues land_use{set, layer};
  const std::uint32_t land_use_key = layer.key("land_use");
  const std::uint32_t commune_key = keyed ? layer.key("commune") : 0;
  const std::uint32_t sheet_key = keyed ? layer.key("sheet") : 0;
  const std::uint32_t number_key = keyed ? layer.key("number") : 0;
  const std::uint32_t commune = keyed ? layer.value(set.commune()) : 0;
  bool full = false;
  set.tree().query(drawing.box, [&](std::uint32_t i) {
    if (full) {
      return;
    }
    const ParcelRow& row = set.row(i);
    std::array<Tag, 4> tags{Tag{land_use_key, land_use(row.land_use)}};
    std::size_t count = 1;
    if (keyed) {
      tags[1] = {commune_key, commune};
      tags[2] = {sheet_key, layer.value(set.text(row.sheet))};
      tags[3] = {number_key, layer.value(set.text(row.number))};
      count = tags.size();
    }
    layer.add_polygon(set.world_view(i), set.feature_id(i), std::span{tags}.first(count));
    full = tile.byte_estimate() > kMaxTileBytes;
  });
}

void add_labels(const TileDrawing& drawing, const ParcelSet& set, LayerBuilder& layer) {
  const std::uint32_t number_key = layer.key("number");
  const std::uint32_t land_use_key = layer.key("land_use");
  set.tree().query(drawing.box, [&](std::uint32_t i) {
    const ParcelRow& row = set.row(i);
    const std::array<Tag, 2> tags{Tag{number_key, layer.value(set.text(row.number))},
                                  Tag{land_use_key, layer.value(set.text(row.land_use))}};
    layer.add_point(label_point(set.world_view(i)), set.feature_id(i), tags);
  });
}

std::string draw_parcels(const TileDrawing& drawing) {
  TileBuilder tile{drawing.request.tile};
  LayerBuilder& parcels = tile.layer("parcels");
  for (const auto& set : drawing.request.snapshot.parcels) {
    if (set->box().intersects(drawing.box)) {
      add_parcels(drawing, tile, *set, parcels);
    }
  }
  if (drawing.request.tile.z >= kFirstLabelZoom) {
    LayerBuilder& labels = tile.layer("parcel_labels");
    for (const auto& set : drawing.request.snapshot.parcels) {
      if (set->box().intersects(drawing.box)) {
        add_labels(drawing, *set, labels);
      }
    }
  }
  return tile.finish();
}

/// The finest level meant for this zoom, or `coarser` levels above it.
const MergedLandUse* level_for(const ParcelSet& set, std::uint32_t zoom, int coarser) {
  const auto& levels = set.merged();
  std::size_t at = 0;
  while (at + 1 < levels.size() && levels[at + 1].max_zoom >= zoom) {
    ++at;
  }
  at = std::min(at + static_cast<std::size_t>(coarser), levels.empty() ? 0 : levels.size() - 1);
  return levels.empty() ? nullptr : &levels[at];
}

std::string draw_merged(const TileDrawing& drawing, int coarseness) {
  TileBuilder tile{drawing.request.tile};
  LayerOptions options;
  constexpr double kSmallest = 64.0;  // Square tile units: one CSS pixel.
  options.min_area = kSmallest * (1 << (2 * coarseness));
  options.simplify = coarseness == 0 ? 0.0 : 4.0 * (1 << coarseness);
  LayerBuilder& layer = tile.layer("land_use", options);
  const std::uint32_t key = layer.key("land_use");
  for (const auto& set : drawing.request.snapshot.parcels) {
    const MergedLandUse* level = level_for(*set, drawing.request.tile.z, coarseness);
    if (level == nullptr || !set->box().intersects(drawing.box)) {
      continue;
    }
    LandUseValues land_use{*set, layer};
    level->areas.tree.query(drawing.box, [&](std::uint32_t i) {
      const Tag tag{key, land_use(level->land_use[i])};
      layer.add_polygon(level->areas.view(i), std::nullopt, {&tag, 1});
    });
  }
  return tile.finish();
}

}  // namespace

std::string draw_cadastre(const TileDrawing& drawing) {
  if (drawing.request.tile.z < kFirstParcelZoom) {
    return draw_merged(drawing, drawing.coarseness);
  }
  // A tile too full for parcels shows the merged land use instead.
  return drawing.coarseness == 0 ? draw_parcels(drawing) : draw_merged(drawing, drawing.coarseness - 1);
}

}  // namespace quyhoach::geo
