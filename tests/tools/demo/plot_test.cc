#include "tools/demo/plot.h"

#include <gmock/gmock.h>

namespace quyhoach::tools::demo {
namespace {

constexpr double kRounding_m2 = 0.1;  // a cut of 100 m moved by up to a millimetre

Plot rectangle(double width_m, double depth_m) {
  const double e = 580000.0;
  const double n = 1213000.0;
  return {{{e, n}, Side::kLocal, 5},
          {{e + width_m, n}, Side::kParcel, -1},
          {{e + width_m, n + depth_m}, Side::kCanal, -1},
          {{e, n + depth_m}, Side::kBorder, -1}};
}

TEST(Plot, IsCutAtTheWantedShareOfItsArea) {
  const Plot plot = rectangle(100.0, 40.0);
  const auto cut = straight_cut(plot, {1.0, 0.0}, 0.3);
  ASSERT_TRUE(cut);
  const auto pair = split(plot, *cut, 0.4);
  ASSERT_TRUE(pair);
  EXPECT_NEAR(std::min(area_of(pair->first), area_of(pair->second)), 1200.0, kRounding_m2);
  EXPECT_NEAR(area_of(pair->first) + area_of(pair->second), 4000.0, kRounding_m2);
}

TEST(Plot, KeepsWhatItsEdgesLookAtWhenCut) {
  const Plot plot = rectangle(100.0, 40.0);
  const auto pair = split(plot, *straight_cut(plot, {1.0, 0.0}, 0.5), 0.4, Side::kPath, 9);
  ASSERT_TRUE(pair);
  for (const Plot& part : {pair->first, pair->second}) {
    const auto has = [&](Side side) {
      return std::any_of(part.begin(), part.end(), [&](const Corner& c) { return c.side == side; });
    };
    EXPECT_TRUE(has(Side::kLocal));
    EXPECT_TRUE(has(Side::kCanal));
    EXPECT_TRUE(has(Side::kPath));
  }
}

TEST(Plot, RefusesACutThatRunsAlongAnEdge) {
  const Plot plot = rectangle(100.0, 40.0);
  const Cut along{0, 1, {{580010.0, 1213000.0}, {580100.0, 1213001.0}}};
  EXPECT_FALSE(split(plot, along, 0.4));
}

TEST(Plot, RefusesACutThatLeavesThePlot) {
  const Plot plot = rectangle(100.0, 40.0);
  const Cut outside{0, 2, {{580050.0, 1213000.0}, {580150.0, 1213020.0}, {580050.0, 1213040.0}}};
  EXPECT_FALSE(split(plot, outside, 0.4));
}

TEST(Plot, MovesACutThatEndsBesideACornerOntoIt) {
  const Plot plot = rectangle(100.0, 40.0);
  const Cut cut{0, 2, {{580000.1, 1213000.0}, {580099.9, 1213040.0}}};
  const auto pair = split(plot, cut, 0.4);
  ASSERT_TRUE(pair);
  EXPECT_EQ(pair->first.size(), 3U);
  EXPECT_EQ(pair->second.size(), 3U);
}

TEST(Plot, KnowsItsLongAxis) {
  const Point axis = long_axis(rectangle(100.0, 40.0));
  EXPECT_NEAR(std::abs(axis.east), 1.0, 1e-9);
}

}  // namespace
}  // namespace quyhoach::tools::demo
