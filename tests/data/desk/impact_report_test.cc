#include "data/desk/impact_report.h"

#include <gmock/gmock.h>
#include "data/desk/export.h"
#include "geo/table/csv.h"
#include "tests/data/desk/json_report.h"
#include "tests/geo/io/district_folder.h"

namespace quyhoach::desk {
namespace {

using geo::test::DistrictFolder;
using geo::test::feature;
using geo::test::kOrigin;
using geo::test::square;
using test::names_of;
using test::parsed;
using test::transform;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::StartsWith;

std::vector<std::string> lines_of(const std::string& csv) {
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < csv.size();) {
    const std::size_t end = csv.find("\r\n", at);
    lines.push_back(csv.substr(at, end - at));
    at = end == std::string::npos ? csv.size() : end + 2;
  }
  return lines;
}

std::string csv_of(const DraftImpact& impact) { return to_csv(impact_tables(impact, "vi", ExportFormat::kCsv).front()); }

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
    impact_.topics = {"zoning_plan"};
    impact_.as_of = *geo::parse_date("2026-01-01");
    auto parcels = geo::impact_between(*impact_.before, *impact_.after, impact_.as_of, 1);
    ASSERT_TRUE(parcels);
    impact_.parcels = std::move(*parcels);
    ASSERT_EQ(impact_.parcels.size(), 2U);
  }

  DistrictFolder folder_;
  DraftImpact impact_;
};

TEST_F(ImpactReport, SaysAsJsonWhatEachParcelGainsAndLoses) {
  const auto json = parsed(impact_json(impact_, transform(), 1'000));
  EXPECT_THAT(names_of(json), ElementsAre("topic", "topics", "looked_at", "changed", "seconds", "cadastre", "parcels"));
  EXPECT_EQ(json["looked_at"].GetUint(), 3U);
  EXPECT_EQ(json["changed"].GetUint(), 2U);
  ASSERT_EQ(json["parcels"].Size(), 2U);
  const auto& parcel = json["parcels"][0];
  EXPECT_THAT(names_of(parcel), ElementsAre("reference", "topic", "change", "lon", "lat", "area_m2", "before", "after", "only_words", "gained_m2", "items"));
  EXPECT_STREQ(parcel["reference"].GetString(), "27553/10/2");
  EXPECT_STREQ(parcel["topic"].GetString(), "zoning_plan");
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

TEST_F(ImpactReport, IsATableWithALineForEachItem) {
  const std::string csv = csv_of(impact_);
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
  EXPECT_THAT(csv_of(impact_), HasSubstr("\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\",'+1,\"đất ở, \"\"mới\"\"\r\nhai dòng\",'@a,in_force,false,"));
  parcel.items = {{.plan = "-2", .code = "\t=1", .function = "a=b", .land_use = "'x"}};
  EXPECT_THAT(csv_of(impact_), HasSubstr(",'-2,'\t=1,a=b,'x,in_force,"));
  parcel.items.clear();
  parcel.only_words = true;
  const auto lines = lines_of(csv_of(impact_));
  ASSERT_EQ(lines.size(), 2U) << "a parcel of which only words change has its line, too";
  EXPECT_THAT(lines[1], HasSubstr(",true,0.000,,,,,,,,,zoning_plan"));
}

TEST_F(ImpactReport, CountsAParcelOnceWhateverItsTopics) {
  impact_.parcels.insert(impact_.parcels.begin(), impact_.parcels.front());
  impact_.parcels.front().topic = "land_use_plan";
  EXPECT_EQ(impact_.changed(), 2U);
  EXPECT_EQ(parsed(impact_json(impact_, transform(), 9))["parcels"].Size(), 3U);
}

TEST_F(ImpactReport, IsASpreadsheetAndAGeoPackageOfTheSameBytesEachTime) {
  const auto tables = impact_tables(impact_, "en", ExportFormat::kXlsx);
  EXPECT_THAT(tables, ElementsAre(testing::Field(&geo::Table::name, "items"), testing::Field(&geo::Table::name, "parcels"),
                                  testing::Field(&geo::Table::name, "about")));
  for (const ExportFormat format : {ExportFormat::kCsv, ExportFormat::kXlsx, ExportFormat::kGpkg}) {
    const auto first = export_bytes(tables, format, "EPSG:9210");
    ASSERT_TRUE(first) << first.error().message;
    EXPECT_EQ(export_format(name_of(format)), format);
    const auto again = export_bytes(impact_tables(impact_, "en", ExportFormat::kXlsx), format, "EPSG:9210");
    EXPECT_TRUE(*again == *first) << name_of(format);
  }
  EXPECT_THAT(*export_bytes(tables, ExportFormat::kXlsx, ""), StartsWith("PK"));
  EXPECT_THAT(*export_bytes(tables, ExportFormat::kGpkg, "EPSG:9210"), StartsWith("SQLite format 3"));
}

TEST_F(ImpactReport, ShowsEachParcelWithWhatHappensToIt) {
  const auto tables = impact_tables(impact_, "en", ExportFormat::kXlsx);
  EXPECT_THAT(to_csv(tables[0]), StartsWith("\xEF\xBB\xBFreference,plan,code,function,land_use,status,is_line,before_m2,after_m2,topic,parcel_change\r\n27553/10/2,zones,A,"));
  const std::string csv = to_csv(tables[1]);
  EXPECT_THAT(csv, HasSubstr("27553/10/2,585070.000,1212020.000,ODT,400.000,zoning_plan,other,concerned,concerned,A,A,400.000,2,#FC8D59"));
  EXPECT_THAT(to_csv(tables[2]), HasSubstr("DEMO"));
  impact_.parcels.front().before = geo::TopicState::kNoData;
  EXPECT_THAT(to_csv(impact_tables(impact_, "vi", ExportFormat::kXlsx)[1]), HasSubstr(",new,no_data,concerned,"));
  impact_.parcels.front().before = geo::TopicState::kConcerned;
  impact_.parcels.front().after = geo::TopicState::kNotConcerned;
  EXPECT_THAT(to_csv(impact_tables(impact_, "vi", ExportFormat::kXlsx)[1]), HasSubstr(",gone,concerned,not_concerned,"));
}

TEST(ExportFormat, IsOneOfThree) {
  for (const char* name : {"", "json", "CSV", "xls", "html", "gpkg "}) {
    EXPECT_FALSE(export_format(name)) << name;
  }
}

}  // namespace
}  // namespace quyhoach::desk
