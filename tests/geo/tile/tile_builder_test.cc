#include "geo/tile/tile_builder.h"

#include <algorithm>
#include <utility>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/geo/tile/random_shapes.h"
#include "tests/geo/tile/tile_reading.h"

namespace quyhoach::geo {
namespace {

using testing::ElementsAre;

constexpr TileId kTile{14, 13045, 7690};
constexpr std::uint32_t kStep = 64;  // world steps in a tile unit at z14

/// World position of a tile unit, give or take a fraction of one.
WorldPoint at(std::int64_t x, std::int64_t y, std::int64_t steps = 0) {
  const WorldPoint corner = origin(kTile);
  return {static_cast<std::uint32_t>(corner.x + x * kStep + steps),
          static_cast<std::uint32_t>(corner.y + y * kStep + steps)};
}

WorldShape one_ring(std::vector<WorldPoint> points) {
  WorldShape shape{std::move(points), {}};
  shape.close(true);
  return shape;
}

WorldShape square(std::int64_t x, std::int64_t y, std::int64_t size) {
  return one_ring({at(x, y), at(x, y + size), at(x + size, y + size), at(x + size, y)});
}

TEST(TileBuilder, GivesNoBytesWithoutAFeature) {
  TileBuilder tile{kTile};
  LayerBuilder& layer = tile.layer("parcels");
  (void)layer.key("land_use");
  EXPECT_EQ(tile.finish(), "");
  EXPECT_EQ(tile.byte_estimate(), 0U);
}

TEST(TileBuilder, KeepsLayersInTheOrderOfTheirMakingAndLeavesOutEmptyOnes) {
  TileBuilder tile{kTile};
  LayerBuilder& zones = tile.layer("zones");
  (void)tile.layer("roads");
  tile.layer("parcels").add_polygon(square(0, 0, 50).view(), {}, {});
  zones.add_polygon(square(0, 0, 50).view(), {}, {});
  EXPECT_EQ(&tile.layer("zones"), &zones);
  const tile::Tile read = parse_tile(tile.finish());
  ASSERT_EQ(read.layers_size(), 2);
  EXPECT_EQ(read.layers(0).name(), "zones");
  EXPECT_EQ(read.layers(1).name(), "parcels");
  EXPECT_EQ(read.layers(0).version(), 2U);
  EXPECT_EQ(read.layers(0).extent(), 4096U);
}

TEST(TileBuilder, KnowsItsLengthBeforehand) {
  TileBuilder tile{kTile};
  LayerBuilder& layer = tile.layer("parcels");
  for (int i = 0; i < 40; ++i) {
    const Tag tag{layer.key("number"), layer.value(i)};
    layer.add_polygon(square(i * 100, 7, 60).view(), i, {&tag, 1});
    EXPECT_EQ(tile.byte_estimate(), tile.finish().size());
  }
  EXPECT_EQ(defects_of(tile.finish()), "");
}

tile::Tile::Feature only_feature(const TileBuilder& tile) {
  EXPECT_EQ(defects_of(tile.finish()), "");
  const tile::Tile read = parse_tile(tile.finish());
  EXPECT_EQ(read.layers(0).features_size(), 1);
  return read.layers(0).features(0);
}

TEST(LayerBuilder, WindsShellsClockwiseAndHolesCounterClockwiseWhateverTheInput) {
  for (const bool turned : {false, true}) {
    WorldShape shape = square(100, 100, 1000);
    if (turned) {
      std::reverse(shape.points.begin(), shape.points.end());
    }
    const WorldShape hole = square(300, 300, 200);
    shape.points.insert(shape.points.end(), hole.points.begin(), hole.points.end());
    shape.close(false);
    TileBuilder tile{kTile};
    EXPECT_TRUE(tile.layer("zones").add_polygon(shape.view(), 5, {}));
    const auto rings = parts_of(only_feature(tile));
    ASSERT_EQ(rings.size(), 2U);
    EXPECT_EQ(signed_area(rings[0]), 1'000'000.0);
    EXPECT_EQ(signed_area(rings[1]), -40'000.0);
  }
}

TEST(LayerBuilder, RoundsToTheNearestUnitHalvesTowardsEastAndSouth) {
  TileBuilder tile{kTile};
  LayerBuilder& layer = tile.layer("zones");
  layer.add_polygon(one_ring({at(10, 10, 31), at(10, 50, 32), at(50, 50, 33), at(50, 10, -32)}).view(), {}, {});
  EXPECT_THAT(parts_of(only_feature(tile))[0],
              testing::UnorderedElementsAre(TilePoint{10, 10}, TilePoint{11, 51}, TilePoint{51, 51},
                                            TilePoint{50, 10}));
}

TEST(LayerBuilder, ClipsAPolygonToTheBufferedTile) {
  TileBuilder tile{kTile};
  EXPECT_TRUE(tile.layer("zones").add_polygon(square(-9000, -9000, 20000).view(), {}, {}));
  EXPECT_EQ(signed_area(parts_of(only_feature(tile))[0]), 4224.0 * 4224.0);
}

TEST(LayerBuilder, SaysWhenNothingIsVisible) {
  TileBuilder tile{kTile};
  LayerBuilder& layer = tile.layer("zones");
  EXPECT_FALSE(layer.add_polygon(square(5000, 0, 100).view(), {}, {}));
  EXPECT_FALSE(layer.add_polygon(square(4160, 0, 100).view(), {}, {})) << "only the border in common";
  EXPECT_FALSE(layer.add_polygon(square(10, 10, 1).view(), {}, {})) << "below min_area";
  EXPECT_FALSE(layer.add_polygon({}, {}, {}));
  EXPECT_EQ(layer.feature_count(), 0U);
}

TEST(LayerBuilder, MakesAPolygonThatLeavesTheTileTwiceIntoTwo) {
  // A U open to the east, its arms beyond the border.
  TileBuilder tile{kTile};
  tile.layer("zones").add_polygon(
      one_ring({at(6000, 100), at(4000, 100), at(4000, 400), at(6000, 400), at(6000, 300), at(4300, 300), at(4300, 200),
                at(6000, 200)}).view(), {}, {});
  EXPECT_EQ(parts_of(only_feature(tile)).size(), 1U);
  TileBuilder turned{kTile};
  turned.layer("zones").add_polygon(
      one_ring({at(4000, 100), at(6000, 100), at(6000, 400), at(4000, 400), at(4000, 300), at(5900, 300), at(5900, 200),
                at(4000, 200)}).view(), {}, {});
  EXPECT_EQ(parts_of(only_feature(turned)).size(), 2U);
}

TEST(LayerBuilder, MendsABowTieMadeByRounding) {
  // A needle whose long sides cross once rounded.
  TileBuilder tile{kTile};
  LayerBuilder& layer = tile.layer("zones");
  const WorldShape needle = one_ring({at(0, 0), at(1000, 3), at(1000, 10), at(500, 2), at(300, 1, 40), at(0, 20)});
  layer.add_polygon(needle.view(), 1, {});
  EXPECT_EQ(defects_of(tile.finish()), "");
  EXPECT_EQ(layer.dropped(), 0U);
}

TEST(LayerBuilder, AddsAPointToOneTileOnly) {
  for (const auto& [point, inside] : {std::pair{at(0, 0), true}, {at(4096, 10), false}, {at(4095, 10, 63), true},
                                      {at(0, 0, -1), false}}) {
    TileBuilder tile{kTile};
    EXPECT_EQ(tile.layer("labels").add_point(point, {}, {}), inside);
  }
  TileBuilder tile{kTile};
  EXPECT_TRUE(tile.layer("labels", {.point_buffer = 8}).add_point(at(-8, 4103), 3, {}));
  EXPECT_THAT(parts_of(only_feature(tile)), ElementsAre(ElementsAre(TilePoint{-8, 4103})));
}

TEST(LayerBuilder, WritesALineInPieces) {
  TileBuilder tile{kTile};
  EXPECT_TRUE(tile.layer("roads").add_line(one_ring({at(0, 0), at(5000, 0), at(5000, 100), at(0, 100)}).view(), 1, {}));
  EXPECT_THAT(parts_of(only_feature(tile)), ElementsAre(ElementsAre(TilePoint{0, 0}, TilePoint{4160, 0}),
                                                        ElementsAre(TilePoint{4160, 100}, TilePoint{0, 100})));
}

TEST(LayerBuilder, SimplifiesButNeverLosesAShapeThatIsLargeEnough) {
  TileBuilder tile{kTile};
  LayerBuilder& layer = tile.layer("zones", {.simplify = 20.0});
  EXPECT_TRUE(layer.add_polygon(one_ring({at(0, 0), at(4000, 0), at(4000, 8), at(0, 8)}).view(), 1, {}));
  EXPECT_EQ(signed_area(parts_of(only_feature(tile))[0]), 32'000.0);
}

TEST(LayerBuilder, InternsKeysAndValuesByTypeAndContent) {
  TileBuilder tile{kTile};
  LayerBuilder& layer = tile.layer("zones");
  EXPECT_EQ(layer.key("a"), 0U);
  EXPECT_EQ(layer.key("b"), 1U);
  EXPECT_EQ(layer.key("a"), 0U);
  const std::vector<std::uint32_t> values{layer.value("1"), layer.value(1), layer.value(1.0), layer.value(true),
                                          layer.value(-1),  layer.value(""), layer.value(std::string(500, 'x'))};
  EXPECT_THAT(values, ElementsAre(0, 1, 2, 3, 4, 5, 6));
  EXPECT_EQ(layer.value(std::string_view{"1"}), 0U);
  EXPECT_EQ(layer.value(std::int64_t{-1}), 4U);
  std::vector<Tag> tags;
  for (std::uint32_t i = 0; i < 7; ++i) {
    tags.push_back({layer.key("key" + std::to_string(i)), values[i]});
  }
  layer.add_polygon(square(0, 0, 9).view(), {}, tags);
  EXPECT_FALSE(only_feature(tile).has_id());
  const tile::Tile read = parse_tile(tile.finish());
  const auto& written = read.layers(0).values();
  EXPECT_EQ(written[0].string_value(), "1");
  EXPECT_EQ(written[1].int_value(), 1);
  EXPECT_EQ(written[2].double_value(), 1.0);
  EXPECT_TRUE(written[3].bool_value());
  EXPECT_EQ(written[4].sint_value(), -1);
  EXPECT_EQ(written[6].string_value().size(), 500U);
}

TEST(LayerBuilder, InternsThousandsOfValues) {
  TileBuilder tile{kTile};
  LayerBuilder& layer = tile.layer("zones");
  for (int round = 0; round < 2; ++round) {
    for (std::uint32_t i = 0; i < 5000; ++i) {
      EXPECT_EQ(layer.value("thửa " + std::to_string(i)), i);
    }
  }
}

}  // namespace
}  // namespace quyhoach::geo
