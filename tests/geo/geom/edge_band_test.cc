#include "geo/geom/edge_band.h"

#include <cmath>
#include <numbers>
#include <random>

#include <gmock/gmock.h>

#include "geo/geom/measure.h"
#include "geo/geom/overlay.h"
#include "tests/geo/geom/polygons.h"

namespace quyhoach::geo {
namespace {

constexpr double kRounding_m2 = 1e-9;

/// The band by GEOS, its arcs inside the true ones: never more than there is.
EdgeBand by_geos(const ShapeView<GridPoint>& place, const ShapeView<GridPoint>& zone, double distance_m) {
  GEOSContextHandle_t context = geos_context();
  const auto a = polygons_to_geos(place);
  const auto b = polygons_to_geos(zone);
  const GeosGeometry edge{GEOSBoundary_r(context, b->get())};
  const GeosGeometry band{GEOSBuffer_r(context, edge.get(), distance_m, 32)};
  const auto part = intersection(**a, *band);
  return {*intersection_area_m2(**part, **b), *difference_area_m2(**part, **b)};
}

TEST(EdgeBand, OfAStraightEdgeIsAStripOnEitherSide) {
  const auto place = polygon_of({{0, 0}, {10, 0}, {10, 20}, {0, 20}});
  const auto zone = polygon_of({{-50, -50}, {4, -50}, {4, 50}, {-50, 50}});
  const auto band = edge_band(place.view(0), zone.view(0), 0.5);
  ASSERT_TRUE(band);
  EXPECT_NEAR(band->inside_m2, 10.0, kRounding_m2);
  EXPECT_NEAR(band->outside_m2, 10.0, kRounding_m2);
}

TEST(EdgeBand, MeetsAlongTheBisectorInsideACornerAndRoundsItOutside) {
  const auto place = polygon_of({{-100, -100}, {100, -100}, {100, 100}, {-100, 100}});
  const auto zone = polygon_of({{-10, -10}, {10, -10}, {10, 10}, {-10, 10}});
  const double d = 2.0;
  const auto band = edge_band(place.view(0), zone.view(0), d);
  ASSERT_TRUE(band);
  EXPECT_NEAR(band->inside_m2, 4 * 20.0 * d - 4 * d * d, kRounding_m2);
  const double exact = 4 * 20.0 * d + std::numbers::pi * d * d;
  EXPECT_GE(band->outside_m2, exact);
  EXPECT_LE(band->outside_m2, 1.005 * exact);
}

TEST(EdgeBand, TakesAllOfAZoneNarrowerThanTwiceTheDistance) {
  const auto place = polygon_of({{0, 0}, {30, 0}, {30, 30}, {0, 30}});
  const auto zone = polygon_of({{-50, 10}, {80, 10}, {80, 13}, {-50, 13}});
  const auto band = edge_band(place.view(0), zone.view(0), 1.6);
  ASSERT_TRUE(band);
  EXPECT_GE(band->inside_m2, 90.0);
}

TEST(EdgeBand, OfNoDistanceIsNothing) {
  const auto place = polygon_of({{0, 0}, {10, 0}, {10, 10}, {0, 10}});
  const auto band = edge_band(place.view(0), place.view(0), 0.0);
  ASSERT_TRUE(band);
  EXPECT_EQ(band->inside_m2, 0.0);
  EXPECT_EQ(band->outside_m2, 0.0);
}

TEST(EdgeBand, OfAHoleLiesOnTheOtherSide) {
  const auto place = polygon_of({{0, 0}, {10, 0}, {10, 10}, {0, 10}});
  const auto zone = polygon_of({{-50, -50}, {50, -50}, {50, 50}, {-50, 50}}, {{{3, 3}, {3, 7}, {7, 7}, {7, 3}}});
  const auto band = edge_band(place.view(0), zone.view(0), 0.5);
  ASSERT_TRUE(band);
  EXPECT_NEAR(band->outside_m2, 4 * 4 * 0.5 - 4 * 0.25, kRounding_m2);
  EXPECT_GE(band->inside_m2, 4 * 4 * 0.5 + std::numbers::pi * 0.25);
}

TEST(EdgeBand, IsLeftToOthersWhereEdgesAreShortAgainstTheDistance) {
  std::vector<GridPoint> stairs{{0, 0}};
  for (int i = 0; i < 30; ++i) {
    stairs.push_back({i * 0.5 + 0.5, i * 0.5});
    stairs.push_back({i * 0.5 + 0.5, i * 0.5 + 0.5});
  }
  stairs.push_back({0, 15});
  const auto place = polygon_of({{2, 2}, {12, 2}, {12, 12}, {2, 12}});
  EXPECT_FALSE(edge_band(place.view(0), polygon_of(stairs).view(0), 3.0));
}

/// Stars around a point of the plane: any number of corners, of both kinds.
ShapeStore star(std::mt19937& random, GridPoint middle, double radius_m, int corners) {
  std::uniform_real_distribution<double> share{0.45, 1.0};
  std::vector<GridPoint> ring;
  for (int i = 0; i < corners; ++i) {
    const double angle = 2.0 * std::numbers::pi * i / corners;
    const double r = radius_m * share(random);
    ring.push_back({middle.east_m + r * std::cos(angle), middle.north_m + r * std::sin(angle)});
  }
  return polygon_of(ring);
}

TEST(EdgeBand, IsNeverNarrowerThanGeosFindsItAndRarelyAnyWider) {
  std::mt19937 random{20261130};
  std::uniform_real_distribution<double> offset{-25.0, 25.0};
  std::uniform_real_distribution<double> distance{0.05, 1.2};
  std::uniform_int_distribution<int> corners{3, 12};
  const GridPoint origin{590'000.0, 1'212'000.0};
  int made = 0;
  int wide = 0;
  for (int i = 0; i < 5'000; ++i) {
    const auto place = star(random, origin, 15.0, corners(random));
    const auto zone = star(random, {origin.east_m + offset(random), origin.north_m + offset(random)}, 30.0, corners(random));
    const double d = distance(random);
    const auto band = edge_band(place.view(0), zone.view(0), d);
    if (!band) {
      continue;
    }
    ++made;
    const EdgeBand exact = by_geos(place.view(0), zone.view(0), d);
    ASSERT_GE(band->inside_m2, exact.inside_m2 - 1e-7) << i;
    ASSERT_GE(band->outside_m2, exact.outside_m2 - 1e-7) << i;
    const double whole = exact.inside_m2 + exact.outside_m2;
    wide += band->inside_m2 + band->outside_m2 > 1.05 * whole + 1e-6 ? 1 : 0;
  }
  EXPECT_GT(made, 4'500);
  EXPECT_LT(wide, made / 50);
}

}  // namespace
}  // namespace quyhoach::geo
