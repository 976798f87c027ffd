#include <algorithm>
#include <numeric>
#include <string>

#include "geo/geom/measure.h"
#include "geo/io/object_file.h"
#include "geo/io/objects.h"

namespace quyhoach::geo {

namespace {

using Type = ObjectWriter::Type;

std::vector<std::uint32_t> hilbert_order(const ShapeStore& shapes) {
  std::vector<GridPoint> centres;
  GridBox all;
  for (std::size_t i = 0; i < shapes.size(); ++i) {
    const GridBox box = box_of(shapes.view(shapes.points().data(), i));
    all.extend(box);
    centres.push_back(box.center());
  }
  std::vector<std::uint32_t> keys;
  for (const GridPoint& centre : centres) {
    keys.push_back(hilbert_index(centre, all));
  }
  std::vector<std::uint32_t> order(shapes.size());
  std::iota(order.begin(), order.end(), 0U);
  std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) { return keys[a] < keys[b]; });
  return order;
}

constexpr OGRwkbGeometryType kPolygons = wkbMultiPolygon;
constexpr OGRwkbGeometryType kLines = wkbMultiLineString;
constexpr OGRwkbGeometryType kPoints = wkbMultiPoint;

std::unique_ptr<OGRGeometry> to_ogr(const ShapeView<GridPoint>& shape, OGRwkbGeometryType type) {
  return type == kPolygons ? to_ogr_polygons(shape) : type == kLines ? to_ogr_lines(shape) : to_ogr_points(shape);
}

/// Adds all shapes of a store to the current layer; `fill(i)` sets the columns of shape i.
template <typename Fill>
bool add_all(ObjectWriter& writer, const ShapeStore& shapes, OGRwkbGeometryType type, Fill&& fill) {
  for (const std::uint32_t i : hilbert_order(shapes)) {
    fill(i);
    if (!writer.add(to_ogr(shapes.view(shapes.points().data(), i), type))) {
      return false;
    }
  }
  return true;
}

/// WorldPoint steps as the numbers a geometry holds.
class InSteps {
 public:
  explicit InSteps(const ShapeView<WorldPoint>& shape) {
    std::vector<GridPoint> ring;
    for (std::size_t i = 0; i < shape.ring_count(); ++i) {
      ring.clear();
      for (const WorldPoint p : shape.ring(i)) {
        ring.push_back({static_cast<double>(p.x), static_cast<double>(p.y)});
      }
      store_.add_ring(ring, shape.is_shell(i));
    }
    store_.end_shape();
  }
  [[nodiscard]] ShapeView<GridPoint> view() const { return store_.view(0); }

 private:
  ShapeStore store_;
};

/// Writes levels as layers <name>_<zoom> in WorldPoint steps; `label(row)` is what is kept of a row.
template <typename Label>
bool add_levels(ObjectWriter& writer, const std::string& name, const std::vector<DrawLevel>& levels, Label&& label) {
  WorldStore scratch;
  for (const DrawLevel& level : levels) {
    if (!writer.begin_layer((name + "_" + std::to_string(level.zoom)).c_str(), kPolygons, {{"row", Type::kText}, {"x", Type::kReal}, {"y", Type::kReal}},
                            ObjectWriter::Plane::kWorld)) {
      return false;
    }
    for (const TileSlice& slice : level.slices) {
      writer.set(1, static_cast<double>(slice.x));
      writer.set(2, static_cast<double>(slice.y));
      for (std::uint32_t i = slice.first; i < slice.end; ++i) {
        writer.set(0, label(level.rows[i]));
        if (!writer.add(to_ogr_polygons(InSteps{level.shapes.read(i, scratch)}.view()))) {
          return false;
        }
      }
    }
  }
  return true;
}

/// Index of each shape once it is written: the opposite of hilbert_order.
std::vector<std::uint32_t> places_in_file(const ShapeStore& shapes) {
  const auto order = hilbert_order(shapes);
  std::vector<std::uint32_t> place(order.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) {
    place[order[i]] = i;
  }
  return place;
}

Error failed(const std::string& path) { return Error{ErrorCode::kUnavailable, "cannot write " + path}; }

