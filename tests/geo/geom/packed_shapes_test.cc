#include "geo/geom/packed_shapes.h"

#include <random>

#include <gtest/gtest.h>

namespace quyhoach::geo {
namespace {

WorldStore random_shapes(std::mt19937_64& random, std::size_t count, unsigned shift) {
  WorldStore shapes;
  for (std::size_t i = 0; i < count; ++i) {
    for (std::size_t ring = 0; ring < random() % 4; ++ring) {
      std::vector<WorldPoint> points;
      for (std::size_t k = 0; k < random() % 30; ++k) {
        const auto coordinate = [&] { return static_cast<std::uint32_t>(random()) >> shift << shift; };
        points.push_back({coordinate(), coordinate()});
      }
      shapes.add_ring(points, ring == 0 || random() % 2 == 0);
    }
    shapes.end_shape();
  }
  return shapes;
}

void expect_same(const ShapeView<WorldPoint>& a, const ShapeView<WorldPoint>& b) {
  ASSERT_EQ(a.ring_count(), b.ring_count());
  for (std::size_t r = 0; r < a.ring_count(); ++r) {
    EXPECT_EQ(a.is_shell(r), b.is_shell(r));
    EXPECT_TRUE(std::ranges::equal(a.ring(r), b.ring(r)));
  }
}

TEST(PackedShapes, GiveBackWhatWasPutIn) {
  std::mt19937_64 random{5};
  for (unsigned shift = 0; shift < 32; ++shift) {
    const WorldStore shapes = random_shapes(random, 200, shift);
    PackedShapes packed;
    for (std::size_t i = 0; i < shapes.size(); ++i) {
      packed.add(shapes.view(i));
    }
    packed.freeze();
    ASSERT_EQ(packed.size(), shapes.size());
    WorldStore scratch;
    for (std::size_t k = 0; k < 400; ++k) {
      const std::size_t i = random() % shapes.size();
      expect_same(packed.read(i, scratch), shapes.view(i));
    }
  }
}

TEST(PackedShapes, KeepTheCornersOfTheWorld) {
  constexpr std::uint32_t kLast = 0xFFFF'FFFFU;
  WorldStore shapes;
  shapes.add_ring(std::vector<WorldPoint>{{0, 0}, {kLast, 0}, {kLast, kLast}, {0, kLast}}, true);
  shapes.end_shape();
  PackedShapes packed;
  packed.add(shapes.view(0));
  packed.freeze();
  WorldStore scratch;
  expect_same(packed.read(0, scratch), shapes.view(0));
}

}  // namespace
}  // namespace quyhoach::geo
