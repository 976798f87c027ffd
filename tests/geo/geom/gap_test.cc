#include "geo/geom/gap.h"

#include <random>

#include <gmock/gmock.h>

#include "geo/geom/overlay.h"
#include "tests/geo/geom/polygons.h"

namespace quyhoach::geo {
namespace {

constexpr double kFar_m = 1e6;

ShapeStore line(std::vector<GridPoint> points) {
  ShapeStore store;
  store.add_ring(points, true);
  store.end_shape();
  return store;
}

const ShapeStore& square() {
  static const ShapeStore kSquare = polygon_of({{0, 0}, {10, 0}, {10, 10}, {0, 10}});
  return kSquare;
}

TEST(Gap, IsTheLeastDistanceOfTwoPolygons) {
  EXPECT_DOUBLE_EQ(gap_m(square().view(0), polygon_of({{10.25, 2}, {20, 2}, {20, 8}, {10.25, 8}}).view(0), true, kFar_m), 0.25);
  EXPECT_DOUBLE_EQ(gap_m(square().view(0), polygon_of({{13, 14}, {20, 14}, {20, 20}}).view(0), true, kFar_m), 5.0);
  EXPECT_DOUBLE_EQ(gap_m(square().view(0), polygon_of({{10, 0}, {20, 0}, {20, 10}, {10, 10}}).view(0), true, kFar_m), 0.0);
  EXPECT_DOUBLE_EQ(gap_m(square().view(0), polygon_of({{5, 5}, {20, 5}, {20, 8}}).view(0), true, kFar_m), 0.0);
}

TEST(Gap, IsNoMoreThanWhatIsAskedFor) {
  EXPECT_DOUBLE_EQ(gap_m(square().view(0), line({{-5, -1}, {15, -1}}).view(0), false, 0.5), 0.5);
  EXPECT_DOUBLE_EQ(gap_m(square().view(0), line({{-5, -0.25}, {15, -0.25}}).view(0), false, 0.5), 0.25);
}

TEST(Gap, OfALineIsNothingWhereItRunsThroughOrLiesInside) {
  EXPECT_DOUBLE_EQ(gap_m(square().view(0), line({{-5, 5}, {15, 5}}).view(0), false, kFar_m), 0.0);
  EXPECT_DOUBLE_EQ(gap_m(square().view(0), line({{4, 4}, {5, 5}}).view(0), false, kFar_m), 0.0);
  EXPECT_DOUBLE_EQ(gap_m(square().view(0), line({{-5, -1}, {15, -1}}).view(0), false, kFar_m), 1.0);
}

TEST(Gap, AgreesWithGeosOnRandomTriangles) {
  std::mt19937 random{7};
  std::uniform_real_distribution<double> at{-20.0, 30.0};
  for (int i = 0; i < 2'000; ++i) {
    std::vector<GridPoint> ring;
    for (int k = 0; k < 3; ++k) {
      const double east_m = at(random);
      ring.push_back({east_m, at(random)});
    }
    const auto other = polygon_of(ring);
    const auto a = polygons_to_geos(square().view(0));
    const auto b = polygons_to_geos(other.view(0));
    double expected = 0.0;
    ASSERT_EQ(GEOSDistance_r(geos_context(), a->get(), b->get(), &expected), 1);
    const double found = gap_m(square().view(0), other.view(0), true, kFar_m);
    if (expected > 0.0) {
      ASSERT_NEAR(found, expected, 1e-9) << i;
    } else {
      // One may lie in the other without their edges meeting.
      ASSERT_TRUE(found == 0.0 || GEOSContains_r(geos_context(), a->get(), b->get()) == 1 || GEOSContains_r(geos_context(), b->get(), a->get()) == 1) << i;
    }
  }
}

TEST(RunsDeeper, TellsALineThatOnlyGrazes) {
  EXPECT_TRUE(runs_deeper(square().view(0), line({{-1'000, 5}, {1'000, 5}}).view(0), 4.0));
  EXPECT_FALSE(runs_deeper(square().view(0), line({{-1'000, 0.2}, {1'000, 0.2}}).view(0), 0.3));
  EXPECT_TRUE(runs_deeper(square().view(0), line({{-1'000, 0.4}, {1'000, 0.4}}).view(0), 0.3));
  EXPECT_FALSE(runs_deeper(square().view(0), line({{-1'000, -5}, {1'000, -5}}).view(0), 0.3));
  EXPECT_TRUE(runs_deeper(square().view(0), line({{5, 4.9}, {5, 5.1}}).view(0), 4.5));
}

TEST(RunsDeeper, EndsSoonInAStripOfThousandsOfCorners) {
  // 20 km long, 1 m wide, jagged: walked to its end by the thickness of a hair it would take minutes.
  std::vector<GridPoint> strip;
  for (int i = 0; i <= 2'500; ++i) {
    strip.push_back({i * 8.0, i % 2 == 0 ? 0.0 : 0.1});
  }
  for (int i = 2'500; i >= 0; --i) {
    strip.push_back({i * 8.0, i % 2 == 0 ? 1.0 : 1.1});
  }
  const auto along = line({{-10, 0.5}, {20'010, 0.5}});
  EXPECT_FALSE(runs_deeper(polygon_of(strip).view(0), along.view(0), 0.6));
  EXPECT_TRUE(runs_deeper(polygon_of(strip).view(0), along.view(0), 1e-6));
}

}  // namespace
}  // namespace quyhoach::geo
