// A real town: tests/districts/kakamega over the shared data. What the loader counts is counted again with GDAL alone.
#include <set>

#include "tests/geo/io/layer_file.h"
#include "tests/geo/io/real_district.h"

namespace quyhoach::geo {
namespace {

using test::find_defect;

constexpr Date kDay{std::chrono::year{2026} / 1 / 15};

/// What the source holds, counted without our code.
struct Counted {
  std::size_t plots = 0;
  std::size_t good = 0;            ///< Valid, with a sheet and a plot number.
  std::size_t without_sheet = 0;   ///< Valid, but no sheet.
  std::size_t invalid = 0;
  std::size_t further = 0;         ///< Good ones whose key a good one before them has.
};

std::string trimmed(const char* text) {
  std::string out{text};
  out.erase(0, out.find_first_not_of(" \t\r\n"));
  out.erase(out.find_last_not_of(" \t\r\n") + 1);
  return out;
}

Counted count_plots(const std::string& path) {
  GDALAllRegister();
  CPLPushErrorHandler(CPLQuietErrorHandler);  // GEOS says where the invalid ring crosses itself.
  Counted counted;
  const GDALDatasetH dataset = GDALOpenEx(path.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY, nullptr, nullptr, nullptr);
  const OGRLayerH layer = GDALDatasetGetLayer(dataset, 0);
  const int sheet = OGR_L_FindFieldIndex(layer, "Sheet_No", TRUE);
  const int number = OGR_L_FindFieldIndex(layer, "Plot_No", TRUE);
  std::set<std::pair<std::string, std::string>> keys;
  OGR_L_ResetReading(layer);
  for (OGRFeatureH feature = OGR_L_GetNextFeature(layer); feature != nullptr; feature = OGR_L_GetNextFeature(layer)) {
    ++counted.plots;
    const std::string key_sheet = trimmed(OGR_F_GetFieldAsString(feature, sheet));
    const std::string key_number = trimmed(OGR_F_GetFieldAsString(feature, number));
    if (OGR_G_IsValid(OGR_F_GetGeometryRef(feature)) == 0) {
      ++counted.invalid;
    } else if (key_sheet.empty()) {
      ++counted.without_sheet;
    } else {
      ++counted.good;
      counted.further += keys.emplace(key_sheet, key_number).second ? 0U : 1U;
    }
    OGR_F_Destroy(feature);
  }
  GDALClose(dataset);
  CPLPopErrorHandler();
  return counted;
}

class Kakamega : public ::testing::Test {
 protected:
  void SetUp() override {
    data_ = test::shared_data("kakamega");
    if (!data_) {
      GTEST_SKIP() << test::kNoSharedData;
    }
  }
  std::optional<std::filesystem::path> data_;
};

TEST_F(Kakamega, LoadsAsItCountsAndAnswersAsGeosDoes) {
  const Counted counted = count_plots((*data_ / "parcels_4997.geojson").string());
  EXPECT_EQ(counted.plots, 4'997U);
  EXPECT_EQ(counted.good, 4'922U);
  EXPECT_EQ(counted.without_sheet, 74U);
  EXPECT_EQ(counted.invalid, 1U);  // FID 4989, which has no sheet either and is told as invalid only.
  EXPECT_EQ(counted.further, 1'128U);

  const test::RealDistrict district{"kakamega", *data_, {"data", "plans/zoning/data"}};
  const auto refused = district.load({});
  EXPECT_TRUE(refused.edition.empty());
  EXPECT_EQ(refused.report.refusing(), (std::set<std::string>{"GEOM_INVALID", "VALUE_MISSING"}));

  const auto result = district.load({"GEOM_INVALID", "VALUE_MISSING"});
  ASSERT_FALSE(result.edition.empty());
  EXPECT_EQ(result.parcels, counted.good);
  EXPECT_EQ(result.plans, 1U);
  EXPECT_EQ(result.report.counts().at("VALUE_MISSING"), counted.without_sheet);
  EXPECT_EQ(result.report.counts().at("GEOM_INVALID"), counted.invalid + 1);  // … and zone FID 1473.
  EXPECT_EQ(result.report.counts().at("ID_DUPLICATE"), counted.further);
  EXPECT_EQ(result.report.counts().at("PLAN_APART_FROM_PARCELS"), 1U);  // 14 km of 263 run beside parcels.
  EXPECT_EQ(result.report.counts().size(), 4U);

  const auto snapshot = district.snapshot();
  ASSERT_NE(snapshot, nullptr);
  EXPECT_EQ(snapshot->edition.accepted, (std::vector<std::string>{"GEOM_INVALID", "VALUE_MISSING"}));
  EXPECT_EQ(snapshot->parcel_count(), counted.good);
  EXPECT_EQ(snapshot->plans.at(0)->area_rows.size(), 2'244U);

  // Areas by OGR and GEOS over PROJ's own Helmert step with the parameters of EPSG:1122 (-160,-6,-302), written down once.
  struct Expected {
    const char* number;
    double area_m2;
    std::vector<std::pair<const char*, double>> zones;  ///< Code and area, largest first.
  };
  constexpr double kTolerance_m2 = 1e-5;  // The figures are written to 1e-6.
  const std::vector<Expected> expected{
      {"4993", 1885.124766, {{"467", 1885.124766}}},
      {"3576", 911.616732, {{"461", 649.688145}, {"221", 164.286480}, {"204", 97.642107}}},
      {"4519", 2072.556619, {{"456", 870.116987}, {"173", 602.287258}, {"461", 433.613354}, {"172", 166.539020}}},
  };
  for (const Expected& parcel : expected) {
    const auto found = find_parcels(*snapshot, {"", "Diagram No.18", parcel.number});
    ASSERT_EQ(found.size(), 1U) << parcel.number;
    Place place;
    place.kind = Place::Kind::kParcel;
    place.parcel = found[0];
    const auto answer = compute_answer(*snapshot, place, kDay, Boundaries::kAsDrawn);
    ASSERT_TRUE(answer);
    EXPECT_NEAR(answer->area_m2, parcel.area_m2, kTolerance_m2);
    const TopicAnswer* topic = test::topic_of(*answer, "zoning_plan");
    ASSERT_NE(topic, nullptr);
    ASSERT_EQ(topic->restrictions.size(), parcel.zones.size()) << parcel.number;
    for (std::size_t i = 0; i < parcel.zones.size(); ++i) {
      const Restriction& restriction = topic->restrictions[i];
      EXPECT_EQ(restriction.plan->texts.at(restriction.zone().code), parcel.zones[i].first);
      EXPECT_NEAR(restriction.area_m2.value_or(-1.0), parcel.zones[i].second, kTolerance_m2);
      RecordProperty(std::string{parcel.number} + "_" + parcel.zones[i].first, std::to_string(restriction.area_m2.value_or(-1.0)));
    }
    EXPECT_EQ(test::topic_of(*answer, "road_boundary")->state, TopicState::kNoData);
  }
}

}  // namespace
}  // namespace quyhoach::geo
