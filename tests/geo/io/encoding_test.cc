// Texts in the encodings of Vietnamese fonts, from files as their programs write them.
#include <gmock/gmock.h>

#include "geo/base/legacy_text.h"
#include "geo/io/source_text.h"
#include "tests/geo/io/district_folder.h"
#include "tests/geo/io/layer_file.h"

namespace quyhoach::geo {
namespace {

using test::DistrictFolder;
using test::FileZone;
using test::find_defect;
using test::lines;
using ::testing::HasSubstr;

constexpr const char* kText = "Đất ở nông thôn";
constexpr const char* kTcvn3 = "\xA7\xCAt \xEB n\xABng th\xABn";
constexpr const char* kVni = "\xD1\x61\xE1t \xF4\xFB no\xE2ng tho\xE2n";
constexpr const char* kSquare = "POLYGON ((585000 1212000,585100 1212000,585100 1212100,585000 1212100,585000 1212000))";

class Encoding : public ::testing::Test {
 protected:
  void plan(const std::string& file, const std::string& keys, const std::string& column = "name", const std::string& more = "") const {
    folder.plan("[[layer]]\nrole = \"zones\"\nfile = \"" + file + "\"\ncrs = \"EPSG:9210\"\n" + keys +
                "[layer.fields]\ncode = \"code\"\nname = \"" + column + "\"\n" + more);
  }
  void shapefile(const std::string& code, const std::string& name, const char* column = "name") const {
    test::write_zones(path("zones.shp"), "ESRI Shapefile", {{code, name, 1.0, kSquare}}, 9210, {"ENCODING="}, {"code", column, "storeys"});
  }
  [[nodiscard]] std::string path(const std::string& file) const { return (folder.plan_path() / file).string(); }

  /// The name of the one zone once it is published.
  [[nodiscard]] std::string loaded_name() const {
    const auto result = folder.load();
    EXPECT_FALSE(result.edition.empty()) << lines(result);
    if (result.edition.empty()) {
      return {};
    }
    const auto snapshot = folder.snapshot();
    const PlanSet& plan = *snapshot->plans.at(0);
    return std::string{plan.texts.at(plan.area_rows.at(0).name)};
  }
  [[nodiscard]] std::string refusal(const std::string& code) const {
    const auto result = folder.load();
    EXPECT_TRUE(result.edition.empty());
    const Defect* defect = find_defect(result, code);
    EXPECT_NE(defect, nullptr) << lines(result);
    return defect == nullptr ? "" : defect->message.en;
  }

