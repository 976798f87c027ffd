// Every row of the table of bad layers that this release knows: made here, loaded, and refused by its name.
#include <functional>
#include <set>

#include <gmock/gmock.h>

#include "geo/geom/measure.h"
#include "tests/geo/io/district_folder.h"

namespace quyhoach::geo {
namespace {

using test::collection;
using test::DistrictFolder;
using test::feature;
using test::find_defect;
using test::kOrigin;
using test::lines;
using test::square;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr const char* kZones = "plans/zones/zones.geojson";
constexpr double kPlaceTolerance_m = 0.01;  // A defect's place is printed to the centimetre.

/// Loads first as it is, then spoiled: the load is refused by `code`, nothing is published and `current` stays.
class Refusal {
 public:
  explicit Refusal(const std::function<void(const DistrictFolder&)>& spoil) {
    before_ = folder.load().edition;
    EXPECT_THAT(before_, ::testing::Not(IsEmpty()));
    spoil(folder);
  }
  const Defect& by(const std::string& code, const std::set<std::string>& also = {}) {
    result = folder.load();
    EXPECT_THAT(result.edition, IsEmpty()) << lines(result);
    EXPECT_EQ(folder.current(), before_ + "\n");
    std::set<std::string> expected = also;
    expected.insert(code);
    EXPECT_EQ(result.report.refusing(), expected) << lines(result);
    const Defect* found = find_defect(result, code);
    EXPECT_NE(found, nullptr) << lines(result);
    static const Defect kNothing;
    return found == nullptr ? kNothing : *found;
  }

  DistrictFolder folder;
  ImportResult result{ImportReport{test::findings()}, "", 0, 0};

