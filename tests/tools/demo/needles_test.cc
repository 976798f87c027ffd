#include "tools/demo/needles.h"

#include <gmock/gmock.h>

namespace quyhoach::tools::demo {
namespace {

using ::testing::ElementsAre;

TEST(Needles, ASegmentIsLedThroughTheVerticesBesideItInTheirOrder) {
  std::vector<Line> lines{{{0, 0}, {100, 0}}, {{70, 20}, {70, 0.2}}, {{30, 20}, {30, 0.3}}};
  EXPECT_TRUE(close_needles(lines, 0.4, 3.0));
  EXPECT_THAT(lines[0], ElementsAre(Point{0, 0}, Point{30, 0.3}, Point{70, 0.2}, Point{100, 0}));
  EXPECT_THAT(lines[1], ElementsAre(Point{70, 20}, Point{70, 0.2}));
}

TEST(Needles, WhatIsAsThickAsMeantStays) {
  std::vector<Line> lines{{{0, 0}, {100, 0}}, {{30, 20}, {30, 0.5}}};
  const std::vector<Line> before = lines;
  EXPECT_FALSE(close_needles(lines, 0.4, 3.0));
  EXPECT_EQ(lines, before);
}

TEST(Needles, ASharpCornerClosesByItsShorterSide) {
  std::vector<Line> lines{{{0, 0}, {100, 0}}, {{0, 0}, {40, 2}, {40, 30}}};
  EXPECT_TRUE(close_needles(lines, 0.4, 3.0));
  EXPECT_THAT(lines[0], ElementsAre(Point{0, 0}, Point{40, 2}, Point{100, 0}));
  std::vector<Line> wide{{{0, 0}, {100, 0}}, {{0, 0}, {40, 2.5}, {40, 30}}};
  EXPECT_FALSE(close_needles(wide, 0.4, 3.0));
}

TEST(Needles, VerticesNearToEachOtherBecomeOneAndALineOfNothingElseGoes) {
  std::vector<Line> lines{{{0, 0}, {0, 50}}, {{0.3, 0}, {0.3, 50}}, {{0, 50}, {0.2, 50.2}}};
  EXPECT_TRUE(close_needles(lines, 0.4, 3.0));
  EXPECT_THAT(lines, ElementsAre(Line{{0, 0}, {0, 50}}, Line{{0, 0}, {0, 50}}));
}

}  // namespace
}  // namespace quyhoach::tools::demo
