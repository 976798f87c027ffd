#include "geo/tile/tile_check.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>

#include <gtest/gtest.h>

#include <rapidjson/document.h>

#include "geo/tile/vector_tile.pb.h"
#include "tests/shared_data.h"

namespace quyhoach::geo {
namespace {

using tile::Tile;

std::string read(const std::filesystem::path& path) {
  std::ifstream in{path, std::ios::binary};
  return {std::istreambuf_iterator<char>{in}, {}};
}

bool fixture_is_valid(const std::filesystem::path& folder) {
  rapidjson::Document info;
  info.Parse(read(folder / "info.json").c_str());
  return info["validity"]["v2"].GetBool();
}

/// Fixtures of mapbox/mvt-fixtures whose `validity.v2` we contradict, and why.
const std::map<std::string, std::string>& where_we_differ() {
  static const std::map<std::string, std::string> list = {
      {"016", "no type field, byte for byte like fixture 003, which is called invalid; §4.2: 'MUST contain a type field'"},
      {"039", "a layer of version 1, valid by the first standard only; §4.1: 'the integer value 2'"},
      {"050", "a parameter of -2^31; §4.3.2: values 'less than -1 * (pow(2,31) - 1) are not supported'"},
      {"057", "MoveTo announces 536,870,911 points, one follows; §4.3.3.1: 'MUST be immediately followed by n pairs'"},
  };
  return list;
}

std::string text_of(const std::vector<TileDefect>& defects) {
  std::string text;
  for (const TileDefect& defect : defects) {
    text += defect.layer + ": " + defect.message + "\n";
  }
  return text;
}

TEST(TileCheck, AgreesWithTheMvtFixturesButForTheListedOnes) {
  const auto fixtures = test::shared_data("mvt-fixtures/fixtures");
  if (!fixtures) {
    GTEST_SKIP() << test::kNoSharedData;
  }
  std::size_t seen = 0;
  for (const auto& entry : std::filesystem::directory_iterator{*fixtures}) {
    const std::string name = entry.path().filename().string();
    const bool differs = where_we_differ().contains(name);
    const auto defects = check_tile(read(entry.path() / "tile.mvt"));
    EXPECT_EQ(is_conforming(defects), fixture_is_valid(entry.path()) != differs) << name << "\n" << text_of(defects);
    ++seen;
  }
  EXPECT_EQ(seen, 74U);
}

Tile tile_with(Tile::GeomType type, std::initializer_list<std::uint32_t> geometry) {
  Tile tile;
  auto& layer = *tile.add_layers();
  layer.set_version(2);
  layer.set_name("parcels");
  layer.set_extent(4096);
  layer.add_keys("kind");
  layer.add_values()->set_string_value("ODT");
  auto& feature = *layer.add_features();
  feature.set_id(7);
  feature.add_tags(0);
  feature.add_tags(0);
  feature.set_type(type);
  for (const std::uint32_t integer : geometry) {
    feature.add_geometry(integer);
  }
  return tile;
}

Tile faultless_tile() { return tile_with(Tile::POLYGON, {9, 0, 0, 26, 20, 0, 0, 20, 19, 0, 15}); }

std::vector<TileDefectCode> codes(const Tile& tile) {
  std::vector<TileDefectCode> codes;
  for (const TileDefect& defect : check_tile(tile.SerializeAsString())) {
    codes.push_back(defect.code);
  }
  return codes;
}

using Codes = std::vector<TileDefectCode>;

TEST(TileCheck, AcceptsTheExamplesOfTheStandard) {
  // MVT 2.1 §4.3.5.1 … §4.3.5.6
  EXPECT_EQ(codes(tile_with(Tile::POINT, {9, 50, 34})), Codes{});
  EXPECT_EQ(codes(tile_with(Tile::POINT, {17, 10, 14, 3, 9})), Codes{});
  EXPECT_EQ(codes(tile_with(Tile::LINESTRING, {9, 4, 4, 18, 0, 16, 16, 0})), Codes{});
  EXPECT_EQ(codes(tile_with(Tile::LINESTRING, {9, 4, 4, 18, 0, 16, 16, 0, 9, 17, 17, 10, 4, 8})), Codes{});
  EXPECT_EQ(codes(tile_with(Tile::POLYGON, {9, 6, 12, 18, 10, 12, 24, 44, 15})), Codes{});
  EXPECT_EQ(codes(tile_with(Tile::POLYGON, {9,  0,  0, 26, 20, 0, 0, 20, 19, 0, 15, 9, 22, 2, 26, 18, 0,
                                            0, 18, 17, 0,  15, 9, 4, 13, 26, 0, 8,  8, 0,  0, 7,  15})),
            Codes{});
}

TEST(TileCheck, FindsABowTie) {
  EXPECT_EQ(codes(tile_with(Tile::POLYGON, {9, 0, 0, 26, 20, 20, 0, 19, 19, 40, 15})),
            Codes{TileDefectCode::kPolygonInvalid});
}

TEST(TileCheck, FindsARingWithoutArea) {
  EXPECT_EQ(codes(tile_with(Tile::POLYGON, {9, 0, 0, 18, 20, 0, 20, 0, 15})), Codes{TileDefectCode::kRingAreaZero});
}

TEST(TileCheck, FindsAPolygonThatBeginsWithAHole) {
  EXPECT_EQ(codes(tile_with(Tile::POLYGON, {9, 0, 0, 26, 0, 20, 20, 0, 0, 19, 15})), Codes{TileDefectCode::kRingOrder});
}

TEST(TileCheck, FindsAHoleOutsideItsShell) {
  EXPECT_EQ(codes(tile_with(Tile::POLYGON, {9, 0,  0,   26, 20, 0, 0,  20, 19, 0, 15,
                                            9, 60, 60, 26, 0,  8, 8, 0,  0,  7, 15})),
            Codes{TileDefectCode::kPolygonInvalid});
}

TEST(TileCheck, FindsOverlappingPartsThoughOnlyOgcForbidsThem) {
  const Tile tile =
      tile_with(Tile::POLYGON, {9, 0, 0, 26, 20, 0, 0, 20, 19, 0, 15, 9, 10, 9, 26, 20, 0, 0, 20, 19, 0, 15});
  EXPECT_EQ(codes(tile), Codes{TileDefectCode::kPartsOverlap});
  EXPECT_TRUE(is_conforming(check_tile(tile.SerializeAsString())));
}

TEST(TileCheck, FindsARingThatRepeatsItsFirstPoint) {
  EXPECT_EQ(codes(tile_with(Tile::POLYGON, {9, 0, 0, 34, 20, 0, 0, 20, 19, 0, 0, 19, 15})),
            Codes{TileDefectCode::kPointRepeated});
}

TEST(TileCheck, NotesAMissingExtentAndRefusesAnExtentOfZero) {
  Tile tile = faultless_tile();
  tile.mutable_layers(0)->clear_extent();
  EXPECT_EQ(codes(tile), Codes{TileDefectCode::kExtent});
  EXPECT_TRUE(is_conforming(check_tile(tile.SerializeAsString())));
  tile.mutable_layers(0)->set_extent(0);
  EXPECT_FALSE(is_conforming(check_tile(tile.SerializeAsString())));
}

TEST(TileCheck, FindsTagsThatPointNowhere) {
  Tile tile = faultless_tile();
  tile.mutable_layers(0)->mutable_features(0)->set_tags(1, 1);
  EXPECT_EQ(codes(tile), Codes{TileDefectCode::kTags});
}

TEST(TileCheck, FindsAKeyGivenTwice) {
  Tile tile = faultless_tile();
  tile.mutable_layers(0)->mutable_features(0)->add_tags(0);
  tile.mutable_layers(0)->mutable_features(0)->add_tags(0);
  EXPECT_EQ(codes(tile), Codes{TileDefectCode::kTagRepeated});
}

TEST(TileCheck, FindsRepeatedIdsKeysValuesAndNames) {
  Tile tile = faultless_tile();
  auto& layer = *tile.mutable_layers(0);
  *layer.add_features() = layer.features(0);
  layer.add_keys("kind");
  *layer.add_values() = layer.values(0);
  *tile.add_layers() = layer;
  const auto found = codes(tile);
  for (const auto code : {TileDefectCode::kIdRepeated, TileDefectCode::kKeyRepeated, TileDefectCode::kValueRepeated,
                          TileDefectCode::kNameRepeated}) {
    EXPECT_NE(std::find(found.begin(), found.end(), code), found.end());
  }
}

TEST(TileCheck, FindsTextThatIsNotUtf8) {
  Tile tile = faultless_tile();
  tile.mutable_layers(0)->mutable_values(0)->set_string_value("\xff");
  EXPECT_EQ(codes(tile), Codes{TileDefectCode::kText});
}

TEST(TileCheck, RefusesATileLargerThanItReads) {
  const auto defects = check_tile(std::string(kMaxCheckedTileBytes + 1, '\0'));
  ASSERT_EQ(defects.size(), 1U);
  EXPECT_EQ(defects.front().code, TileDefectCode::kTooLarge);
}

TEST(TileCheck, StopsListingAtItsLimit) {
  Tile tile = faultless_tile();
  for (std::size_t i = 0; i < 2 * kMaxTileDefects; ++i) {
    tile.mutable_layers(0)->add_features();
  }
  EXPECT_EQ(check_tile(tile.SerializeAsString()).size(), kMaxTileDefects);
}

TEST(TileCheck, SurvivesEveryTruncationAndEveryFlippedByte) {
  const std::string bytes = faultless_tile().SerializeAsString();
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    EXPECT_FALSE(i > 0 && check_tile(bytes.substr(0, i)).empty()) << "cut at " << i;
    for (int bit = 0; bit < 8; ++bit) {
      std::string damaged = bytes;
      damaged[i] = static_cast<char>(static_cast<unsigned char>(damaged[i]) ^ (1U << static_cast<unsigned>(bit)));
      (void)check_tile(damaged);
    }
  }
}

}  // namespace
}  // namespace quyhoach::geo
