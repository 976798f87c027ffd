#include "tools/demo/needles.h"

#include <gmock/gmock.h>

namespace quyhoach::tools::demo {
namespace {

using ::testing::ElementsAre;

TEST(Needles, ASegmentIsLedThroughTheVerticesBesideItInTheirOrder) {
  std::vector<Line> lines{{{0, 0}, {100, 0}}, {{70, 20}, {70, 0.2}}, {{30, 20}, {30, 0.3}}};
  EXPECT_TRUE(close_needles(lines, 0.4));
  EXPECT_THAT(lines[0], ElementsAre(Point{0, 0}, Point{30, 0.3}, Point{70, 0.2}, Point{100, 0}));
  EXPECT_THAT(lines[1], ElementsAre(Point{70, 20}, Point{70, 0.2}));
}

TEST(Needles, WhatIsAsThickAsMeantStays) {
  std::vector<Line> lines{{{0, 0}, {100, 0}}, {{30, 20}, {30, 0.5}}};
  const std::vector<Line> before = lines;
  EXPECT_FALSE(close_needles(lines, 0.4));
  EXPECT_EQ(lines, before);
}

}  // namespace
}  // namespace quyhoach::tools::demo
