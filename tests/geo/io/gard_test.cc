// Plans of a French commune without a cadastre: tests/districts/gard over the shared data.
#include <array>
#include <numbers>

#include "geo/geom/measure.h"
#include "tests/geo/io/real_district.h"

namespace quyhoach::geo {
namespace {

constexpr Date kDay{std::chrono::year{2026} / 1 / 15};
const std::vector<std::string> kPlans{"zones", "prescriptions", "setbacks", "heritage", "archaeology", "information"};

class Gard : public ::testing::Test {
 protected:
  void SetUp() override {
    const auto data = test::shared_data("cnig/30014_PLU_20171013");
    if (!data) {
      GTEST_SKIP() << test::kNoSharedData;
    }
    std::vector<std::string> links;
    for (const std::string& plan : kPlans) {
      links.push_back("plans/" + plan + "/data");
    }
    district_.emplace("gard", *data, links);
    // Rules of different kinds lie one above the other in one layer, and the zones of the drawing overlap by 10,000 m² too.
    const auto refused = district_->load({});
    EXPECT_EQ(refused.report.refusing(), std::set<std::string>{"ZONES_OVERLAP"}) << test::lines(refused);
    result_ = district_->load({"ZONES_OVERLAP"});
    ASSERT_FALSE(result_.edition.empty()) << test::lines(result_);
    snapshot_ = district_->snapshot();
    ASSERT_NE(snapshot_, nullptr);
  }

  [[nodiscard]] const PlanSet& plan(std::string_view id) const { return *snapshot_->plan(id); }

  std::optional<test::RealDistrict> district_;
  ImportResult result_{ImportReport{test::findings()}, "", 0, 0};
  std::shared_ptr<const Snapshot> snapshot_;
};

TEST_F(Gard, LoadsWithoutACadastre) {
  EXPECT_EQ(result_.parcels, 0U);
  EXPECT_EQ(result_.plans, kPlans.size());
  EXPECT_EQ(snapshot_->parcel_count(), 0U);
  EXPECT_TRUE(find_parcels(*snapshot_, {"", "A", "1"}).empty());
  // ogrinfo -so counts the same features.
  EXPECT_EQ(plan("plu-zones").area_rows.size(), 90U);
  EXPECT_EQ(plan("plu-prescriptions").area_rows.size(), 77U);
  EXPECT_EQ(plan("plu-setbacks").line_rows.size(), 15U);
  EXPECT_EQ(plan("plu-heritage").area_rows.size(), 93U);
  EXPECT_EQ(plan("plu-archaeology").area_rows.size(), 6U);
  EXPECT_EQ(plan("plu-information").area_rows.size(), 18U);
  EXPECT_EQ(plan("plu-zones").info.documents.size(), 3U);
  for (const Document& document : plan("plu-zones").info.documents) {
    EXPECT_TRUE(std::filesystem::exists(district_->object(document.file))) << document.file;
  }
}

TEST_F(Gard, ReadsItsTextInWindows1252) {
  const PlanSet& heritage = plan("plu-heritage");
  EXPECT_EQ(heritage.texts.at(heritage.area_rows.at(0).name),
            "Patrimoine bâti à protéger pour des motifs d'ordre culturel, historique, architectural");
}

TEST_F(Gard, MakesADiscOfTheStatedRadiusAroundAPoint) {
  const PlanSet& heritage = plan("plu-heritage");
  constexpr double kDisc_m2 = std::numbers::pi * 10.0 * 10.0;
  for (std::size_t i = 0; i < heritage.area_rows.size(); ++i) {
    EXPECT_NEAR(area_m2(heritage.areas.shapes().view(i)), kDisc_m2, 0.02 * kDisc_m2);  // A polygon drawn inside the circle.
  }
}

TEST_F(Gard, AnswersForAPointAsOgrDoes) {
  // A protected building beside a street with a setback line. Zones and distance by OGR over the same files.
  Place place;
  place.point = {811'411.58, 6'324'136.71};
  const auto answer = compute_answer(*snapshot_, place, kDay);
  ASSERT_TRUE(answer);
  const auto codes = [&](const char* topic) {
    std::set<std::string> all;
    for (const Restriction& r : test::topic_of(*answer, topic)->restrictions) {
      all.insert(r.plan->info.id + " " + std::string{r.plan->texts.at(r.zone().code)});
    }
    return all;
  };
  using Codes = std::set<std::string>;
  EXPECT_EQ(codes("zoning_plan"), Codes{"plu-zones Ubp"});
  EXPECT_EQ(codes("heritage_protection"), Codes{"plu-heritage 07"});
  EXPECT_EQ(codes("general_plan"), (Codes{"plu-information 04", "plu-information 17", "plu-information 19"}));
  EXPECT_EQ(test::topic_of(*answer, "detailed_plan")->state, TopicState::kNoData);
  const TopicAnswer& setbacks = *test::topic_of(*answer, "building_line");
  ASSERT_EQ(setbacks.restrictions.size(), 1U);
  constexpr double kDistance_m = 3.666;
  constexpr double kRounding_m = 5e-3;  // The point above is rounded to the centimetre.
  EXPECT_NEAR(setbacks.restrictions[0].distance_m.value_or(-1.0), kDistance_m, kRounding_m);
}

TEST_F(Gard, AnswersForAPolygon) {
  // The sector of development IAU, 24,513.0 m² by OGR: a square around its middle lies in one zone wholly.
  Place place;
  ShapeStore square;
  const GridPoint middle{810'470.0, 6'323'228.0};
  const std::array<GridPoint, 4> ring{{{middle.east_m - 5, middle.north_m - 5}, {middle.east_m + 5, middle.north_m - 5},
                                       {middle.east_m + 5, middle.north_m + 5}, {middle.east_m - 5, middle.north_m + 5}}};
  square.add_ring(ring, true);
  square.end_shape();
  place.kind = Place::Kind::kPolygon;
  place.outline = square;
  const auto answer = compute_answer(*snapshot_, place, kDay);
  ASSERT_TRUE(answer);
  const TopicAnswer& zones = *test::topic_of(*answer, "zoning_plan");
  ASSERT_EQ(zones.restrictions.size(), 1U);
  EXPECT_EQ(zones.restrictions[0].plan->texts.at(zones.restrictions[0].zone().code), "IAU");
  EXPECT_EQ(zones.restrictions[0].plan->texts.at(zones.restrictions[0].zone().land_use), "AU");
  EXPECT_NEAR(zones.restrictions[0].area_m2.value_or(0.0), 100.0, 1e-6);
  EXPECT_EQ(test::topic_of(*answer, "general_plan")->restrictions.size(), 4U);
}

}  // namespace
}  // namespace quyhoach::geo
