#include "tools/demo/world.h"

#include <gmock/gmock.h>

#include "geo/coord/grid_transform.h"

namespace quyhoach::tools::demo {
namespace {

World small_world(Geos& geos) {
  return make_world(read_facts(std::filesystem::path{QUYHOACH_SOURCE_DIR} / "data/demo"), geos, 1);
}

TEST(World, CommunesPartitionTheDistrictAndHoldTheirOwnPoint) {
  Geos geos;
  const Facts facts = read_facts(std::filesystem::path{QUYHOACH_SOURCE_DIR} / "data/demo");
  for (const std::uint64_t seed : {1U, 2U, 3U}) {
    const Terrain terrain = make_terrain(facts, geos, seed);
    ASSERT_EQ(terrain.communes.size(), 21U);
    double sum_m2 = 0.0;
    std::vector<Shape> shapes;
    for (std::size_t i = 0; i < terrain.communes.size(); ++i) {
      const Polygon& area = terrain.communes[i].area;
      EXPECT_TRUE(contains(area.shell, facts.communes[i].inside)) << facts.communes[i].name;
      shapes.push_back(geos.polygon(area));
      EXPECT_TRUE(geos.is_valid(shapes.back()));
      sum_m2 += area_of(area);
    }
    EXPECT_NEAR(geos.area(geos.unite(geos.collect(std::move(shapes)))), sum_m2, 1.0) << "communes overlap";
    constexpr double kNoding_m2 = 100.0;  // borders meet the outline at points rounded to a millimetre, over 100 km
    EXPECT_NEAR(sum_m2, signed_area(terrain.outline), kNoding_m2);
    EXPECT_NEAR(sum_m2 / 1e6, 435.0, 25.0) << "the real district has 435 km²";
  }
}

TEST(World, BlocksAreValidAndClearOfRoads) {
  Geos geos;
  const World world = small_world(geos);
  EXPECT_GT(world.cells.size(), 1000U);
  for (const Cell& cell : world.cells) {
    for (const Plot& block : cell.blocks) {
      ASSERT_TRUE(geos.is_valid(geos.polygon({ring_of(block), {}})));
    }
  }
  for (const Side side : {Side::kTrunk, Side::kPrimary, Side::kSecondary, Side::kLocal, Side::kPath}) {
    const auto has = [&](const Road& road) { return road.side == side; };
    EXPECT_TRUE(std::any_of(world.network.roads.begin(), world.network.roads.end(), has)) << class_of(side);
  }
  for (const char* kind : {"office", "school", "market", "health", "worship", "hamlet"}) {
    const auto has = [&](const Place& place) { return place.kind == kind; };
    EXPECT_GE(std::count_if(world.places.begin(), world.places.end(), has), 20) << kind;
  }
}

TEST(World, FactsInTheGridAgreeWithTheirLongitudeAndLatitude) {
  const auto transform = geo::GridTransform::create("EPSG:9210", "EPSG:6960");
  ASSERT_TRUE(transform);
  for (const CommuneFacts& commune : read_facts(std::filesystem::path{QUYHOACH_SOURCE_DIR} / "data/demo").communes) {
    const auto grid = transform->to_grid({commune.lon_deg, commune.lat_deg});
    ASSERT_TRUE(grid);
    EXPECT_NEAR(grid->east_m, commune.inside.east, 1.0);
    EXPECT_NEAR(grid->north_m, commune.inside.north, 1.0);
  }
}

}  // namespace
}  // namespace quyhoach::tools::demo
