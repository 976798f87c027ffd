#include "geo/io/plan_proposal.h"

#include <algorithm>

#include <gmock/gmock.h>

#include "geo/base/legacy_text.h"
#include "geo/coord/grid_transform.h"
#include "geo/geom/measure.h"
#include "geo/io/plan_publish.h"
#include "geo/plan/manifest.h"
#include "tests/geo/io/district_folder.h"
#include "tests/geo/io/layer_file.h"
#include "tests/vietnamese_charsets.h"

namespace quyhoach::geo {
namespace {

namespace fs = std::filesystem;
using test::DistrictFolder;
using test::find_defect;
using test::kOrigin;
using testing::HasSubstr;
using testing::Not;

/// A district that is published, and a folder as a consultant sends it.
class PlanProposals : public testing::Test {
 protected:
  PlanProposals() : register_(folder_.register_path()) {
    EXPECT_FALSE(folder_.load().edition.empty());
    EXPECT_TRUE(register_.open_for_writing());
    const auto manifest = register_.manifest(*register_.current());
    district_ = *load_district(register_, *manifest);
    fs::create_directories(path());
  }

  [[nodiscard]] fs::path path() const { return folder_.path() / "in"; }
  [[nodiscard]] Result<PlanProposal> propose() const { return propose_plan({path(), catalogue_, *district_, {}}); }
  [[nodiscard]] std::string proposed() const {
    const auto text = propose();
    EXPECT_TRUE(text) << text.error().message;
    return text ? text->toml : "";
  }
  /// The proposal as a planner completes it.
  [[nodiscard]] std::string filled() const {
    std::string toml = proposed();
    const auto fill = [&](const std::string& line, const std::string& with) {
      const auto at = toml.find(line);
      ASSERT_NE(at, std::string::npos) << line << "\n" << toml;
      toml.replace(at, line.size(), with);
    };
    fill("id = \"\"", "id = \"moi\"");
    fill("topic = \"\"", "topic = \"zoning_plan\"");
    fill("title = \"\"", "title = \"Quy hoạch\"");
    fill("status = \"\"", "status = \"in_force\"");
    fill("# scale = 2000", "scale = 2000");
    fill("number = \"\"", "number = \"1/QĐ\"");
    fill("# date =", "date =");
    fill("authority = \"\"", "authority = \"UBND\"");
    fill("# from =", "from =");
    return toml;
  }
  [[nodiscard]] CheckedPlan check(const std::string& toml, std::set<std::string> accept = {}) const {
    folder_.write("in/plan.toml", toml);
    auto checked = check_plan({.folder = path(), .catalogue = catalogue_, .accept = std::move(accept), .reader = {}}, register_);
    EXPECT_TRUE(checked) << checked.error().message;
    return std::move(*checked);
  }

