// What a plan's zones are against the district around them: its parcels and its communes, at a load and at the desk.
#include "geo/io/surroundings_check.h"

#include <algorithm>

#include <gmock/gmock.h>

#include "geo/geom/measure.h"
#include "geo/io/plan_publish.h"
#include "tests/geo/io/district_folder.h"

namespace quyhoach::geo {
namespace {

using ::testing::HasSubstr;
using test::DistrictFolder;
using test::feature;
using test::find_defect;
using test::square;

constexpr const char* kCommunesToml = R"([[layer]]
role = "communes"
file = "communes.geojson"
[layer.fields]
code = "code"
[layer.values]
kind = "cadastral"
)";

std::string parcel(double east_m, double north_m, double side_m, const std::string& number) {
  return feature(square(east_m, north_m, side_m), R"("commune":"27553","sheet":"10","land_use":"ODT","area":400,"number":")" + number + '"');
}

/// Two zones side by side; the plan that the folder has.
class Around : public ::testing::Test {
 protected:
  Around() { folder_.zones({zone(0, "A"), zone(100, "B")}); }

  static std::string zone(double east_m, const std::string& code) {
    return feature(square(east_m, 0), R"("code":")" + code + R"(","name":"a","land_use":"ODT","storeys":5)");
  }
  /// Both ways find the same: what a load says comes back. \pre nothing refuses the load
  ImportReport check_both_ways() const {
    const auto loaded = folder_.load();
    EXPECT_FALSE(loaded.edition.empty()) << test::lines(loaded);
    Register into{folder_.register_path()};
    EXPECT_TRUE(into.open_for_writing());
    const auto checked = check_plan({.folder = folder_.plan_path(), .catalogue = test::source_dir() / "data" / "catalogue", .accept = {}, .reader = {}}, into);
    EXPECT_TRUE(checked) << checked.error().message;
    for (const char* code : {"EDGE_NEAR_PARCEL", "PLAN_APART_FROM_PARCELS", "ZONE_OUTSIDE_COMMUNE"}) {
      std::vector<std::string> both[2];
      for (const Defect& defect : loaded.report.listed()) {
        if (defect.code == code) {
          both[0].push_back(defect.feature + defect.message.en);
        }
      }
      for (const Defect& defect : checked->report.listed()) {
        if (defect.code == code) {
          both[1].push_back(defect.feature + defect.message.en);
        }
      }
      EXPECT_EQ(both[0], both[1]);
    }
    return loaded.report;
  }
  static const Defect* find(const ImportReport& report, std::string_view code) {
    const auto found = std::ranges::find(report.listed(), code, &Defect::code);
    return found == report.listed().end() ? nullptr : &*found;
  }
  /// With communes, the first of them 27553.
  void communes(const std::vector<std::string>& shapes) const {
    folder_.district(std::string{"[[commune]]\ncode = \"27562\"\nname = \"DEMO\"\n"} + std::string{test::kParcelsToml} + kCommunesToml);
    std::vector<std::string> features;
    for (const std::string& shape : shapes) {
      features.push_back(feature(shape, features.empty() ? R"("code":"27553")" : R"("code":"27562")"));
    }
    folder_.write("communes.geojson", test::collection(features));
  }
  void plan_of(const std::string& communes) const {
    std::string toml = std::string{test::kPlanToml} + std::string{test::kZonesToml};
    toml.insert(0, "communes = " + communes + "\n");
    folder_.write("plans/zones/plan.toml", toml);
  }