bool add_zones(ObjectWriter& writer, const char* layer, OGRwkbGeometryType type, const ShapeStore& shapes,
               const std::vector<ZoneRow>& rows, const TextTable& texts) {
  return writer.begin_layer(layer, type,
                            {{"code", Type::kText},
                             {"name", Type::kText},
                             {"function", Type::kText},
                             {"land_use", Type::kText},
                             {"width_m", Type::kReal},
                             {"building_coverage_percent", Type::kReal},
                             {"storeys_max", Type::kReal},
                             {"height_max_m", Type::kReal},
                             {"floor_area_ratio", Type::kReal},
                             {"population", Type::kReal},
                             {"ground_level_m", Type::kReal}}) &&
         add_all(writer, shapes, type, [&](std::uint32_t i) {
           const ZoneRow& row = rows[i];
           writer.set(0, texts.at(row.code));
           writer.set(1, texts.at(row.name));
           writer.set(2, texts.at(row.function));
           writer.set(3, texts.at(row.land_use));
           writer.set(4, row.width_m);
           writer.set(5, row.indicators.building_coverage_percent);
           writer.set(6, row.indicators.storeys_max);
           writer.set(7, row.indicators.height_max_m);
           writer.set(8, row.indicators.floor_area_ratio);
           writer.set(9, row.indicators.population);
           writer.set(10, row.indicators.ground_level_m);
         });
}

bool add_base_layer(ObjectWriter& writer, const char* name, OGRwkbGeometryType type, const BaseLayer& layer, const TextTable& texts) {
  const auto places = places_in_file(layer.draw.shapes);
  return writer.begin_layer(name, type,
                            {{"name", Type::kText}, {"kind", Type::kText}, {"code", Type::kText}, {"width_m", Type::kReal}}) &&
         add_all(writer, layer.draw.shapes, type, [&](std::uint32_t i) {
           const BaseRow& row = layer.rows[i];
           writer.set(0, texts.at(row.name));
           writer.set(1, texts.at(row.kind));
           writer.set(2, texts.at(row.code));
           writer.set(3, row.width_m);
         }) &&
         add_levels(writer, name, layer.levels, [&](std::uint32_t shape) { return std::to_string(places[shape]); });
}

}  // namespace

Result<bool> write_parcels(const std::string& path, const std::string& crs, const ParcelSet::Parts& parcels) {
  auto writer = ObjectWriter::create(path, crs);
  if (!writer) {
    return writer.error();
  }
  bool good = writer->begin_layer("parcels", kPolygons,
                                  {{"sheet", Type::kText},
                                   {"number", Type::kText},
                                   {"land_use", Type::kText},
                                   {"registered_area_m2", Type::kReal},
                                   {"address", Type::kText}}) &&
              add_all(*writer, parcels.shapes, kPolygons, [&](std::uint32_t i) {
                const ParcelRow& row = parcels.rows[i];
                writer->set(0, parcels.texts.at(row.sheet));
                writer->set(1, parcels.texts.at(row.number));
                writer->set(2, parcels.texts.at(row.land_use));
                writer->set(3, row.registered_area_m2);
                writer->set(4, parcels.texts.at(row.address));
              });
  good = good && add_levels(*writer, "land_use", parcels.land_use_levels, [&](std::uint32_t text) { return parcels.texts.at(text); });
  good = good && writer->write_meta({{"kind", "parcels"}, {"format", "1"}, {"commune", parcels.commune}});
  const auto finished = writer->finish();
  return good ? finished : failed(path);
}

Result<bool> write_plan(const std::string& path, const std::string& crs, const PlanContent& plan) {
  auto writer = ObjectWriter::create(path, crs);
  if (!writer) {
    return writer.error();
  }
  const auto places = places_in_file(plan.areas);
  const bool good =
      add_zones(*writer, "areas", kPolygons, plan.areas, plan.area_rows, plan.texts) &&
      add_zones(*writer, "lines", kLines, plan.lines, plan.line_rows, plan.texts) &&
      writer->begin_layer("boundary", kPolygons, {{"name", Type::kText}}) &&
      add_all(*writer, plan.boundary, kPolygons, [](std::uint32_t) {}) &&
      add_levels(*writer, "areas", plan.area_levels, [&](std::uint32_t area) { return std::to_string(places[area]); }) &&
      writer->write_meta(
          {{"kind", "plan"}, {"format", "1"}, {"plan.toml", plan.toml}, {"areas_disjoint", plan.areas_disjoint ? "yes" : "no"}});
  const auto finished = writer->finish();
  return good ? finished : failed(path);
}

Result<bool> write_base(const std::string& path, const std::string& crs, const BaseMap& base) {
  auto writer = ObjectWriter::create(path, crs);
  if (!writer) {
    return writer.error();
  }
  const bool good = add_base_layer(*writer, "communes", kPolygons, base.communes, base.texts) &&
                    add_base_layer(*writer, "roads", kLines, base.roads, base.texts) &&
                    add_base_layer(*writer, "water_areas", kPolygons, base.water_areas, base.texts) &&
                    add_base_layer(*writer, "water_lines", kLines, base.water_lines, base.texts) &&
                    add_base_layer(*writer, "places", kPoints, base.places, base.texts) &&
                    writer->write_meta({{"kind", "base"}, {"format", "1"}});
  const auto finished = writer->finish();
  return good ? finished : failed(path);
}

}  // namespace quyhoach::geo