 private:
  std::string before_;
};

Refusal with_zone(const std::string& coordinates, const std::string& properties = R"("code":"X")") {
  return Refusal{[&](const DistrictFolder& folder) {
    folder.zones({feature(square(0, 0), R"("code":"A","name":"a","land_use":"ODT","storeys":1)"),
                  feature(coordinates, R"("name":"x","land_use":"ODT","storeys":1,)" + properties)});
  }};
}

void expect_at(const Defect& defect, double east_m, double north_m) {
  ASSERT_TRUE(defect.place) << to_line(defect);
  EXPECT_NEAR(defect.place->east_m, kOrigin.east_m + east_m, kPlaceTolerance_m);
  EXPECT_NEAR(defect.place->north_m, kOrigin.north_m + north_m, kPlaceTolerance_m);
}

TEST(DistrictImport, LoadsAGoodDistrictWithoutAWord) {
  const DistrictFolder folder;
  const auto result = folder.load();
  EXPECT_TRUE(result.report.listed().empty()) << lines(result);
  EXPECT_EQ(result.parcels, 3U);
  EXPECT_EQ(result.plans, 1U);
  const auto snapshot = folder.snapshot();
  ASSERT_NE(snapshot, nullptr);
  EXPECT_EQ(snapshot->parcel_count(), 3U);
  ASSERT_EQ(snapshot->plans.size(), 1U);
  EXPECT_EQ(snapshot->plans[0]->area_rows.size(), 2U);
}

// ---- CRS --------------------------------------------------------------------------------------------------------

TEST(DistrictImport, AsksForTheCrsOfAGridThatNamesNone) {
  Refusal refusal{[](const DistrictFolder& folder) {
    // GeoJSON without `crs` is WGS 84 by its standard; metres in it are a grid that lost its name.
    folder.zones({feature(square(0, 0), R"("code":"A","name":"a","land_use":"ODT","storeys":1)")}, "");
  }};
  const Defect& defect = refusal.by("CRS_MISSING", {"PLAN_EMPTY"});
  EXPECT_EQ(defect.file, kZones);
  EXPECT_THAT(defect.message.en, HasSubstr("crs = \"EPSG:"));
  EXPECT_THAT(defect.message.en, HasSubstr("it lies inside the district with crs = \"EPSG:9210\""));
}

TEST(DistrictImport, OffersTheAxesSwappedToAGridThatNamesNoCrs) {
  Refusal refusal{[](const DistrictFolder& folder) {
    folder.zones({feature("[[[1212000,585000],[1212100,585000],[1212100,585100],[1212000,585000]]]", R"("code":"A")")}, "");
  }};
  EXPECT_THAT(refusal.by("CRS_MISSING", {"PLAN_EMPTY"}).message.en, HasSubstr("it lies inside the district with crs = \"EPSG:9210\" and axes = \"north, east\""));
}

TEST(DistrictImport, SaysThatNoCrsPlacesAStrangeGridInTheDistrict) {
  Refusal refusal{[](const DistrictFolder& folder) {
    folder.zones({feature("[[[5000000,5000000],[5000100,5000000],[5000100,5000100],[5000000,5000000]]]", R"("code":"A")")}, "");
  }};
  EXPECT_THAT(refusal.by("CRS_MISSING", {"PLAN_EMPTY"}).message.en, HasSubstr("none of the district's datum"));
}

TEST(DistrictImport, RefusesAnotherCrsThanThePlanSays) {
  Refusal refusal{[](const DistrictFolder& folder) {
    folder.zones({feature(square(0, 0), R"("code":"A","name":"a","land_use":"ODT","storeys":1)")}, "5899");
  }};
  const Defect& defect = refusal.by("CRS_FOREIGN", {"PLAN_EMPTY"});
  EXPECT_EQ(defect.file, kZones);
  EXPECT_THAT(defect.message.en, HasSubstr("5899"));
  EXPECT_THAT(defect.message.en, HasSubstr("EPSG:9210"));
}

TEST(DistrictImport, TakesTheCrsThePlannerStatesAndSaysSo) {
  const DistrictFolder folder;
  folder.plan(std::string{R"([[layer]]
role = "zones"
file = "zones.geojson"
crs = "EPSG:9210"
[layer.fields]
code = "code"
)"});
  folder.zones({feature(square(0, 0), R"("code":"A")")}, "5899");
  const auto result = folder.load();
  EXPECT_FALSE(result.edition.empty()) << lines(result);
  ASSERT_NE(find_defect(result, "CRS_OVERRIDDEN"), nullptr);
  EXPECT_EQ(find_defect(result, "CRS_OVERRIDDEN")->severity, Severity::kNote);
}

TEST(DistrictImport, RefusesACrsThatIsNoCodeAndOpensNothing) {
  for (const char* crs : {"EPSG:9210+nadgrids=/etc/hostname", "+proj=tmerc +nadgrids=/etc/hostname", "http://localhost/crs"}) {
    Refusal refusal{[&](const DistrictFolder& folder) {
      folder.write("plans/zones/zones.geojson", R"({"type":"FeatureCollection","crs":{"type":"name","properties":{"name":")" +
                                                    std::string{crs} + R"("}},"features":[]})");
    }};
    EXPECT_EQ(refusal.by("CRS_NOT_ALLOWED", {"PLAN_EMPTY"}).file, kZones) << crs;
  }
}

TEST(DistrictImport, RefusesADriverBehindATrustedExtension) {
  for (const char* text : {"<OGRVRTDataSource><OGRVRTLayer name=\"x\"><SrcDataSource>/etc/passwd</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>",
                           "\n\n <OGRVRTDataSource/>", "SQLite format 3", "PK\3\4", "code;name\n1;2\n"}) {
    Refusal refusal{[&](const DistrictFolder& folder) { folder.write("plans/zones/zones.geojson", text); }};
    const Defect& defect = refusal.by("DRIVER_NOT_ALLOWED", {"PLAN_EMPTY"});
    EXPECT_EQ(defect.file, kZones) << text;
  }
  Refusal other{[](const DistrictFolder& folder) {
    folder.write("plans/zones/zones.vrt", "<OGRVRTDataSource/>");
    folder.plan("[[layer]]\nrole = \"zones\"\nfile = \"zones.vrt\"\n[layer.fields]\ncode = \"code\"\n");
  }};
  EXPECT_EQ(other.by("DRIVER_NOT_ALLOWED", {"PLAN_EMPTY"}).file, "plans/zones/zones.vrt");
}

// ---- where it lies ----------------------------------------------------------------------------------------------

