#include "data/desk/findings_report.h"

#include <array>

#include <gmock/gmock.h>

#include "data/desk/export.h"
#include "data/desk/report.h"
#include "geo/geom/measure.h"
#include "geo/table/csv.h"
#include "tests/geo/io/district_folder.h"

namespace quyhoach::desk {
namespace {

using geo::test::kOrigin;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;
using ::testing::StartsWith;

/// A check of every kind of finding there is a form for, as it is kept.
class FindingsReport : public ::testing::Test {
 protected:
  FindingsReport() {
    district_.crs = "EPSG:9210";
    district_.demo = true;
    district_.name = {"Huyện <b>thử</b>", "Probe"};
    draft_.id = "0123456789abcdef0123456789abcdef";
    draft_.text.title = "=Đồ án \"<script>alert(1)</script>\"";
    draft_.text.plan = "zones";
    draft_.author = "lan";
  }
  static std::shared_ptr<geo::FindingShape> shape(bool is_lines) {
    auto out = std::make_shared<geo::FindingShape>();
    out->is_lines = is_lines;
    out->store.add_ring(std::array{kOrigin, geo::GridPoint{kOrigin.east_m + 10, kOrigin.north_m}, geo::GridPoint{kOrigin.east_m + 10, kOrigin.north_m + 10},
                                   geo::GridPoint{kOrigin.east_m, kOrigin.north_m + 10}},
                        true);
    if (!is_lines) {
      out->store.add_ring(std::array{geo::GridPoint{kOrigin.east_m + 2, kOrigin.north_m + 2}, geo::GridPoint{kOrigin.east_m + 2, kOrigin.north_m + 4},
                                     geo::GridPoint{kOrigin.east_m + 4, kOrigin.north_m + 2}},
                          false);
    }
    out->store.end_shape();
    return out;
  }
  [[nodiscard]] KeptCheck kept(std::size_t unlisted = 0) const {
    geo::CheckedPlan checked{geo::ImportReport{geo::test::findings(), {"ZONES_GAP"}}, geo::RepairList{}, {}, {}, "20260101T000000Z-000000000001"};
    checked.report.add({.kind = "ZONES_GAP", .file = "zones.shp", .feature = "FID 7", .place = kOrigin, .figures = {{"area_m2", 94.0}}, .shape = shape(false)});
    checked.report.add({.kind = "DRAWING_CUT_EDGE", .file = "=1+1.dxf", .place = kOrigin, .shape = shape(true)});
    checked.report.add({.kind = "READER_UNAVAILABLE", .file = "x<&>.tab", .figures = {{"text", "\"vì sao\" <i>\x01"}}});
    for (std::size_t i = 0; i < unlisted; ++i) {
      checked.report.add({.kind = "DRAWING_CUT_EDGE", .file = "a.dxf"});
    }
    auto read = read_check(check_json(checked, 0.25, transform_), transform_);
    EXPECT_TRUE(read) << read.error().message;
    return std::move(*read);
  }
  [[nodiscard]] CheckedFor about() const { return {.draft = &draft_, .district = &district_}; }

