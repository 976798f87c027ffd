#include "data/desk/report.h"

#include <array>

#include <gmock/gmock.h>
#include <rapidjson/document.h>

#include "tests/geo/io/district_folder.h"

namespace quyhoach::desk {
namespace {

using geo::test::DistrictFolder;
using geo::test::feature;
using geo::test::kOrigin;
using geo::test::square;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::StartsWith;

geo::GridTransform transform() { return std::move(*geo::GridTransform::create("EPSG:9210", "EPSG:6960")); }

rapidjson::Document parsed(const std::string& text) {
  rapidjson::Document json;
  json.Parse(text.c_str());
  EXPECT_FALSE(json.HasParseError()) << text;
  return json;
}

std::vector<std::string> lines_of(const std::string& csv) {
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < csv.size();) {
    const std::size_t end = csv.find("\r\n", at);
    lines.push_back(csv.substr(at, end - at));
    at = end == std::string::npos ? csv.size() : end + 2;
  }
  return lines;
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
  EXPECT_THAT(names_of(json), ElementsAre("edition", "seconds", "refusing", "accepted", "counts", "findings", "repairs", "kinds"));
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

/// The impact of a zone whose use changes, on the two parcels inside it.
class ImpactReport : public ::testing::Test {
 protected:
  void SetUp() override {
    ASSERT_NE(folder_.load().edition, "");
    impact_.before = folder_.snapshot();
    folder_.zones({feature(square(0, 0), R"("code":"A","name":"Ô phố A","land_use":"CLN","storeys":5)"),
                   feature(square(100, 0), R"("code":"B","name":"Ô phố B","land_use":"CLN","storeys":0)")});
    ASSERT_NE(folder_.load().edition, "");
    impact_.after = folder_.snapshot(impact_.before.get());
    impact_.topic = "zoning_plan";
    impact_.looked_at = impact_.after->parcel_count();
    impact_.seconds = 0.5;
    const geo::GridBox box = impact_.after->plan("zones")->box;
    auto parcels = geo::impact_on(*impact_.before, *impact_.after, "zoning_plan", box, *geo::parse_date("2026-01-01"), 1);
    ASSERT_TRUE(parcels);
    impact_.parcels = std::move(*parcels);
    ASSERT_EQ(impact_.parcels.size(), 2U);
  }

