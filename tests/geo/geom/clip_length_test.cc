#include "geo/geom/clip_length.h"

#include <gtest/gtest.h>

#include "geo/geom/measure.h"
#include "tests/geo/geom/polygons.h"

namespace quyhoach::geo {
namespace {

double cut(const std::string& area, const std::string& path) {
  return common_length_m(polygon(area).view(), line(path).view());
}

const std::string kSquare = "POLYGON((0 0,10 0,10 10,0 10,0 0))";

TEST(ClipLength, IsWhatLiesInside) {
  EXPECT_DOUBLE_EQ(cut(kSquare, "LINESTRING(-5 5,15 5)"), 10.0);
  EXPECT_DOUBLE_EQ(cut(kSquare, "LINESTRING(2 2,2 7)"), 5.0);
  EXPECT_DOUBLE_EQ(cut(kSquare, "LINESTRING(-5 5,5 5,5 15)"), 10.0);
  EXPECT_EQ(cut(kSquare, "LINESTRING(-5 12,15 12)"), 0.0);
}

TEST(ClipLength, CountsWhatRunsAlongTheEdge) {
  EXPECT_DOUBLE_EQ(cut(kSquare, "LINESTRING(-5 0,15 0)"), 10.0);
  EXPECT_DOUBLE_EQ(cut(kSquare, "LINESTRING(10 3,10 25)"), 7.0);
}

TEST(ClipLength, OfALineThatTouchesACornerIsNothing) {
  EXPECT_NEAR(cut(kSquare, "LINESTRING(-5 5,5 -5)"), 0.0, 1e-9);
  EXPECT_NEAR(cut(kSquare, "LINESTRING(10 10,20 20)"), 0.0, 1e-9);
}

TEST(ClipLength, LeavesOutHolesAndAddsParts) {
  EXPECT_DOUBLE_EQ(cut("POLYGON((0 0,10 0,10 10,0 10,0 0),(4 4,6 4,6 6,4 6,4 4))", "LINESTRING(-1 5,11 5)"), 8.0);
  EXPECT_DOUBLE_EQ(cut("MULTIPOLYGON(((0 0,2 0,2 2,0 2,0 0)),((8 0,10 0,10 2,8 2,8 0)))", "LINESTRING(-1 1,11 1)"), 4.0);
  EXPECT_DOUBLE_EQ(cut(kSquare, "MULTILINESTRING((1 1,1 3),(20 0,30 0),(2 1,2 4))"), 5.0);
}

TEST(ClipLength, OfPointsOnOneSpotIsNothing) { EXPECT_EQ(cut(kSquare, "LINESTRING(5 5,5 5)"), 0.0); }

class ClipLengthProperty : public testing::TestWithParam<GridPoint> {};

TEST_P(ClipLengthProperty, AgreesWithGeosOnRandomPairs) {
  RandomPolygons random{21, GetParam()};
  int with_length = 0;
  for (int i = 0; i < 20'000; ++i) {
    const TestShape place = random.any();
    TestShape path;
    std::vector<GridPoint> points;
    for (std::size_t k = 0; k < 2 + random.below(6); ++k) {
      points.push_back(random.near_centre(30.0));
    }
    path.store.add_ring(points, false);
    path.store.end_shape();
    const auto theirs = intersection_length_m(**lines_to_geos(path.view()), *geos_of(place));
    ASSERT_TRUE(theirs);
    with_length += *theirs > 0.0 ? 1 : 0;
    // Each corner GEOS makes is rounded to the grid's last digit, 2.3e-10 m; a line that runs nearly along a sliver's edge
    // moves its corner by more.
    ASSERT_NEAR(common_length_m(place.view(), path.view()), *theirs, 1e-6) << i;
  }
  EXPECT_GT(with_length, 5'000);
}

TEST_P(ClipLengthProperty, OfAPolygonsOwnOutlineIsItsLength) {
  RandomPolygons random{22, GetParam()};
  for (int i = 0; i < 2'000; ++i) {
    const TestShape place = random.any();
    TestShape outline;
    std::vector<GridPoint> points(place.view().ring(0).begin(), place.view().ring(0).end());
    points.push_back(points.front());
    outline.store.add_ring(points, false);
    outline.store.end_shape();
    ASSERT_NEAR(common_length_m(place.view(), outline.view()), length_m(outline.view()), 1e-7) << i;
  }
}

INSTANTIATE_TEST_SUITE_P(AtTheOriginAndInTheGrid, ClipLengthProperty,
                         testing::Values(GridPoint{0.0, 0.0}, GridPoint{580'679.0, 1'213'237.0}),
                         [](const auto& at) { return at.param.east_m == 0.0 ? "Origin" : "Grid"; });

}  // namespace
}  // namespace quyhoach::geo
