#include <array>
#include <optional>
#include <utility>
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

/// \return whether there is room for all of them.
bool add_parcels(const TileDrawing& drawing, TileBuilder& tile, const ParcelSet& set, LayerBuilder& layer) {
  const bool keyed = drawing.request.tile.z >= kFirstKeyZoom;
  LandUseValues land_use{set, layer};
  const std::uint32_t land_use_key = layer.key("land_use");
  const std::uint32_t commune_key = keyed ? layer.key("commune") : 0;
  const std::uint32_t sheet_key = keyed ? layer.key("sheet") : 0;
  const std::uint32_t number_key = keyed ? layer.key("number") : 0;
  const std::uint32_t commune = keyed ? layer.value(set.commune()) : 0;
  // A tile that will be too full is given up when enough of its parcels are drawn to tell, not when the limit is reached.
  constexpr std::size_t kEnough = 500;
  constexpr double kSurely = 1.2;
  std::size_t due = 0;
  set.tree().query(drawing.request.box, [&](std::uint32_t) { ++due; });
  std::size_t drawn = 0;
  const std::size_t before = tile.byte_estimate();
  bool full = false;
  WorldStore scratch;
  set.tree().query(drawing.request.box, [&](std::uint32_t i) {
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
    layer.add_polygon(set.world_view(i, scratch), set.feature_id(i), std::span{tags}.first(count));
    const std::size_t bytes = tile.byte_estimate();
    ++drawn;
    full = bytes > kMaxTileBytes;
    if (drawn == kEnough) {
      const double expected = static_cast<double>(bytes - before) / static_cast<double>(drawn) * static_cast<double>(due);
      full = full || expected > kSurely * static_cast<double>(kMaxTileBytes);
    }
  });
  return !full;
}

void add_labels(const TileDrawing& drawing, const ParcelSet& set, LayerBuilder& layer) {
  const std::uint32_t number_key = layer.key("number");
  const std::uint32_t land_use_key = layer.key("land_use");
  WorldStore scratch;
  set.tree().query(drawing.request.box, [&](std::uint32_t i) {
    const ParcelRow& row = set.row(i);
    const std::array<Tag, 2> tags{Tag{number_key, layer.value(set.text(row.number))},
                                  Tag{land_use_key, layer.value(set.text(row.land_use))}};
    layer.add_point(label_point(set.world_view(i, scratch)), set.feature_id(i), tags);
  });
}

/// Nothing where they do not fit into a tile.
std::optional<std::string> draw_parcels(const TileDrawing& drawing) {
  TileBuilder tile{drawing.request.tile};
  LayerBuilder& parcels = tile.layer("parcels");
  for (const auto& set : drawing.request.snapshot.parcels) {
    if (set->box().intersects(drawing.request.box) && !add_parcels(drawing, tile, *set, parcels)) {
      return std::nullopt;
    }
  }
  if (drawing.request.tile.z >= kFirstLabelZoom) {
    LayerBuilder& labels = tile.layer("parcel_labels");
    for (const auto& set : drawing.request.snapshot.parcels) {
      if (set->box().intersects(drawing.request.box)) {
        add_labels(drawing, *set, labels);
      }
    }
  }
  return tile.finish();
}

std::string draw_merged(const TileDrawing& drawing) {
  TileBuilder tile{drawing.request.tile};
  LayerBuilder& layer = tile.layer("land_use", options_for_levels(drawing));
  const std::uint32_t key = layer.key("land_use");
  for (const auto& set : drawing.request.snapshot.parcels) {
    const DrawLevel* level = level_for(set->land_use_levels(), drawing.request.tile.z, drawing.coarseness);
    if (level == nullptr || !set->box().intersects(drawing.request.box)) {
      continue;
    }
    LandUseValues land_use{*set, layer};
    level->visit(drawing.request.tile, [&](std::uint32_t row, const ShapeView<WorldPoint>& shape) {
      const Tag tag{key, land_use(row)};
      layer.add_polygon(shape, std::nullopt, {&tag, 1});
    });
  }
  return tile.finish();
}

}  // namespace

std::optional<std::string> draw_cadastre(const TileDrawing& drawing) {
  const bool merged = drawing.request.tile.z < kFirstParcelZoom || drawing.coarseness > 0;
  return merged ? draw_merged(drawing) : draw_parcels(drawing);
}

}  // namespace quyhoach::geo
