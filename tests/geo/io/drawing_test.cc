// Zones drawn as lines with texts inside, in the formats drawings come in.
#include <cmath>

#include <gmock/gmock.h>

#include "geo/geom/measure.h"
#include "geo/io/plan_publish.h"
#include "tests/geo/io/district_folder.h"
#include "tests/geo/io/layer_file.h"

namespace quyhoach::geo {
namespace {

using test::DistrictFolder;
using test::DrawnPart;
using test::find_defect;
using test::kOrigin;
using test::lines;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

struct Format {
  const char* file;
  const char* driver;
  const char* boundary;
  const char* text;
  const char* other;
};

void PrintTo(const Format& format, std::ostream* out) { *out << format.driver; }

std::string at(double east_m, double north_m) {
  return std::to_string(kOrigin.east_m + east_m) + " " + std::to_string(kOrigin.north_m + north_m);
}

std::string line(std::initializer_list<GridPoint> points) {
  std::string wkt;
  for (const GridPoint p : points) {
    wkt += (wkt.empty() ? "LINESTRING (" : ",") + at(p.east_m, p.north_m);
  }
  return wkt + ")";
}

class Drawing : public ::testing::TestWithParam<Format> {
 protected:
  DrawnPart outline(std::initializer_list<GridPoint> points) const { return {GetParam().boundary, line(points), ""}; }
  DrawnPart text(double east_m, double north_m, const char* text) const { return {GetParam().text, "POINT (" + at(east_m, north_m) + ")", text}; }

  /// Two squares of 100 m side by side: their outline, the line between them, their texts; and a line and a text of another layer.
  std::vector<DrawnPart> two_zones() const {
    return {outline({{0, 0}, {200, 0}, {200, 100}, {0, 100}, {0, 0}}), outline({{100, 0}, {100, 100}}), text(50, 50, "A1"), text(150, 50, "B2"),
            {GetParam().other, line({{0, 30}, {200, 30}}), ""}, {GetParam().other, "POINT (" + at(20, 20) + ")", "north"}};
  }

  ImportResult load(const std::vector<DrawnPart>& parts, const std::string& keys = "", const std::set<std::string>& accept = {}) const {
    const Format& format = GetParam();
    test::write_drawing((folder.plan_path() / format.file).string(), format.driver, parts);
    folder.plan(std::string{"[[layer]]\nrole = \"zones\"\ncrs = \"EPSG:9210\"\ndrawing = true\nfile = \""} + format.file +
                "\"\nboundary_layers = [\"" + format.boundary + "\"]\ntext_layers = [\"" + format.text + "\"]\n" + keys +
                "[layer.fields]\ncode = \"text\"\n");
    return folder.load(accept);
  }
  /// The same drawing at the desk, beside the district that was loaded.
  CheckedPlan check(std::set<std::string> repairs) const {
    Register into{folder.register_path()};
    EXPECT_TRUE(into.open_for_writing());
    auto checked = check_plan({.folder = folder.plan_path(), .catalogue = test::source_dir() / "data" / "catalogue", .accept = {},
                               .repairs = std::move(repairs), .reader = {}},
                              into);
    EXPECT_TRUE(checked) << checked.error().message;
    return checked ? std::move(*checked) : CheckedPlan{ImportReport{test::findings()}, RepairList{}, {}, {}, ""};
  }
  /// Code and area of each published zone.
  std::vector<std::string> zones() const {
    const auto snapshot = folder.snapshot();
    const PlanSet& plan = *snapshot->plans.at(0);
    std::vector<std::string> all;
    for (std::size_t i = 0; i < plan.area_rows.size(); ++i) {
      const double area_m2 = signed_area_m2(plan.areas.shapes().view(i).ring(0));
      all.push_back(std::string{plan.texts.at(plan.area_rows[i].code)} + " " + std::to_string(std::lround(area_m2)));
    }
    return all;
  }
  static void expect_at(const Defect* defect, double east_m, double north_m) {
    ASSERT_NE(defect, nullptr);
    ASSERT_TRUE(defect->place);
    EXPECT_NEAR(defect->place->east_m, kOrigin.east_m + east_m, 0.01);
    EXPECT_NEAR(defect->place->north_m, kOrigin.north_m + north_m, 0.01);
  }

