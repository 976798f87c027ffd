// Tables of corner coordinates: read as zones, and told from points that are none.
#include <gmock/gmock.h>

#include "geo/geom/measure.h"
#include "geo/io/corner_survey.h"
#include "tests/geo/io/district_folder.h"

namespace quyhoach::geo {
namespace {

using test::DistrictFolder;
using test::find_defect;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr const char* kLayer =
    "[[layer]]\nrole = \"zones\"\nfile = \"toa-do.csv\"\ncrs = \"EPSG:9210\"\naxes = \"north, east\"\ncorners_of = \"Mã ô\"\n"
    "[layer.fields]\ncode = \"Mã ô\"\nland_use = \"Loại đất\"\n";

/// A table with X north and Y east. \param rows  "A,1,1212000,585000,ODT" and so on.
ImportResult load(const DistrictFolder& folder, const std::vector<std::string>& rows, std::set<std::string> accept = {}, const char* layer = kLayer) {
  std::string csv = "Mã ô,Số hiệu điểm,X,Y,Loại đất\r\n";
  for (const std::string& row : rows) {
    csv += row + "\r\n";
  }
  folder.write("plans/zones/toa-do.csv", csv);
  folder.plan(layer);
  return folder.load(std::move(accept));
}

std::vector<std::string> square(const std::string& code, int east, bool closed, const std::string& land_use = "ODT") {
  std::vector<std::string> rows;
  int number = 0;
  for (const auto& [n, e] : {std::pair{0, 0}, {0, 100}, {100, 100}, {100, 0}, {0, 0}}) {
    if (++number < 5 || closed) {
      rows.push_back(code + "," + std::to_string(number) + "," + std::to_string(1'212'000 + n) + "," + std::to_string(585'000 + east + e) + "," + land_use);
    }
  }
  return rows;
}
std::vector<std::string> joined(std::initializer_list<std::vector<std::string>> tables) {
  std::vector<std::string> all;
  for (const auto& rows : tables) {
    all.insert(all.end(), rows.begin(), rows.end());
  }
  return all;
}

/// What is said of a table whose second zone is spoilt; the first is good.
struct Told {
  std::string says;
  std::string feature;
};
Told told(const std::vector<std::string>& spoilt, const char* code) {
  const DistrictFolder folder;
  const auto result = load(folder, joined({square("A", 0, false), spoilt}));
  EXPECT_TRUE(result.edition.empty()) << code;
  const Defect* defect = find_defect(result, code);
  EXPECT_NE(defect, nullptr) << code << "\n" << test::lines(result);
  return defect == nullptr ? Told{} : Told{defect->message.en, defect->feature};
}

TEST(CornerTable, RowsOfOneCodeBecomeAZoneClosedOrNot) {
  const DistrictFolder folder;
  const auto result = load(folder, joined({square("A", 0, false), square("B", 100, true, "CLN")}));
  ASSERT_FALSE(result.edition.empty()) << test::lines(result);
  EXPECT_THAT(result.report.listed(), IsEmpty()) << test::lines(result);
  const auto snapshot = folder.snapshot();
  const PlanSet& plan = *snapshot->plans.at(0);
  ASSERT_EQ(plan.areas.shapes().size(), 2U);
  for (std::size_t i = 0; i < 2; ++i) {
    const auto ring = plan.areas.shapes().view(i).ring(0);
    EXPECT_DOUBLE_EQ(signed_area_m2(ring), 10'000.0) << "wound as shells are";
    const bool is_a = plan.texts.at(plan.area_rows[i].code) == "A";
    EXPECT_EQ(plan.texts.at(plan.area_rows[i].land_use), is_a ? "ODT" : "CLN");
    EXPECT_EQ(box_of(plan.areas.shapes().view(i)).min_east_m, is_a ? 585'000.0 : 585'100.0);
  }
}

TEST(CornerTable, AValueMayStandInTheFirstRowAlone) {
  const DistrictFolder folder;
  auto rows = square("A", 0, true);
  for (std::size_t i = 1; i < rows.size(); ++i) {
    rows[i].erase(rows[i].rfind("ODT"));
  }
  ASSERT_FALSE(load(folder, rows).edition.empty());
  const auto snapshot = folder.snapshot();
  EXPECT_EQ(snapshot->plans.at(0)->texts.at(snapshot->plans.at(0)->area_rows.at(0).land_use), "ODT");
}

TEST(CornerTable, RowsThatDifferAreTold) {
  const DistrictFolder folder;
  auto rows = square("A", 0, true);
  rows[2].replace(rows[2].rfind("ODT"), 3, "CLN");
  const auto result = load(folder, rows);
  ASSERT_FALSE(result.edition.empty());
  const Defect* defect = find_defect(result, "CORNERS_DIFFER");
  ASSERT_NE(defect, nullptr) << test::lines(result);
  EXPECT_THAT(defect->message.en, HasSubstr("Rows of zone A differ in land_use (row 3)"));
}

TEST(CornerTable, HostileRowsAreToldWithTheirRow) {
  const auto one = told({"B,1,1212000,585100,ODT"}, "RING_SHORT");
  EXPECT_THAT(one.says, HasSubstr("Zone B has only 1 corners (rows 5–5)"));
  EXPECT_EQ(one.feature, "FID 5");
  EXPECT_THAT(told({"B,1,1212000,585100,ODT", "B,2,1212100,585100,ODT", "B,3,1212000,585100,ODT"}, "RING_SHORT").says,
              HasSubstr("only 2 corners (rows 5–7)"));
  for (const char* number : {"abc", "12a", "1212000;5", "\"1.212.000,5\"", "1e999", "nan", "0x10", ""}) {
    auto rows = square("B", 100, false);
    rows[1] = std::string{"B,2,"} + number + ",585200,ODT";
    EXPECT_THAT(told(rows, "GEOM_UNREADABLE").says, testing::AnyOf(HasSubstr("A corner of zone B cannot be read (among rows 5–8)"), HasSubstr("no geometry")))
        << number;
  }
  EXPECT_EQ(told({"B,1,1212000,585100,ODT", "B,2,oh,585200,ODT", "B,3,1212100,585200,ODT"}, "GEOM_UNREADABLE").feature, "FID 6");
  EXPECT_THAT(told({"B,1,1212000,585100,ODT", "B,2,1212100,585200,ODT", "B,3,1212000,585200,ODT", "B,4,1212100,585100,ODT"}, "GEOM_INVALID").feature, "FID 5");
  EXPECT_THAT(told({",1,1212000,585100,ODT"}, "VALUE_MISSING").says, HasSubstr("does not say in column Mã ô"));
  const auto scattered = told(joined({square("B", 100, false), {"A,5,1212050,585000,ODT"}}), "CORNERS_SCATTERED");
  EXPECT_THAT(scattered.says, HasSubstr("begins in row 1 and goes on in row 9"));
  auto far = square("B", 100, false);
  far[0] = "B,1,9212000,585100,ODT";
  EXPECT_EQ(told(far, "OUTSIDE_DISTRICT").feature, "FID 5");
}

TEST(CornerTable, AZoneThatCannotBeReadIsLeftOutWhereThatIsAccepted) {
  const DistrictFolder folder;
  const auto result = load(folder, joined({square("A", 0, false), {"B,1,1212000,585100,ODT"}}), {"RING_SHORT"});
  ASSERT_FALSE(result.edition.empty()) << test::lines(result);
  EXPECT_EQ(folder.snapshot()->plans.at(0)->areas.shapes().size(), 1U);
}

TEST(CornerTable, AColumnThatIsNotThereIsTold) {
  const DistrictFolder folder;
  const auto result = load(folder, square("A", 0, false), {},
                           "[[layer]]\nrole = \"zones\"\nfile = \"toa-do.csv\"\ncrs = \"EPSG:9210\"\ncorners_of = \"ma\"\n[layer.fields]\ncode = \"Mã ô\"\n");
  const Defect* defect = find_defect(result, "FIELD_MISSING");
  ASSERT_NE(defect, nullptr) << test::lines(result);
  EXPECT_THAT(defect->message.en, HasSubstr("no column ma for corners_of"));
}

/// As spreadsheets set to Vietnamese write numbers.
TEST(CornerTable, ADecimalCommaIsRead) {
  const DistrictFolder folder;
  auto rows = square("A", 0, false);
  rows[2] = "A,3,\"1212100,5\",585100,ODT";
  ASSERT_FALSE(load(folder, rows).edition.empty());
  const auto snapshot = folder.snapshot();
  EXPECT_EQ(box_of(snapshot->plans.at(0)->areas.shapes().view(0)).max_north_m, 1'212'100.5);
}

// ---- what a table is taken for

std::vector<SurveyedRow> surveyed(std::initializer_list<std::pair<GridPoint, std::vector<std::string>>> rows) {
  std::vector<SurveyedRow> out;
  for (const auto& [at, values] : rows) {
    out.push_back({at, values});
  }
  return out;
}

TEST(FindCornerTable, IsRunsOfOneCodeThatEncloseSomething) {
  const auto rows = surveyed({{{0, 0}, {"A", "1", "ODT"}}, {{1, 0}, {"A", "2", "ODT"}}, {{1, 1}, {"A", "3", ""}}, {{0, 1}, {"A", "4", ""}},
                              {{2, 0}, {"B", "1", "ODT"}}, {{3, 0}, {"B", "2", "ODT"}}, {{3, 1}, {"B", "3", "ODT"}}, {{2, 0}, {"B", "1", "ODT"}}});
  const auto table = find_corner_table(rows, std::nullopt);
  ASSERT_TRUE(table);
  EXPECT_EQ(table->column, 0U);
  EXPECT_EQ(table->zones, 2U);
  EXPECT_THAT(table->of_zones, ElementsAre(0, 2)) << "the number of a corner says nothing of its zone";
}

TEST(FindCornerTable, IsNotWhatMerelyRepeats) {
  const auto at = [](double e, double n) { return GridPoint{e, n}; };
  // Each its own; two of each; the same again after another; crossing; all the same, by a name that says nothing.
  EXPECT_FALSE(find_corner_table(surveyed({{at(0, 0), {"A"}}, {at(1, 0), {"B"}}, {at(1, 1), {"C"}}}), 0));
  EXPECT_FALSE(find_corner_table(surveyed({{at(0, 0), {"A"}}, {at(1, 0), {"A"}}, {at(1, 1), {"B"}}, {at(2, 1), {"B"}}}), 0));
  EXPECT_FALSE(find_corner_table(surveyed({{at(0, 0), {"A"}}, {at(1, 0), {"A"}}, {at(1, 1), {"A"}}, {at(0, 0), {"B"}}, {at(2, 0), {"B"}}, {at(2, 2), {"B"}},
                                           {at(0, 0), {"A"}}, {at(3, 0), {"A"}}, {at(3, 3), {"A"}}}), 0));
  EXPECT_FALSE(find_corner_table(surveyed({{at(0, 0), {"A"}}, {at(1, 1), {"A"}}, {at(1, 0), {"A"}}, {at(0, 1), {"A"}}}), 0));
  const auto same = surveyed({{at(0, 0), {"A"}}, {at(1, 0), {"A"}}, {at(1, 1), {"A"}}});
  EXPECT_FALSE(find_corner_table(same, std::nullopt));
  EXPECT_TRUE(find_corner_table(same, 0)) << "one zone alone, by a column that is named as codes are";
  EXPECT_FALSE(find_corner_table({}, 0));
  EXPECT_FALSE(find_corner_table(surveyed({{at(0, 0), {}}, {at(1, 0), {}}, {at(1, 1), {}}}), std::nullopt));
  EXPECT_FALSE(find_corner_table(surveyed({{at(0, 0), {""}}, {at(1, 0), {""}}, {at(1, 1), {""}}}), 0));
}

}  // namespace
}  // namespace quyhoach::geo
