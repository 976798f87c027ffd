#include "geo/geom/area_layer.h"

#include <algorithm>
#include <map>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "geo/geom/clip_area.h"
#include "tests/geo/geom/polygons.h"

namespace quyhoach::geo {
namespace {

constexpr GridPoint kCuChi{580'679.0, 1'213'237.0};

struct Touch {
  std::uint32_t index;
  Relation relation;
  friend bool operator==(const Touch&, const Touch&) = default;
};

std::vector<Touch> touching(const AreaLayer& layer, const ShapeView<GridPoint>& place) {
  std::vector<Touch> found;
  layer.visit_touching(box_of(place), place.ring(0).front(), [&](std::uint32_t i, Relation r) {
    found.push_back({i, r});
  });
  return found;
}

TEST(AreaLayer, SaysWhichPolygonsHoldThePlaceWholeAndWhichAnEdgeCrosses) {
  const AreaLayer layer = layer_of({"POLYGON((0 0,100 0,100 100,0 100,0 0))", "POLYGON((15 0,200 0,200 50,15 50,15 0))",
                                    "POLYGON((300 300,400 300,400 400,300 400,300 300))"});
  const auto place = polygon("POLYGON((10 10,20 10,20 20,10 20,10 10))");
  EXPECT_THAT(touching(layer, place.view()),
              testing::ElementsAre(Touch{0, Relation::kContains}, Touch{1, Relation::kCrosses}));
}

TEST(AreaLayer, APlaceInAHoleIsNotContained) {
  const AreaLayer layer = layer_of({"POLYGON((0 0,100 0,100 100,0 100,0 0),(30 30,70 30,70 70,30 70,30 30))"});
  EXPECT_THAT(touching(layer, polygon("POLYGON((40 40,50 40,50 50,40 50,40 40))").view()), testing::IsEmpty());
}

TEST(AreaLayer, TheClosingEdgeOfARingCountsToo) {
  const AreaLayer layer = layer_of({"POLYGON((0 0,100 0,100 100,0 100,0 0))"});
  EXPECT_THAT(touching(layer, polygon("POLYGON((-1 40,1 40,1 50,-1 50,-1 40))").view()),
              testing::ElementsAre(Touch{0, Relation::kCrosses}));
}

TEST(AreaLayer, ALayerOfNothingTouchesNothing) {
  EXPECT_THAT(touching(AreaLayer{}, polygon("POLYGON((0 0,1 0,1 1,0 1,0 0))").view()), testing::IsEmpty());
  EXPECT_THAT(touching(AreaLayer{ShapeStore{}}, polygon("POLYGON((0 0,1 0,1 1,0 1,0 0))").view()), testing::IsEmpty());
}

TEST(AreaLayer, MayBeAskedWhileItIsBeingAsked) {
  const AreaLayer layer = layer_of({"POLYGON((0 0,10 0,10 10,0 10,0 0))", "POLYGON((5 0,20 0,20 10,5 10,5 0))"});
  const auto place = polygon("POLYGON((4 4,6 4,6 6,4 6,4 4))");
  std::size_t outer = 0;
  std::size_t inner = 0;
  layer.visit_touching(box_of(place.view()), place.view().ring(0).front(), [&](std::uint32_t, Relation) {
    ++outer;
    inner += touching(layer, place.view()).size();
  });
  EXPECT_EQ(outer, 2U);
  EXPECT_EQ(inner, 4U);
}

/// A polygon that lies beyond a parcel's corner and touches it with the middle of a slanting edge: whether the edge
/// meets the box and whether the corner lies inside are then two questions of the last digit, and must not be answered
/// against each other.
TEST(AreaLayer, AZoneThatTouchesAParcelsCornerNeverContainsIt) {
  RandomPolygons random{21, kCuChi};
  for (int i = 0; i < 200'000; ++i) {
    const GridPoint corner = random.near_centre(500.0);
    const double away =
        i % 2 == 0 ? 1.0 : -1.0;  // The zone lies north-east or south-west of the corner where the ring begins.
    const double width = away * random.between(5.0, 30.0);
    ShapeStore place;
    place.add_ring(std::vector<GridPoint>{corner,
                                          {corner.east_m - width, corner.north_m},
                                          {corner.east_m - width, corner.north_m - width},
                                          {corner.east_m, corner.north_m - width}},
                   true);
    place.end_shape();
    const double dx = away * random.between(10.0, 300.0);
    const double dy = away * random.between(10.0, 300.0);
    const double t = random.between(0.2, 5.0);
    const GridPoint one{corner.east_m - dx, corner.north_m + dy};
    const GridPoint other{corner.east_m + t * dx, corner.north_m - t * dy};
    ShapeStore zones;
    zones.add_ring(std::vector<GridPoint>{one, other, {corner.east_m + 9 * dx, corner.north_m + 9 * dy}}, true);
    zones.end_shape();
    ASSERT_GT(area_m2(place.view(0)), 0.0);
    ASSERT_GT(area_m2(zones.view(0)), 0.0);
    const AreaLayer layer{std::move(zones)};
    for (const Touch& touch : touching(layer, place.view(0))) {
      ASSERT_EQ(touch.relation, Relation::kCrosses) << "case " << i;
    }
  }
}

/// The layer's answer for random places against GEOS, polygon by polygon.
TEST(AreaLayer, AgreesWithGeosAboutEveryPolygonOfRandomLayers) {
  constexpr double kNothing_m2 = 1e-6;
  int whole = 0;
  int partial = 0;
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    RandomPolygons random{100 + seed, kCuChi};
    ShapeStore store;
    std::vector<GeosGeometry> zones;
    for (std::size_t i = 0; i < 40; ++i) {
      const TestShape zone = random.any();
      store.add(zone.view());
      zones.push_back(geos_of(zone));
    }
    const AreaLayer layer{std::move(store)};
    for (int k = 0; k < 40; ++k) {
      const TestShape place = random.one(k % 2 == 0 ? RandomPolygons::kRectangle : RandomPolygons::kStar);
      const GeosGeometry geos_place = geos_of(place);
      const double area = area_m2(place.view());
      std::map<std::uint32_t, double> found;
      for (const Touch& touch : touching(layer, place.view())) {
        const bool contained = touch.relation == Relation::kContains;
        const double common = contained ? area : common_area_m2(place.view(), layer.view(touch.index));
        ASSERT_TRUE(found.emplace(touch.index, common).second) << "visited twice";
      }
      for (std::uint32_t i = 0; i < zones.size(); ++i) {
        const auto expected = intersection_area_m2(*geos_place, *zones[i]);
        ASSERT_TRUE(expected);
        const auto at = found.find(i);
        ASSERT_NEAR(at == found.end() ? 0.0 : at->second, *expected, kNothing_m2)
            << "seed " << seed << " place " << k << " zone " << i;
        whole += *expected >= area * (1.0 - 1e-9) ? 1 : 0;
        partial += *expected > kNothing_m2 && *expected < area * (1.0 - 1e-9) ? 1 : 0;
      }
    }
  }
  EXPECT_GT(whole, 500);
  EXPECT_GT(partial, 5'000);
}

/// Every edge cut into many, so that most of a polygon's runs of edges pass a place by.
TestShape cut_fine(const TestShape& shape, int pieces) {
  TestShape fine;
  const auto view = shape.view();
  for (std::size_t i = 0; i < view.ring_count(); ++i) {
    const auto ring = view.ring(i);
    std::vector<GridPoint> points;
    for (std::size_t k = 0; k < ring.size(); ++k) {
      const GridPoint a = ring[k];
      const GridPoint b = ring[(k + 1) % ring.size()];
      for (int n = 0; n < pieces; ++n) {
        const double t = static_cast<double>(n) / pieces;
        points.push_back({a.east_m + t * (b.east_m - a.east_m), a.north_m + t * (b.north_m - a.north_m)});
      }
    }
    fine.store.add_ring(points, view.is_shell(i));
  }
  fine.store.end_shape();
  return fine;
}

TEST(AreaLayer, AnOutlineNearAPlaceHasTheSameAreaThere) {
  RandomPolygons random{31, kCuChi};
  std::size_t points = 0;
  std::size_t kept = 0;
  ShapeStore scratch;
  for (int i = 0; i < 4'000; ++i) {
    const TestShape zone = cut_fine(random.any(), 40);
    const TestShape place = random.one(RandomPolygons::kRectangle);
    ShapeStore store;
    store.add(zone.view());
    const AreaLayer layer{std::move(store)};
    const auto near = layer.outline_near(0, box_of(place.view()), scratch);
    points += zone.view().point_count();
    kept += near.point_count();
    ASSERT_EQ(near.ring_count(), zone.view().ring_count());
    ASSERT_NEAR(common_area_m2(place.view(), near), common_area_m2(place.view(), zone.view()), 1e-9) << i;
  }
  EXPECT_LT(kept, points / 2);
}

TEST(AreaLayer, FindsThePolygonsThatContainAPointAsGeosDoes) {
  RandomPolygons random{31, kCuChi};
  ShapeStore store;
  std::vector<GeosGeometry> zones;
  for (std::size_t i = 0; i < 60; ++i) {
    const TestShape zone = random.any();
    store.add(zone.view());
    zones.push_back(geos_of(zone));
  }
  const AreaLayer layer{std::move(store)};
  for (int k = 0; k < 3'000; ++k) {
    const GridPoint point = random.near_centre(40.0);
    std::vector<std::uint32_t> expected;
    for (std::uint32_t i = 0; i < zones.size(); ++i) {
      const GeosGeometry at{GEOSGeom_createPointFromXY_r(geos_context(), point.east_m, point.north_m)};
      if (GEOSContains_r(geos_context(), zones[i].get(), at.get()) == 1) {
        expected.push_back(i);
      }
    }
    std::vector<std::uint32_t> found;
    layer.visit_containing(point, [&](std::uint32_t i) { found.push_back(i); });
    ASSERT_EQ(found, expected);
  }
}

}  // namespace
}  // namespace quyhoach::geo
