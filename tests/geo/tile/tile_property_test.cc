#include <algorithm>
#include <cmath>
#include <set>
#include <tuple>

#include <gtest/gtest.h>

#include "geo/tile/tile_builder.h"
#include "tests/geo/tile/random_shapes.h"
#include "tests/geo/tile/tile_reading.h"

namespace quyhoach::geo {
namespace {

constexpr WorldPoint kCuChi{3'435'000'000U, 2'018'000'000U};  // about 106.5° E, 11.0° N

double unit_steps(std::uint32_t zoom) { return static_cast<double>(side(zoom)) / kTileExtent; }

struct Measure {
  double area = 0.0;       // square tile units
  double perimeter = 0.0;  // tile units
};

Measure measure(const WorldShape& shape, double step) {
  Measure sum;
  for (std::size_t r = 0; r < shape.ends.size(); ++r) {
    const auto ring = shape.view().ring(r);
    double area2 = 0.0;
    WorldPoint a = ring.back();
    for (const WorldPoint b : ring) {
      const double ax = (static_cast<double>(a.x) - kCuChi.x) / step;
      const double ay = (static_cast<double>(a.y) - kCuChi.y) / step;
      const double bx = (static_cast<double>(b.x) - kCuChi.x) / step;
      const double by = (static_cast<double>(b.y) - kCuChi.y) / step;
      area2 += ax * by - bx * ay;
      sum.perimeter += std::hypot(bx - ax, by - ay);
      a = b;
    }
    sum.area += shape.view().is_shell(r) ? std::abs(area2) / 2 : -std::abs(area2) / 2;
  }
  return sum;
}

std::vector<TileId> tiles_around(const WorldShape& shape, std::uint32_t zoom) {
  const auto [west, east] = std::minmax_element(shape.points.begin(), shape.points.end(),
                                                [](WorldPoint a, WorldPoint b) { return a.x < b.x; });
  const auto [north, south] = std::minmax_element(shape.points.begin(), shape.points.end(),
                                                  [](WorldPoint a, WorldPoint b) { return a.y < b.y; });
  const auto index = [&](std::uint32_t at) { return static_cast<std::uint32_t>(at / side(zoom)); };
  std::vector<TileId> tiles;
  for (std::uint32_t x = index(west->x) - 1; x <= index(east->x) + 1; ++x) {
    for (std::uint32_t y = index(north->y) - 1; y <= index(south->y) + 1; ++y) {
      tiles.push_back({zoom, x, y});
    }
  }
  return tiles;
}

std::string build(TileId tile, const WorldShape& shape, const LayerOptions& options) {
  TileBuilder builder{tile};
  LayerBuilder& layer = builder.layer("zones", options);
  const Tag tag{layer.key("kind"), layer.value("ODT")};
  layer.add_polygon(shape.view(), 1, {&tag, 1});
  EXPECT_EQ(builder.dropped(), 0U);
  std::string bytes = builder.finish();
  EXPECT_EQ(bytes.size(), builder.byte_estimate());
  return bytes;
}

// Vertices on the grid move by at most √½, and snap rounding bends an edge by as much where it passes near one.
constexpr double kShift = 0.75;         // tile units
constexpr double kLeastArea = 0.5;      // square units: the least a ring on the grid can have

class TileProperty : public testing::TestWithParam<std::tuple<std::uint32_t, ShapeKind>> {
 protected:
  static constexpr int kShapes = 400;
  static constexpr double kMaxSize = 5000;  // tile units: reaches over two or three tiles

  template <typename Check>
  void for_each_shape(Check check) {
    const auto [zoom, kind] = GetParam();
    ShapeMaker maker{zoom * 100 + static_cast<unsigned>(kind)};
    for (int i = 0; i < kShapes; ++i) {
      const double size = unit_steps(zoom) * std::exp(maker.between(0.0, std::log(kMaxSize)));
      const double spread = static_cast<double>(side(zoom));
      const WorldPoint centre{kCuChi.x + static_cast<std::uint32_t>(maker.between(0, spread)),
                              kCuChi.y + static_cast<std::uint32_t>(maker.between(0, spread))};
      SCOPED_TRACE(testing::Message() << "shape " << i);
      check(maker.make(kind, centre, std::max(size, 2.0)), zoom);
    }
  }
};

TEST_P(TileProperty, EveryTileIsFaultless) {
  for_each_shape([](const WorldShape& shape, std::uint32_t zoom) {
    for (const TileId tile : tiles_around(shape, zoom)) {
      EXPECT_EQ(defects_of(build(tile, shape, {})), "");
      EXPECT_EQ(defects_of(build(tile, shape, {.simplify = 3.0})), "") << "simplified";
    }
  });
}

TEST_P(TileProperty, NothingLeavesTheBuffer) {
  for_each_shape([](const WorldShape& shape, std::uint32_t zoom) {
    const LayerOptions options{.buffer = 10};
    for (const TileId id : tiles_around(shape, zoom)) {
      const tile::Tile tile = parse_tile(build(id, shape, options));
      for (int i = 0; i < tile.layers_size(); ++i) {
        for (const auto& ring : parts_of(tile.layers(i).features(0))) {
          for (const TilePoint p : ring) {
            EXPECT_TRUE(p.x >= -10 && p.y >= -10 && p.x <= kTileExtent + 10 && p.y <= kTileExtent + 10) << p;
          }
        }
      }
    }
  });
}

TEST_P(TileProperty, TheAreasOfAllTilesAddUp) {
  for_each_shape([](const WorldShape& shape, std::uint32_t zoom) {
    const LayerOptions options{.buffer = 0, .min_area = 0.0};
    double area = 0.0;
    double tiles = 0.0;
    for (const TileId tile : tiles_around(shape, zoom)) {
      const std::string bytes = build(tile, shape, options);
      EXPECT_EQ(defects_of(bytes), "");
      area += area_of(parse_tile(bytes));
      tiles += bytes.empty() ? 0 : 1;
    }
    const Measure truth = measure(shape, unit_steps(zoom));
    EXPECT_NEAR(area, truth.area, kShift * truth.perimeter + tiles * kLeastArea);
  });
}

TEST_P(TileProperty, TheSameShapeGivesTheSameBytes) {
  for_each_shape([](const WorldShape& shape, std::uint32_t zoom) {
    const TileId tile = tiles_around(shape, zoom)[4];
    EXPECT_EQ(build(tile, shape, {.simplify = 1.0}), build(tile, shape, {.simplify = 1.0}));
  });
}

INSTANTIATE_TEST_SUITE_P(ZoomsAndKinds, TileProperty,
                         testing::Combine(testing::Values(9U, 12U, 14U, 16U, 18U, 20U),
                                          testing::Values(ShapeKind::kStar, ShapeKind::kSliver, ShapeKind::kComb,
                                                          ShapeKind::kHoles, ShapeKind::kParts, ShapeKind::kSpiral)));

}  // namespace
}  // namespace quyhoach::geo