std::string moved_square(GridPoint corner, double side) {
  std::string ring;
  for (const GridPoint p : {corner, {corner.east_m + side, corner.north_m}, {corner.east_m + side, corner.north_m + side}, corner}) {
    ring += (ring.empty() ? "[" : ",[") + std::to_string(p.east_m) + "," + std::to_string(p.north_m) + "]";
  }
  return "[[" + ring + "]]";
}

TEST(DistrictImport, NamesTheCauseWhenAxesAreSwapped) {
  Refusal refusal = with_zone(moved_square({kOrigin.north_m, kOrigin.east_m}, 100.0));
  const Defect& defect = refusal.by("OUTSIDE_DISTRICT");
  EXPECT_EQ(defect.file, kZones);
  EXPECT_EQ(defect.feature, "FID 1");
  EXPECT_TRUE(defect.place);
  EXPECT_THAT(defect.message.en, HasSubstr("swapped"));
  EXPECT_THAT(defect.message.en, HasSubstr("write crs = \"EPSG:9210\" and axes = \"north, east\" in its [[layer]]"));
  EXPECT_THAT(defect.message.en, HasSubstr(" km from the middle of the district"));
}

TEST(DistrictImport, NamesTheZoneTheDataIsIn) {
  const auto nine = GridTransform::create("EPSG:9210", "EPSG:6960");
  const auto other = GridTransform::create("EPSG:5899", "EPSG:6960");
  ASSERT_TRUE(nine && other);
  const auto corner = other->to_grid(*nine->to_lonlat(kOrigin));
  ASSERT_TRUE(corner);
  Refusal refusal = with_zone(moved_square(*corner, 100.0));
  const Defect& defect = refusal.by("OUTSIDE_DISTRICT");
  EXPECT_EQ(defect.feature, "FID 1");
  EXPECT_THAT(defect.message.en, HasSubstr("write crs = \"EPSG:5899\" in its [[layer]]"));
  EXPECT_THAT(defect.message.en, HasSubstr(" km from the middle of the district"));
}

std::string turned_zone_toml(const std::string& axes) {
  return "[[layer]]\nrole = \"zones\"\nfile = \"zones.geojson\"\ncrs = \"EPSG:9210\"\naxes = \"" + axes + "\"\n[layer.fields]\ncode = \"code\"\n";
}

