#include "geo/geom/ring_faults.h"

#include "geo/geom/measure.h"
#include "tests/geo/geom/polygons.h"

namespace quyhoach::geo {
namespace {

using Kind = RingFault::Kind;

TestShape one(const std::vector<std::vector<GridPoint>>& rings) {
  TestShape shape;
  for (std::size_t i = 0; i < rings.size(); ++i) {
    shape.store.add_ring(rings[i], i == 0);
  }
  shape.store.end_shape();
  return shape;
}

TEST(RingFaults, FindsNothingInAPlainPolygon) {
  EXPECT_TRUE(find_ring_faults(polygon("POLYGON((0 0,10 0,10 10,0 10,0 0),(3 3,3 6,6 6,3 3))").view()).empty());
}

TEST(RingFaults, FindsAVertexWrittenTwiceAndTakesItOut) {
  const auto shape = one({{{0, 0}, {10, 0}, {10, 0.0004}, {10, 10}, {0, 10}}});
  const auto faults = find_ring_faults(shape.view());
  ASSERT_EQ(faults.size(), 1U);
  EXPECT_EQ(faults[0].kind, Kind::kDuplicateVertex);
  EXPECT_EQ(faults[0].vertex, 2U);
  EXPECT_NEAR(faults[0].length_m, 0.0004, 1e-9);
  const ShapeStore mended = without_faults(shape.view(), Kind::kDuplicateVertex);
  EXPECT_EQ(mended.view(0).point_count(), 4U);
  EXPECT_TRUE(find_ring_faults(mended.view(0)).empty());
}

TEST(RingFaults, FindsTheLastVertexLikeTheFirst) {
  const auto shape = one({{{0, 0}, {10, 0}, {10, 10}, {0, 10}, {0, 0}}});
  ASSERT_EQ(find_ring_faults(shape.view()).size(), 1U);
  EXPECT_EQ(without_faults(shape.view(), Kind::kDuplicateVertex).view(0).point_count(), 4U);
}

TEST(RingFaults, FindsASpikeOutAndOneIn) {
  for (const double tip : {30.0, 4.0}) {
    const auto shape = one({{{0, 0}, {10, 0}, {10, 5}, {tip, 5.02}, {10, 5.04}, {10, 10}, {0, 10}}});
    const auto faults = find_ring_faults(shape.view());
    ASSERT_EQ(faults.size(), 1U) << tip;
    EXPECT_EQ(faults[0].kind, Kind::kSpike);
    EXPECT_EQ(faults[0].vertex, 3U);
    EXPECT_NEAR(faults[0].length_m, std::abs(tip - 10.0), 0.01);
    EXPECT_LT(faults[0].angle_deg, 1.0);
    const ShapeStore mended = without_faults(shape.view(), Kind::kSpike);
    EXPECT_TRUE(find_ring_faults(mended.view(0)).empty());
    EXPECT_NEAR(area_m2(mended.view(0)), 100.0, 1e-9);
  }
}

TEST(RingFaults, TakesOutASpikeOfSeveralVertices) {
  const auto shape = one({{{0, 0}, {10, 0}, {10, 5}, {20, 5}, {30, 5}, {40, 5}, {30, 5.0001}, {20, 5.0001}, {10, 5.0001}, {10, 10}, {0, 10}}});
  const ShapeStore mended = without_faults(shape.view(), Kind::kSpike);
  EXPECT_TRUE(find_ring_faults(mended.view(0)).empty());
  EXPECT_NEAR(area_m2(mended.view(0)), 100.0, 0.01);
}

TEST(RingFaults, TakesOutASpikeAtTheRingsFirstVertex) {
  const auto shape = one({{{40, 5}, {10, 5.02}, {10, 10}, {0, 10}, {0, 0}, {10, 0}, {10, 4.98}}});
  EXPECT_EQ(find_ring_faults(shape.view()).size(), 1U);
  EXPECT_NEAR(area_m2(without_faults(shape.view(), Kind::kSpike).view(0)), 100.0, 1e-9);
}

TEST(RingFaults, LeavesARingThatWouldVanish) {
  const auto shape = one({{{0, 0}, {100, 0}, {50, 0.1}}});
  EXPECT_EQ(without_faults(shape.view(), Kind::kSpike).view(0).point_count(), 3U);
}

TEST(RingFaults, FindsAHoleThatTouchesItsShell) {
  const auto faults = find_ring_faults(polygon("POLYGON((0 0,10 0,10 10,0 10,0 0),(0 0,2 6,6 2,0 0))").view());
  ASSERT_EQ(faults.size(), 1U);
  EXPECT_EQ(faults[0].kind, Kind::kTouch);
  EXPECT_EQ(faults[0].place, (GridPoint{0, 0}));
}

TEST(RingFaults, AreFoundInLinearTimeInARingOfOnePoint) {
  std::vector<GridPoint> ring(300'000, {5, 5});
  ring.push_back({10, 0});
  ring.push_back({10, 10});
  const auto shape = one({ring});
  EXPECT_EQ(find_ring_faults(shape.view()).size(), 299'999U);
  EXPECT_EQ(without_faults(shape.view(), Kind::kSpike).view(0).point_count(), 3U);
}

TEST(RingFaults, MeasuresTheWidthOfAStrip) {
  EXPECT_NEAR(mean_width_m(polygon("POLYGON((0 0,100 0,100 0.2,0 0.2,0 0))").view()), 0.2, 0.001);
  EXPECT_NEAR(mean_width_m(polygon("POLYGON((0 0,10 0,10 10,0 10,0 0))").view()), 5.0, 1e-9);
}

}  // namespace
}  // namespace quyhoach::geo