  DistrictFolder folder_;
  Register register_;
  fs::path catalogue_ = test::source_dir() / "data" / "catalogue";
  std::shared_ptr<const District> district_;
};

/// A square of the district, `east_m` from kOrigin, as it stands in the neighbouring zone with north first.
std::string foreign_square(double east_m) {
  const auto own = GridTransform::create("EPSG:9210", "EPSG:6960");
  const auto other = GridTransform::create("EPSG:5899", "EPSG:6960");
  std::string wkt;
  for (const auto& [e, n] : {std::pair{0.0, 0.0}, {100.0, 0.0}, {100.0, 100.0}, {0.0, 100.0}, {0.0, 0.0}}) {
    const auto there = other->to_grid(*own->to_lonlat({kOrigin.east_m + east_m + e, kOrigin.north_m + n}));
    wkt += (wkt.empty() ? "POLYGON ((" : ",") + std::to_string(there->north_m) + " " + std::to_string(there->east_m);
  }
  return wkt + "))";
}

/// A Shapefile in TCVN3 without .prj and .cpg, in the neighbouring zone, with north first.
void write_consultants_layer(const std::string& path) {
  GDALAllRegister();
  const GDALDatasetH dataset = GDALCreate(GDALGetDriverByName("ESRI Shapefile"), path.c_str(), 0, 0, 0, GDT_Unknown, nullptr);
  ASSERT_NE(dataset, nullptr);
  std::string encoding = "ENCODING=";
  std::array<char*, 2> options{encoding.data(), nullptr};
  const OGRLayerH layer = GDALDatasetCreateLayer(dataset, "zones", nullptr, wkbPolygon, options.data());
  ASSERT_NE(layer, nullptr);
  for (const char* name : {"KYHIEU", "CHUCNANG", "LOAIDAT", "TANGCAO", "CHUSUDUNG"}) {
    const OGRFieldDefnH field = OGR_Fld_Create(name, OFTString);
    OGR_L_CreateField(layer, field, TRUE);
    OGR_Fld_Destroy(field);
  }
  struct Row {
    std::array<const char*, 5> texts;
    double east_m;
  };
  // "Đất ở nông thôn", "Đất cây xanh công cộng", "Trường tiểu học" in TCVN3
  for (const Row& row : {Row{{"OM-1", "\xA7\xCAt \xEB n\xABng th\xABn", "ont", "5 t\xC7ng", "Nguyen Van A"}, 0.0},
                         Row{{"CX-1", "\xA7\xCAt c\xA9y xanh c\xABng c\xE9ng", "CLN", "1", "Tran Thi B"}, 200.0},
                         Row{{"TH-1", "Tr\xAD\xEAng ti\xD3u h\xE4\x63", "ont", "3", "Le Van C"}, 400.0}}) {
    const OGRFeatureH feature = OGR_F_Create(OGR_L_GetLayerDefn(layer));
    for (int i = 0; i < 5; ++i) {
      OGR_F_SetFieldString(feature, i, row.texts.at(static_cast<std::size_t>(i)));
    }
    std::string wkt = foreign_square(row.east_m);
    char* text = wkt.data();
    OGRGeometryH geometry = nullptr;
    ASSERT_EQ(OGR_G_CreateFromWkt(&text, nullptr, &geometry), OGRERR_NONE);
    OGR_F_SetGeometryDirectly(feature, geometry);
    ASSERT_EQ(OGR_L_CreateFeature(layer, feature), OGRERR_NONE);
    OGR_F_Destroy(feature);
  }
  GDALClose(dataset);
}

TEST_F(PlanProposals, AConsultantsFolderLoadsOnceItsMetadataIsFilledIn) {
  write_consultants_layer((path() / "quyhoach.shp").string());
  const std::string toml = filled();
  EXPECT_THAT(toml, HasSubstr("crs = \"EPSG:5899\"  # a guess"));
  EXPECT_THAT(toml, HasSubstr("axes = \"north, east\""));
  EXPECT_THAT(toml, HasSubstr("encoding = \"TCVN3\""));
  EXPECT_THAT(toml, HasSubstr("\"ont\" = \"ONT\""));
  EXPECT_THAT(toml, HasSubstr("VALUE_FORMAT: \"5 tầng\" is perhaps 5"));
  const CheckedPlan refused = check(toml);
  EXPECT_EQ(refused.report.refusing(), std::set<std::string>{"VALUE_FORMAT"}) << toml;
  EXPECT_EQ(refused.report.counts().at("VALUE_FORMAT"), 1U);

  const CheckedPlan checked = check(toml, {"VALUE_FORMAT"});
  ASSERT_TRUE(checked.report.refusing().empty());
  const auto manifest = with_change(register_, checked.objects, std::nullopt);
  ASSERT_TRUE(manifest);
  const auto snapshot = load_snapshot(register_, *manifest, nullptr, 1);
  ASSERT_TRUE(snapshot);
  const auto plan = std::ranges::find_if((*snapshot)->plans, [](const auto& p) { return p->info.id == "moi"; });
  ASSERT_NE(plan, (*snapshot)->plans.end());
  const PlanSet& zones = **plan;
  ASSERT_EQ(zones.area_rows.size(), 2U);
  for (std::size_t i = 0; i < 2; ++i) {
    const bool is_park = zones.texts.at(zones.area_rows[i].code) == "CX-1";
    EXPECT_EQ(zones.texts.at(zones.area_rows[i].function), is_park ? "Đất cây xanh công cộng" : "Trường tiểu học");
    EXPECT_EQ(zones.texts.at(zones.area_rows[i].land_use), is_park ? "CLN" : "ONT");
    EXPECT_EQ(zones.area_rows[i].indicators.storeys_max, is_park ? 1.0 : 3.0);
    const GridBox box = box_of(zones.areas.shapes().view(i));
    EXPECT_NEAR(box.min_east_m, kOrigin.east_m + (is_park ? 200.0 : 400.0), 0.001);
    EXPECT_NEAR(box.max_north_m, kOrigin.north_m + 100.0, 0.001);
  }
}

TEST_F(PlanProposals, IsRefusedForWhatOnlyThePlannerKnowsAndNothingElse) {
  write_consultants_layer((path() / "quyhoach.shp").string());
  const CheckedPlan checked = check(proposed());
  EXPECT_EQ(checked.report.refusing(), std::set<std::string>{"META_MISSING"});
  EXPECT_EQ(checked.report.counts().at("META_MISSING"), 9U);
}

TEST_F(PlanProposals, PersonalColumnsAreNeitherProposedNorShown) {
  write_consultants_layer((path() / "quyhoach.shp").string());
  const std::string toml = proposed();
  EXPECT_THAT(toml, HasSubstr("dropped at the door, for they hold personal data: \"CHUSUDUNG\""));
  EXPECT_THAT(toml, Not(HasSubstr("= \"CHUSUDUNG\"")));
  EXPECT_THAT(toml, Not(HasSubstr("Nguyen")));
  EXPECT_EQ(toml, proposed());
}

TEST_F(PlanProposals, ADrawingAndAFileOfSeveralLayersAreLaidOut) {
  test::write_drawing((path() / "ban-ve.dxf").string(), "DXF",
                      {{"RANH", "LINESTRING (585000 1212000,585100 1212000,585100 1212100,585000 1212100,585000 1212000)", ""},
                       {"KYHIEU", "POINT (585050 1212050)", "OM-1"}});
  const std::string all = (path() / "tat-ca.gpkg").string();
  test::write_zones(all, "GPKG", {{"X-1", "Ô phố", 3.0, "POLYGON ((585300 1212000,585400 1212000,585400 1212100,585300 1212000))"}});
  test::run_sql(all, "CREATE TABLE ranh (fid INTEGER PRIMARY KEY, ten TEXT)");
  folder_.write("in/hong.shp", "not a shapefile");
  folder_.write("in/quyet-dinh.pdf", "%PDF-");
  const std::string toml = filled();
  EXPECT_THAT(toml, HasSubstr("boundary_layers = [\"RANH\"]\ntext_layers = [\"KYHIEU\"]"));
  EXPECT_THAT(toml, HasSubstr("code = \"text\""));
  EXPECT_THAT(toml, HasSubstr("crs = \"EPSG:9210\"  # as the file says"));
  EXPECT_THAT(toml, HasSubstr("layer = \"zones\""));
  EXPECT_THAT(toml, HasSubstr("# \"tat-ca.gpkg\", layer \"ranh\": no shapes"));
  EXPECT_THAT(toml, HasSubstr("# \"hong.shp\" cannot be read"));
  EXPECT_THAT(toml, HasSubstr("# file = \"quyet-dinh.pdf\""));
  EXPECT_THAT(parse_plan(toml, "plan.toml", *district_).errors, testing::IsEmpty()) << toml;
}

/// Texts and names of columns as each old program wrote them: a CSV holds its bytes.
TEST_F(PlanProposals, ATableInAnOldEncodingIsReadWithTheNamesOfItsColumns) {
  for (const TextEncoding encoding : {TextEncoding::kTcvn3, TextEncoding::kVni, TextEncoding::kWindows1258}) {
    SCOPED_TRACE(std::string{name_of(encoding)});
    std::string text = "WKT,Mã ô,Chức năng,Loại đất\r\n";
    int east = 585'000;
    for (const char* row : {"OM-1,Đất ở nông thôn,ONT", "CX-1,Đất cây xanh công cộng,CLN", "TH-1,Trường tiểu học,DGD"}) {
      const std::string w = std::to_string(east);
      const std::string e = std::to_string(east + 100);
      text += "\"POLYGON((" + w + " 1212000," + e + " 1212000," + e + " 1212100," + w + " 1212000))\"," + row + "\r\n";
      east += 200;
    }
    const auto bytes = test::encode(text, encoding);
    ASSERT_TRUE(bytes);
    folder_.write("in/bang.csv", *bytes);
    const std::string toml = filled();
    EXPECT_THAT(toml, HasSubstr("encoding = \"" + std::string{name_of(encoding)} + "\""));
    EXPECT_THAT(toml, HasSubstr("code = \"Mã ô\""));
    EXPECT_THAT(toml, HasSubstr("function = \"Chức năng\""));
    EXPECT_THAT(toml, HasSubstr("land_use = \"Loại đất\""));
    const CheckedPlan checked = check(toml);
    EXPECT_THAT(checked.report.refusing(), testing::IsEmpty()) << toml;
  }
}

/// A File Geodatabase holds Unicode: texts typed in an old font are letters of Windows-1252 there, and its fields have an alias beside
/// a name of plain letters.
TEST_F(PlanProposals, AFileGeodatabaseIsProposedWhateverItsTextsWereTypedIn) {
  for (const TextEncoding encoding : {TextEncoding::kUtf8, TextEncoding::kTcvn3}) {
    SCOPED_TRACE(std::string{name_of(encoding)});
    const auto typed = [&](const char* text) {
      return encoding == TextEncoding::kUtf8 ? std::string{text} : decode(*test::encode(text, encoding), TextEncoding::kWindows1252).value_or("");
    };
    const fs::path gdb = path() / "quyhoach.gdb";
    fs::remove_all(gdb);
    test::write_zones(gdb.string(), "OpenFileGDB",
                      {{"OM-1", typed("Đất ở nông thôn"), 3.0, "POLYGON ((585000 1212000,585100 1212000,585100 1212100,585000 1212000))"},
                       {"TH-1", typed("Trường tiểu học"), 2.0, "POLYGON ((585300 1212000,585400 1212000,585400 1212100,585300 1212000))"}},
                      9210, {}, {"MA_O", "TEN_O", "TANG_CAO"});
    const std::string toml = filled();
    EXPECT_THAT(toml, HasSubstr("file = \"quyhoach.gdb\""));
    EXPECT_THAT(toml, HasSubstr("crs = \"EPSG:9210\"  # as the file says"));
    EXPECT_THAT(toml, HasSubstr("name = \"TEN_O\""));
    const CheckedPlan checked = check(toml);
    EXPECT_THAT(checked.report.refusing(), testing::IsEmpty()) << toml;
    const auto manifest = with_change(register_, checked.objects, std::nullopt);
    ASSERT_TRUE(manifest);
    const auto snapshot = load_snapshot(register_, *manifest, nullptr, 1);
    ASSERT_TRUE(snapshot);
    const PlanSet* plan = (*snapshot)->plan("moi");
    ASSERT_NE(plan, nullptr);
    std::set<std::string> names;
    for (const auto& row : plan->area_rows) {
      names.emplace(plan->texts.at(row.name));
    }
    EXPECT_THAT(names, testing::ElementsAre("Trường tiểu học", "Đất ở nông thôn")) << toml;
  }
}

TEST_F(PlanProposals, ATableOfCornersBecomesZones) {
  std::string csv = "Mã ô;Số hiệu điểm;X;Y;Loại đất\r\n";
  for (const auto& [code, east] : {std::pair{"OM-1", 0}, {"CX-1", 100}}) {
    int number = 0;
    for (const auto& [n, e] : {std::pair{0, 0}, {0, 100}, {100, 100}, {100, 0}}) {
      csv += std::string{code} + ";" + std::to_string(++number) + ";" + std::to_string(1'212'000 + n) + ";" + std::to_string(585'000 + east + e) + ";ODT\r\n";
    }
  }
  folder_.write("in/toa-do.csv", csv);
  const std::string toml = filled();
  EXPECT_THAT(toml, HasSubstr("role = \"zones\""));
  EXPECT_THAT(toml, HasSubstr("corners_of = \"Mã ô\"  # a guess: its rows are the corners of 2 zones"));
  EXPECT_THAT(toml, HasSubstr("axes = \"north, east\""));
  EXPECT_THAT(toml, HasSubstr("code = \"Mã ô\""));
  EXPECT_THAT(toml, HasSubstr("land_use = \"Loại đất\""));
  EXPECT_THAT(toml, Not(HasSubstr("= \"Số hiệu điểm\"")));
  const CheckedPlan checked = check(toml);
  EXPECT_THAT(checked.report.refusing(), testing::IsEmpty()) << toml;
}

TEST_F(PlanProposals, CornersOfParcelsTellWhichOfSeveralReadingsIsRight) {
  // Two parcels of the district as they lie by WGS 84, written in its projection without a shift, in a file that says VN-2000.
  const auto own = GridTransform::create("EPSG:9210", "EPSG:6960");
  const auto plain = GridTransform::create_projection("EPSG:9210");
  std::vector<std::string> zones;
  for (const double east : {10.0, 60.0}) {
    std::string ring;
    for (const auto& [e, n] : {std::pair{0.0, 0.0}, {20.0, 0.0}, {20.0, 20.0}, {0.0, 20.0}, {0.0, 0.0}}) {
      const auto at = plain->to_grid(*own->to_lonlat({kOrigin.east_m + east + e, kOrigin.north_m + 10.0 + n}));
      ring += (ring.empty() ? "[[[" : ",[") + std::to_string(at->east_m) + "," + std::to_string(at->north_m) + "]";
    }
    zones.push_back(test::feature(ring + "]]", "\"code\":\"Z\""));
  }
  folder_.write("in/zones.geojson", test::collection(zones));
  const auto without = propose();
  ASSERT_TRUE(without) << without.error().message;
  EXPECT_EQ(without->layers.at(0).crs_offers.at(0).guess, (CrsGuess{"EPSG:9210", false, false}));
  EXPECT_FALSE(without->layers.at(0).crs_offers.at(0).near_parcels_share);

  const auto snapshot = folder_.snapshot();
  const auto with = propose_plan({path(), catalogue_, *district_, {}, [&] { return snapshot; }});
  ASSERT_TRUE(with) << with.error().message;
  const auto& offers = with->layers.at(0).crs_offers;
  EXPECT_EQ(offers.at(0).guess, (CrsGuess{"EPSG:9210", false, true}));
  EXPECT_EQ(offers.at(0).near_parcels_share, 1.0);
  EXPECT_FALSE(offers.at(0).is_stated);
  const auto plainly = std::ranges::find(offers, CrsGuess{"EPSG:9210", false, false}, &CrsOffer::guess);
  ASSERT_NE(plainly, offers.end());
  EXPECT_EQ(plainly->near_parcels_share, 0.0);
  EXPECT_TRUE(plainly->is_stated);
  EXPECT_THAT(with->toml, HasSubstr("datum = \"WGS 84\"  # the numbers were projected"));
  EXPECT_THAT(with->toml, HasSubstr("100 % of its vertices are corners of parcels"));
}

TEST_F(PlanProposals, ReasonsAreSaidInBothLanguages) {
  write_consultants_layer((path() / "quyhoach.shp").string());
  folder_.write("in/hong.shp", "not a shapefile");
  const auto proposal = propose();
  ASSERT_TRUE(proposal);
  for (const ProposedField& field : proposal->layers.at(0).fields) {
    EXPECT_FALSE(field.reason.vi.empty());
    EXPECT_NE(field.reason.vi, field.reason.en);
    for (const ProposedReading& reading : field.readings) {
      EXPECT_EQ(reading.how.vi, "không tính \"tầng\"") << reading.value;
    }
  }
  ASSERT_FALSE(proposal->layers.at(0).land_use_codes.empty());
  EXPECT_EQ(proposal->layers.at(0).land_use_codes.at(0).how.vi, "theo mã của danh mục");
  ASSERT_EQ(proposal->left_out.size(), 1U);
  EXPECT_NE(proposal->left_out.at(0).message.vi, proposal->left_out.at(0).message.en);
}

TEST_F(PlanProposals, AFolderWithoutASourceIsAnError) {
  folder_.write("in/readme.txt", "nothing");
  const auto text = propose();
  ASSERT_FALSE(text);
  EXPECT_EQ(text.error().code, ErrorCode::kBadData);
}

}  // namespace
}  // namespace quyhoach::geo