  DistrictFolder folder;
};

TEST_P(Drawing, OutlinesBecomeZonesWithTheirTexts) {
  const auto result = load(two_zones());
  ASSERT_FALSE(result.edition.empty()) << lines(result);
  EXPECT_THAT(result.report.listed(), IsEmpty()) << lines(result);
  EXPECT_THAT(zones(), ElementsAre("A1 10000", "B2 10000"));
}

TEST_P(Drawing, APolygonWithoutATextIsToldAndLeftOut) {
  auto parts = two_zones();
  parts.erase(parts.begin() + 3);
  auto result = load(parts);
  EXPECT_THAT(result.report.refusing(), ElementsAre("TEXT_MISSING")) << lines(result);
  expect_at(find_defect(result, "TEXT_MISSING"), 150, 50);
  result = load(parts, "", {"TEXT_MISSING"});
  ASSERT_FALSE(result.edition.empty()) << lines(result);
  EXPECT_THAT(zones(), ElementsAre("A1 10000"));
}

TEST_P(Drawing, TwoTextsThatDifferAreToldWithBoth) {
  auto parts = two_zones();
  parts.push_back(text(160, 60, "C3"));
  const auto result = load(parts);
  EXPECT_THAT(result.report.refusing(), ElementsAre("TEXT_SEVERAL")) << lines(result);
  ASSERT_NE(find_defect(result, "TEXT_SEVERAL"), nullptr);
  expect_at(find_defect(result, "TEXT_SEVERAL"), 150, 50);
  EXPECT_THAT(find_defect(result, "TEXT_SEVERAL")->message.en, testing::AllOf(HasSubstr("\"B2\""), HasSubstr("\"C3\"")));
}

TEST_P(Drawing, TwoTextsThatAreAlikeAreToldAndTaken) {
  auto parts = two_zones();
  parts.push_back(text(160, 60, "B2"));
  const auto result = load(parts);
  ASSERT_FALSE(result.edition.empty()) << lines(result);
  EXPECT_THAT(zones(), ElementsAre("A1 10000", "B2 10000"));
  ASSERT_NE(find_defect(result, "TEXT_SEVERAL"), nullptr);
  EXPECT_EQ(find_defect(result, "TEXT_SEVERAL")->severity, Severity::kWarning);
}

TEST_P(Drawing, ATextOutsideIsTold) {
  auto parts = two_zones();
  parts.push_back(text(250, 50, "C3"));
  const auto result = load(parts);
  EXPECT_THAT(result.report.refusing(), ElementsAre("TEXT_OUTSIDE")) << lines(result);
  expect_at(find_defect(result, "TEXT_OUTSIDE"), 250, 50);
}

TEST_P(Drawing, ADangleIsToldAndBoundsNothing) {
  auto parts = two_zones();
  parts.push_back(outline({{50, 0}, {50, 30}}));
  const auto result = load(parts);
  ASSERT_FALSE(result.edition.empty()) << lines(result);
  expect_at(find_defect(result, "DRAWING_DANGLE"), 50, 30);
  EXPECT_THAT(zones(), ElementsAre("A1 10000", "B2 10000"));
}

TEST_P(Drawing, AnOpenOutlineIsTold) {
  auto parts = two_zones();
  parts[0] = outline({{0.2, 0}, {200, 0}, {200, 100}, {0, 100}, {0, 0}});
  const auto result = load(parts);
  EXPECT_TRUE(result.report.refusing().contains("RING_OPEN")) << lines(result);
}

TEST_P(Drawing, AnOpenOutlineIsClosedWhereThatIsOrdered) {
  ASSERT_FALSE(load(two_zones()).edition.empty());
  auto parts = two_zones();
  parts[0] = outline({{200, 0}, {200, 100}, {0, 100}, {0, 0}, {199.7, 0}});  // At the corner of the eastern zone.
  (void)load(parts);
  const CheckedPlan refused = check({});
  EXPECT_TRUE(refused.report.refusing().contains("RING_OPEN"));
  ASSERT_EQ(refused.repairs.listed().size(), 1U);
  const Repair& repair = refused.repairs.listed()[0];
  EXPECT_EQ(repair.code, "RING_OPEN");
  EXPECT_TRUE(repair.is_from_lines);
  ASSERT_EQ(repair.before.view(0).ring_count(), 1U);
  EXPECT_NEAR(length_m(repair.before.view(0)), 399.7, 1e-6) << "without the edge that is missing";
  EXPECT_NEAR(area_m2(repair.after.view(0)), 10'000.0, 1e-6);
  EXPECT_NEAR(repair.area_m2, 10'000.0, 1e-6);
  EXPECT_TRUE(refused.objects.empty());
  for (const std::string& order : {repair.id, std::string{"RING_OPEN"}}) {
    const CheckedPlan mended = check({order});
    EXPECT_THAT(mended.report.refusing(), IsEmpty()) << to_line(mended.report.listed().front());
    EXPECT_THAT(mended.repairs.applied(), ElementsAre(repair.id));
    ASSERT_EQ(mended.objects.size(), 1U);
    EXPECT_EQ(mended.objects[0].features, 2U);
  }
}

TEST_P(Drawing, AGapIsClosedOnlyWhereThatIsAllowed) {
  auto parts = two_zones();
  parts[1] = outline({{100, 0}, {100, 99.9}});
  EXPECT_TRUE(load(parts).report.refusing().contains("TEXT_SEVERAL"));
  const auto result = load(parts, "snap_m = 0.2\n");
  ASSERT_FALSE(result.edition.empty()) << lines(result);
  ASSERT_NE(find_defect(result, "DRAWING_GAP_CLOSED"), nullptr);
  EXPECT_EQ(find_defect(result, "DRAWING_GAP_CLOSED")->severity, Severity::kNote);
  EXPECT_THAT(zones(), ElementsAre("A1 10000", "B2 10000"));
}

INSTANTIATE_TEST_SUITE_P(Formats, Drawing,
                         ::testing::Values(Format{"zones.dxf", "DXF", "RANH", "KYHIEU", "LUOI"}, Format{"zones.dgn", "DGN", "10", "20", "30"}));

TEST(DrawingManifest, SaysWhatItNeeds) {
  const DistrictFolder folder;
  const auto refused = [&](const std::string& keys) {
    folder.plan("[[layer]]\nfile = \"a.dxf\"\n" + keys);
    const auto result = folder.load();
    const Defect* defect = find_defect(result, "META_MISSING") != nullptr ? find_defect(result, "META_MISSING") : find_defect(result, "MANIFEST");
    return defect == nullptr ? std::string{} : defect->message.en;
  };
  EXPECT_THAT(refused("role = \"zones\"\ndrawing = true\n"), HasSubstr("boundary_layers: missing"));
  EXPECT_THAT(refused("role = \"lines\"\ndrawing = true\nboundary_layers = [\"0\"]\n"), HasSubstr("only zones, boundary, parcels and communes"));
  EXPECT_THAT(refused("role = \"zones\"\nsnap_m = 1\n"), HasSubstr("need drawing = true"));
  EXPECT_THAT(refused("role = \"zones\"\ndrawing = true\nboundary_layers = [\"0\"]\nsnap_m = 11\n"), HasSubstr("0 to 10"));
  EXPECT_THAT(refused("role = \"zones\"\ndrawing = true\nboundary_layers = [\"0\"]\n[layer.fields]\ncode = \"text\"\n"), HasSubstr("text_layers"));
  EXPECT_THAT(refused("role = \"zones\"\ndrawing = true\nboundary_layers = [\"0\"]\ntext_layers = [\"0\"]\n[layer.fields]\ncode = \"ma\"\n"),
              HasSubstr("expected \"text\""));
}

}  // namespace
}  // namespace quyhoach::geo
