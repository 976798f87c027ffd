#include "geo/geom/label_point.h"

#include <cmath>

#include <gtest/gtest.h>

#include "geo/geom/measure.h"
#include "tests/geo/geom/polygons.h"

namespace quyhoach::geo {
namespace {

/// A shape of metres in WorldPoint steps: one metre, 100 steps (a parcel at Củ Chi is as large as that).
struct WorldShape {
  TestShape metres;  ///< The steps as a grid of their own, for asking about inside and outside.
  std::vector<WorldPoint> points;
  [[nodiscard]] ShapeView<WorldPoint> view() const { return metres.store.view(points.data(), 0); }
};

WorldShape world_of(const ShapeView<GridPoint>& shape) {
  constexpr double kStepsPerMetre = 100.0;
  WorldShape out;
  for (std::size_t i = 0; i < shape.ring_count(); ++i) {
    std::vector<GridPoint> ring;
    for (const GridPoint p : shape.ring(i)) {
      ring.push_back({std::round(2e9 + kStepsPerMetre * p.east_m), std::round(2e9 - kStepsPerMetre * p.north_m)});
    }
    out.metres.store.add_ring(ring, shape.is_shell(i));
  }
  out.metres.store.end_shape();
  for (const GridPoint p : out.metres.store.points()) {
    out.points.push_back({static_cast<std::uint32_t>(p.east_m), static_cast<std::uint32_t>(p.north_m)});
  }
  return out;
}

/// Inside, or within one step of the edge: the point is rounded to a step.
bool is_inside(const WorldShape& shape, WorldPoint label) {
  const GridPoint at{static_cast<double>(label.x), static_cast<double>(label.y)};
  return contains(shape.metres.view(), at) || distance_to_edges_m(shape.metres.view(), at, true) <= 1.5;
}

WorldPoint label_of(const WorldShape& shape) { return label_point(shape.view()); }

TEST(LabelPoint, OfASquareIsItsMiddle) {
  const WorldShape square = world_of(polygon("POLYGON((0 0,10 0,10 10,0 10,0 0))").view());
  EXPECT_NEAR(label_of(square).x, 2e9 + 500, 1);
  EXPECT_NEAR(label_of(square).y, 2e9 - 500, 1);
}

TEST(LabelPoint, OfAUIsInOneOfItsArmsAndNotBetween) {
  const WorldShape u = world_of(polygon("POLYGON((0 0,10 0,10 30,8 30,8 2,2 2,2 30,0 30,0 0))").view());
  EXPECT_TRUE(is_inside(u, label_of(u)));
}

TEST(LabelPoint, OfARingIsNotInItsHole) {
  const WorldShape ring = world_of(polygon("POLYGON((0 0,10 0,10 10,0 10,0 0),(2 2,8 2,8 8,2 8,2 2))").view());
  EXPECT_TRUE(is_inside(ring, label_of(ring)));
}

TEST(LabelPoint, OfSeveralPartsIsInTheLargest) {
  const WorldShape parts =
      world_of(polygon("MULTIPOLYGON(((0 0,2 0,2 2,0 2,0 0)),((20 0,30 0,30 10,20 10,20 0)))").view());
  EXPECT_GT(label_of(parts).x, 2e9 + 2'000);
}

TEST(LabelPoint, OfRandomPolygonsIsInside) {
  RandomPolygons random{61, {0.0, 0.0}};
  for (int i = 0; i < 20'000; ++i) {
    const auto family = static_cast<RandomPolygons::Family>(random.below(RandomPolygons::kFamilies));
    if (family == RandomPolygons::kSliver) {
      continue;  // Thinner than a step: nothing on the grid is inside.
    }
    const WorldShape shape = world_of(random.one(family).view());
    ASSERT_TRUE(is_inside(shape, label_of(shape))) << i;
  }
}

TEST(LabelPoint, OfAShapeThinnerThanAStepIsStillNearIt) {
  const WorldShape thin = world_of(polygon("POLYGON((0 0,10 0,10 0.001,0 0.001,0 0))").view());
  EXPECT_NEAR(label_of(thin).y, 2e9, 2);
}

}  // namespace
}  // namespace quyhoach::geo