TEST(DistrictImport, ReadsTheFirstNumberAsNorthWhereThePlannerSaysSo) {
  const DistrictFolder folder;
  folder.plan(turned_zone_toml("north, east"));
  folder.zones({feature("[[[1212000,585000],[1212100,585000],[1212100,585300],[1212000,585300],[1212000,585000]]]", R"("code":"A")")}, "");
  const auto result = folder.load();
  ASSERT_FALSE(result.edition.empty()) << lines(result);
  const auto snapshot = folder.snapshot();
  const auto ring = snapshot->plans.at(0)->areas.shapes().view(0).ring(0);
  EXPECT_THAT(ring, ::testing::UnorderedElementsAre(GridPoint{585'000, 1'212'000}, GridPoint{585'300, 1'212'000}, GridPoint{585'300, 1'212'100},
                                                    GridPoint{585'000, 1'212'100}));
  EXPECT_DOUBLE_EQ(signed_area_m2(ring), 30'000.0);  // Counter-clockwise, as shells are.
  folder.plan(turned_zone_toml("north east"));
  const auto misspelt = folder.load();
  ASSERT_NE(find_defect(misspelt, "MANIFEST"), nullptr);
  EXPECT_THAT(find_defect(misspelt, "MANIFEST")->message.en, HasSubstr("axes: expected \"east, north\" or \"north, east\""));
}

TEST(DistrictImport, TellsWhenAxesAreTurnedThatWereRight) {
  Refusal refusal{[](const DistrictFolder& folder) {
    folder.plan(turned_zone_toml("north, east"));
    folder.zones({feature(square(0, 0), R"("code":"A")")});
  }};
  EXPECT_THAT(refusal.by("OUTSIDE_DISTRICT", {"PLAN_EMPTY"}).message.en, HasSubstr("write crs = \"EPSG:9210\" and no axes in its [[layer]]"));
}

TEST(DistrictImport, ALineWithTurnedAxesKeepsItsSides) {
  const DistrictFolder folder;
  folder.plan("[[layer]]\nrole = \"lines\"\nfile = \"zones.geojson\"\ncrs = \"EPSG:9210\"\naxes = \"north, east\"\n"
              "[layer.fields]\ncode = \"code\"\n[layer.values]\noffset_left_m = 10\noffset_right_m = 0\n");
  folder.write("plans/zones/zones.geojson", R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{"code":"A"},)"
                                            R"("geometry":{"type":"LineString","coordinates":[[1212000,585000],[1212100,585000]]}}]})");
  const auto result = folder.load();
  ASSERT_FALSE(result.edition.empty()) << lines(result);
  const auto snapshot = folder.snapshot();
  const GridBox box = box_of(snapshot->plans.at(0)->areas.shapes().view(0));
  EXPECT_NEAR(box.min_east_m, 584'990.0, 0.01);  // The line runs north: its left is west.
  EXPECT_NEAR(box.max_east_m, 585'000.0, 0.01);
}

TEST(DistrictImport, RecognisesDegrees) {
  Refusal refusal = with_zone(moved_square({106.53, 10.95}, 0.001));
  EXPECT_THAT(refusal.by("OUTSIDE_DISTRICT").message.en, HasSubstr("longitude, latitude in degrees"));
  Refusal turned = with_zone(moved_square({10.95, 106.53}, 0.001));
  EXPECT_THAT(turned.by("OUTSIDE_DISTRICT").message.en, HasSubstr("latitude, longitude in degrees"));
}

TEST(DistrictImport, RefusesCoordinatesThatAreNoNumbers) {
  const auto spoiled = [](const char* bad) {
    std::string ring = square(200, 0);
    ring.replace(3, ring.find(',') - 3, bad);
    return ring;
  };
  for (const char* bad : {"NaN", "Infinity", "1e300", "-2e9"}) {
    Refusal refusal = with_zone(spoiled(bad));
    const Defect& defect = refusal.by("COORD_NOT_FINITE");
    EXPECT_EQ(defect.file, kZones) << bad;
    EXPECT_EQ(defect.feature, "FID 1") << bad;
  }
  for (const char* bad : {"1e999", "-1e999"}) {  // No number of this machine: found before there are features.
    Refusal refusal = with_zone(spoiled(bad));
    const Defect& defect = refusal.by("COORD_NOT_FINITE", {"PLAN_EMPTY"});
    EXPECT_EQ(defect.file, kZones) << bad;
    EXPECT_THAT(defect.message.en, HasSubstr("at byte")) << bad;
  }
}

TEST(DistrictImport, RefusesATextWhereANumberBelongs) {
  std::string ring = square(200, 0);
  ring.replace(3, ring.find(',') - 3, "\"585200\"");
  Refusal refusal = with_zone(ring);
  const Defect& defect = refusal.by("GEOM_UNREADABLE", {"SOURCE_ERROR"});
  EXPECT_EQ(defect.feature, "FID 1");
}

// ---- rings ------------------------------------------------------------------------------------------------------

TEST(DistrictImport, RefusesAnOpenRing) {
  Refusal refusal = with_zone("[[[585200,1212000],[585300,1212000],[585300,1212100],[585200,1212100]]]");
  EXPECT_EQ(refusal.by("RING_OPEN").feature, "FID 1");
}

TEST(DistrictImport, RefusesARingOfTwoPoints) {
  Refusal refusal = with_zone("[[[585200,1212000],[585300,1212000],[585200,1212000]]]");
  EXPECT_EQ(refusal.by("RING_SHORT").feature, "FID 1");
}

TEST(DistrictImport, NamesTheCrossingPointOfABowTie) {
  Refusal refusal = with_zone("[[[585200,1212000],[585300,1212100],[585300,1212000],[585200,1212100],[585200,1212000]]]");
  const Defect& defect = refusal.by("GEOM_INVALID");
  EXPECT_EQ(defect.file, kZones);
  EXPECT_EQ(defect.feature, "FID 1");
  expect_at(defect, 250.0, 50.0);
}

TEST(DistrictImport, RefusesAHoleOutsideItsShellAndOneEqualToIt) {
  const std::string shell = square(200, 0);
  const std::string outside = square(400, 0);
  Refusal far = with_zone(shell.substr(0, shell.size() - 1) + "," + outside.substr(1));
  EXPECT_EQ(far.by("GEOM_INVALID").feature, "FID 1");
  Refusal same = with_zone(shell.substr(0, shell.size() - 1) + "," + shell.substr(1));
  EXPECT_EQ(same.by("GEOM_INVALID").feature, "FID 1");
}

// ---- zones of one plan -------------------------------------------------------------------------------------------

TEST(DistrictImport, RefusesZonesThatOverlap) {
  Refusal refusal = with_zone(square(90, 50));
  const Defect& defect = refusal.by("ZONES_OVERLAP");
  EXPECT_EQ(defect.file, kZones);
  EXPECT_EQ(defect.feature, "FID 0 and FID 1");
  EXPECT_THAT(defect.message.en, HasSubstr("500.0 m²"));
  expect_at(defect, 95.0, 75.0);
}

/// 460 zones over each other are 105,570 pairs; the codes differ, so that none is a mere repetition.
TEST(DistrictImport, ZonesWithoutEndOverEachOtherAreRefusedAndNotAllCounted) {
  Refusal refusal{[](const DistrictFolder& folder) {
    std::vector<std::string> zones;
    for (int i = 0; i < 460; ++i) {
      zones.push_back(feature(square(0, 0), R"("code":"A)" + std::to_string(i) + R"(","name":"a","land_use":"ODT","storeys":5)"));
    }
    folder.zones(zones);
  }};
  EXPECT_EQ(refusal.by("LIMIT_OVERLAPS", {"ZONES_OVERLAP"}).severity, Severity::kFatal);
  EXPECT_EQ(refusal.result.report.counts().at("ZONES_OVERLAP"), 100'000U);
}

TEST(DistrictImport, AnOverlapOfTwoFilesNamesBoth) {
  Refusal refusal{[](const DistrictFolder& folder) {
    folder.plan(std::string{test::kZonesToml} + "[[layer]]\nrole = \"zones\"\nfile = \"more.geojson\"\n[layer.fields]\ncode = \"code\"\n");
    folder.write("plans/zones/more.geojson", collection({feature(square(500, 0), R"("code":"C")"), feature(square(90, 50), R"("code":"D")")}));
  }};
  const Defect& defect = refusal.by("ZONES_OVERLAP");
  EXPECT_EQ(defect.file, kZones);
  EXPECT_EQ(defect.feature, "FID 0 and FID 1 of plans/zones/more.geojson");
}

/// Two zones side by side in the north half of the plan's boundary.
struct FolderWithGap : DistrictFolder {
  FolderWithGap() {
    plan(std::string{test::kZonesToml} + "[[layer]]\nrole = \"boundary\"\nfile = \"boundary.geojson\"\n");
    write("plans/zones/boundary.geojson", collection({feature(square(0, -100, 200), "")}));
  }
};

TEST(DistrictImport, RefusesAGapInsideThePlansBoundaryUnlessItIsAccepted) {
  const FolderWithGap folder;
  const auto told = folder.load();
  EXPECT_TRUE(told.edition.empty());
  EXPECT_EQ(told.report.refusing(), std::set<std::string>{"ZONES_GAP"}) << lines(told);
  const Defect* gap = find_defect(told, "ZONES_GAP");
  ASSERT_NE(gap, nullptr);
  EXPECT_EQ(gap->file, "plans/zones");
  EXPECT_THAT(gap->message.en, HasSubstr("20,000.0 m²"));
  expect_at(*gap, 100.0, -50.0);
  const auto taken = folder.load({"ZONES_GAP"});
  ASSERT_FALSE(taken.edition.empty()) << lines(taken);
  EXPECT_THAT(folder.snapshot()->edition.accepted, ::testing::ElementsAre("ZONES_GAP"));
  EXPECT_EQ(folder.snapshot()->plans.at(0)->area_rows.size(), 2U);
}

TEST(DistrictImport, ZonesThatAreNotMeantToCoverHaveNoGaps) {
  const FolderWithGap folder;
  std::string district{test::kDistrictToml};
  district.replace(district.find("\"zoning_plan\""), 13, "\"heritage_protection\", \"zoning_plan\"");
  folder.write("district.toml", district + std::string{test::kParcelsToml});
  std::string plan = test::slurp(folder.plan_path() / "plan.toml");
  plan.replace(plan.find("\"zoning_plan\""), 13, "\"heritage_protection\"");
  folder.write("plans/zones/plan.toml", plan);
  const auto result = folder.load();
  EXPECT_FALSE(result.edition.empty()) << lines(result);
}

// ---- values -----------------------------------------------------------------------------------------------------

TEST(DistrictImport, NamesAnUnknownLandUse) {
  Refusal refusal = with_zone(square(200, 0), R"("code":"X","land_use":"ZZZ")");
  const Defect& defect = refusal.by("CODE_UNKNOWN");
  EXPECT_EQ(defect.feature, "FID 1");
  EXPECT_THAT(defect.message.en, HasSubstr("\"ZZZ\""));
  expect_at(defect, 250.0, 50.0);
}

TEST(DistrictImport, NamesAnUnknownCommune) {
  Refusal refusal{[](const DistrictFolder& folder) {
    folder.parcels({feature(square(10, 10, 20), R"("commune":"99999","sheet":"1","number":"1","land_use":"ODT","area":1)")});
  }};
  const Defect& defect = refusal.by("CODE_UNKNOWN");
  EXPECT_EQ(defect.file, "parcels.geojson");
}

TEST(DistrictImport, ProposesWhatANumberMayMean) {
  Refusal refusal = with_zone(square(200, 0), R"("code":"X","storeys":"5 tầng")");
  const Defect& defect = refusal.by("VALUE_FORMAT");
  EXPECT_EQ(defect.feature, "FID 1");
  EXPECT_THAT(defect.message.en, HasSubstr("\"5 tầng\""));
  EXPECT_THAT(defect.message.en, HasSubstr("perhaps 5"));
  expect_at(defect, 250.0, 50.0);
  Refusal comma = with_zone(square(200, 0), R"("code":"X","storeys":"12,5")");
  EXPECT_THAT(comma.by("VALUE_FORMAT").message.en, HasSubstr("perhaps 12.5"));
}

TEST(DistrictImport, ReadsABlankThatIsASpaceAsNothing) {
  Refusal refusal{[](const DistrictFolder& folder) {
    folder.parcels({DistrictFolder::parcel(10, 10, " ")});
  }};
  EXPECT_EQ(refusal.by("VALUE_MISSING").feature, "FID 0");
}

TEST(DistrictImport, ListsDuplicateParcelsAndKeepsThem) {
  const DistrictFolder folder;
  folder.parcels({DistrictFolder::parcel(10, 10, "1"), DistrictFolder::parcel(60, 10, "1")});
  const auto result = folder.load();
  ASSERT_FALSE(result.edition.empty()) << lines(result);
  const Defect* defect = find_defect(result, "ID_DUPLICATE");
  ASSERT_NE(defect, nullptr);
  EXPECT_EQ(defect->file, "parcels.geojson");
  EXPECT_EQ(defect->feature, "FID 1");
  EXPECT_THAT(defect->message.en, HasSubstr("27553/10/1"));
  expect_at(*defect, 70.0, 20.0);
  EXPECT_EQ(find_parcels(*folder.snapshot(), {"27553", "10", "1"}).size(), 2U);
}

TEST(DistrictImport, NamesWhatTheDecisionLacks) {
  for (const auto& [line, key] : std::vector<std::pair<std::string, std::string>>{{"number = \"1/QD\"\n", "number"},
                                                                                    {"date = 2020-01-01\n", "date"},
                                                                                    {"authority = \"Probe\"\n", "authority"},
                                                                                    {"scale = 2000\n", "scale"},
                                                                                    {"status = \"in_force\"\n", "status"}}) {
    for (const bool blank : {false, true}) {
      if (blank && line.find('"') == std::string::npos) {
        continue;
      }
      Refusal refusal{[&](const DistrictFolder& folder) {
        std::string text = std::string{test::kPlanToml} + std::string{test::kZonesToml};
        text.replace(text.find(line), line.size(), blank ? key + " = \" \"\n" : "");
        folder.write("plans/zones/plan.toml", text);
      }};
      const Defect& defect = refusal.by("META_MISSING", blank && key == "status" ? std::set<std::string>{"MANIFEST"} : std::set<std::string>{});
      EXPECT_EQ(defect.file, "plans/zones/plan.toml");
      EXPECT_THAT(defect.message.en, HasSubstr(key));
    }
  }
}

TEST(DistrictImport, DropsPersonalDataAtTheDoor) {
  const DistrictFolder folder;
  folder.parcels({DistrictFolder::parcel(10, 10, "1", R"(,"Chủ sử dụng":"Nguyễn Văn A","CMND":"012345678","address":"x")")});
  const auto result = folder.load();
  ASSERT_FALSE(result.edition.empty()) << lines(result);
  EXPECT_EQ(result.report.counts().at("PERSONAL_DATA"), 2U);
  EXPECT_EQ(find_defect(result, "PERSONAL_DATA")->file, "parcels.geojson");
  for (const auto& entry : std::filesystem::directory_iterator{folder.register_path() + "/objects"}) {
    const std::string bytes = test::slurp(entry.path());
    EXPECT_EQ(bytes.find("Nguyễn Văn A"), std::string::npos) << entry.path();
    EXPECT_EQ(bytes.find("012345678"), std::string::npos) << entry.path();
  }
}

TEST(DistrictImport, RefusesToMapAColumnWithPersonalData) {
  Refusal refusal{[](const DistrictFolder& folder) {
    folder.district(std::string{test::kParcelsToml} + "address = \"owner_name\"\n");
    folder.parcels({DistrictFolder::parcel(10, 10, "1", R"(,"owner_name":"A")")});
  }};
  EXPECT_EQ(refusal.by("PERSONAL_DATA").feature, "column owner_name");
}

// ---- what is accepted by name ------------------------------------------------------------------------------------

TEST(DistrictImport, LeavesAcceptedFeaturesOutAndTheEditionSaysSo) {
  Refusal refusal = with_zone("[[[585200,1212000],[585300,1212100],[585300,1212000],[585200,1212100],[585200,1212000]]]");
  const auto result = refusal.folder.load({"GEOM_INVALID", "ZONES_OVERLAP"});
  ASSERT_FALSE(result.edition.empty()) << lines(result);
  const auto snapshot = refusal.folder.snapshot();
  EXPECT_EQ(snapshot->plans[0]->area_rows.size(), 1U);
  // Only what really occurred, not what was offered.
  EXPECT_THAT(snapshot->edition.accepted, ::testing::ElementsAre("GEOM_INVALID"));
}

TEST(DistrictImport, NeverAcceptsABrokenDistrictManifest) {
  const DistrictFolder folder;
  const std::string before = folder.load().edition;
  folder.write("district.toml", "colour = 1\n" + std::string{test::kDistrictToml} + std::string{test::kParcelsToml});
  const auto result = folder.load({"MANIFEST", "META_MISSING", "FILE_MISSING"});
  EXPECT_TRUE(result.edition.empty());
  EXPECT_FALSE(result.report.refusing().empty());
  EXPECT_EQ(folder.current(), before + "\n");
}

TEST(DistrictImport, LeavesAPlanWithABrokenManifestOutWhenAccepted) {
  const DistrictFolder folder;
  folder.write("plans/other/plan.toml", std::string{test::kPlanToml});
  EXPECT_TRUE(folder.load().edition.empty());
  const auto result = folder.load({"META_MISSING"});
  ASSERT_FALSE(result.edition.empty()) << lines(result);
  EXPECT_EQ(folder.snapshot()->plans.size(), 1U);
}

TEST(DistrictImport, PublishesNothingForAFirstLoadThatIsRefused) {
  const DistrictFolder folder;
  folder.zones({feature("[[[585200,1212000],[585300,1212000],[585200,1212000]]]", R"("code":"X","name":"","land_use":"","storeys":1)")});
  EXPECT_TRUE(folder.load().edition.empty());
  EXPECT_FALSE(std::filesystem::exists(folder.register_path() + "/current"));
}

}  // namespace
}  // namespace quyhoach::geo
