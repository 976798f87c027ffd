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

/// Draws the parcels of one set.
class ParcelDrawing {
 public:
  ParcelDrawing(const TileDrawing& drawing, const ParcelSet& set, LayerBuilder& layer)
      : set_(set), layer_(layer), zoom_(drawing.request.tile.z), keyed_(zoom_ >= kFirstKeyZoom), land_use_(set, layer) {
    tags_[0].key = layer.key("land_use");
    if (keyed_) {
      tags_[1] = {layer.key("commune"), layer.value(set.commune())};
      tags_[2].key = layer.key("sheet");
      tags_[3].key = layer.key("number");
    }
  }

  void operator()(std::uint32_t i) {
    const ParcelRow& row = set_.row(i);
    tags_[0].value = land_use_(row.land_use);
    if (keyed_) {
      if (row.sheet != sheet_) {  // Neighbours mostly share it.
        sheet_ = row.sheet;
        tags_[2].value = layer_.value(set_.text(row.sheet));
      }
      tags_[3].value = layer_.value(set_.text(row.number));
    }
    add(i, set_.feature_id(i), std::span{tags_}.first(keyed_ ? tags_.size() : 1));
  }

 private:
  void add(std::uint32_t i, std::uint64_t id, std::span<const Tag> tags) {
    const Outlines& outlines = set_.outlines();
    if (zoom_ == outlines.zoom()) {
      if (const auto outline = outlines.find(i); outline && layer_.add_outline(*outline, id, tags)) {
        return;
      }
    }
    const auto shape = set_.world_view(i, scratch_);
    if (!outlines.is_sound(i, zoom_) || !layer_.add_sound_polygon(shape, id, tags)) {
      layer_.add_polygon(shape, id, tags);
    }
  }

  const ParcelSet& set_;
  LayerBuilder& layer_;
  std::uint32_t zoom_;
  bool keyed_;  ///< Parcels carry the parts of their keys.
  LandUseValues land_use_;
  std::array<Tag, 4> tags_;
  std::optional<std::uint32_t> sheet_;
  WorldStore scratch_;
};

/// \return whether there is room for all of them.
bool add_parcels(const TileDrawing& drawing, TileBuilder& tile, const ParcelSet& set, LayerBuilder& layer) {
  // A tile that will be too full is given up when enough of its parcels are drawn to tell, not when the limit is reached.
  constexpr std::size_t kEnough = 500;
  constexpr double kSurely = 1.2;
  ParcelDrawing draw{drawing, set, layer};
  const std::size_t before = tile.byte_estimate();
  std::size_t drawn = 0;
  bool full = false;
  set.tree().query(drawing.request.box, [&](std::uint32_t i) {
    if (full) {
      return;
    }
    draw(i);
    if (++drawn == kEnough) {
      std::size_t due = 0;
      set.tree().query(drawing.request.box, [&](std::uint32_t) { ++due; });
      const auto bytes_each = static_cast<double>(tile.byte_estimate() - before) / static_cast<double>(drawn);
      full = static_cast<double>(before) + bytes_each * static_cast<double>(due) > kSurely * static_cast<double>(kMaxTileBytes);
    }
    full = full || tile.byte_estimate() > kMaxTileBytes;
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
