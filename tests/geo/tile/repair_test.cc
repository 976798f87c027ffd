#include "geo/tile/repair.h"

#include <gtest/gtest.h>

#include "geo/tile/ring_check.h"
#include "tests/geo/tile/random_shapes.h"
#include "tests/geo/tile/tile_reading.h"

namespace quyhoach::geo {
namespace {

constexpr TileId kTile{20, 1000, 1000};  // a tile unit is a world step
constexpr TileBox kBox{-64, 4160};

WorldShape ring(std::initializer_list<TilePoint> points) {
  WorldShape shape;
  for (const TilePoint p : points) {
    shape.points.push_back({origin(kTile).x + static_cast<std::uint32_t>(p.x),
                            origin(kTile).y + static_cast<std::uint32_t>(p.y)});
  }
  shape.close(true);
  return shape;
}

double repaired_area(const WorldShape& shape) {
  TileRings rings;
  EXPECT_TRUE(repair_polygon(shape.view(), TileFrame{kTile}, kBox, 8, rings));
  double area = 0.0;
  for (std::size_t i = 0; i < rings.ends.size(); ++i) {
    area += signed_area({rings.ring(i).begin(), rings.ring(i).end()});
  }
  return area;
}

TEST(RepairPolygon, GivesBothHalvesOfABowTie) {
  EXPECT_EQ(repaired_area(ring({{0, 0}, {100, 100}, {100, 0}, {0, 100}})), 5000.0);
}

TEST(RepairPolygon, ClipsAValidShapeToTheBox) {
  EXPECT_EQ(repaired_area(ring({{0, 0}, {9000, 0}, {9000, 100}, {0, 100}})), 416'000.0);
}

TEST(RepairPolygon, GivesNothingForAShapeWithoutArea) {
  EXPECT_EQ(repaired_area(ring({{0, 0}, {100, 0}, {50, 0}})), 0.0);
  EXPECT_EQ(repaired_area(ring({{0, 0}, {0, 0}, {0, 0}})), 0.0);
  EXPECT_EQ(repaired_area(ring({{0, 0}, {1, 1}})), 0.0);
  EXPECT_EQ(repaired_area(WorldShape{}), 0.0);
}

TEST(RepairPolygon, FillsWhatTheInputWoundEitherWay) {
  EXPECT_EQ(repaired_area(ring({{0, 0}, {0, 100}, {100, 100}, {100, 0}})), 10'000.0);
  EXPECT_EQ(repaired_area(ring({{0, 0}, {100, 0}, {100, 100}, {0, 100}})), 10'000.0);
}

}  // namespace
}  // namespace quyhoach::geo
