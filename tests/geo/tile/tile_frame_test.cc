#include "geo/tile/tile_frame.h"

#include <gtest/gtest.h>

#include "tests/geo/tile/tile_reading.h"

namespace quyhoach::geo {
namespace {

TEST(TileFrame, TakesAStepForAUnitAtTheDeepestZoom) {
  const TileFrame frame{{20, 3, 4}};
  EXPECT_EQ(frame.snap({3 * 4096 + 7, 4 * 4096 + 9}), (WidePoint{7, 9}));
}

TEST(TileFrame, RoundsAlikeInNeighbouringTiles) {
  const TileFrame west{{14, 100, 100}};
  const TileFrame east{{14, 101, 100}};
  const std::uint32_t border = 101U << 18U;
  for (std::uint32_t x = border - 200; x < border + 200; ++x) {
    EXPECT_EQ(west.snap_x(x), east.snap_x(x) + kTileExtent);
  }
}

TEST(TileFrame, CoversTheWholeWorldAtZoomZero) {
  const TileFrame frame{{0, 0, 0}};
  EXPECT_EQ(frame.snap({0, 0}), (WidePoint{0, 0}));
  EXPECT_EQ(frame.snap({UINT32_MAX, UINT32_MAX}), (WidePoint{4096, 4096}));
  EXPECT_TRUE(frame.contains({UINT32_MAX, UINT32_MAX}, 0));
}

TEST(TileFrame, IsExactBeforeRounding) {
  const TileFrame frame{{14, 100, 100}};
  EXPECT_EQ(frame.exact_x((100U << 18U) + 96), 1.5);
  EXPECT_EQ(frame.exact_y((100U << 18U) - 32), -0.5);
}

}  // namespace
}  // namespace quyhoach::geo
