#include "geo/io/plan_checks.h"

#include <gmock/gmock.h>

#include "geo/io/plan_publish.h"
#include "tests/geo/io/district_folder.h"

namespace quyhoach::geo {
namespace {

using test::DistrictFolder;
using test::feature;
using test::find_defect;
using test::kZonesToml;
using test::lines;
using test::square;
using ::testing::HasSubstr;
using ::testing::StrEq;

TEST(DocumentFault, APdfMustBeWholeAndOpen) {
  const std::string good = "%PDF-1.7\n1 0 obj\nendobj\ntrailer\n<< /Root 1 0 R >>\nstartxref\n0\n%%EOF\n";
  EXPECT_EQ(document_fault(good), nullptr);
  EXPECT_THAT(document_fault(""), StrEq("DOCUMENT_UNREADABLE"));
  EXPECT_THAT(document_fault("PK\3\4"), StrEq("DOCUMENT_UNREADABLE"));
  EXPECT_THAT(document_fault(good.substr(0, good.size() - 6)), StrEq("DOCUMENT_UNREADABLE.cut"));
  EXPECT_THAT(document_fault(good + std::string(2'000, ' ')), StrEq("DOCUMENT_UNREADABLE.cut"));
  std::string locked = good;
  locked.insert(locked.find("/Root"), "/Encrypt 2 0 R ");
  EXPECT_THAT(document_fault(locked), StrEq("DOCUMENT_UNREADABLE.locked"));
  const std::string stream = "%PDF-1.7\n1 0 obj\n<< /Type /XRef /Encrypt 2 0 R >>\nstream\nendstream\nstartxref\n9\n%%EOF\n";
  EXPECT_THAT(document_fault(stream), StrEq("DOCUMENT_UNREADABLE.locked"));
}

TEST(PlanChecks, AZoneWhoseFactsContradictIsToldWithItsPlace) {
  DistrictFolder folder;
  folder.plan(std::string{kZonesToml} + "building_coverage_percent = \"coverage\"\nfloor_area_ratio = \"ratio\"\nstated_area_m2 = \"area\"\n");
  folder.zones({feature(square(0, 0), R"("code":"A","name":"a","land_use":"ODT","storeys":5,"coverage":60,"ratio":3.0,"area":10000)"),
                feature(square(100, 0), R"("code":"B","name":"b","land_use":"CLN","storeys":2,"coverage":40,"ratio":3.0,"area":12000)")});
  const auto result = folder.load();
  EXPECT_NE(result.edition, "") << lines(result);
  const Defect* area = find_defect(result, "AREA_STATED");
  ASSERT_NE(area, nullptr) << lines(result);
  EXPECT_EQ(area->severity, Severity::kWarning);
  EXPECT_EQ(area->message.vi, "Diện tích ghi 12.000,0 m², tính từ hình 10.000,0 m²: lệch 2.000,0 m²");
  ASSERT_TRUE(area->place);
  EXPECT_NEAR(area->place->east_m, test::kOrigin.east_m + 150.0, 0.01);
  ASSERT_NE(find_defect(result, "INDICATOR_CONTRADICTION"), nullptr);
  EXPECT_EQ(result.report.counts().at("INDICATOR_CONTRADICTION"), 1U);
  EXPECT_EQ(result.report.counts().at("AREA_STATED"), 1U);
}

TEST(PlanChecks, APlanOfTheRegisterAndItsDecisionAreRecognised) {
  DistrictFolder folder;
  ASSERT_NE(folder.load().edition, "");
  const auto check = [&] {
    Register into{folder.register_path()};
    EXPECT_TRUE(into.open_for_writing());
    auto checked = check_plan({.folder = folder.plan_path(), .catalogue = test::source_dir() / "data" / "catalogue", .accept = {}, .reader = {}}, into);
    EXPECT_TRUE(checked);
    return std::move(checked->report);
  };
  EXPECT_TRUE(check().counts().contains("PLAN_KNOWN"));
  EXPECT_TRUE(check().refusing().empty());
  std::string toml = test::slurp(folder.plan_path() / "plan.toml");
  toml.replace(toml.find("id = \"zones\""), 12, "id = \"again\"");
  folder.write("plans/zones/plan.toml", toml);
  const auto again = check();
  EXPECT_FALSE(again.counts().contains("PLAN_KNOWN"));
  EXPECT_TRUE(again.counts().contains("DECISION_KNOWN"));
  toml.replace(toml.find("2020-02-01"), 10, "2019-02-01");
  folder.write("plans/zones/plan.toml", toml);
  EXPECT_TRUE(check().refusing().contains("DATES_ORDER"));
}

}  // namespace
}  // namespace quyhoach::geo