  DistrictFolder folder;
};

TEST_F(Encoding, AShapefileWithoutACodePageIsReadAsItsLayerStates) {
  shapefile("A", kTcvn3);
  plan("zones.shp", "encoding = \"TCVN3\"\n");
  EXPECT_EQ(loaded_name(), kText);
}

TEST_F(Encoding, AShapefileWhoseCodePageGdalMisreadsIsReadAsItsLayerStates) {
  shapefile("A", kTcvn3);
  folder.write("plans/zones/zones.cpg", "TCVN5712-1");
  plan("zones.shp", "encoding = \"TCVN3\"\n");
  EXPECT_EQ(loaded_name(), kText);
}

TEST_F(Encoding, AColumnIsNamedAsItReads) {
  shapefile("A", kVni, "Te\xE2n \xF1\x61\xE1t");
  plan("zones.shp", "encoding = \"VNI\"\n", "Tên đất");
  EXPECT_EQ(loaded_name(), kText);
}

TEST_F(Encoding, AColumnThatReadsSoInAnotherEncodingIsToldWithTheRemedy) {
  shapefile("A", kVni, "Te\xE2n \xF1\x61\xE1t");
  plan("zones.shp", "", "Tên đất");
  EXPECT_THAT(refusal("FIELD_MISSING"), HasSubstr("one reads so in VNI: write encoding = \"VNI\" in its [[layer]]"));
}

TEST_F(Encoding, AColumnMayHaveItsOwn) {
  shapefile("\xA7\xCAt", kVni);
  plan("zones.shp", "encoding = \"TCVN3\"\n", "name", "[layer.encodings]\nname = \"VNI\"\n");
  EXPECT_EQ(loaded_name(), kText);
}

TEST_F(Encoding, AMifInWindowsLatin1IsTakenBackToItsBytes) {
  folder.write("plans/zones/zones.mif",
               "Version 300\nCharset \"WindowsLatin1\"\nDelimiter \",\"\nColumns 2\n  code Char(20)\n  name Char(80)\nData\n\nRegion 1\n  5\n"
               "585000 1212000\n585100 1212000\n585100 1212100\n585000 1212100\n585000 1212000\n");
  folder.write("plans/zones/zones.mid", std::string{"\"A\",\""} + kTcvn3 + "\"\n");
  plan("zones.mif", "encoding = \"TCVN3\"\n");
  EXPECT_EQ(loaded_name(), kText);
}

TEST_F(Encoding, ATabInWindowsLatin1IsTakenBackToItsBytes) {
  // What GDAL writes in this charset from these letters are the bytes of TCVN3.
  const auto as_latin = decode(kTcvn3, TextEncoding::kWindows1252);
  ASSERT_TRUE(as_latin);
  test::write_zones(path("zones.tab"), "MapInfo File", {{"A", *as_latin, 1.0, kSquare}}, 9210,
                    {"ENCODING=CP1252", "BOUNDS=500000,1000000,700000,1400000"});
  ASSERT_THAT(test::slurp(path("zones.tab")), HasSubstr("WindowsLatin1"));
  plan("zones.tab", "encoding = \"TCVN3\"\n");
  EXPECT_EQ(loaded_name(), kText);
}

TEST_F(Encoding, TheWrongOneIsRefusedWithWhatTheTextSays) {
  shapefile("A", kText);
  plan("zones.shp", "encoding = \"TCVN3\"\n");
  EXPECT_THAT(refusal("TEXT_ENCODING"), HasSubstr("is not TCVN3; read as UTF-8 it says \"Đất ở nông thôn\"; write [layer.encodings] name = \"UTF-8\""));
}

TEST_F(Encoding, AnUnknownOneIsAFaultOfTheManifest) {
  shapefile("A", kText);
  plan("zones.shp", "encoding = \"TCVN\"\n");
  EXPECT_THAT(refusal("MANIFEST"), HasSubstr("encoding: expected UTF-8, TCVN3, VNI, CP1258 or CP1252"));
  plan("zones.shp", "", "name", "[layer.encodings]\nfunction = \"VNI\"\n");
  EXPECT_THAT(refusal("MANIFEST"), HasSubstr("function: has no column in [layer.fields]"));
}

TEST_F(Encoding, APersonalColumnIsKnownInEveryEncoding) {
  for (const char* column : {"Ch\xF1 h\xE9", "H\xE4 t\xAAn", "Ho\xEF te\xE2n"}) {
    shapefile("A", "Nguyen Van A", column);
    folder.plan("[[layer]]\nrole = \"zones\"\nfile = \"zones.shp\"\n[layer.fields]\ncode = \"code\"\n");
    const auto result = folder.load();
    const bool expected = column[1] != 'h';  // "Chủ hộ" is in no list: the test's own check that not all are.
    EXPECT_EQ(find_defect(result, "PERSONAL_DATA") != nullptr, expected) << lines(result);
  }
}

TEST(SourceText, OnlyWhatADriverCanHaveMadeIsTakenBack) {
  EXPECT_EQ(bytes_behind("\xC2\xA7\xC3\x8At"), "\xA7\xCAt");
  EXPECT_EQ(bytes_behind("Đất"), "Đất");
  EXPECT_EQ(bytes_behind("\xA7\xCAt"), "\xA7\xCAt");
  EXPECT_EQ(bytes_behind("\xE2\x82\xAC"), "\x80");  // €
}

TEST(SourceText, Utf8StaysUtf8) {
  EXPECT_EQ(read_in(TextEncoding::kUtf8, "Ô"), "Ô");
  EXPECT_EQ(read_in(TextEncoding::kUtf8, "\xC3\x83\xC2\xB4"), "ô");  // UTF-8 in a file that says Windows-1252.
  EXPECT_EQ(read_in(TextEncoding::kTcvn3, "Đất"), std::nullopt);
  EXPECT_EQ(read_in(TextEncoding::kTcvn3, "LUC 10"), "LUC 10");
}

}  // namespace
}  // namespace quyhoach::geo
