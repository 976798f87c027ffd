#include "geo/geom/measure.h"

#include <gtest/gtest.h>

#include "tests/geo/geom/polygons.h"

namespace quyhoach::geo {
namespace {

constexpr GridPoint kCuChi{580'679.0, 1'213'237.0};

TEST(Measure, TheAreaOfARingIsPositiveCounterClockwise) {
  const std::vector<GridPoint> ring{{0, 0}, {10, 0}, {10, 5}, {0, 5}};
  EXPECT_EQ(signed_area_m2(ring), 50.0);
  EXPECT_EQ(signed_area_m2(std::vector<GridPoint>(ring.rbegin(), ring.rend())), -50.0);
  EXPECT_EQ(signed_area_m2({}), 0.0);
  EXPECT_EQ(signed_area_m2(std::vector<GridPoint>{{0, 0}, {1, 1}}), 0.0);
}

TEST(Measure, ASquareMillimetreIsMeasuredAMillionMetresFromTheOrigin) {
  constexpr double kSide = 1.0 / 1024.0;
  const GridPoint o{580'000.0, 1'213'000.0};
  const std::vector<GridPoint> ring{
      o, {o.east_m + kSide, o.north_m}, {o.east_m + kSide, o.north_m + kSide}, {o.east_m, o.north_m + kSide}};
  EXPECT_EQ(signed_area_m2(ring), kSide * kSide);
}

TEST(Measure, HolesAreTakenOffAndPartsAdded) {
  EXPECT_EQ(area_m2(polygon("POLYGON((0 0,10 0,10 10,0 10,0 0),(1 1,3 1,3 3,1 3,1 1))").view()), 96.0);
  EXPECT_EQ(area_m2(polygon("MULTIPOLYGON(((0 0,2 0,2 2,0 2,0 0)),((5 5,6 5,6 6,5 6,5 5)))").view()), 5.0);
}

TEST(Measure, TheLengthOfALineDoesNotCloseIt) {
  EXPECT_EQ(length_m(line("LINESTRING(0 0,3 4,3 10)").view()), 11.0);
  EXPECT_EQ(length_m(line("MULTILINESTRING((0 0,3 4),(10 10,10 11))").view()), 6.0);
}

TEST(Measure, AreasAgreeWithGeos) {
  RandomPolygons random{41, kCuChi};
  for (int i = 0; i < 5'000; ++i) {
    const TestShape shape = random.any();
    const double area = geos_area(*geos_of(shape));
    ASSERT_NEAR(area_m2(shape.view()), area, 1e-9 * std::max(1.0, area));
  }
}

TEST(Measure, ContainsAgreesWithGeosAwayFromEdges) {
  RandomPolygons random{42, kCuChi};
  int inside = 0;
  for (int i = 0; i < 2'000; ++i) {
    const TestShape shape = random.any();
    const GeosGeometry geometry = geos_of(shape);
    for (int k = 0; k < 20; ++k) {
      const GridPoint point = random.near_centre(40.0);
      const GeosGeometry geos_point{GEOSGeom_createPointFromXY_r(geos_context(), point.east_m, point.north_m)};
      const char expected = GEOSContains_r(geos_context(), geometry.get(), geos_point.get());
      ASSERT_EQ(contains(shape.view(), point), expected == 1);
      inside += expected;
    }
  }
  EXPECT_GT(inside, 1'500);
}

/// Neighbours that share an edge share no point of it and leave none out, wherever rounding puts it.
TEST(Measure, APointOnASharedEdgeLiesInExactlyOneOfTwoNeighbours) {
  RandomPolygons random{43, kCuChi};
  for (int i = 0; i < 20'000; ++i) {
    const GridPoint a = random.near_centre(50.0);
    const GridPoint c = random.near_centre(50.0);
    const GridPoint left{a.east_m - (c.north_m - a.north_m), a.north_m + (c.east_m - a.east_m)};
    const GridPoint right{a.east_m + (c.north_m - a.north_m), a.north_m - (c.east_m - a.east_m)};
    ShapeStore store;
    store.add_ring(std::vector<GridPoint>{a, c, left}, true);
    store.end_shape();
    store.add_ring(std::vector<GridPoint>{a, right, c}, true);
    store.end_shape();
    const double t = random.between(0.1, 0.9);
    const GridPoint on{a.east_m + t * (c.east_m - a.east_m), a.north_m + t * (c.north_m - a.north_m)};
    ASSERT_NE(contains(store.view(0), on), contains(store.view(1), on)) << i;
  }
}

TEST(Measure, DistanceIsToTheNearestPartOfAnEdge) {
  const auto path = line("LINESTRING(0 0,10 0,10 10)");
  EXPECT_EQ(distance_to_edges_m(path.view(), {5, 3}, false), 3.0);
  EXPECT_EQ(distance_to_edges_m(path.view(), {-3, -4}, false), 5.0);
  EXPECT_EQ(distance_to_edges_m(path.view(), {10, 7}, false), 0.0);
  EXPECT_EQ(distance_to_edges_m(path.view(), {0, 10}, false), 10.0);
  const auto square = polygon("POLYGON((0 0,10 0,10 10,0 10,0 0))");
  EXPECT_EQ(distance_to_edges_m(square.view(), {1, 5}, true), 1.0);  // The edge that closes the ring counts.
}

TEST(Measure, TheBoxHoldsEveryCorner) {
  const GridBox box = box_of(polygon("MULTIPOLYGON(((0 0,2 0,2 2,0 2,0 0)),((5 -5,6 -5,6 6,5 6,5 -5)))").view());
  EXPECT_EQ(box.min_east_m, 0.0);
  EXPECT_EQ(box.min_north_m, -5.0);
  EXPECT_EQ(box.max_east_m, 6.0);
  EXPECT_EQ(box.max_north_m, 6.0);
  EXPECT_TRUE(GridBox{}.empty());
}

}  // namespace
}  // namespace quyhoach::geo
