#include "geo/io/table_geopackage.h"

#include <gmock/gmock.h>

#include "geo/io/dataset.h"
#include "geo/table/csv.h"
#include "tests/geo/io/district_folder.h"
#include "tests/geo/table/sample_table.h"

namespace quyhoach::geo {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class TableGeopackage : public ::testing::Test {
 protected:
  TableGeopackage() {
    square_.add_ring(std::array{GridPoint{585'000, 1'212'000}, GridPoint{585'100, 1'212'000}, GridPoint{585'100, 1'212'100}}, true);
    square_.end_shape();
  }
  std::string write(const std::vector<Table>& tables) {
    const std::string path = (folder_.path() / ("table" + std::to_string(++written_) + ".gpkg")).string();
    const auto done = write_geopackage(tables, "EPSG:9210", path);
    EXPECT_TRUE(done) << done.error().message;
    return path;
  }
  /// A table of one drawn thing.
  Table drawn(Drawn how, std::string text = "ô phố") const {
    Table table = test::sample_table({});
    table.drawn = how;
    table.rows = [this, text = std::move(text)](const RowSink& sink) {
      sink(std::array<Cell, 6>{std::string_view{text}, 1234.5678, std::int64_t{3}, Date{std::chrono::year{1884} / 11 / 23}, true,
                               TablePlace{.at = {585'000.25, 1'212'000.5}, .shape = square_.view(0)}});
    };
    return table;
  }

  test::TempFolder folder_;
  ShapeStore square_;
  int written_ = 0;
};

TEST_F(TableGeopackage, HoldsEachTypeAndItsPlace) {
  const Dataset dataset = std::move(*open_vector(write({drawn(Drawn::kPolygons)})));
  OGRLayer* layer = dataset->GetLayerByName("sample");
  ASSERT_NE(layer, nullptr);
  EXPECT_STREQ(layer->GetSpatialRef()->GetAuthorityCode(nullptr), "9210");
  const Feature feature{layer->GetNextFeature()};
  ASSERT_TRUE(feature);
  EXPECT_STREQ(feature->GetFieldAsString("text"), "ô phố");
  EXPECT_EQ(feature->GetFieldAsDouble("area_m2"), 1234.5678);
  EXPECT_EQ(feature->GetFieldAsInteger64("parts"), 3);
  EXPECT_STREQ(feature->GetFieldAsString("day"), "1884/11/23");
  EXPECT_EQ(feature->GetFieldDefnRef(feature->GetFieldIndex("is_line"))->GetSubType(), OFSTBoolean);
  EXPECT_EQ(feature->GetFieldIndex("place"), -1) << "a place is the geometry";
  ASSERT_NE(feature->GetGeometryRef(), nullptr);
  EXPECT_EQ(feature->GetGeometryRef()->toMultiPolygon()->get_Area(), 5'000.0);
}

TEST_F(TableGeopackage, DrawsPointsAndLinesAndNothing) {
  Table points = drawn(Drawn::kPoints);
  points.name = "points";
  Table lines = drawn(Drawn::kLines);
  lines.name = "lines";
  Table plain = drawn(Drawn::kNot);
  plain.name = "plain";
  Table nothing = test::table_of_nothing();
  nothing.drawn = Drawn::kPolygons;
  const Dataset dataset = std::move(*open_vector(write({points, lines, plain, nothing})));
  const auto first_of = [&](const char* name) { return Feature{dataset->GetLayerByName(name)->GetNextFeature()}; };
  EXPECT_EQ(first_of("points")->GetGeometryRef()->toPoint()->getX(), 585'000.25);
  EXPECT_EQ(first_of("lines")->GetGeometryRef()->toMultiLineString()->getGeometryRef(0)->getNumPoints(), 3);
  EXPECT_EQ(dataset->GetLayerByName("plain")->GetGeomType(), wkbNone);
  EXPECT_EQ(first_of("sample")->GetGeometryRef(), nullptr) << "where no place is known";
}

TEST_F(TableGeopackage, ComesOutTheSame) {
  const std::string first = test::slurp(write({drawn(Drawn::kPolygons)}));
  EXPECT_TRUE(test::slurp(write({drawn(Drawn::kPolygons)})) == first);
}

TEST_F(TableGeopackage, TakesAnyText) {
  const std::string hostile{"a\0b\x01\xFF'); DROP TABLE gpkg_contents; --", 38};
  const Dataset dataset = std::move(*open_vector(write({drawn(Drawn::kPoints, hostile)})));
  const Feature feature{dataset->GetLayerByName("sample")->GetNextFeature()};
  EXPECT_THAT(feature->GetFieldAsString("text"), HasSubstr("DROP TABLE"));
  EXPECT_THAT(feature->GetFieldAsString("text"), HasSubstr("a\uFFFDb\x01\uFFFD'"));
}

TEST_F(TableGeopackage, SaysHowQgisDrawsIt) {
  Table table = drawn(Drawn::kPolygons);
  table.colour_column = "text";
  const Dataset dataset = std::move(*open_vector(write({table, [] {
    Table plain = test::table_of_nothing();
    plain.name = "plain";
    return plain;
  }()})));
  OGRLayer* styles = dataset->GetLayerByName("layer_styles");
  ASSERT_NE(styles, nullptr);
  ASSERT_EQ(styles->GetFeatureCount(), 1) << "of what is drawn";
  const Feature style{styles->GetNextFeature()};
  EXPECT_STREQ(style->GetFieldAsString("f_table_name"), "sample");
  EXPECT_STREQ(style->GetFieldAsString("f_geometry_column"), "geom");
  EXPECT_EQ(style->GetFieldAsInteger("useAsDefault"), 1);
  EXPECT_THAT(style->GetFieldAsString("styleQML"), HasSubstr("SimpleFill"));
  EXPECT_THAT(style->GetFieldAsString("styleQML"), HasSubstr("name=\"field\" type=\"QString\" value=\"text\""));
  EXPECT_THAT(layer_style(table), HasSubstr("<alias field=\"text\" name=\"Chữ\"/>"));
  table.columns[0].title = "<&\">";
  EXPECT_THAT(layer_style(table), HasSubstr("name=\"&lt;&amp;&quot;>\"/>"));
  table.colour_column.clear();
  EXPECT_THAT(layer_style(table), Not(HasSubstr("data_defined")));
  table.drawn = Drawn::kLines;
  EXPECT_THAT(layer_style(table), HasSubstr("SimpleLine"));
  table.drawn = Drawn::kPoints;
  EXPECT_THAT(layer_style(table), HasSubstr("SimpleMarker"));
}

TEST_F(TableGeopackage, SaysWhatItCannotDo) {
  const Table table = drawn(Drawn::kPoints);
  const auto lost = write_geopackage(std::span{&table, 1}, "EPSG:9210", (folder_.path() / "none" / "x.gpkg").string());
  ASSERT_FALSE(lost);
  EXPECT_EQ(lost.error().code, ErrorCode::kUnavailable);
  for (const std::string crs : {"", "EPSG:1", "http://x"}) {
    const auto unknown = write_geopackage(std::span{&table, 1}, crs, (folder_.path() / "y.gpkg").string());
    ASSERT_FALSE(unknown) << crs;
    EXPECT_EQ(unknown.error().code, ErrorCode::kCrsNotAllowed) << crs;
  }
}

}  // namespace
}  // namespace quyhoach::geo
