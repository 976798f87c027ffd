#include "geo/coord/web_mercator.h"

#include <random>

#include <gtest/gtest.h>

#include "geo/coord/tile_id.h"

namespace quyhoach::geo {
namespace {

constexpr double kSide = 4294967296.0;

TEST(WebMercator, PutsTheNullIslandInTheMiddle) { EXPECT_EQ(to_world({0.0, 0.0}), (WorldPoint{1U << 31U, 1U << 31U})); }

// IOGP Guidance Note 7-2, §3.2.1.2: 100°20'00" W, 24°22'54.433" N is 11169055.58 m W, 2800000.00 m N in EPSG:3857.
TEST(WebMercator, AgreesWithTheExampleOfItsDefinition) {
  constexpr double kHalf_m = 20037508.342789244;
  const WorldPoint at = to_world({-(100.0 + 20.0 / 60.0), 24.0 + 22.0 / 60.0 + 54.433 / 3600.0});
  EXPECT_NEAR(at.x / kSide * 2.0 * kHalf_m - kHalf_m, -11169055.58, 0.02);
  EXPECT_NEAR(kHalf_m - at.y / kSide * 2.0 * kHalf_m, 2800000.00, 0.02);
}

TEST(WebMercator, GrowsEastAndSouth) {
  const WorldPoint at = to_world({106.49, 10.97});
  EXPECT_GT(to_world({106.50, 10.97}).x, at.x);
  EXPECT_LT(to_world({106.49, 10.98}).y, at.y);
}

TEST(WebMercator, ClampsWhatLiesBeyondTheSquare) {
  EXPECT_EQ(to_world({-180.0, 85.06}), (WorldPoint{0, 0}));
  EXPECT_EQ(to_world({180.0, -85.06}), (WorldPoint{0xFFFF'FFFFU, 0xFFFF'FFFFU}));
  EXPECT_EQ(to_world({500.0, 90.0}), (WorldPoint{0xFFFF'FFFFU, 0}));
  EXPECT_EQ(to_world({-500.0, -90.0}), (WorldPoint{0, 0xFFFF'FFFFU}));
}

TEST(WebMercator, RoundTripStaysWithinOneStep) {
  std::mt19937 random{5};
  constexpr double kStep_deg = 360.0 / kSide;
  for (int i = 0; i < 10'000; ++i) {
    const LonLat point{std::uniform_real_distribution{-180.0, 180.0}(random),
                       std::uniform_real_distribution{-85.0, 85.0}(random)};
    const WorldPoint world = to_world(point);
    const LonLat back = to_lonlat(static_cast<double>(world.x), static_cast<double>(world.y));
    ASSERT_NEAR(back.lon_deg, point.lon_deg, 1.01 * kStep_deg);
    ASSERT_NEAR(back.lat_deg, point.lat_deg, 1.01 * kStep_deg);
  }
}

TEST(TileId, NamesOnlyTilesOfTheSquare) {
  EXPECT_TRUE(is_valid({0, 0, 0}));
  EXPECT_FALSE(is_valid({0, 1, 0}));
  EXPECT_TRUE(is_valid({20, (1U << 20U) - 1, 0}));
  EXPECT_FALSE(is_valid({20, 1U << 20U, 0}));
  EXPECT_FALSE(is_valid({21, 0, 0}));
  EXPECT_FALSE(is_valid({99, 0, 0}));
}

TEST(TileId, TilesTheWorldWithoutGaps) {
  EXPECT_EQ(side(0), std::uint64_t{1} << 32U);
  EXPECT_EQ(origin({0, 0, 0}), (WorldPoint{0, 0}));
  EXPECT_EQ(origin({1, 1, 1}), (WorldPoint{1U << 31U, 1U << 31U}));
  EXPECT_EQ(origin({20, 5, 7}).x + side(20), origin({20, 6, 7}).x);
}

}  // namespace
}  // namespace quyhoach::geo
