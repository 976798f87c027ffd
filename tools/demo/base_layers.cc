#include "tools/demo/base_layers.h"

#include "tools/demo/layer_writer.h"

namespace quyhoach::tools::demo {

void write_base_layers(const World& world, Geos& geos, const std::filesystem::path& file) {
  LayerWriter out{file, Format::kGeoPackage};
  out.begin("communes", GeometryKind::kMultiPolygon, {{"code"}, {"name"}, {"kind"}}, true);
  for (std::size_t i = 0; i < world.facts.communes.size(); ++i) {
    const CommuneFacts& commune = world.facts.communes[i];
    out.add(std::vector<Polygon>{world.terrain.communes[i].area},
            {commune.code, commune.name, std::string{"cadastral"}});
  }
  for (const UnitFacts& unit : world.facts.units) {
    std::vector<Shape> parts;
    for (std::size_t i = 0; i < world.facts.communes.size(); ++i) {
      if (world.facts.communes[i].now == unit.code) {
        parts.push_back(geos.polygon(world.terrain.communes[i].area));
      }
    }
    out.add(geos.polygons(geos.unite_coverage(geos.collect(std::move(parts)))),
            {unit.code, unit.name, std::string{"administrative"}});
  }
  out.begin("roads", GeometryKind::kLine, {{"name"}, {"class"}, {"width_m", FieldKind::kReal}}, true);
  for (const Road& road : world.network.roads) {
    out.add(road.line, {road.name, std::string{class_of(road.side)}, road.width_m});
  }
  out.begin("water", GeometryKind::kMultiPolygon, {{"name"}, {"class"}}, true);
  for (const Water& water : world.network.waters) {
    out.add(water.area, {water.name, water.kind});
  }
  // Their middle lines, too, for small scales and for names along them. A lake has none.
  out.begin("water_lines", GeometryKind::kLine, {{"name"}, {"class"}}, true);
  for (const Water& water : world.network.waters) {
    if (water.kind != "lake") {
      out.add(water.line, {water.name, water.kind});
    }
  }
  out.begin("places", GeometryKind::kPoint, {{"name"}, {"class"}}, true);
  for (const Place& place : world.places) {
    out.add(place.at, {place.name, place.kind});
  }
  out.finish();
}

}  // namespace quyhoach::tools::demo
