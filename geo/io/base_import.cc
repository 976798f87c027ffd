#include "geo/io/district_import.h"
#include "geo/io/draw_levels.h"

namespace quyhoach::geo {

namespace {

void take(const ImportContext& context, const SourceFeature& feature, const char* kind_field, BaseMap& base, BaseLayer& layer) {
  BaseRow row;
  row.name = base.texts.intern(feature.text("name"));
  row.kind = base.texts.intern(feature.text(kind_field));
  row.code = base.texts.intern(feature.text("code"));
  row.width_m = read_number(context, feature, "width_m").value_or(Indicators::kNone);
  layer.rows.push_back(row);
  layer.draw.shapes.add(feature.shape);
}

}  // namespace

BaseMap import_base(const ImportContext& context) {
  BaseMap base;
  for (const LayerSource& source : context.district.layers) {
    const auto read = [&](ShapeKind kind, const char* kind_field, BaseLayer& layer) {
      read_source(context, source, context.root, context.district.crs, kind,
                  [&](const SourceFeature& feature) { take(context, feature, kind_field, base, layer); });
    };
    switch (source.role) {
      case LayerRole::kCommunes: read(ShapeKind::kPolygons, "kind", base.communes); break;
      case LayerRole::kRoads: read(ShapeKind::kLines, "class", base.roads); break;
      case LayerRole::kWater:
        // Water comes as polygons or lines; a layer holds one kind, which its first file's type tells.
        if (holds_polygons(context, source, context.root)) {
          read(ShapeKind::kPolygons, "class", base.water_areas);
        } else {
          read(ShapeKind::kLines, "class", base.water_lines);
        }
        break;
      case LayerRole::kPlaces: read(ShapeKind::kPoints, "class", base.places); break;
      default: break;
    }
  }
  for (BaseLayer* layer : {&base.communes, &base.water_areas}) {
    auto levels = build_levels(layer->draw.shapes, context.transform, false, [](std::size_t i) { return static_cast<std::uint32_t>(i); });
    if (levels) {
      layer->levels = std::move(*levels);
    } else {
      context.report.add({.kind = "INTERNAL", .file = "district.toml", .figures = {{"text", levels.error().message}}});
    }
  }
  return base;
}

}  // namespace quyhoach::geo
