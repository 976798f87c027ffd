#include <bit>
#include <charconv>

#include "geo/coord/web_mercator.h"
#include "geo/geom/generalise.h"
#include "geo/geom/measure.h"
#include "geo/io/object_file.h"
#include "geo/io/objects.h"
#include "geo/plan/manifest.h"
#include "geo/tile/outline_writer.h"
#include "geo/tile/tileset.h"

namespace quyhoach::geo {

namespace {

Error broken(const std::string& path, const std::string& why) {
  return Error{ErrorCode::kBadData, path + " is not an object of this register: " + why};
}

/// Tile coordinates of every point of a store. Neighbours share corners and lie near each other in the store (Hilbert order), so
/// most points were projected a moment ago: a table of one place per hash remembers them.
Result<std::vector<WorldPoint>> to_world(const ShapeStore& shapes, const GridTransform& transform) {
  constexpr std::size_t kBits = 13;
  struct Known {
    GridPoint grid{Indicators::kNone, Indicators::kNone};
    WorldPoint world;
  };
  std::vector<Known> table(std::size_t{1} << kBits);
  std::vector<WorldPoint> world;
  world.reserve(shapes.points().size());
  for (const GridPoint point : shapes.points()) {
    const auto mixed = (std::bit_cast<std::uint64_t>(point.east_m) * 31 + std::bit_cast<std::uint64_t>(point.north_m)) *
                       0x9E37'79B9'7F4A'7C15ULL;  // Knuth, The Art of Computer Programming 3, 6.4: multiplicative hashing.
    Known& known = table[mixed >> (64 - kBits)];
    if (known.grid != point) {
      const auto at = transform.to_lonlat(point);
      if (!at) {
        return at.error();
      }
      known = {point, quyhoach::geo::to_world(*at)};
    }
    world.push_back(known.world);
  }
  return world;
}

RunTree tree_of(const ShapeStore& shapes) {
  std::vector<GridBox> boxes;
  boxes.reserve(shapes.size());
  for (std::size_t i = 0; i < shapes.size(); ++i) {
    boxes.push_back(box_of(shapes.view(shapes.points().data(), i)));
  }
  return RunTree{boxes};
}

Result<bool> finish_draw(DrawLayer& layer, const GridTransform& transform) {
  layer.shapes.freeze();
  auto world = to_world(layer.shapes, transform);
  if (!world) {
    return world.error();
  }
  layer.world = std::move(*world);
  layer.tree = tree_of(layer.shapes);
  return true;
}

using Append = RingDefect (*)(const OGRGeometry&, ShapeStore&);
RingDefect append_polygons(const OGRGeometry& geometry, ShapeStore& shapes) {
  return quyhoach::geo::append_polygons(geometry, shapes, kLargestCoordinate);
}

/// Reads every feature of a layer: shape into `shapes`, columns through `take(feature)`.
template <typename Take>
bool read_layer(GDALDataset& dataset, const std::string& name, Append append, ShapeStore& shapes, Take&& take) {
  OGRLayer* layer = dataset.GetLayerByName(name.c_str());
  if (layer == nullptr) {
    return false;
  }
  for (Feature feature{layer->GetNextFeature()}; feature; feature.reset(layer->GetNextFeature())) {
    const OGRGeometry* geometry = feature->GetGeometryRef();
    if (geometry == nullptr || append(*geometry, shapes) != RingDefect::kNone) {
      return false;
    }
    take(*layer, *feature);
  }
  return true;
}

std::uint32_t number_of(std::string_view text) {
  std::uint32_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

/// A feature's polygons in WorldPoint steps, which are larger numbers than any metre. \pre the store is empty
bool read_steps(const OGRFeature& feature, ShapeStore& steps, WorldStore& world) {
  const OGRGeometry* geometry = feature.GetGeometryRef();
  if (geometry == nullptr || quyhoach::geo::append_polygons(*geometry, steps, kLargestStep) != RingDefect::kNone) {
    return false;
  }
  add_world_polygon(steps.view(0), world);
  return true;
}

/// Reads the layers <name>_<zoom>, finest first; `row_of(text)` undoes what the writer made of a row.
template <typename RowOf>
std::vector<DrawLevel> read_levels(GDALDataset& dataset, const std::string& name, RowOf&& row_of) {
  std::vector<DrawLevel> levels;
  for (std::uint32_t zoom = kFinestLevel; zoom >= kCoarsestLevel; --zoom) {
    OGRLayer* layer = dataset.GetLayerByName((name + "_" + std::to_string(zoom)).c_str());
    if (layer == nullptr) {
      continue;
    }
    const ColumnReader columns{*layer, {"row", "x", "y"}};
    ShapeStore steps;
    WorldStore world;
    DrawLevel level;
    level.zoom = zoom;
    for (Feature feature{layer->GetNextFeature()}; feature; feature.reset(layer->GetNextFeature())) {
      steps.clear();
      world.clear();
      if (!read_steps(*feature, steps, world)) {
        continue;
      }
      level.shapes.add(world.view(0));
      const auto x = static_cast<std::uint32_t>(columns.number(*feature, 1));
      const auto y = static_cast<std::uint32_t>(columns.number(*feature, 2));
      const auto index = static_cast<std::uint32_t>(level.rows.size());
      if (level.slices.empty() || level.slices.back().x != x || level.slices.back().y != y) {
        level.slices.push_back({x, y, index, index});
      }
      level.slices.back().end = index + 1;
      level.rows.push_back(row_of(columns.text(*feature, 0)));
    }
    level.shapes.freeze();
    level.rows.shrink_to_fit();
    level.slices.shrink_to_fit();
    levels.push_back(std::move(level));
  }
  return levels;
}

/// Looks columns up at the first feature. \pre the list of names has static storage.
class LazyColumns {
 public:
  explicit LazyColumns(std::initializer_list<const char*> names) : names_(names) {}
  const ColumnReader& of(OGRLayer& layer) {
    if (!reader_) {
      reader_.emplace(layer, names_);
    }
    return *reader_;
  }

 private:
  std::initializer_list<const char*> names_;
  std::optional<ColumnReader> reader_;
};

bool read_zones(GDALDataset& dataset, const char* layer, Append append, ShapeStore& shapes, std::vector<ZoneRow>& rows,
                TextTable& texts) {
  static constexpr std::initializer_list<const char*> kColumns{
      "code",         "name",         "function",         "land_use",   "width_m", "building_coverage_percent",
      "storeys_max",  "height_max_m", "floor_area_ratio", "population", "ground_level_m"};
  LazyColumns lazy{kColumns};
  return read_layer(dataset, layer, append, shapes, [&](OGRLayer& from, OGRFeature& feature) {
    const ColumnReader& columns = lazy.of(from);
    ZoneRow row;
    row.code = texts.intern(columns.text(feature, 0));
    row.name = texts.intern(columns.text(feature, 1));
    row.function = texts.intern(columns.text(feature, 2));
    row.land_use = texts.intern(columns.text(feature, 3));
    row.width_m = columns.number(feature, 4);
    row.indicators = {columns.number(feature, 5), columns.number(feature, 6), columns.number(feature, 7),
                      columns.number(feature, 8), columns.number(feature, 9), columns.number(feature, 10)};
    rows.push_back(row);
  });
}

bool read_base_layer(GDALDataset& dataset, const char* name, Append append, BaseLayer& layer, TextTable& texts) {
  static constexpr std::initializer_list<const char*> kColumns{"name", "kind", "code", "width_m"};
  LazyColumns lazy{kColumns};
  return read_layer(dataset, name, append, layer.draw.shapes, [&](OGRLayer& from, OGRFeature& feature) {
    const ColumnReader& columns = lazy.of(from);
    layer.rows.push_back({texts.intern(columns.text(feature, 0)), texts.intern(columns.text(feature, 1)),
                          texts.intern(columns.text(feature, 2)), columns.number(feature, 3)});
  });
}

}  // namespace

Result<std::shared_ptr<const ParcelSet>> read_parcels(const std::string& path, const std::string& object,
                                                      const GridTransform& transform) {
  auto dataset = open_vector(path);
  if (!dataset) {
    return dataset.error();
  }
  auto meta = read_meta(**dataset);
  if (meta["kind"] != "parcels" || meta["format"] != "1") {
    return broken(path, "not parcels of format 1");
  }
  ParcelSet::Parts parts;
  parts.object = object;
  parts.commune = meta["commune"];
  static constexpr std::initializer_list<const char*> kColumns{"sheet", "number", "land_use", "registered_area_m2", "address"};
  LazyColumns lazy{kColumns};
  const bool good = read_layer(**dataset, "parcels", append_polygons, parts.shapes, [&](OGRLayer& layer, OGRFeature& feature) {
    const ColumnReader& columns = lazy.of(layer);
    ParcelRow row;
    row.sheet = parts.texts.intern(columns.text(feature, 0));
    row.number = parts.texts.intern(columns.text(feature, 1));
    row.land_use = parts.texts.intern(columns.text(feature, 2));
    row.registered_area_m2 = columns.number(feature, 3);
    row.address = parts.texts.intern(columns.text(feature, 4));
    parts.rows.push_back(row);
  });
  if (!good) {
    return broken(path, "layer parcels");
  }
  parts.land_use_levels = read_levels(**dataset, "land_use", [&](std::string_view text) { return parts.texts.intern(text); });
  auto world = to_world(parts.shapes, transform);
  if (!world) {
    return world.error();
  }
  parts.world = std::move(*world);
  parts.outlines = outlines_of(parts.shapes, parts.world, kFirstParcelZoom);
  return std::shared_ptr<const ParcelSet>{std::make_shared<ParcelSet>(std::move(parts))};
}

Result<PlanInfo> read_plan_info(const std::string& path, const District& district) {
  const auto dataset = open_vector(path);
  if (!dataset) {
    return dataset.error();
  }
  auto manifest = parse_plan(read_meta(**dataset)["plan.toml"], "plan.toml", district);
  return manifest.errors.empty() ? Result<PlanInfo>{std::move(manifest.value)} : broken(path, manifest.errors.front());
}

Result<std::shared_ptr<const PlanSet>> read_plan(const std::string& path, const std::string& object, const District& district,
                                                 const GridTransform& transform) {
  auto dataset = open_vector(path);
  if (!dataset) {
    return dataset.error();
  }
  auto meta = read_meta(**dataset);
  if (meta["kind"] != "plan" || meta["format"] != "1") {
    return broken(path, "not a plan of format 1");
  }
  auto manifest = parse_plan(meta["plan.toml"], "plan.toml", district);
  if (!manifest.errors.empty()) {
    return broken(path, manifest.errors.front());
  }
  auto plan = std::make_shared<PlanSet>();
  plan->object = object;
  plan->info = std::move(manifest.value);
  plan->areas_disjoint = meta["areas_disjoint"] == "yes";
  ShapeStore areas;
  ShapeStore boundary;
  if (!read_zones(**dataset, "areas", append_polygons, areas, plan->area_rows, plan->texts) ||
      !read_zones(**dataset, "lines", append_lines, plan->lines.shapes, plan->line_rows, plan->texts) ||
      !read_layer(**dataset, "boundary", append_polygons, boundary, [](OGRLayer&, OGRFeature&) {})) {
    return broken(path, "layers areas, lines, boundary");
  }
  auto world = to_world(areas, transform);
  const auto drawn = finish_draw(plan->lines, transform);
  if (!world || !drawn) {
    return world ? drawn.error() : world.error();
  }
  plan->area_world = std::move(*world);
  plan->area_levels = read_levels(**dataset, "areas", number_of);
  plan->areas = AreaLayer{std::move(areas)};
  plan->boundary = AreaLayer{std::move(boundary)};
  plan->texts.freeze();
  plan->box.extend(plan->areas.box());
  plan->box.extend(plan->boundary.box());
  for (const GridPoint point : plan->lines.shapes.points()) {
    plan->box.extend(point);
  }
  return std::shared_ptr<const PlanSet>{std::move(plan)};
}

Result<std::string> read_plan_toml(const std::string& path) {
  auto dataset = open_vector(path);
  return dataset ? Result<std::string>{read_meta(**dataset)["plan.toml"]} : Result<std::string>{dataset.error()};
}

Result<PlanContent> read_plan_content(const std::string& path, const District& district, const GridTransform& transform) {
  const auto plan = read_plan(path, "", district, transform);
  auto toml = plan ? read_plan_toml(path) : Result<std::string>{plan.error()};
  if (!toml) {
    return toml.error();
  }
  PlanContent content;
  content.toml = std::move(*toml);
  content.texts = (*plan)->texts;
  content.areas = (*plan)->areas.shapes();
  content.area_rows = (*plan)->area_rows;
  content.areas_disjoint = (*plan)->areas_disjoint;
  content.lines = (*plan)->lines.shapes;
  content.line_rows = (*plan)->line_rows;
  content.boundary = (*plan)->boundary.shapes();
  content.area_levels = (*plan)->area_levels;
  return content;
}

Result<std::shared_ptr<const BaseMap>> read_base(const std::string& path, const std::string& object,
                                                 const GridTransform& transform) {
  auto dataset = open_vector(path);
  if (!dataset) {
    return dataset.error();
  }
  auto meta = read_meta(**dataset);
  if (meta["kind"] != "base" || meta["format"] != "1") {
    return broken(path, "not a base map of format 1");
  }
  auto base = std::make_shared<BaseMap>();
  base->object = object;
  if (!read_base_layer(**dataset, "communes", append_polygons, base->communes, base->texts) ||
      !read_base_layer(**dataset, "roads", append_lines, base->roads, base->texts) ||
      !read_base_layer(**dataset, "water_areas", append_polygons, base->water_areas, base->texts) ||
      !read_base_layer(**dataset, "water_lines", append_lines, base->water_lines, base->texts) ||
      !read_base_layer(**dataset, "places", append_points, base->places, base->texts)) {
    return broken(path, "its layers");
  }
  base->communes.levels = read_levels(**dataset, "communes", number_of);
  base->water_areas.levels = read_levels(**dataset, "water_areas", number_of);
  for (BaseLayer* layer : {&base->communes, &base->roads, &base->water_areas, &base->water_lines, &base->places}) {
    if (const auto drawn = finish_draw(layer->draw, transform); !drawn) {
      return drawn.error();
    }
  }
  base->texts.freeze();
  return std::shared_ptr<const BaseMap>{std::move(base)};
}

}  // namespace quyhoach::geo
