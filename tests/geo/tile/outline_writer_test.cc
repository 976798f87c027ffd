#include "geo/tile/outline_writer.h"

#include <algorithm>
#include <array>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "geo/coord/tile_id.h"
#include "geo/tile/tile_builder.h"
#include "tests/geo/tile/random_shapes.h"

namespace quyhoach::geo {
namespace {

constexpr std::uint32_t kZoom = 14;
constexpr double kUnit = 64.0;  // world steps in a unit of z14
constexpr std::array kKinds{ShapeKind::kStar, ShapeKind::kSliver, ShapeKind::kComb,
                            ShapeKind::kHoles, ShapeKind::kParts, ShapeKind::kSpiral};

/// Many shapes and what is known of them.
struct Drawn {
  ShapeStore shapes;
  std::vector<WorldPoint> world;
  Outlines outlines;

  void add(const WorldShape& shape) {
    const auto view = shape.view();
    for (std::size_t r = 0; r < view.ring_count(); ++r) {
      for (const WorldPoint p : view.ring(r)) {
        shapes.add_point({static_cast<double>(p.x), static_cast<double>(p.y)});
        world.push_back(p);
      }
      shapes.end_ring(view.is_shell(r));
    }
    shapes.end_shape();
  }
  [[nodiscard]] ShapeView<WorldPoint> view(std::size_t i) const { return shapes.view(world.data(), i); }
};

/// \param use  take what is known of a shape where it serves. \return the tile, and how often it served.
std::pair<std::string, std::size_t> tile_of(const Drawn& drawn, TileId id, bool use) {
  TileBuilder tile{id};
  LayerBuilder& layer = tile.layer("parcels");
  std::size_t used = 0;
  for (std::size_t i = 0; i < drawn.shapes.size(); ++i) {
    const auto outline = use && id.z == kZoom ? drawn.outlines.find(i) : std::nullopt;
    if ((outline && layer.add_outline(*outline, i, {})) ||
        (use && drawn.outlines.is_sound(i, id.z) && layer.add_sound_polygon(drawn.view(i), i, {}))) {
      ++used;
    } else {
      (void)layer.add_polygon(drawn.view(i), i, {});
    }
  }
  return {tile.finish(), used};
}

class OutlineWriterAtZoom : public testing::TestWithParam<std::uint32_t> {};

TEST_P(OutlineWriterAtZoom, ATileIsTheSameByteForByteWithWhatIsKnownAndWithout) {
  const std::uint32_t zoom = GetParam();
  const TileId middle{zoom, 13'036U << (zoom - kZoom), 7'688U << (zoom - kZoom)};
  const WorldPoint corner = origin(middle);
  const auto length = static_cast<double>(side(zoom));
  ShapeMaker maker{zoom};
  Drawn drawn;
  for (int i = 0; i < 6'000; ++i) {
    // From a unit to a third of a tile, most of them small; over the tile and into its neighbours.
    const double share = maker.between(0.0, 1.0);
    const double size = length / kTileExtent * (1.0 + 1400.0 * share * share * share * share);
    const WorldPoint centre{corner.x + static_cast<std::uint32_t>(maker.between(-0.2, 1.2) * length),
                            corner.y + static_cast<std::uint32_t>(maker.between(-0.2, 1.2) * length)};
    WorldShape shape = maker.make(kKinds.at(static_cast<std::size_t>(i) % kKinds.size()), centre, size);
    if (shape.ends.size() == 1 && i % 4 != 0) {
      std::ranges::reverse(shape.points);  // Both windings occur.
    }
    drawn.add(shape);
  }
  drawn.outlines = outlines_of(drawn.shapes, drawn.world, kZoom);
  ASSERT_EQ(drawn.outlines.size(), drawn.shapes.size());
  std::size_t used = 0;
  for (const auto& [dx, dy] : {std::pair{0, 0}, {1, 0}, {-1, 0}, {0, 1}, {0, -1}, {1, 1}}) {
    const TileId id{zoom, middle.x + static_cast<std::uint32_t>(dx), middle.y + static_cast<std::uint32_t>(dy)};
    const auto [with, count] = tile_of(drawn, id, true);
    EXPECT_EQ(with, tile_of(drawn, id, false).first) << dx << " " << dy;
    used += count;
  }
  EXPECT_GT(used, 500U);  // Or nothing was compared.
}

INSTANTIATE_TEST_SUITE_P(Zooms, OutlineWriterAtZoom, testing::Values(14U, 15U, 16U, 17U));

TEST(OutlineWriter, WhatVanishesAndWhatIsTooLargeHasNone) {
  ShapeMaker maker{15};
  Drawn drawn;
  const WorldPoint centre{1U << 31U, 1U << 31U};
  drawn.add(maker.make(ShapeKind::kStar, centre, 0.2 * kUnit));
  drawn.add(maker.make(ShapeKind::kStar, centre, 9'000.0 * kUnit));
  drawn.add(maker.make(ShapeKind::kStar, centre, 50.0 * kUnit));
  drawn.shapes.end_shape();  // without points
  drawn.outlines = outlines_of(drawn.shapes, drawn.world, kZoom);
  EXPECT_FALSE(drawn.outlines.find(0));
  EXPECT_FALSE(drawn.outlines.find(1));
  EXPECT_TRUE(drawn.outlines.find(2));
  EXPECT_FALSE(drawn.outlines.find(3));
}

TEST(OutlineWriter, AShapeAtTheWorldsCornerIsDrawnFromItsPoints) {
  ShapeMaker maker{16};
  Drawn drawn;
  WorldShape square;
  square.points = {{0, 0}, {0, 6'400}, {6'400, 6'400}, {6'400, 0}};
  square.close(true);
  drawn.add(square);
  for (WorldPoint& p : square.points) {
    p = {UINT32_MAX - p.x, UINT32_MAX - p.y};
  }
  drawn.add(square);
  drawn.outlines = outlines_of(drawn.shapes, drawn.world, kZoom);
  for (const TileId id : {TileId{kZoom, 0, 0}, TileId{kZoom, (1U << kZoom) - 1, (1U << kZoom) - 1}}) {
    EXPECT_EQ(tile_of(drawn, id, true).first, tile_of(drawn, id, false).first) << id.x;
  }
}

}  // namespace
}  // namespace quyhoach::geo
