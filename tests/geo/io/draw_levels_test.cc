#include "geo/io/draw_levels.h"

#include <gmock/gmock.h>

#include "tests/geo/geom/demo_tessellation.h"

namespace quyhoach::geo {
namespace {

struct Flat {
  std::vector<std::uint32_t> rows;
  std::vector<std::vector<WorldPoint>> rings;
  std::vector<std::array<std::uint32_t, 4>> slices;
  friend bool operator==(const Flat&, const Flat&) = default;
};

std::vector<Flat> flat(const std::vector<DrawLevel>& levels) {
  std::vector<Flat> all;
  WorldStore scratch;
  for (const DrawLevel& level : levels) {
    Flat& one = all.emplace_back();
    one.rows = level.rows;
    for (const TileSlice& slice : level.slices) {
      one.slices.push_back({slice.x, slice.y, slice.first, slice.end});
      for (std::uint32_t i = slice.first; i < slice.end; ++i) {
        const auto shape = level.shapes.read(i, scratch);
        for (std::size_t r = 0; r < shape.ring_count(); ++r) {
          one.rings.emplace_back(shape.ring(r).begin(), shape.ring(r).end());
        }
      }
    }
  }
  return all;
}

class DrawLevels : public ::testing::TestWithParam<bool> {};

TEST_P(DrawLevels, AreTheSameWithAnyNumberOfThreads) {
  const auto transform = GridTransform::create("EPSG:9210", "EPSG:6960");
  ASSERT_TRUE(transform);
  const auto plan = test::DemoTessellation{.columns = 40, .rows = 30}.make();
  const auto row_of = [merge = GetParam()](std::size_t i) { return static_cast<std::uint32_t>(merge ? i % 5 : i); };
  const auto alone = build_levels(plan.zones, *transform, GetParam(), row_of);
  ASSERT_TRUE(alone);
  ASSERT_EQ(alone->size(), kFinestLevel - kCoarsestLevel + 1);
  ASSERT_FALSE(alone->front().rows.empty());
  for (const unsigned threads : {2U, 5U}) {
    const auto together = build_levels(plan.zones, *transform, GetParam(), row_of, threads);
    ASSERT_TRUE(together);
    EXPECT_TRUE(flat(*together) == flat(*alone)) << threads;
  }
}

TEST_P(DrawLevels, AShapeThatCannotBeMappedIsAnErrorOfTheWhole) {
  const auto transform = GridTransform::create("EPSG:9210", "EPSG:6960");
  ASSERT_TRUE(transform);
  ShapeStore shapes = test::DemoTessellation{.columns = 30, .rows = 30}.make().zones;
  constexpr double kFar_m = 1e9;
  shapes.add_ring(std::array{GridPoint{kFar_m, kFar_m}, GridPoint{kFar_m + 1.0, kFar_m}, GridPoint{kFar_m, kFar_m + 1.0}}, true);
  shapes.end_shape();
  const auto levels = build_levels(shapes, *transform, GetParam(), [](std::size_t i) { return static_cast<std::uint32_t>(i); }, 3);
  ASSERT_FALSE(levels);
  EXPECT_EQ(levels.error().code, ErrorCode::kParameterValue);
}

INSTANTIATE_TEST_SUITE_P(OfBothKinds, DrawLevels, ::testing::Bool(), [](const auto& kind) { return kind.param ? "merged" : "single"; });

}  // namespace
}  // namespace quyhoach::geo