  DistrictFolder folder_;
  DraftImpact impact_;
};

TEST_F(ImpactReport, SaysAsJsonWhatEachParcelGainsAndLoses) {
  const auto json = parsed(impact_json(impact_, transform(), 1'000));
  EXPECT_THAT(names_of(json), ElementsAre("topic", "looked_at", "changed", "seconds", "topics", "cadastre", "parcels"));
  EXPECT_EQ(json["looked_at"].GetUint(), 3U);
  EXPECT_EQ(json["changed"].GetUint(), 2U);
  ASSERT_EQ(json["parcels"].Size(), 2U);
  const auto& parcel = json["parcels"][0];
  EXPECT_THAT(names_of(parcel), ElementsAre("reference", "lon", "lat", "topic", "change", "area_m2", "before", "after", "only_words", "gained_m2", "items"));
  EXPECT_STREQ(parcel["reference"].GetString(), "27553/10/2");
  EXPECT_STREQ(parcel["topic"].GetString(), "zoning_plan");
  EXPECT_STREQ(parcel["change"].GetString(), "none");
  EXPECT_STREQ(parcel["before"].GetString(), "concerned");
  EXPECT_STREQ(parcel["after"].GetString(), "concerned");
  EXPECT_NEAR(parcel["area_m2"].GetDouble(), 400.0, 0.01);
  EXPECT_NEAR(parcel["gained_m2"].GetDouble(), 400.0, 0.01);
  const auto middle = transform().to_grid({parcel["lon"].GetDouble(), parcel["lat"].GetDouble()});
  ASSERT_TRUE(middle);
  EXPECT_NEAR(middle->east_m, kOrigin.east_m + 70.0, 0.01);
  EXPECT_NEAR(middle->north_m, kOrigin.north_m + 20.0, 0.01);
  ASSERT_EQ(parcel["items"].Size(), 2U);
  for (const auto& item : parcel["items"].GetArray()) {
    const bool is_new = std::string_view{item["land_use"].GetString()} == "CLN";
    EXPECT_NEAR(item["before_m2"].GetDouble(), is_new ? 0.0 : 400.0, 0.01);
    EXPECT_NEAR(item["after_m2"].GetDouble(), is_new ? 400.0 : 0.0, 0.01);
    EXPECT_STREQ(item["plan"].GetString(), "zones");
    EXPECT_STREQ(item["status"].GetString(), "in_force");
    EXPECT_FALSE(item["is_line"].GetBool());
  }
}

TEST_F(ImpactReport, ListsNoMoreParcelsThanAskedForAndStillCountsAll) {
  const auto json = parsed(impact_json(impact_, transform(), 1));
  EXPECT_EQ(json["parcels"].Size(), 1U);
  EXPECT_EQ(json["changed"].GetUint(), 2U);
}

TEST_F(ImpactReport, SaysWhatBecomesOfTheParcelsOfACommune) {
  impact_.cadastre = CadastreImpact{.commune = "27553", .added = 1, .gone = 2, .reshaped = 3, .attributes = 4};
  impact_.topic.clear();
  impact_.topics = {"zoning_plan", "land_use_plan"};
  impact_.parcels.front().change = geo::ParcelChange::kReshaped;
  impact_.parcels.insert(impact_.parcels.begin() + 1, impact_.parcels.front());
  impact_.parcels[1].topic = "land_use_plan";
  const auto json = parsed(impact_json(impact_, transform(), 10));
  EXPECT_TRUE(json["topic"].IsNull());
  EXPECT_EQ(json["topics"].Size(), 2U);
  EXPECT_EQ(json["cadastre"]["gone"].GetUint(), 2U);
  EXPECT_EQ(json["changed"].GetUint(), 2U) << "a parcel of two topics is one parcel";
  EXPECT_EQ(json["parcels"].Size(), 3U);
  EXPECT_THAT(lines_of(impact_csv(impact_))[3], testing::EndsWith(",land_use_plan,reshaped"));
}

TEST_F(ImpactReport, IsATableWithALineForEachItem) {
  const std::string csv = impact_csv(impact_);
  EXPECT_THAT(csv, StartsWith("\xEF\xBB\xBFreference,east_m,"));
  const auto lines = lines_of(csv);
  ASSERT_EQ(lines.size(), 5U);
  EXPECT_THAT(lines[1], StartsWith("27553/10/2,585070.000,1212020.000,400.000,concerned,concerned,false,400.000,zones,A,"));
  EXPECT_THAT(lines[3], StartsWith("27553/10/1,"));
  EXPECT_EQ(csv.substr(csv.size() - 2), "\r\n");
}

TEST_F(ImpactReport, KeepsEverythingOfATextInItsCellAndLetsNoneBeComputed) {
  impact_.parcels.resize(1);
  geo::ParcelImpact& parcel = impact_.parcels.front();
  parcel.items = {{.plan = "=HYPERLINK(\"http://x\",\"y\")", .code = "+1", .function = "đất ở, \"mới\"\r\nhai dòng",
                   .land_use = "@a", .before_m2 = -0.0004, .after_m2 = 1.0}};
  EXPECT_THAT(impact_csv(impact_), HasSubstr("\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\",'+1,\"đất ở, \"\"mới\"\"\r\nhai dòng\",'@a,in_force,false,"));
  parcel.items = {{.plan = "-2", .code = "\t=1", .function = "a=b", .land_use = "'x"}};
  EXPECT_THAT(impact_csv(impact_), HasSubstr(",'-2,'\t=1,a=b,'x,in_force,"));
  parcel.items.clear();
  parcel.only_words = true;
  const auto lines = lines_of(impact_csv(impact_));
  ASSERT_EQ(lines.size(), 2U) << "a parcel of which only words change has its line, too";
  EXPECT_THAT(lines[1], HasSubstr(",true,0.000,,,,,,,,"));
}

}  // namespace
}  // namespace quyhoach::desk
