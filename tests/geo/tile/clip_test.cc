#include "geo/tile/clip.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/geo/tile/tile_reading.h"

namespace quyhoach::geo {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr TileBox kBox{0, 100};

std::vector<TilePoint> clipped(const std::vector<WidePoint>& ring) {
  std::vector<TilePoint> out;
  clip_ring(ring, kBox, out);
  return out;
}

std::vector<std::vector<TilePoint>> pieces(const std::vector<WidePoint>& line) {
  TileRings out;
  clip_line(line, kBox, out);
  std::vector<std::vector<TilePoint>> pieces;
  for (std::size_t i = 0; i < out.ends.size(); ++i) {
    pieces.emplace_back(out.ring(i).begin(), out.ring(i).end());
  }
  return pieces;
}

using Piece = std::vector<TilePoint>;

TEST(ClipRing, LeavesARingInsideAlone) {
  EXPECT_THAT(clipped({{1, 1}, {9, 1}, {9, 9}}), ElementsAre(TilePoint{1, 1}, TilePoint{9, 1}, TilePoint{9, 9}));
}

TEST(ClipRing, TurnsARingAroundTheBoxIntoTheBox) {
  const auto ring = clipped({{-500, -500}, {500, -500}, {500, 500}, {-500, 500}});
  EXPECT_EQ(signed_area(ring), 100.0 * 100.0);
}

TEST(ClipRing, LeavesNothingOfARingOutside) { EXPECT_THAT(clipped({{101, 0}, {200, 0}, {200, 50}}), IsEmpty()); }

TEST(ClipRing, CutsAnEdgeAtTheSamePointInBothDirections) {
  const auto there = clipped({{50, 10}, {163, 77}, {50, 90}});
  const auto back = clipped({{50, 90}, {163, 77}, {50, 10}});
  EXPECT_THAT(back, testing::UnorderedElementsAreArray(there));
}

TEST(ClipRing, IsExactAtTheFarEndOfTheWorld) {
  constexpr std::int64_t kFar = std::int64_t{1} << 32;
  EXPECT_EQ(signed_area(clipped({{-kFar, -kFar}, {kFar, -kFar}, {kFar, kFar}, {-kFar, kFar}})), 100.0 * 100.0);
}

TEST(ClipLine, KeepsAPolylineInsideInOnePiece) {
  EXPECT_THAT(pieces({{1, 1}, {5, 5}, {9, 1}}), ElementsAre(Piece{{1, 1}, {5, 5}, {9, 1}}));
}

TEST(ClipLine, MakesAPieceOfEachVisit) {
  EXPECT_THAT(pieces({{50, 50}, {150, 50}, {150, 60}, {50, 60}}),
              ElementsAre(Piece{{50, 50}, {100, 50}}, Piece{{100, 60}, {50, 60}}));
}

TEST(ClipLine, CutsALineThatOnlyPassesThrough) {
  EXPECT_THAT(pieces({{-50, 50}, {150, 50}}), ElementsAre(Piece{{0, 50}, {100, 50}}));
}

TEST(ClipLine, DropsALineThatTouchesACornerOnly) { EXPECT_THAT(pieces({{-10, 10}, {10, -10}, {-10, -30}}), IsEmpty()); }

TEST(ClipLine, DropsRepeatedPoints) {
  EXPECT_THAT(pieces({{1, 1}, {1, 1}, {5, 5}, {5, 5}}), ElementsAre(Piece{{1, 1}, {5, 5}}));
  EXPECT_THAT(pieces({{1, 1}, {1, 1}}), IsEmpty());
}

}  // namespace
}  // namespace quyhoach::geo
