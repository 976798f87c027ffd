#include "geo/geom/packed_grid.h"

#include <bit>
#include <random>

#include <gtest/gtest.h>

namespace quyhoach::geo {
namespace {

/// Shapes whose coordinates come from `coordinate(base)`.
template <typename Coordinate>
ShapeStore shapes_of(std::mt19937_64& random, Coordinate&& coordinate) {
  ShapeStore shapes;
  for (int i = 0; i < 300; ++i) {
    for (std::size_t ring = 0; ring < 1 + random() % 3; ++ring) {
      std::vector<GridPoint> points;
      for (std::size_t k = 0; k < 3 + random() % 12; ++k) {
        points.push_back({coordinate(580'000.0), coordinate(1'210'000.0)});
      }
      shapes.add_ring(points, ring == 0);
    }
    shapes.end_shape();
  }
  return shapes;
}

void expect_same_bits(const ShapeStore& shapes) {
  const PackedGrid packed{shapes};
  ASSERT_EQ(packed.size(), shapes.size());
  for (std::size_t i = 0; i < shapes.size(); ++i) {
    const ShapeStore one = packed.read(i);
    ASSERT_EQ(one.size(), 1U);
    const auto a = one.view(0);
    const auto b = shapes.view(i);
    ASSERT_EQ(a.ring_count(), b.ring_count());
    for (std::size_t r = 0; r < a.ring_count(); ++r) {
      ASSERT_EQ(a.is_shell(r), b.is_shell(r));
      ASSERT_TRUE(std::ranges::equal(a.ring(r), b.ring(r), [](GridPoint p, GridPoint q) {
        return std::bit_cast<std::uint64_t>(p.east_m) == std::bit_cast<std::uint64_t>(q.east_m) &&
               std::bit_cast<std::uint64_t>(p.north_m) == std::bit_cast<std::uint64_t>(q.north_m);
      }));
    }
  }
}

TEST(PackedGrid, GivesBackTheBitsOfWholeMillimetres) {
  for (const double step : {1e-3, 1e-2, 1.0}) {
    std::mt19937_64 random{9};
    const ShapeStore shapes = shapes_of(random, [&](double base) {
      return std::round((base + std::uniform_real_distribution{-9'000.0, 9'000.0}(random)) / step) / (1.0 / step);
    });
    EXPECT_EQ(PackedGrid{shapes}.plain_count(), 0U) << step;
    expect_same_bits(shapes);
  }
}

TEST(PackedGrid, KeepsOtherCoordinatesAsTheyAre) {
  std::mt19937_64 random{10};
  const ShapeStore shapes =
      shapes_of(random, [&](double base) { return base + std::uniform_real_distribution{-9'000.0, 9'000.0}(random); });
  EXPECT_EQ(PackedGrid{shapes}.plain_count(), shapes.size());
  expect_same_bits(shapes);
}

TEST(PackedGrid, OneCoordinateInBetweenKeepsThatShapeAsItIs) {
  for (const double odd : {580'000.0005, std::nextafter(580'000.788, 1e9), -0.0, 1e300, 580'000.0 + 6e6, 5e-324}) {
    ShapeStore shapes;
    for (const double east : {580'000.5, odd, 580'002.25}) {
      shapes.add_ring(std::vector<GridPoint>{{580'000.5, 1'210'000.0}, {east, 1'210'001.0}, {580'001.0, 1'210'002.0}}, true);
      shapes.end_shape();
    }
    EXPECT_EQ(PackedGrid{shapes}.plain_count(), 1U) << odd;
    expect_same_bits(shapes);
  }
}

TEST(PackedGrid, KeepsShapesTooFarApartAsTheyAre) {
  ShapeStore shapes;
  for (const double east : {0.0, 1e9}) {
    shapes.add_ring(std::vector<GridPoint>{{east, 0.0}, {east + 1.0, 0.0}, {east, 1.0}}, true);
    shapes.end_shape();
  }
  EXPECT_EQ(PackedGrid{shapes}.plain_count(), 1U);
  expect_same_bits(shapes);
}

TEST(PackedGrid, OfNothingIsEmpty) {
  EXPECT_EQ(PackedGrid{}.size(), 0U);
  EXPECT_EQ(PackedGrid{ShapeStore{}}.size(), 0U);
}

}  // namespace
}  // namespace quyhoach::geo
