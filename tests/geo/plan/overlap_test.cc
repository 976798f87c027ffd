#include "geo/plan/overlap.h"

#include <cmath>
#include <numbers>

#include <gtest/gtest.h>

#include "geo/geom/measure.h"
#include "tests/geo/geom/polygons.h"
#include "tests/geo/plan/small_district.h"

namespace quyhoach::geo {
namespace {

/// Zones of random shapes, each a plan of its own, over random places; GEOS does the sums a second time.
class BalanceProperty : public testing::TestWithParam<std::size_t> {};

TEST_P(BalanceProperty, AgreesWithGeosHoweverManyZonesOverlap) {
  constexpr GridPoint kCuChi{580'679.0, 1'213'237.0};
  constexpr double kError_m2 = 1e-6;  // The places are up to 5,000 m²; GEOS rounds corners to 2.3e-10 m.
  constexpr double kIdentity = 1e-9;  // The promise: of the place's area.
  RandomPolygons random{71 + GetParam(), kCuChi};
  int overlapping = 0;
  for (int i = 0; i < 1'500; ++i) {
    const TestShape place = random.one(static_cast<RandomPolygons::Family>(random.below(3)));
    const GeosGeometry outline = geos_of(place);
    const double area = area_m2(place.view());
    ShapeStore zones;
    for (std::size_t k = 0; k < GetParam(); ++k) {
      zones.add(random.any().view());
    }
    PlanSet plan;
    plan.areas = AreaLayer{std::move(zones)};
    plan.area_rows.resize(GetParam());
    std::vector<Restriction> restrictions;
    GeosGeometry left{GEOSGeom_clone_r(geos_context(), outline.get())};
    double sum = 0.0;
    for (std::uint32_t k = 0; k < GetParam(); ++k) {
      const auto zone = polygons_to_geos(plan.areas.view(k));
      const auto under = area_under(place.view(), plan.areas, k);
      ASSERT_TRUE(zone && under);
      if (*under > area * kTouching) {
        restrictions.push_back({&plan, k, false, PlanStatus::kInForce, *under, 100.0 * *under / area, {}, {}});
      }
      sum += *intersection_area_m2(*outline, **zone);
      left.reset(GEOSDifference_r(geos_context(), left.get(), zone->get()));
      ASSERT_TRUE(left);
    }
    const auto balance = balance_of(place.view(), area, restrictions);
    ASSERT_TRUE(balance);
    const double uncovered = geos_area(*left);
    EXPECT_NEAR(balance->covered_m2, sum, kError_m2) << i;
    EXPECT_NEAR(balance->uncovered_m2, uncovered, kError_m2) << i;
    EXPECT_NEAR(balance->overlapped_m2, sum - (area - uncovered), kError_m2) << i;
    EXPECT_NEAR(balance->covered_m2 + balance->uncovered_m2 - balance->overlapped_m2, area, kIdentity * area) << i;
    overlapping += balance->overlapped_m2 > 1.0 ? 1 : 0;
  }
  if (GetParam() > 1) {
    EXPECT_GT(overlapping, 100);
  }
}

INSTANTIATE_TEST_SUITE_P(NumberOfZones, BalanceProperty, testing::Values(1U, 2U, 3U, 5U, 9U));

TEST(Balance, OfNoRestrictionLeavesAllUncovered) {
  const TestShape place = polygon("POLYGON((0 0,20 0,20 10,0 10,0 0))");
  const auto balance = balance_of(place.view(), 200.0, {});
  ASSERT_TRUE(balance);
  EXPECT_EQ(balance->covered_m2, 0.0);
  EXPECT_EQ(balance->uncovered_m2, 200.0);
}

TEST(Balance, DoesNotCountLines) {
  const TestShape place = polygon("POLYGON((0 0,20 0,20 10,0 10,0 0))");
  const PlanSet plan;
  const std::vector<Restriction> lines{{&plan, 0, true, PlanStatus::kInForce, {}, {}, 22.0, {}}};
  EXPECT_EQ(balance_of(place.view(), 200.0, lines)->uncovered_m2, 200.0);
}

/// Clipping up to 64 corners, GEOS above: the same place with the same outline, cut finer, has the same areas.
TEST(AreaUnder, IsTheSameOnBothSidesOfTheLimitOfClipping) {
  const AreaLayer zones = layer_of({"POLYGON((3 -5,50 -5,40 50,3 7,3 -5))"});
  for (const int per_side : {15, 16, 17, 40}) {
    ShapeStore store;
    std::vector<GridPoint> ring;
    const std::vector<GridPoint> corners{{0, 0}, {20, 0}, {20, 10}, {0, 10}};
    for (std::size_t c = 0; c < 4; ++c) {
      for (int i = 0; i < per_side; ++i) {
        const double t = static_cast<double>(i) / per_side;
        const GridPoint a = corners[c];
        const GridPoint b = corners[(c + 1) % 4];
        ring.push_back({a.east_m + t * (b.east_m - a.east_m), a.north_m + t * (b.north_m - a.north_m)});
      }
    }
    store.add_ring(ring, true);
    store.end_shape();
    const auto under = area_under(store.view(0), zones, 0);
    ASSERT_TRUE(under);
    EXPECT_NEAR(*under, *area_under(polygon("POLYGON((0 0,20 0,20 10,0 10,0 0))").view(), zones, 0), 1e-9)
        << per_side;
  }
}

TEST(UnitedArea, CountsOverlapsOnce) {
  const TestShape place = polygon("POLYGON((0 0,20 0,20 10,0 10,0 0))");
  const AreaLayer zones = layer_of({"POLYGON((-5 -5,12 -5,12 20,-5 20,-5 -5))", "POLYGON((8 -5,16 -5,16 20,8 20,8 -5))"});
  const std::vector<Cover> twice{{&zones, 0, 120.0}, {&zones, 1, 80.0}, {&zones, 0, 120.0}};
  EXPECT_EQ(*united_area(place.view(), 200.0, twice), 160.0);
  EXPECT_EQ(*united_area(place.view(), 200.0, std::vector<Cover>{}), 0.0);
}

TEST(UnitedArea, AddsPairsThatOverlapInDifferentSpots) {
  // A chain: the first meets the second, the second the third; no spot lies under three.
  const TestShape place = polygon("POLYGON((0 0,20 0,20 10,0 10,0 0))");
  const AreaLayer zones = layer_of({"POLYGON((0 0,6 0,6 10,0 10,0 0))", "POLYGON((5 0,12 0,12 10,5 10,5 0))",
                                 "POLYGON((11 0,16 0,16 10,11 10,11 0))"});
  EXPECT_DOUBLE_EQ(*united_area(place.view(), 200.0, std::vector<Cover>{{&zones, 0, 60.0}, {&zones, 1, 70.0}, {&zones, 2, 50.0}}),
                   160.0);
}

TEST(LengthUnder, IsTheSameOnBothSidesOfTheLimitOfClipping) {
  const TestShape path = line("LINESTRING(-5 5,10 5,10 20)");
  for (const int corners : {8, 63, 64, 65, 300}) {
    ShapeStore store;
    std::vector<GridPoint> ring;
    for (int i = 0; i < corners; ++i) {
      const double turn = 2.0 * std::numbers::pi * i / corners;
      ring.push_back({10.0 + 8.0 * std::cos(turn), 5.0 + 8.0 * std::sin(turn)});
    }
    store.add_ring(ring, true);
    store.end_shape();
    const auto length = length_under(store.view(0), path.view());
    ASSERT_TRUE(length);
    EXPECT_NEAR(*length, *intersection_length_m(**lines_to_geos(path.view()), *geos_of(TestShape{store})), 1e-9) << corners;
  }
}

}  // namespace
}  // namespace quyhoach::geo
