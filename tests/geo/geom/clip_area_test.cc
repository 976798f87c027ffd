#include "geo/geom/clip_area.h"

#include <algorithm>
#include <array>

#include <gtest/gtest.h>

#include "geo/geom/measure.h"
#include "tests/geo/geom/polygons.h"

namespace quyhoach::geo {
namespace {

constexpr GridPoint kOrigin{0.0, 0.0};
constexpr GridPoint kCuChi{580'679.0, 1'213'237.0};

/// clip_area.h promises about 1e-16 of the squared size of the first polygon's box; a sum of many terms may lose ten
/// times that.
constexpr double kClipError = 1e-15;
/// GEOS works in grid coordinates, whose last digit is 2.3e-10 m at a northing of 1.2 million metres: every corner it
/// makes may be off by that, along all of the boundary.
constexpr double kGeosCorner_m = 5e-10;
constexpr double kGeosCornerAtOrigin_m = 2e-13;

double perimeter_m(const ShapeView<GridPoint>& shape) {
  double sum = 0.0;
  for (std::size_t i = 0; i < shape.ring_count(); ++i) {
    const auto ring = shape.ring(i);
    for (std::size_t k = 0; k < ring.size(); ++k) {
      const GridPoint a = ring[k];
      const GridPoint b = ring[(k + 1) % ring.size()];
      sum += std::hypot(b.east_m - a.east_m, b.north_m - a.north_m);
    }
  }
  return sum;
}

double size_m2(const ShapeView<GridPoint>& shape) {
  const GridBox box = box_of(shape);
  const double side = std::max(box.max_east_m - box.min_east_m, box.max_north_m - box.min_north_m);
  return side * side;
}

double tolerance_m2(const TestShape& first, double corner_m) {
  const auto corners = static_cast<double>(first.view().point_count());
  return kClipError * corners * size_m2(first.view()) + corner_m * perimeter_m(first.view());
}

double clipped(const TestShape& a, const TestShape& b) { return common_area_m2(a.view(), b.view()); }

TEST(ClipArea, OfASquareWithItselfIsItsArea) {
  const auto square = polygon("POLYGON((0 0,10 0,10 10,0 10,0 0))");
  EXPECT_DOUBLE_EQ(clipped(square, square), 100.0);
}

TEST(ClipArea, OfTwoShiftedSquaresIsTheirCommonSquare) {
  EXPECT_DOUBLE_EQ(
      clipped(polygon("POLYGON((0 0,10 0,10 10,0 10,0 0))"), polygon("POLYGON((6 7,16 7,16 17,6 17,6 7))")), 12.0);
}

TEST(ClipArea, OfPolygonsThatTouchInAnEdgeOrACornerIsNothing) {
  const auto square = polygon("POLYGON((0 0,10 0,10 10,0 10,0 0))");
  EXPECT_EQ(clipped(square, polygon("POLYGON((10 0,20 0,20 10,10 10,10 0))")), 0.0);
  EXPECT_EQ(clipped(square, polygon("POLYGON((10 10,20 10,20 20,10 20,10 10))")), 0.0);
  EXPECT_EQ(clipped(square, polygon("POLYGON((10 3,20 3,20 6,10 6,10 3))")), 0.0);
}

TEST(ClipArea, OfPolygonsApartIsNothing) {
  EXPECT_EQ(clipped(polygon("POLYGON((0 0,1 0,1 1,0 1,0 0))"), polygon("POLYGON((5 5,6 5,6 6,5 6,5 5))")), 0.0);
}

TEST(ClipArea, CountsNoHoleOfEither) {
  const auto parcel = polygon("POLYGON((0 0,10 0,10 10,0 10,0 0),(2 2,4 2,4 4,2 4,2 2))");
  const auto zone = polygon("POLYGON((-5 -5,20 -5,20 20,-5 20,-5 -5),(3 3,6 3,6 6,3 6,3 3))");
  // 100 − 4 (hole of the parcel) − 9 (hole of the zone) + 1 (both holes).
  EXPECT_DOUBLE_EQ(clipped(parcel, zone), 88.0);
}

TEST(ClipArea, SeesBothArmsOfAConcaveZone) {
  // A U whose arms are 2 wide: both cross the parcel 3 high.
  const auto zone = polygon("POLYGON((0 0,10 0,10 20,8 20,8 2,2 2,2 20,0 20,0 0))");
  EXPECT_DOUBLE_EQ(clipped(polygon("POLYGON((-1 10,11 10,11 13,-1 13,-1 10))"), zone), 12.0);
}

TEST(ClipArea, AddsThePartsOfAMultipolygon) {
  const auto parts = polygon("MULTIPOLYGON(((0 0,2 0,2 2,0 2,0 0)),((8 0,10 0,10 2,8 2,8 0)))");
  EXPECT_DOUBLE_EQ(clipped(polygon("POLYGON((1 0,9 0,9 1,1 1,1 0))"), parts), 2.0);
  EXPECT_DOUBLE_EQ(clipped(parts, polygon("POLYGON((1 0,9 0,9 1,1 1,1 0))")), 2.0);
}

TEST(ClipArea, OfThreeSquaresIsWhatAllShare) {
  const auto a = polygon("POLYGON((0 0,10 0,10 10,0 10,0 0))");
  const auto b = polygon("POLYGON((5 0,15 0,15 10,5 10,5 0))");
  const auto c = polygon("POLYGON((0 6,20 6,20 9,0 9,0 6))");
  EXPECT_DOUBLE_EQ(common_area_m2(a.view(), b.view(), c.view()), 15.0);
  EXPECT_DOUBLE_EQ(common_area_m2(a.view(), b.view(), polygon("POLYGON((0 6,5 6,5 9,0 9,0 6))").view()), 0.0);
}

/// Largest error over many random pairs, as a share of what tolerance_m2 allows.
struct Measured {
  double worst_m2 = 0.0;
  double worst_share = 0.0;
  int with_area = 0;
  void see(double ours, double theirs, double allowed) {
    const double off = std::abs(ours - theirs);
    worst_m2 = std::max(worst_m2, off);
    worst_share = std::max(worst_share, off / allowed);
    with_area += theirs > 0.0 ? 1 : 0;
  }
  void record() const {
    testing::Test::RecordProperty("worst_m2", std::to_string(worst_m2 * 1e9) + "e-9");
    testing::Test::RecordProperty("worst_share_of_tolerance", std::to_string(worst_share));
    testing::Test::RecordProperty("pairs_with_area", std::to_string(with_area));
  }
};

double geos_common(const GEOSGeometry& a, const GEOSGeometry& b) {
  const auto area = intersection_area_m2(a, b);
  EXPECT_TRUE(area);
  return area ? *area : 0.0;
}

class ClipAreaProperty : public testing::TestWithParam<GridPoint> {
 protected:
  double corner_m() const { return GetParam() == kOrigin ? kGeosCornerAtOrigin_m : kGeosCorner_m; }
};

TEST_P(ClipAreaProperty, AgreesWithGeosOnRandomPairs) {
  RandomPolygons random{11, GetParam()};
  Measured measured;
  for (int i = 0; i < 30'000; ++i) {
    const TestShape a = random.any();
    const TestShape b = random.any();
    measured.see(clipped(a, b), geos_common(*geos_of(a), *geos_of(b)), tolerance_m2(a, corner_m()));
    ASSERT_LE(measured.worst_share, 1.0) << "pair " << i;
  }
  EXPECT_GT(measured.with_area, 10'000);
  measured.record();
}

TEST_P(ClipAreaProperty, IsAlmostNothingForNeighboursThatShareTheirEdges) {
  RandomPolygons random{12, GetParam()};
  Measured measured;
  for (int i = 0; i < 6'000; ++i) {
    const TestShape a = random.any();
    const GeosGeometry geos_a = geos_of(a);
    // What is left of another polygon without the first has the first's corners and edges as they are.
    const GeosGeometry rest{GEOSDifference_r(geos_context(), geos_of(random.any()).get(), geos_a.get())};
    ASSERT_TRUE(rest);
    const TestShape b = shape_of(*rest);
    if (b.store.size() == 1) {
      measured.see(clipped(a, b), geos_common(*geos_a, *geos_of(b)), tolerance_m2(a, corner_m()));
      measured.see(clipped(b, a), geos_common(*geos_of(b), *geos_a), tolerance_m2(b, corner_m()));
    }
    ASSERT_LE(measured.worst_share, 1.0) << "pair " << i;
  }
  measured.record();
}

TEST_P(ClipAreaProperty, AgreesWithGeosOnRandomTriples) {
  RandomPolygons random{13, GetParam()};
  Measured measured;
  for (int i = 0; i < 8'000; ++i) {
    const TestShape a = random.any();
    const TestShape b = random.any();
    const TestShape c = random.any();
    const auto two = intersection(*geos_of(a), *geos_of(b));
    ASSERT_TRUE(two);
    // The triangles of the fan are cut into fans again: errors add up over both.
    const double allowed = tolerance_m2(a, 2.0 * corner_m()) * 3.0;
    measured.see(common_area_m2(a.view(), b.view(), c.view()), geos_common(**two, *geos_of(c)), allowed);
    ASSERT_LE(measured.worst_share, 1.0) << "triple " << i;
  }
  EXPECT_GT(measured.with_area, 1'000);
  measured.record();
}

TEST_P(ClipAreaProperty, DoesNotDependOnWhichPolygonComesFirst) {
  RandomPolygons random{14, GetParam()};
  for (int i = 0; i < 5'000; ++i) {
    const TestShape a = random.any();
    const TestShape b = random.any();
    ASSERT_NEAR(clipped(a, b), clipped(b, a), tolerance_m2(a, 0.0) + tolerance_m2(b, 0.0)) << "pair " << i;
  }
}

INSTANTIATE_TEST_SUITE_P(AtTheOriginAndInTheGrid, ClipAreaProperty, testing::Values(kOrigin, kCuChi),
                         [](const auto& at) { return at.param == kOrigin ? "Origin" : "Grid"; });

}  // namespace
}  // namespace quyhoach::geo
