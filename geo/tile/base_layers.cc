#include <array>
#include <utility>

#include "geo/geom/label_point.h"
#include "geo/tile/tile_builder.h"
#include "geo/tile/tileset_layers.h"

namespace quyhoach::geo {

namespace {

/// From which zoom on a class is drawn; classes not named wait for the last.
struct FirstZoom {
  std::string_view kind;
  std::uint32_t zoom;
};
constexpr std::array<FirstZoom, 5> kRoads{{{"trunk", 0}, {"primary", 9}, {"secondary", 11}, {"local", 13}, {"path", 15}}};
constexpr std::array<FirstZoom, 4> kWaterLines{{{"river", 0}, {"canal", 11}, {"stream", 13}, {"lake", 0}}};
constexpr std::array<FirstZoom, 6> kPlaces{
    {{"office", 12}, {"market", 14}, {"school", 15}, {"health", 15}, {"worship", 15}, {"hamlet", 13}}};

template <std::size_t N>
bool is_due(const std::array<FirstZoom, N>& table, std::string_view kind, std::uint32_t zoom) {
  for (const auto& [known, first] : table) {
    if (known == kind) {
      return zoom >= first;
    }
  }
  constexpr std::uint32_t kOtherwise = 14;
  return zoom >= kOtherwise;
}

class BaseDrawing {
 public:
  explicit BaseDrawing(const TileDrawing& drawing)
      : drawing_(drawing), base_(*drawing.request.snapshot.base), zoom_(drawing.request.tile.z), tile_(drawing.request.tile) {}

  std::string draw() {
    polygons("communes", base_.communes, "kind");
    polygons("water", base_.water_areas, "class");
    lines("water", base_.water_lines, [&](const BaseRow& row) { return is_due(kWaterLines, base_.texts.at(row.kind), zoom_); });
    lines("roads", base_.roads, [&](const BaseRow& row) { return is_due(kRoads, base_.texts.at(row.kind), zoom_); });
    commune_labels();
    places();
    return tile_.finish();
  }

 private:
  LayerBuilder& layer(const char* name) {
    for (auto& [known, builder] : layers_) {
      if (known == name) {
        return *builder;
      }
    }
    // Polygons come prepared for their zoom; only roads are bent here.
    layers_.emplace_back(name, &tile_.layer(name, std::string_view{name} == "roads" ? options_for(drawing_) : options_for_levels(drawing_)));
    return *layers_.back().second;
  }

  /// name, class (or kind) and code, where there is one.
  std::span<const Tag> tags(LayerBuilder& layer, const BaseRow& row, const char* kind_name) {
    std::size_t count = 0;
    const auto add = [&](const char* name, std::uint32_t text) {
      if (text != 0) {
        tags_[count++] = {layer.key(name), layer.value(base_.texts.at(text))};
      }
    };
    add("name", row.name);
    add(kind_name, row.kind);
    add("code", row.code);
    return std::span{tags_}.first(count);
  }

  void polygons(const char* name, const BaseLayer& from, const char* kind_name) {
    LayerBuilder& to = layer(name);
    if (const DrawLevel* level = level_for(from.levels, zoom_, drawing_.coarseness)) {
      level->visit(drawing_.request.tile, [&](std::uint32_t row, const ShapeView<WorldPoint>& shape) {
        to.add_polygon(shape, std::nullopt, tags(to, from.rows[row], kind_name));
      });
      return;
    }
    from.draw.tree.query(drawing_.request.box, [&](std::uint32_t i) {
      to.add_polygon(from.draw.view(i), std::nullopt, tags(to, from.rows[i], kind_name));
    });
  }
  template <typename Due>
  void lines(const char* name, const BaseLayer& from, Due&& due) {
    LayerBuilder& to = layer(name);
    from.draw.tree.query(drawing_.request.box, [&](std::uint32_t i) {
      if (due(from.rows[i])) {
        to.add_line(from.draw.view(i), std::nullopt, tags(to, from.rows[i], "class"));
      }
    });
  }
  void commune_labels() {
    LayerBuilder& to = layer("commune_labels");
    base_.communes.draw.tree.query(drawing_.request.box, [&](std::uint32_t i) {
      to.add_point(label_point(base_.communes.draw.view(i)), std::nullopt, tags(to, base_.communes.rows[i], "kind"));
    });
  }
  void places() {
    LayerBuilder& to = layer("places");
    base_.places.draw.tree.query(drawing_.request.box, [&](std::uint32_t i) {
      const BaseRow& row = base_.places.rows[i];
      if (is_due(kPlaces, base_.texts.at(row.kind), zoom_)) {
        to.add_point(base_.places.draw.view(i).ring(0).front(), std::nullopt, tags(to, row, "class"));
      }
    });
  }

  const TileDrawing& drawing_;
  const BaseMap& base_;
  std::uint32_t zoom_;
  TileBuilder tile_;
  std::vector<std::pair<std::string_view, LayerBuilder*>> layers_;
  std::array<Tag, 3> tags_{};
};

}  // namespace

std::string draw_base(const TileDrawing& drawing) { return BaseDrawing{drawing}.draw(); }

}  // namespace quyhoach::geo