  geo::GridTransform transform_ = std::move(*geo::GridTransform::create("EPSG:9210", "EPSG:6960"));
  geo::District district_;
  store::Draft draft_;
};

TEST_F(FindingsReport, ReadsWhatIsKept) {
  const KeptCheck check = kept();
  EXPECT_EQ(check.edition, "20260101T000000Z-000000000001");
  ASSERT_THAT(check.findings, SizeIs(3));
  EXPECT_TRUE(check.refusing.contains("READER_UNAVAILABLE"));
  EXPECT_TRUE(check.accepted.contains("ZONES_GAP"));
  EXPECT_EQ(check.counts.at("ZONES_GAP"), 1U);
  EXPECT_THAT(check.kinds.at("ZONES_GAP").why.vi, Not(IsEmpty()));
  const KeptFinding& gap = check.findings[0];
  EXPECT_EQ(gap.place, std::optional{kOrigin});
  ASSERT_EQ(gap.shape.size(), 1U);
  EXPECT_NEAR(area_m2(gap.shape.view(0)), 98.0, 1e-3) << "a square with a hole, and wound rightly";
  EXPECT_FALSE(gap.is_lines);
  EXPECT_TRUE(check.findings[1].is_lines);
  EXPECT_NEAR(length_m(check.findings[1].shape.view(0)), 30.0, 1e-3);
  EXPECT_FALSE(check.findings[2].place);
  EXPECT_EQ(check.findings[2].shape.size(), 0U);
}

TEST_F(FindingsReport, RefusesWhatNoCheckWrote) {
  for (const char* text : {"", "null", "[]", "{", "{}", "\"findings\"", "{\"findings\":[}"}) {
    const auto read = read_check(text, transform_);
    ASSERT_FALSE(read) << text;
    EXPECT_EQ(read.error().code, geo::ErrorCode::kBadData) << text;
  }
  for (const char* text : {R"({"findings":7})", R"({"findings":[1,null,{"code":3,"east_m":"x","geometry":[]}],"counts":[],"kinds":[0]})",
                           R"({"findings":[{"geometry":{"type":"Polygon","coordinates":[[[106,11],[1e300,1e300]]]}}]})",
                           R"({"findings":[{"geometry":{"type":"Polygon","coordinates":[[]]}},{"geometry":{"type":"LineString","coordinates":[[1]]}}]})"}) {
    const auto read = read_check(text, transform_);
    ASSERT_TRUE(read) << text;
    for (const KeptFinding& finding : read->findings) {
      EXPECT_EQ(finding.shape.size(), 0U) << text;
    }
    EXPECT_TRUE(export_bytes(findings_tables(*read, about(), "vi"), ExportFormat::kGpkg, "EPSG:9210")) << text;
  }
}

TEST_F(FindingsReport, IsATableWithWhatWhyAndHow) {
  const KeptCheck check = kept(geo::ImportReport::kMaxListed + 5);
  const auto tables = findings_tables(check, about(), "en");
  const std::string csv = to_csv(tables[0]);
  EXPECT_THAT(csv, StartsWith("\xEF\xBB\xBFnumber,code,severity,refuses,file,feature,east_m,north_m,message,why,mend,source,colour_hex\r\n1,ZONES_GAP,"));
  EXPECT_THAT(csv, HasSubstr(",zones.shp,FID 7,585000.000,1212000.000,"));
  EXPECT_THAT(csv, HasSubstr(",'=1+1.dxf,"));
  EXPECT_THAT(csv, HasSubstr("READER_UNAVAILABLE,fatal,true,"));
  EXPECT_THAT(to_csv(tables[1]), HasSubstr("\n1,ZONES_GAP,"));
  EXPECT_THAT(to_csv(tables[1]), Not(HasSubstr("DRAWING_CUT_EDGE")));
  EXPECT_THAT(to_csv(tables[2]), HasSubstr("\n2,DRAWING_CUT_EDGE,"));
  EXPECT_THAT(to_csv(tables[3]), HasSubstr("\nDRAWING_CUT_EDGE,206,200,"));
  EXPECT_THAT(to_csv(tables[4]), HasSubstr("DEMO"));
}

TEST_F(FindingsReport, ComesOutTheSameInEveryForm) {
  const KeptCheck check = kept();
  for (const ExportFormat format : {ExportFormat::kCsv, ExportFormat::kXlsx, ExportFormat::kGpkg}) {
    const auto first = export_bytes(findings_tables(check, about(), "vi"), format, "EPSG:9210");
    ASSERT_TRUE(first) << first.error().message;
    EXPECT_TRUE(*export_bytes(findings_tables(kept(), about(), "vi"), format, "EPSG:9210") == *first) << name_of(format);
  }
}

TEST_F(FindingsReport, IsAPageThatRunsNothingAndSaysEverything) {
  const std::string page = findings_html(kept(geo::ImportReport::kMaxListed + 5), about(), "vi");
  EXPECT_THAT(page, StartsWith("<!doctype html>\n<html lang=\"vi\">"));
  EXPECT_THAT(page, Not(HasSubstr("<script")));
  EXPECT_THAT(page, Not(HasSubstr("<i>")));
  EXPECT_THAT(page, Not(HasSubstr("\x01")));
  EXPECT_THAT(page, HasSubstr("&lt;script&gt;alert(1)&lt;/script&gt;"));
  EXPECT_THAT(page, HasSubstr("x&lt;&amp;&gt;.tab"));
  EXPECT_THAT(page, HasSubstr("@page{size:A4"));
  EXPECT_THAT(page, HasSubstr("DEMO"));
  EXPECT_THAT(page, HasSubstr("585000.00; 1212000.00"));
  EXPECT_THAT(page, HasSubstr("DRAWING_CUT_EDGE (206)"));
  EXPECT_THAT(page, HasSubstr("Còn lại không liệt kê: 6"));
  EXPECT_THAT(page, HasSubstr(kept().kinds.at("ZONES_GAP").mend.vi));
  EXPECT_THAT(page, HasSubstr("Chưa công bố được"));
  EXPECT_THAT(findings_html(kept(), about(), "en"), HasSubstr("It cannot be published, because of: "));
  const KeptCheck nothing;
  EXPECT_THAT(findings_html(nothing, about(), "en"), HasSubstr("Nothing was found."));
}

}  // namespace
}  // namespace quyhoach::desk
