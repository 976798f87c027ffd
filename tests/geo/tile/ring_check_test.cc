#include "geo/tile/ring_check.h"

#include <algorithm>
#include <cmath>
#include <random>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "geo/tile/polygon_check.h"
#include "tests/geo/tile/tile_reading.h"

namespace quyhoach::geo {
namespace {

using testing::ElementsAre;
using testing::SizeIs;
using Ring = std::vector<TilePoint>;

Ring cleaned(Ring ring) {
  clean_ring(ring, 0);
  return ring;
}

TileRings rings_of(const std::vector<std::pair<bool, Ring>>& list) {
  TileRings rings;
  for (const auto& [shell, ring] : list) {
    rings.points.insert(rings.points.end(), ring.begin(), ring.end());
    rings.close_ring(shell);
  }
  return rings;
}

Ring square(std::int32_t x, std::int32_t y, std::int32_t size) {
  return {{x, y}, {x + size, y}, {x + size, y + size}, {x, y + size}};
}

TEST(MeasureRing, CallsClockwiseOnTheScreenPositive) {
  const RingShape shape = measure_ring(square(0, 0, 10));
  EXPECT_EQ(shape.area2, 200);
  EXPECT_TRUE(shape.convex);
  EXPECT_TRUE(shape.every_vertex_turns);
}

TEST(MeasureRing, DoesNotTakeAPentagramForConvex) {
  // Turns right at every vertex, but goes around twice.
  const Ring star{{50, 0}, {80, 90}, {2, 35}, {98, 35}, {20, 90}};
  const RingShape shape = measure_ring(star);
  EXPECT_TRUE(shape.every_vertex_turns);
  EXPECT_FALSE(shape.convex);
  EXPECT_FALSE(rings_are_valid(rings_of({{true, star}})));
}

TEST(MeasureRing, NoticesAVertexThatDoesNotTurn) {
  EXPECT_FALSE(measure_ring(Ring{{0, 0}, {5, 0}, {10, 0}, {10, 10}}).every_vertex_turns);
  EXPECT_FALSE(measure_ring(Ring{{0, 0}, {10, 0}, {10, 0}, {10, 10}}).every_vertex_turns);
}

TEST(CleanRing, RemovesRepeatsStraightVerticesAndSpikes) {
  EXPECT_THAT(cleaned({{0, 0}, {0, 0}, {10, 0}, {10, 10}}), SizeIs(3));
  EXPECT_THAT(cleaned({{0, 0}, {5, 0}, {10, 0}, {10, 10}}), SizeIs(3));
  EXPECT_THAT(cleaned({{0, 0}, {10, 0}, {30, 0}, {10, 0}, {10, 10}}), SizeIs(3));
}

TEST(CleanRing, RemovesASpikeOfSeveralVertices) {
  EXPECT_THAT(cleaned({{0, 0}, {10, 0}, {20, 5}, {30, 5}, {20, 5}, {10, 0}, {10, 10}}), SizeIs(3));
}

TEST(CleanRing, LooksAcrossTheSeam) {
  EXPECT_THAT(cleaned({{5, 0}, {10, 0}, {10, 10}, {0, 0}}),
              ElementsAre(TilePoint{10, 0}, TilePoint{10, 10}, TilePoint{0, 0}));
  EXPECT_THAT(cleaned({{0, 0}, {10, 0}, {10, 10}, {0, 0}, {0, 0}}), SizeIs(3));
}

TEST(CleanRing, LeavesNothingOfARingWithoutArea) {
  EXPECT_LT(cleaned({{0, 0}, {10, 0}, {20, 0}, {10, 0}}).size(), 3U);
  EXPECT_LT(cleaned({{3, 3}, {3, 3}, {3, 3}, {3, 3}}).size(), 3U);
}

TEST(CleanRing, LeavesWhatStandsBeforeAlone) {
  Ring points{{9, 9}, {0, 0}, {5, 0}, {10, 0}, {10, 10}};
  clean_ring(points, 1);
  EXPECT_EQ(points.front(), (TilePoint{9, 9}));
  EXPECT_THAT(points, SizeIs(4));
}

TEST(RingsAreValid, RefusesABowTieAndATouch) {
  EXPECT_FALSE(rings_are_valid(rings_of({{true, {{0, 0}, {10, 10}, {10, 0}, {0, 10}}}})));
  EXPECT_FALSE(rings_are_valid(rings_of({{true, {{0, 0}, {10, 0}, {10, 10}, {5, 0}, {0, 10}}}})));
}

TEST(RingsAreValid, WantsHolesInsideAndApart) {
  EXPECT_TRUE(rings_are_valid(rings_of({{true, square(0, 0, 100)}, {false, square(10, 10, 20)}})));
  EXPECT_FALSE(rings_are_valid(rings_of({{true, square(0, 0, 100)}, {false, square(110, 10, 20)}})));
  EXPECT_FALSE(rings_are_valid(rings_of({{true, square(0, 0, 100)}, {false, square(90, 10, 20)}})));
  EXPECT_FALSE(rings_are_valid(
      rings_of({{true, square(0, 0, 100)}, {false, square(10, 10, 50)}, {false, square(20, 20, 10)}})));
}

TEST(RingsAreValid, WantsPartsApartButAllowsAnIslandInAHole) {
  EXPECT_TRUE(rings_are_valid(rings_of({{true, square(0, 0, 10)}, {true, square(20, 0, 10)}})));
  EXPECT_FALSE(rings_are_valid(rings_of({{true, square(0, 0, 30)}, {true, square(10, 10, 10)}})));
  EXPECT_FALSE(rings_are_valid(rings_of({{true, square(10, 10, 10)}, {true, square(0, 0, 30)}})));
  EXPECT_TRUE(rings_are_valid(
      rings_of({{true, square(0, 0, 100)}, {false, square(10, 10, 50)}, {true, square(20, 20, 10)}})));
}

bool geos_accepts(const TileRings& rings) {
  DecodedGeometry geometry;
  for (std::size_t i = 0; i < rings.ends.size(); ++i) {
    auto ring = rings.ring(i);
    std::vector<WidePoint> wide;
    for (const TilePoint p : ring) {
      wide.push_back({p.x, p.y});
    }
    if (measure_ring(ring).area2 < 0) {
      std::reverse(wide.begin(), wide.end());
    }
    geometry.points.insert(geometry.points.end(), wide.begin(), wide.end());
    geometry.ends.push_back(geometry.points.size());
  }
  DefectLog log;
  check_polygon(geometry, log);
  return log.take().empty();
}

// Small grids make every kind of touch common; long rings go through the sorted scan, short ones through n².
TEST(RingsAreValid, NeverAcceptsWhatGeosRefuses) {
  std::mt19937 random{7};
  std::size_t accepted = 0;
  for (int i = 0; i < 40'000; ++i) {
    const std::size_t size = i % 4 == 0 ? 30 : 3 + random() % 8;
    const std::uint32_t grid = i % 4 == 0 ? 4000 : 12;
    Ring ring;
    for (std::size_t k = 0; k < size; ++k) {
      ring.push_back({static_cast<std::int32_t>(random() % grid), static_cast<std::int32_t>(random() % grid)});
    }
    if (i % 4 == 0) {  // sort around a centre, then shake a little: long rings that are often simple
      std::sort(ring.begin(), ring.end(), [](TilePoint a, TilePoint b) {
        return std::atan2(a.y - 2000, a.x - 2000) < std::atan2(b.y - 2000, b.x - 2000);
      });
      std::swap(ring[random() % size], ring[random() % size]);
    }
    clean_ring(ring, 0);
    if (ring.size() < 3 || measure_ring(ring).area2 == 0) {
      continue;
    }
    const TileRings rings = rings_of({{true, ring}});
    const bool valid = rings_are_valid(rings);
    accepted += valid ? 1 : 0;
    EXPECT_LE(valid, geos_accepts(rings));
    EXPECT_LE(measure_ring(ring).convex, valid);
  }
  EXPECT_GT(accepted, 1000U);
}

}  // namespace
}  // namespace quyhoach::geo
