#include "geo/tile/tileset.h"

#include <cmath>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "geo/coord/web_mercator.h"
#include "tests/geo/plan/small_district.h"
#include "tests/geo/tile/tile_reading.h"

namespace quyhoach::geo {
namespace {

using testing::IsEmpty;

const GridTransform& transform() {
  static const GridTransform kTransform = *GridTransform::create("EPSG:9210", "EPSG:6960");
  return kTransform;
}

/// The tile of `zoom` that a place in the grid lies in.
TileId tile_at(GridPoint point, std::uint32_t zoom) {
  const WorldPoint world = to_world(*transform().to_lonlat(point));
  return {zoom, world.x >> (32 - zoom), world.y >> (32 - zoom)};
}

/// As the loader leaves it: the places of corners on the map are known.
std::shared_ptr<const ParcelSet> parcels_on_the_map() {
  ParcelSet::Parts parts;
  parts.object = "parcels-on-the-map";
  parts.commune = "27553";
  add_wkt(parts.shapes, box(0, 0, 40, 40), 0);
  parts.rows.push_back({Indicators::kNone, parts.texts.intern("10"), parts.texts.intern("16"), parts.texts.intern("ODT"), 0});
  for (const GridPoint p : parts.shapes.points()) {
    parts.world.push_back(to_world(*transform().to_lonlat(p)));
  }
  return std::make_shared<const ParcelSet>(std::move(parts));
}

class TilesetTest : public testing::Test {
 protected:
  TilesetTest() : snapshot_(*small_snapshot()) { snapshot_.parcels = {parcels_on_the_map()}; }

  [[nodiscard]] std::uint64_t version(Tileset tileset, TileId tile, Date on) const {
    return tile_version({snapshot_, tileset, tile, on, grid_box(tile, transform())});
  }
  [[nodiscard]] std::string render(Tileset tileset, TileId tile, Date on) const {
    return render_tile({snapshot_, tileset, tile, on, grid_box(tile, transform())});
  }

  Snapshot snapshot_;
  Date day_ = day("2026-01-01");
  TileId here_ = tile_at(at(20, 20), 16);
  TileId far_ = tile_at(at(20'000, 0), 16);
};

TEST(Tileset, IsKnownByItsNameOnly) {
  EXPECT_EQ(parse_tileset("base"), Tileset::kBase);
  EXPECT_EQ(parse_tileset("cadastre"), Tileset::kCadastre);
  EXPECT_EQ(parse_tileset("planning"), Tileset::kPlanning);
  for (const char* name : {"", "Base", "base ", "planning.json"}) {
    EXPECT_EQ(parse_tileset(name), std::nullopt) << name;
  }
}

TEST_F(TilesetTest, ATilesBoxHoldsItsGroundAndItsBufferAndLittleMore) {
  for (const std::uint32_t zoom : {8U, 12U, 16U, 20U}) {
    const TileId tile = tile_at(kCorner, zoom);
    const GridBox grid = grid_box(tile, transform());
    const double side_m = 40'075'016.7 * std::cos(10.97 * std::numbers::pi / 180.0) / static_cast<double>(1U << zoom);
    constexpr double kBuffered = 1.0 + 2.0 * 64.0 / 4096.0;
    EXPECT_TRUE(grid.contains(kCorner)) << zoom;
    // The grid leans against the map by less than a degree here, and the tile's edges bulge.
    EXPECT_GT(grid.max_east_m - grid.min_east_m, side_m * (1.0 + 64.0 / 4096.0)) << zoom;
    EXPECT_LT(grid.max_east_m - grid.min_east_m, side_m * kBuffered * 1.03) << zoom;
  }
}

TEST_F(TilesetTest, DrawsWhatLiesInTheTileAndNothingElsewhere) {
  const tile::Tile cadastre = parse_tile(render(Tileset::kCadastre, here_, day_));
  ASSERT_EQ(cadastre.layers_size(), 1);
  EXPECT_EQ(cadastre.layers(0).name(), "parcels");
  EXPECT_EQ(cadastre.layers(0).features_size(), 1);
  EXPECT_TRUE(is_conforming(check_tile(render(Tileset::kCadastre, here_, day_))));
  for (const Tileset tileset : {Tileset::kBase, Tileset::kCadastre, Tileset::kPlanning}) {
    EXPECT_THAT(render(tileset, far_, day_), IsEmpty());
  }
}

TEST_F(TilesetTest, DrawsTheSameBytesAgain) {
  EXPECT_EQ(render(Tileset::kCadastre, here_, day_), render(Tileset::kCadastre, here_, day_));
}

TEST_F(TilesetTest, AVersionTellsTilesetsAndTilesApart) {
  const auto base = version(Tileset::kBase, here_, day_);
  const auto cadastre = version(Tileset::kCadastre, here_, day_);
  const auto planning = version(Tileset::kPlanning, here_, day_);
  EXPECT_NE(base, cadastre);
  EXPECT_NE(cadastre, planning);
  EXPECT_NE(cadastre, version(Tileset::kCadastre, far_, day_));
  EXPECT_EQ(cadastre, version(Tileset::kCadastre, here_, day_));
}

TEST_F(TilesetTest, APlansVersionFollowsItsStatusAndNotTheDay) {
  const auto in_force = version(Tileset::kPlanning, here_, day_);
  EXPECT_EQ(in_force, version(Tileset::kPlanning, here_, day("2026-02-01")));
  EXPECT_NE(in_force, version(Tileset::kPlanning, here_, day("2000-01-01")));  // Before any plan.
  EXPECT_EQ(version(Tileset::kPlanning, far_, day_), version(Tileset::kPlanning, far_, day("2000-01-01")));
}

TEST_F(TilesetTest, OnlyTilesThatAnObjectTouchesChangeWithIt) {
  const auto planning_here = version(Tileset::kPlanning, here_, day_);
  const auto planning_far = version(Tileset::kPlanning, far_, day_);
  const auto cadastre_here = version(Tileset::kCadastre, here_, day_);
  auto changed = std::make_shared<PlanSet>(*snapshot_.plans.front());
  changed->object = "another";
  snapshot_.plans.front() = changed;
  EXPECT_NE(version(Tileset::kPlanning, here_, day_), planning_here);
  EXPECT_EQ(version(Tileset::kPlanning, far_, day_), planning_far);
  EXPECT_EQ(version(Tileset::kCadastre, here_, day_), cadastre_here);
}

}  // namespace
}  // namespace quyhoach::geo
