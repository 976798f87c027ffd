#include "geo/io/repair.h"

#include <gmock/gmock.h>

#include "geo/geom/measure.h"
#include "geo/io/edition_json.h"
#include "geo/io/plan_publish.h"
#include "tests/geo/io/district_folder.h"

namespace quyhoach::geo {
namespace {

using test::DistrictFolder;
using test::feature;
using test::kOrigin;
using test::square;

class Repairs : public ::testing::Test {
 protected:
  void SetUp() override { ASSERT_FALSE(folder_.load().edition.empty()); }
  [[nodiscard]] CheckedPlan check(std::set<std::string> repairs = {}) const {
    Register into{folder_.register_path()};
    EXPECT_TRUE(into.open_for_writing());
    auto checked = check_plan({.folder = folder_.plan_path(), .catalogue = test::source_dir() / "data" / "catalogue", .accept = {},
                               .repairs = std::move(repairs), .reader = {}},
                              into);
    EXPECT_TRUE(checked) << checked.error().message;
    return checked ? std::move(*checked) : CheckedPlan{ImportReport{test::findings()}, RepairList{}, {}, {}, ""};
  }
  static std::string point(double east_m, double north_m) {
    return "[" + test::json_number(kOrigin.east_m + east_m) + "," + test::json_number(kOrigin.north_m + north_m) + "]";
  }

  DistrictFolder folder_;
};

constexpr const char* kValues = R"("code":"X","name":"x","land_use":"ODT","storeys":1)";

TEST_F(Repairs, OfABowTieAreProposedAndMadeOnlyWhenOrdered) {
  folder_.zones({feature("[[" + point(0, 0) + "," + point(10, 10) + "," + point(10, 0) + "," + point(0, 10) + "," + point(0, 0) + "]]", kValues)});
  const CheckedPlan refused = check();
  EXPECT_TRUE(refused.report.refusing().contains("GEOM_INVALID"));
  ASSERT_EQ(refused.repairs.listed().size(), 1U);
  const Repair& repair = refused.repairs.listed()[0];
  EXPECT_FALSE(repair.applied);
  EXPECT_TRUE(repair.id.starts_with("GEOM_INVALID:zones.geojson:FID 0:")) << repair.id;
  EXPECT_NEAR(area_m2(repair.after.view(0)), 50.0, 1e-6);
  EXPECT_TRUE(refused.objects.empty());
  for (const std::string& order : {repair.id, std::string{"GEOM_INVALID"}}) {
    const CheckedPlan mended = check({order});
    EXPECT_TRUE(mended.report.refusing().empty());
    EXPECT_FALSE(mended.report.counts().contains("GEOM_INVALID"));
    EXPECT_EQ(mended.report.counts().at("REPAIRED"), 1U);
    EXPECT_THAT(mended.repairs.applied(), ::testing::ElementsAre(repair.id));
    EXPECT_FALSE(mended.objects.empty());
  }
  EXPECT_TRUE(check({"GEOM_INVALID:zones.geojson:FID 0:00000000"}).objects.empty()) << "another geometry than was shown";
}

TEST_F(Repairs, OfAnOpenRingDrawTheEdgeThatIsMissing) {
  // A shell without its last edge, and a hole that closes.
  const std::string shell = "[" + point(0, 0) + "," + point(30, 0) + "," + point(30, 20) + "," + point(0, 20) + "]";
  const std::string hole = "[" + point(5, 5) + "," + point(5, 15) + "," + point(15, 15) + "," + point(15, 5) + "," + point(5, 5) + "]";
  folder_.zones({feature("[" + shell + "," + hole + "]", kValues)});
  const CheckedPlan refused = check();
  EXPECT_TRUE(refused.report.refusing().contains("RING_OPEN"));
  ASSERT_EQ(refused.repairs.listed().size(), 1U);
  const Repair& repair = refused.repairs.listed()[0];
  EXPECT_TRUE(repair.id.starts_with("RING_OPEN:zones.geojson:FID 0:")) << repair.id;
  EXPECT_TRUE(repair.is_from_lines);
  ASSERT_EQ(repair.before.view(0).ring_count(), 2U);
  EXPECT_EQ(repair.before.view(0).ring(0).size(), 4U);
  EXPECT_EQ(repair.before.view(0).ring(1).size(), 5U) << "drawn as it is in the file";
  EXPECT_NEAR(area_m2(repair.after.view(0)), 500.0, 1e-6);
  EXPECT_NEAR(repair.area_m2, 500.0, 1e-6);
  EXPECT_TRUE(refused.objects.empty());
  for (const std::string& order : {repair.id, std::string{"RING_OPEN"}}) {
    const CheckedPlan mended = check({order});
    EXPECT_TRUE(mended.report.refusing().empty());
    EXPECT_FALSE(mended.report.counts().contains("RING_OPEN"));
    EXPECT_THAT(mended.repairs.applied(), ::testing::ElementsAre(repair.id));
    ASSERT_EQ(mended.objects.size(), 1U);
    EXPECT_EQ(mended.objects[0].features, 1U);
  }
}

TEST_F(Repairs, OfAnOpenRingThatWouldCrossItselfAreNotProposed) {
  folder_.zones({feature("[[" + point(0, 0) + "," + point(30, 20) + "," + point(30, 0) + "," + point(0, 20) + "]]", kValues)});
  const CheckedPlan refused = check({"RING_OPEN"});
  EXPECT_TRUE(refused.report.refusing().contains("RING_OPEN"));
  EXPECT_TRUE(refused.repairs.listed().empty());
  EXPECT_TRUE(refused.objects.empty());
}

TEST_F(Repairs, OfASmallOverlapLeaveAPlanThatCanBePublished) {
  folder_.zones({feature(square(0, 0), kValues), feature(square(99.98, 0), R"("code":"Y","name":"y","land_use":"CLN","storeys":0)")});
  const CheckedPlan refused = check();
  EXPECT_TRUE(refused.report.refusing().contains("ZONES_OVERLAP"));
  ASSERT_EQ(refused.repairs.listed().size(), 1U);
  EXPECT_NEAR(refused.repairs.listed()[0].area_m2, 2.0, 0.01);
  const CheckedPlan mended = check({"ZONES_OVERLAP"});
  EXPECT_TRUE(mended.report.refusing().empty());
  EXPECT_FALSE(mended.objects.empty());
}

TEST_F(Repairs, OfALargeOverlapAreNotProposed) {
  folder_.zones({feature(square(0, 0), kValues), feature(square(90, 0), R"("code":"Y","name":"y","land_use":"CLN","storeys":0)")});
  EXPECT_TRUE(check().repairs.listed().empty());
}

TEST(EditionJson, KeepsTheIdsOfRepairs) {
  EditionManifest manifest;
  manifest.info.id = "20260101T000000Z-000000000001";
  EXPECT_EQ(to_json(manifest).find("repairs"), std::string::npos) << "an edition without any reads as it always did";
  manifest.info.repairs = {"SPIKE:ô phố.shp:FID 17:1f0c9a2e", "SLIVER:a:b:00000000"};
  const auto read = parse_edition(to_json(manifest));
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(read->info.repairs, manifest.info.repairs);
  std::string broken = to_json(manifest);
  broken.replace(broken.find("\"SLIVER"), 1, "7,\"");
  EXPECT_FALSE(parse_edition(broken));
}

}  // namespace
}  // namespace quyhoach::geo
