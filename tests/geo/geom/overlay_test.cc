#include "geo/geom/overlay.h"

#include <numbers>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "geo/geom/measure.h"
#include "tests/geo/geom/polygons.h"

namespace quyhoach::geo {
namespace {

TEST(Overlay, APolygonGoesToGeosAndBackUnchanged) {
  RandomPolygons random{51, {580'679.0, 1'213'237.0}};
  for (int i = 0; i < 500; ++i) {
    const TestShape shape = random.any();
    const TestShape back = shape_of(*geos_of(shape));
    ASSERT_EQ(back.view().ring_count(), shape.view().ring_count());
    for (std::size_t r = 0; r < shape.view().ring_count(); ++r) {
      const auto a = shape.view().ring(r);
      const auto b = back.view().ring(r);
      ASSERT_TRUE(std::equal(a.begin(), a.end(), b.begin(), b.end()));
      ASSERT_EQ(back.view().is_shell(r), shape.view().is_shell(r));
      ASSERT_EQ(signed_area_m2(b) > 0.0, shape.view().is_shell(r));
    }
  }
}

TEST(Overlay, AHoleStaysWithItsShell) {
  const auto shape = polygon(
      "MULTIPOLYGON(((0 0,10 0,10 10,0 10,0 0),(1 1,1 2,2 2,2 1,1 1)),((20 0,30 0,30 10,20 10,20 0),(21 1,21 3,23 3,23 "
      "1,21 1)))");
  ASSERT_EQ(shape.view().ring_count(), 4U);
  EXPECT_FALSE(find_invalidity(*geos_of(shape)));
  EXPECT_EQ(geos_area(*geos_of(shape)), 99.0 + 96.0);
}

TEST(Overlay, PartsOfOtherDimensionAreLeftOut) {
  ShapeStore store;
  EXPECT_TRUE(add_polygons(
      *geos_of_wkt("GEOMETRYCOLLECTION(POINT(1 1),LINESTRING(0 0,1 1),POLYGON((0 0,1 0,1 1,0 0)))"), store));
  EXPECT_EQ(store.size(), 1U);
  EXPECT_EQ(store.view(0).ring_count(), 1U);
  EXPECT_FALSE(add_polygons(*geos_of_wkt("LINESTRING(0 0,1 1)"), store));
  EXPECT_FALSE(add_polygons(*geos_of_wkt("POLYGON EMPTY"), store));
  EXPECT_FALSE(add_lines(*geos_of_wkt("POLYGON((0 0,1 0,1 1,0 0))"), store));
  EXPECT_EQ(store.size(), 1U);
}

TEST(Overlay, NamesWhatIsWrongWithAPolygonAndWhere) {
  const auto bow_tie = find_invalidity(*geos_of_wkt("POLYGON((0 0,10 10,10 0,0 10,0 0))"));
  ASSERT_TRUE(bow_tie);
  EXPECT_THAT(bow_tie->reason, testing::HasSubstr("Self-intersection"));
  EXPECT_EQ(bow_tie->where, (GridPoint{5, 5}));
  const auto hole = find_invalidity(*geos_of_wkt("POLYGON((0 0,10 0,10 10,0 10,0 0),(20 20,21 20,21 21,20 20))"));
  ASSERT_TRUE(hole);
  EXPECT_THAT(hole->reason, testing::HasSubstr("Hole"));
  EXPECT_TRUE(find_invalidity(*geos_of_wkt("POLYGON((0 0,10 0,10 10,0 10,0 0),(0 0,10 0,10 10,0 10,0 0))")));
  EXPECT_FALSE(find_invalidity(*geos_of_wkt("POLYGON((0 0,10 0,10 10,0 0))")));
}

TEST(Overlay, MeasuresWhatTwoSquaresShareAndWhatIsLeft) {
  const auto a = geos_of_wkt("POLYGON((0 0,10 0,10 10,0 10,0 0))");
  const auto b = geos_of_wkt("POLYGON((4 0,20 0,20 10,4 10,4 0))");
  EXPECT_EQ(*intersection_area_m2(*a, *b), 60.0);
  EXPECT_EQ(*difference_area_m2(*a, *b), 40.0);
  EXPECT_EQ(*intersection_length_m(*geos_of_wkt("LINESTRING(-5 5,25 5)"), *a), 10.0);
}

TEST(Overlay, TheUnionOfOverlappingPolygonsCountsNothingTwice) {
  const auto a = geos_of_wkt("POLYGON((0 0,10 0,10 10,0 10,0 0))");
  const auto b = geos_of_wkt("POLYGON((5 0,15 0,15 10,5 10,5 0))");
  const std::vector<const GEOSGeometry*> parts{a.get(), b.get(), a.get()};
  const auto all = union_of(parts);
  ASSERT_TRUE(all);
  EXPECT_EQ(geos_area(**all), 150.0);
  const auto none = union_of({});
  ASSERT_TRUE(none);
  EXPECT_EQ(geos_area(**none), 0.0);
}

/// Valid input: covered + left over = whole, to 1e-9 (5-pitfalls 15).
TEST(Overlay, IntersectionAndDifferenceAddUpToTheWhole) {
  RandomPolygons random{52, {580'679.0, 1'213'237.0}};
  for (int i = 0; i < 5'000; ++i) {
    const TestShape shape = random.one(i % 2 == 0 ? RandomPolygons::kStar : RandomPolygons::kHoles);
    const GeosGeometry a = geos_of(shape);
    const GeosGeometry b = geos_of(random.any());
    const auto common = intersection_area_m2(*a, *b);
    const auto rest = difference_area_m2(*a, *b);
    ASSERT_TRUE(common && rest);
    const double whole = geos_area(*a);
    ASSERT_NEAR(*common + *rest, whole, 1e-9 * std::max(whole, 10.0));
  }
}

TEST(Overlay, ACorridorOfEqualSidesIsTheWholeWidthWithFlatEnds) {
  const auto strip = corridor(line("LINESTRING(0 0,100 0)").view(), 5.0, 5.0);
  ASSERT_TRUE(strip);
  EXPECT_NEAR(geos_area(**strip), 1'000.0, 1e-9);
}

TEST(Overlay, ACornerOfACorridorIsMitred) {
  const auto strip = corridor(line("LINESTRING(0 0,100 0,100 100)").view(), 5.0, 5.0);
  ASSERT_TRUE(strip);
  EXPECT_NEAR(geos_area(**strip), 105.0 * 10.0 + 95.0 * 10.0, 1e-9);  // The outer corner is there, square.
}

TEST(Overlay, ACorridorLiesOnTheStatedSidesOfTheDirection) {
  const auto shape = line("LINESTRING(0 0,100 0)");  // East: left is north.
  const auto north = geos_of_wkt("POLYGON((0 0,100 0,100 50,0 50,0 0))");
  const auto south = geos_of_wkt("POLYGON((0 -50,100 -50,100 0,0 0,0 -50))");
  const auto both = corridor(shape.view(), 8.0, 3.0);
  ASSERT_TRUE(both);
  EXPECT_NEAR(*intersection_area_m2(**both, *north), 800.0, 1e-6);
  EXPECT_NEAR(*intersection_area_m2(**both, *south), 300.0, 1e-6);
  const auto left = corridor(shape.view(), 8.0, 0.0);
  ASSERT_TRUE(left);
  EXPECT_NEAR(*intersection_area_m2(**left, *north), 800.0, 1e-6);
  EXPECT_NEAR(*intersection_area_m2(**left, *south), 0.0, 1e-6);
  const auto right = corridor(shape.view(), 0.0, 3.0);
  ASSERT_TRUE(right);
  EXPECT_NEAR(*intersection_area_m2(**right, *north), 0.0, 1e-6);
  EXPECT_NEAR(*intersection_area_m2(**right, *south), 300.0, 1e-6);
}

TEST(Overlay, ADiscIsSmallerThanItsCircleByLessThanItSays) {
  const auto round = disc({580'679.0, 1'213'237.0}, 100.0);
  ASSERT_TRUE(round);
  const double circle = std::numbers::pi * 100.0 * 100.0;
  EXPECT_LT(geos_area(**round), circle);
  EXPECT_GT(geos_area(**round), circle * (1.0 - 0.00041));
}

}  // namespace
}  // namespace quyhoach::geo
