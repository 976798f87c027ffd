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

/// Adds all shapes of a store to the current layer; `fill(i)` sets the columns of shape i.
template <typename Fill>
bool add_all(ObjectWriter& writer, const ShapeStore& shapes, bool polygons, Fill&& fill) {
  for (const std::uint32_t i : hilbert_order(shapes)) {
    fill(i);
    const auto view = shapes.view(shapes.points().data(), i);
    if (!writer.add(polygons ? to_ogr_polygons(view) : to_ogr_lines(view))) {
      return false;
    }
  }
  return true;
}

Error failed(const std::string& path) { return Error{ErrorCode::kUnavailable, "cannot write " + path}; }

bool add_zones(ObjectWriter& writer, const char* layer, bool polygons, const ShapeStore& shapes,
               const std::vector<ZoneRow>& rows, const TextTable& texts) {
  return writer.begin_layer(layer, polygons ? wkbMultiPolygon : wkbMultiLineString,
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
         add_all(writer, shapes, polygons, [&](std::uint32_t i) {
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

bool add_base_layer(ObjectWriter& writer, const char* name, bool polygons, const BaseLayer& layer, const TextTable& texts) {
  return writer.begin_layer(name, polygons ? wkbMultiPolygon : wkbMultiLineString,
                            {{"name", Type::kText}, {"kind", Type::kText}, {"code", Type::kText}, {"width_m", Type::kReal}}) &&
         add_all(writer, layer.draw.shapes, polygons, [&](std::uint32_t i) {
           const BaseRow& row = layer.rows[i];
           writer.set(0, texts.at(row.name));
           writer.set(1, texts.at(row.kind));
           writer.set(2, texts.at(row.code));
           writer.set(3, row.width_m);
         });
}

}  // namespace

Result<bool> write_parcels(const std::string& path, const std::string& crs, const ParcelSet::Parts& parcels) {
  auto writer = ObjectWriter::create(path, crs);
  if (!writer) {
    return writer.error();
  }
  std::string levels;
  bool good = writer->begin_layer("parcels", wkbMultiPolygon,
                                  {{"sheet", Type::kText},
                                   {"number", Type::kText},
                                   {"land_use", Type::kText},
                                   {"registered_area_m2", Type::kReal},
                                   {"address", Type::kText}}) &&
              add_all(*writer, parcels.shapes, true, [&](std::uint32_t i) {
                const ParcelRow& row = parcels.rows[i];
                writer->set(0, parcels.texts.at(row.sheet));
                writer->set(1, parcels.texts.at(row.number));
                writer->set(2, parcels.texts.at(row.land_use));
                writer->set(3, row.registered_area_m2);
                writer->set(4, parcels.texts.at(row.address));
              });
  for (const MergedLandUse& level : parcels.merged) {
    const std::string zoom = std::to_string(level.max_zoom);
    levels += (levels.empty() ? "" : " ") + zoom;
    good = good && writer->begin_layer(("land_use_" + zoom).c_str(), wkbMultiPolygon, {{"land_use", Type::kText}}) &&
           add_all(*writer, level.areas.shapes, true,
                   [&](std::uint32_t i) { writer->set(0, parcels.texts.at(level.land_use[i])); });
  }
  good = good && writer->write_meta({{"kind", "parcels"}, {"format", "1"}, {"commune", parcels.commune}, {"merged_zooms", levels}});
  const auto finished = writer->finish();
  return good ? finished : failed(path);
}

Result<bool> write_plan(const std::string& path, const std::string& crs, const PlanContent& plan) {
  auto writer = ObjectWriter::create(path, crs);
  if (!writer) {
    return writer.error();
  }
  const bool good =
      add_zones(*writer, "areas", true, plan.areas, plan.area_rows, plan.texts) &&
      add_zones(*writer, "lines", false, plan.lines, plan.line_rows, plan.texts) &&
      writer->begin_layer("boundary", wkbMultiPolygon, {{"name", Type::kText}}) &&
      add_all(*writer, plan.boundary, true, [](std::uint32_t) {}) &&
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
  const bool good = add_base_layer(*writer, "communes", true, base.communes, base.texts) &&
                    add_base_layer(*writer, "roads", false, base.roads, base.texts) &&
                    add_base_layer(*writer, "water_areas", true, base.water_areas, base.texts) &&
                    add_base_layer(*writer, "water_lines", false, base.water_lines, base.texts) &&
                    add_base_layer(*writer, "places", false, base.places, base.texts) &&
                    writer->write_meta({{"kind", "base"}, {"format", "1"}});
  const auto finished = writer->finish();
  return good ? finished : failed(path);
}

}  // namespace quyhoach::geo