  DistrictFolder folder_;
};

TEST_F(Around, AZoneBesideParcelsIsToldWhereThePlanFollowsThem) {
  // A's parcel is the zone itself; B's ends 5 cm before B does, in the east and in the north.
  folder_.parcels({parcel(0, 0, 100, "1"), parcel(100, 0, 99.95, "2")});
  const ImportReport report = check_both_ways();
  EXPECT_EQ(report.counts().at("EDGE_NEAR_PARCEL"), 1U);
  const Defect* near = find(report, "EDGE_NEAR_PARCEL");
  ASSERT_NE(near, nullptr);
  EXPECT_EQ(near->severity, Severity::kWarning);
  EXPECT_EQ(near->feature, "FID 1");
  EXPECT_THAT(near->message.en, HasSubstr("27553/10/2"));
  EXPECT_THAT(near->message.en, HasSubstr("0.05 m"));
  ASSERT_TRUE(near->place);
  ASSERT_TRUE(near->shape && near->shape->is_lines);
  EXPECT_NEAR(length_m(near->shape->store.view(0)), 199.9, 1e-6);
  EXPECT_EQ(find(report, "PLAN_APART_FROM_PARCELS"), nullptr);
}

TEST_F(Around, APlanDrawnApartFromTheParcelsIsOneNote) {
  folder_.parcels({parcel(0.1, 0.1, 99.8, "1"), parcel(100.1, 0.1, 99.8, "2")});
  const ImportReport report = check_both_ways();
  EXPECT_EQ(report.counts().at("PLAN_APART_FROM_PARCELS"), 1U);
  const Defect* apart = find(report, "PLAN_APART_FROM_PARCELS");
  EXPECT_EQ(apart->severity, Severity::kNote);
  EXPECT_EQ(apart->file, "plans/zones");
  EXPECT_TRUE(apart->feature.empty());
  EXPECT_TRUE(apart->place);
  EXPECT_THAT(apart->message.en, HasSubstr("of the 700"));
  EXPECT_EQ(find(report, "EDGE_NEAR_PARCEL"), nullptr);
}

TEST_F(Around, NothingIsToldWhereParcelsAreFarOrNone) {
  for (const auto& parcels : {std::vector<std::string>{parcel(10, 10, 50, "1")}, std::vector<std::string>{parcel(500, 500, 20, "1")}, std::vector<std::string>{}}) {
    folder_.parcels(parcels);
    folder_.district(parcels.empty() ? std::string_view{} : test::kParcelsToml);
    const ImportReport report = check_both_ways();
    EXPECT_EQ(find(report, "EDGE_NEAR_PARCEL"), nullptr);
    EXPECT_EQ(find(report, "PLAN_APART_FROM_PARCELS"), nullptr);
  }
}

TEST_F(Around, AZoneOutsideEveryCommuneIsTold) {
  communes({square(-50, -50, 200)});  // B reaches 50 m beyond.
  const ImportReport report = check_both_ways();
  EXPECT_EQ(report.counts().at("ZONE_OUTSIDE_COMMUNE"), 1U);
  const Defect* outside = find(report, "ZONE_OUTSIDE_COMMUNE");
  EXPECT_EQ(outside->feature, "FID 1");
  EXPECT_THAT(outside->message.en, HasSubstr("5,000.0 m²"));
  ASSERT_TRUE(outside->place);
  EXPECT_NEAR(outside->place->east_m, test::kOrigin.east_m + 175.0, 1e-6);
  EXPECT_NEAR(outside->place->north_m, test::kOrigin.north_m + 50.0, 1e-6);
}

TEST_F(Around, WhatIsBeyondByLessThanThePlansAccuracyIsNot) {
  communes({square(-50, -50, 249.5)});  // Half a metre of B; a 1/2000 drawing shows 0.6 m.
  EXPECT_EQ(find(check_both_ways(), "ZONE_OUTSIDE_COMMUNE"), nullptr);
  folder_.write("plans/zones/plan.toml", "accuracy_m = 0.3\n" + std::string{test::kPlanToml} + std::string{test::kZonesToml});
  const ImportReport report = check_both_ways();
  ASSERT_NE(find(report, "ZONE_OUTSIDE_COMMUNE"), nullptr);
  EXPECT_THAT(find(report, "ZONE_OUTSIDE_COMMUNE")->message.en, HasSubstr("50.0 m²"));
}

TEST_F(Around, AZoneInAnotherCommuneIsToldWhereThePlanNamesItsOwn) {
  communes({square(-100, -50, 200), square(100, -50, 200)});
  EXPECT_EQ(find(check_both_ways(), "ZONE_OUTSIDE_COMMUNE"), nullptr);
  plan_of(R"(["27553"])");
  const ImportReport report = check_both_ways();
  ASSERT_NE(find(report, "ZONE_OUTSIDE_COMMUNE"), nullptr);
  EXPECT_EQ(find(report, "ZONE_OUTSIDE_COMMUNE")->feature, "FID 1");
  EXPECT_THAT(find(report, "ZONE_OUTSIDE_COMMUNE")->message.en, HasSubstr("the communes the plan names"));
  plan_of(R"(["27553", "27562"])");
  EXPECT_EQ(find(check_both_ways(), "ZONE_OUTSIDE_COMMUNE"), nullptr);
}

TEST_F(Around, ACommuneThatNobodyDrewTellsNothing) {
  communes({square(-100, -50, 200)});
  plan_of(R"(["27562"])");
  EXPECT_EQ(find(check_both_ways(), "ZONE_OUTSIDE_COMMUNE"), nullptr);
}

TEST_F(Around, ACommuneThatTheDistrictDoesNotHaveIsAFaultOfTheManifest) {
  plan_of(R"(["99999"])");
  const auto result = folder_.load();
  EXPECT_TRUE(result.edition.empty());
  ASSERT_NE(find_defect(result, "MANIFEST"), nullptr) << test::lines(result);
  EXPECT_THAT(find_defect(result, "MANIFEST")->message.en, HasSubstr("99999"));
}

}  // namespace
}  // namespace quyhoach::geo
