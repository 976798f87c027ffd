#include "geo/tile/simplify.h"

#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/geo/tile/tile_reading.h"

namespace quyhoach::geo {
namespace {

using testing::ElementsAre;
using Points = std::vector<WidePoint>;

TEST(SimplifyLine, DropsWhatLiesWithinTheToleranceAndKeepsTheEnds) {
  Points line{{0, 0}, {10, 1}, {20, 0}, {30, 9}, {40, 0}};
  simplify_line(line, 2.0);
  EXPECT_THAT(line, ElementsAre(WidePoint{0, 0}, WidePoint{20, 0}, WidePoint{30, 9}, WidePoint{40, 0}));
}

TEST(SimplifyLine, LeavesTwoPointsAlone) {
  Points line{{0, 0}, {1, 0}};
  simplify_line(line, 50.0);
  EXPECT_EQ(line.size(), 2U);
}

TEST(SimplifyLine, MeasuresFromTheSegmentNotFromItsLine) {
  Points line{{0, 0}, {-30, 0}, {10, 0}};
  simplify_line(line, 5.0);
  EXPECT_EQ(line.size(), 3U);
}

TEST(SimplifyRing, GivesTheSameWhereverTheRingBegins) {
  const Points ring{{0, 0}, {50, 1}, {100, 0}, {101, 50}, {100, 100}, {50, 99}, {0, 100}, {1, 50}};
  Points first = ring;
  simplify_ring(first, 3.0);
  EXPECT_EQ(first.size(), 4U);
  for (std::size_t i = 1; i < ring.size(); ++i) {
    Points turned = ring;
    std::rotate(turned.begin(), turned.begin() + static_cast<std::ptrdiff_t>(i), turned.end());
    simplify_ring(turned, 3.0);
    EXPECT_EQ(turned, first) << "begun at " << i;
  }
}

TEST(SimplifyRing, LetsASmallRingVanish) {
  Points ring{{0, 0}, {2, 0}, {2, 2}, {0, 2}};
  simplify_ring(ring, 10.0);
  EXPECT_LT(ring.size(), 3U);
}

}  // namespace
}  // namespace quyhoach::geo
