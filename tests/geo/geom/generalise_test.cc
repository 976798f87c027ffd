#include "geo/geom/generalise.h"

#include <algorithm>
#include <cmath>

#include <gtest/gtest.h>

#include "geo/geom/measure.h"
#include "tests/geo/geom/polygons.h"

namespace quyhoach::geo {
namespace {

int parts_of(const GEOSGeometry& geometry) { return GEOSGetNumGeometries_r(geos_context(), &geometry); }

bool is_on_grid(const ShapeStore& store, double step) {
  return std::all_of(store.points().begin(), store.points().end(), [&](GridPoint p) {
    return std::remainder(p.east_m, step) == 0.0 && std::remainder(p.north_m, step) == 0.0;
  });
}

constexpr const char* kTwoPlots = "MULTIPOLYGON(((0 0,10 0,10 10,0 10,0 0)),((13 0,23 0,23 10,13 10,13 0)))";

TEST(CloseGaps, ClosesAGapNarrowerThanTheWidthAndLeavesAWiderOne) {
  EXPECT_EQ(parts_of(*close_gaps(geos_of_wkt(kTwoPlots), 4.0)), 1);
  EXPECT_NEAR(geos_area(*close_gaps(geos_of_wkt(kTwoPlots), 4.0)), 230.0, 1e-6);
  EXPECT_EQ(parts_of(*close_gaps(geos_of_wkt(kTwoPlots), 2.0)), 2);
  EXPECT_NEAR(geos_area(*close_gaps(geos_of_wkt(kTwoPlots), 2.0)), 200.0, 1e-6);
}

TEST(FitToGrid, PartsThatMeetOnTheGridBecomeOne) {
  const auto fitted =
      fit_to_grid(*geos_of_wkt("MULTIPOLYGON(((0 0,16 0,16 16,0 16,0 0)),((16.5 0,32 0,32 16,16.5 16,16.5 0)))"), 4.0);
  ASSERT_TRUE(fitted);
  EXPECT_EQ(parts_of(**fitted), 1);
  EXPECT_EQ(geos_area(**fitted), 512.0);
}

TEST(CutOnGrid, KeepsThePartInsideTheBox) {
  const auto cut = cut_on_grid(*geos_of_wkt("POLYGON((-8 -8,16 -8,16 40,-8 40,-8 -8))"), {0.0, 0.0, 32.0, 32.0}, 4.0);
  ASSERT_TRUE(cut);
  EXPECT_EQ(geos_area(**cut), 16.0 * 32.0);
}

TEST(CutOnGrid, GivesValidPolygonsOnTheGridInsideTheBox) {
  RandomPolygons random{82, {2'000'000.0, 3'000'000.0}};
  constexpr double kStep = 2.0;
  const GridBox box{1'999'984.0, 2'999'984.0, 2'000'016.0, 3'000'016.0};
  for (int i = 0; i < 2'000; ++i) {
    const auto fitted = fit_to_grid(*geos_of(random.any()), kStep);
    ASSERT_TRUE(fitted);
    const auto cut = cut_on_grid(**fitted, box, kStep);
    ASSERT_TRUE(cut);
    ASSERT_EQ(GEOSisValid_r(geos_context(), cut->get()), 1);
    const TestShape shape = shape_of(**cut);
    ASSERT_TRUE(is_on_grid(shape.store, kStep));
    for (const GridPoint p : shape.store.points()) {
      ASSERT_TRUE(box.contains(p));
    }
  }
}

TEST(FitToGrid, GivesValidPolygonsOnTheGrid) {
  RandomPolygons random{81, {2'000'000.0, 3'000'000.0}};
  constexpr double kStep = 4.0;
  for (int i = 0; i < 2'000; ++i) {
    const auto fitted = fit_to_grid(*geos_of(random.any()), kStep);
    ASSERT_TRUE(fitted);
    ASSERT_EQ(GEOSisValid_r(geos_context(), fitted->get()), 1);
    const TestShape shape = shape_of(**fitted);
    ASSERT_TRUE(is_on_grid(shape.store, kStep));
  }
}

TEST(FitToGrid, DropsWhatIsSmallerThanAStep) {
  const auto fitted = fit_to_grid(*geos_of_wkt("POLYGON((100 100,100.3 100,100.3 100.3,100 100))"), 4.0);
  ASSERT_TRUE(fitted);
  EXPECT_EQ(geos_area(**fitted), 0.0);
}

TEST(AddLargePolygons, LeavesOutSmallPartsAndSmallHoles) {
  WorldStore store;
  const auto added =
      add_large_polygons(*geos_of_wkt("MULTIPOLYGON(((0 0,100 0,100 100,0 100,0 0),(10 10,12 10,12 12,10 12,10 10),(50 "
                                      "50,80 50,80 80,50 80,50 50)),"
                                      "((200 0,203 0,203 3,200 3,200 0)),((300 0,350 0,350 50,300 50,300 0)))"),
                         100.0, store);
  EXPECT_EQ(added, 2U);
  ASSERT_EQ(store.size(), 2U);
  EXPECT_EQ(store.view(0).ring_count() + store.view(1).ring_count(), 3U);  // One hole of 900 is left.
  EXPECT_EQ(add_large_polygons(*geos_of_wkt("POLYGON EMPTY"), 1.0, store), 0U);
}

}  // namespace
}  // namespace quyhoach::geo
