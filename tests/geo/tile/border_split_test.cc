#include "geo/tile/border_split.h"

#include <vector>

#include <gtest/gtest.h>

#include "geo/tile/clip.h"
#include "geo/tile/ring_check.h"
#include "tests/geo/tile/tile_reading.h"

namespace quyhoach::geo {
namespace {

constexpr TileBox kBox{0, 100};

TileRings clipped(const std::vector<WidePoint>& ring) {
  TileRings rings;
  clip_ring(ring, kBox, rings.points);
  EXPECT_TRUE(settle_ring(true, 0, 1, rings));
  return rings;
}

double area_of_all(const TileRings& rings) {
  double area = 0.0;
  for (std::size_t i = 0; i < rings.ends.size(); ++i) {
    area += signed_area({rings.ring(i).begin(), rings.ring(i).end()});
  }
  return area;
}

TEST(BorderSplit, MakesTwoPiecesOfAUWhoseBendIsOutside) {
  const TileRings joined =
      clipped({{50, 10}, {200, 10}, {200, 90}, {50, 90}, {50, 80}, {150, 80}, {150, 20}, {50, 20}});
  EXPECT_FALSE(rings_are_valid(joined));
  TileRings pieces;
  ASSERT_TRUE(split_at_border(joined, kBox, 1, pieces));
  EXPECT_EQ(pieces.ends.size(), 2U);
  EXPECT_TRUE(rings_are_valid(pieces));
  EXPECT_EQ(area_of_all(pieces), 1000.0);
}

TEST(BorderSplit, GoesAroundTheCornersWhereTheShapeDoes) {
  // The box without a wedge that comes in from the right and a slot that comes in from above.
  const TileRings joined = clipped({{-50, -50}, {40, -50}, {40, 30}, {60, 30}, {60, -50}, {150, -50}, {150, 40},
                                    {70, 50}, {150, 60}, {150, 150}, {-50, 150}});
  TileRings pieces;
  ASSERT_TRUE(split_at_border(joined, kBox, 1, pieces));
  EXPECT_TRUE(rings_are_valid(pieces));
  EXPECT_EQ(area_of_all(pieces), area_of_all(joined));
}

TEST(BorderSplit, LeavesRingsAwayFromTheBorderAndHolesToOthers) {
  TileRings inside;
  inside.points = {{10, 10}, {90, 10}, {90, 90}};
  inside.close_ring(true);
  TileRings pieces;
  EXPECT_FALSE(split_at_border(inside, kBox, 1, pieces));
  inside.points.insert(inside.points.end(), {{40, 20}, {45, 25}, {50, 20}});
  inside.close_ring(false);
  EXPECT_FALSE(split_at_border(inside, kBox, 1, pieces));
}

}  // namespace
}  // namespace quyhoach::geo
