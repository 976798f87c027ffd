#include "data/desk/report.h"

#include <array>

#include <gmock/gmock.h>
#include <rapidjson/document.h>

#include "tests/geo/io/district_folder.h"

namespace quyhoach::desk {
namespace {

using geo::test::kOrigin;
using ::testing::ElementsAre;

geo::GridTransform transform() { return std::move(*geo::GridTransform::create("EPSG:9210", "EPSG:6960")); }

rapidjson::Document parsed(const std::string& text) {
  rapidjson::Document json;
  json.Parse(text.c_str());
  EXPECT_FALSE(json.HasParseError()) << text;
  return json;
}

std::vector<std::string> names_of(const rapidjson::Value& object) {
  std::vector<std::string> names;
  for (const auto& member : object.GetObject()) {
    names.emplace_back(member.name.GetString());
  }
  return names;
}

TEST(CheckJson, SaysEveryFindingWithItsPlaceInBothWays) {
  geo::CheckedPlan checked{geo::ImportReport{geo::test::findings(), {"ZONES_GAP", "NEVER_MET"}}, geo::RepairList{}, {}, {}, "20260101T000000Z-000000000001"};
  auto shape = std::make_shared<geo::FindingShape>();
  shape->store.add_ring(std::array{kOrigin, geo::GridPoint{kOrigin.east_m + 1.0, kOrigin.north_m}, geo::GridPoint{kOrigin.east_m, kOrigin.north_m + 1.0}}, true);
  shape->store.end_shape();
  checked.report.add({.kind = "ZONES_GAP", .file = "zones.shp", .feature = "FID 7", .place = kOrigin, .figures = {{"area_m2", 1234.5}}, .shape = shape});
  checked.report.add({.kind = "PERSONAL_DATA", .file = "zones.shp"});
  checked.report.add({.kind = "READER_UNAVAILABLE", .file = "x.tab", .figures = {{"text", "\"why\""}}});
  for (std::size_t i = 0; i < geo::ImportReport::kMaxListed + 5; ++i) {
    checked.report.add({.kind = "DRAWING_CUT_EDGE", .file = "zones.shp", .feature = "FID 1"});
  }
  const auto json = parsed(check_json(checked, 0.25, transform()));
  EXPECT_THAT(names_of(json), ElementsAre("edition", "seconds", "refusing", "accepted", "counts", "findings", "kinds", "repairs"));
  EXPECT_EQ(json["seconds"].GetDouble(), 0.25);
  ASSERT_EQ(json["refusing"].Size(), 1U);
  EXPECT_STREQ(json["refusing"][0].GetString(), "READER_UNAVAILABLE");
  ASSERT_EQ(json["accepted"].Size(), 1U) << "only what occurred";
  EXPECT_STREQ(json["accepted"][0].GetString(), "ZONES_GAP");
  EXPECT_EQ(json["counts"]["DRAWING_CUT_EDGE"].GetUint64(), geo::ImportReport::kMaxListed + 5);
  EXPECT_EQ(json["findings"].Size(), 3U + geo::ImportReport::kMaxListed);
  const auto& gap = json["findings"][0];
  EXPECT_THAT(names_of(gap), ElementsAre("code", "severity", "file", "feature", "message", "message_vi", "east_m", "north_m", "lon", "lat", "geometry"));
  EXPECT_STREQ(gap["severity"].GetString(), "error");
  EXPECT_STREQ(gap["message"].GetString(), "1,234.5 m² inside the plan's boundary lie in no zone");
  EXPECT_STREQ(gap["message_vi"].GetString(), "1.234,5 m² trong ranh đồ án không thuộc vùng nào");
  EXPECT_STREQ(gap["geometry"]["type"].GetString(), "Polygon");
  EXPECT_EQ(gap["geometry"]["coordinates"][0].Size(), 4U);
  ASSERT_EQ(json["kinds"].Size(), 4U);
  EXPECT_STREQ(json["kinds"][0]["code"].GetString(), "ZONES_GAP");
  EXPECT_STREQ(json["kinds"][0]["mend"]["vi"].GetString(), "Vẽ thêm vùng còn thiếu, hoặc sửa ranh.");
  EXPECT_TRUE(json["kinds"][0]["source"].IsNull());
  EXPECT_EQ(gap["east_m"].GetDouble(), kOrigin.east_m);
  const auto back = transform().to_grid({gap["lon"].GetDouble(), gap["lat"].GetDouble()});
  ASSERT_TRUE(back);
  EXPECT_NEAR(back->east_m, kOrigin.east_m, 1e-3);
  EXPECT_NEAR(back->north_m, kOrigin.north_m, 1e-3);
  EXPECT_THAT(names_of(json["findings"][1]), ElementsAre("code", "severity", "file", "feature", "message", "message_vi"));
  EXPECT_STREQ(json["findings"][1]["severity"].GetString(), "note");
  EXPECT_STREQ(json["findings"][2]["severity"].GetString(), "fatal");
  EXPECT_STREQ(json["findings"][3]["severity"].GetString(), "warning");
}

}  // namespace
}  // namespace quyhoach::desk
