// hostile_set OUT URL SECRET: writes a folder or an archive for every row of bad layers that a planner may be sent, and OUT/cases.tsv:
// name, path below OUT, kind of draft, and the codes of which one at least must be told (none: nothing refuses it). Those that can,
// name URL or the file SECRET, so that whoever runs them sees whether anybody goes there (hostile_trace.mjs). OUT/district is a good
// district to load first.
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <functional>
#include <string>
#include <vector>

#include "geo/coord/grid_transform.h"
#include "tests/geo/io/district_folder.h"
#include "tests/geo/io/layer_file.h"
#include "tests/proof/hostile_files.h"
#include "tests/zip_archive.h"

namespace quyhoach::proof {
namespace {

namespace fs = std::filesystem;
using geo::test::collection;
using geo::test::DistrictFolder;
using geo::test::feature;
using geo::test::FileZone;
using geo::test::square;
using test::ZipArchive;

const std::vector<FileZone> kZones{
    {"A", "Ô phố thứ nhất", 5.0, "POLYGON ((585000 1212000,585100 1212000,585100 1212100,585000 1212100,585000 1212000))"},
    {"B", "Đất ở nông thôn", 2.0, "POLYGON ((585200 1212000,585300 1212000,585300 1212100,585200 1212100,585200 1212000))"}};
constexpr const char* kGood = R"("code":"A","name":"a","land_use":"ODT","storeys":1)";

std::string layer(const std::string& file, const std::string& more = "") {
  return "[[layer]]\nrole = \"zones\"\nfile = \"" + file + "\"\n" + more + "[layer.fields]\ncode = \"code\"\nname = \"name\"\nstoreys_max = \"storeys\"\n";
}

class HostileSet {
 public:
  HostileSet(fs::path out, std::string url, std::string secret)
      : out_(std::move(out)), url_(std::move(url)), secret_(std::move(secret)), list_(out_ / "cases.tsv") {}

  void write() {
    const DistrictFolder good;
    copy(good.path(), "district");
    drivers();
    crs();
    places();
    bombs();
    archives();
    numbers_and_rings();
    zones();
    files();
    values();
    databases();
    parcels("a parcel's reference twice", "ID_DUPLICATE", {DistrictFolder::parcel(10, 10, "1"), DistrictFolder::parcel(60, 10, "1")});
  }

 private:
  using Spoil = std::function<void(const DistrictFolder&)>;

  void copy(const fs::path& from, const std::string& name) const {
    fs::create_directories(out_);
    fs::copy(from, out_ / name, fs::copy_options::recursive | fs::copy_options::copy_symlinks);
  }
  void list(const std::string& name, const std::string& path, const std::string& codes, const char* kind = "plan") {
    list_ << name << '\t' << path << '\t' << kind << '\t' << codes << '\n';
  }
  std::string next() { return "case-" + std::to_string(++count_); }
  /// A plan's folder that is good but for what `spoil` does.
  void plan(const std::string& name, const std::string& codes, const Spoil& spoil) {
    const DistrictFolder folder;
    spoil(folder);
    const std::string path = next();
    copy(folder.plan_path(), path);
    list(name, path, codes);
  }
  void zones_file(const std::string& name, const std::string& codes, const std::string& bytes) {
    plan(name, codes, [&](const DistrictFolder& folder) { folder.write("plans/zones/zones.geojson", bytes); });
  }
  /// A good zone, and another of these coordinates.
  void zone(const std::string& name, const std::string& codes, const std::string& coordinates, const std::string& properties = R"("code":"X")") {
    zones_file(name, codes, collection({feature(square(0, 0), kGood), feature(coordinates, R"("name":"x","land_use":"ODT","storeys":1,)" + properties)}));
  }
  /// A Shapefile whose parts `spoil` changes. \param stem  path of it without an extension
  void shapefile(const std::string& name, const std::string& codes, const std::function<void(const std::string& stem)>& spoil) {
    plan(name, codes, [&](const DistrictFolder& folder) {
      const std::string stem = (folder.plan_path() / "zones").string();
      geo::test::write_zones(stem + ".shp", "ESRI Shapefile", kZones, 9210, {"ENCODING=UTF-8"});
      folder.plan(layer("zones.shp"));
      spoil(stem);
    });
  }
  void archive(const std::string& name, const std::string& codes, ZipArchive::Member member) {
    const DistrictFolder good;
    ZipArchive zip;
    zip.add("plan.toml", geo::test::slurp(good.plan_path() / "plan.toml")).add(std::move(member));
    save(name, codes, zip.bytes());
  }
  void save(const std::string& name, const std::string& codes, const std::string& zip) {
    const std::string path = next() + ".zip";
    std::ofstream{out_ / path, std::ios::binary} << zip;
    list(name, path, codes);
  }

  /// The parcels of a commune.
  void parcels(const std::string& name, const std::string& codes, const std::vector<std::string>& all) {
    const DistrictFolder folder;
    folder.write("new/parcels.toml", "commune = \"27553\"\n" + std::string{geo::test::kParcelsToml});
    folder.write("new/parcels.geojson", collection(all));
    const std::string path = next();
    copy(folder.path() / "new", path);
    list(name, path, codes, "parcels");
  }

  void drivers() {
    zones_file("a VRT named .geojson", "DRIVER_NOT_ALLOWED", vrt(secret_));
    zones_file("a VRT of an address named .geojson", "DRIVER_NOT_ALLOWED", vrt("/vsicurl/" + url_));
    plan("a VRT by its own name", "DRIVER_NOT_ALLOWED", [&](const DistrictFolder& folder) {
      folder.write("plans/zones/zones.vrt", vrt(secret_));
      folder.plan(layer("zones.vrt"));
    });
    plan("a KML of a network link and a foreign entity", "DRIVER_NOT_ALLOWED SOURCE_ERROR LAYER_MISSING PLAN_EMPTY", [&](const DistrictFolder& folder) {
      folder.write("plans/zones/zones.kml", "<?xml version=\"1.0\"?><!DOCTYPE kml [<!ENTITY e SYSTEM \"file://" + secret_ + "\"><!ENTITY u SYSTEM \"" + url_ +
                                                "\">]><kml xmlns=\"http://www.opengis.net/kml/2.2\"><Document><name>&e;&u;</name><NetworkLink><Link><href>" + url_ +
                                                "</href></Link></NetworkLink></Document></kml>");
      folder.plan(layer("zones.kml"));
    });
    plan("a TAB of another folder's tables", "DRIVER_NOT_ALLOWED SOURCE_ERROR FILE_MISSING CRS_MISSING", [&](const DistrictFolder& folder) {
      folder.write("plans/zones/zones.tab", "!table\n!version 300\n!charset Neutral\n\nDefinition Table\n  Type NATIVE Charset \"Neutral\"\n  Fields 1\n"
                                            "    code Char (9) ;\nbegin_metadata\n\"\\IsSeamless\" = \"TRUE\"\nend_metadata\n\"" + secret_ + "\"\n");
      folder.plan(layer("zones.tab"));
    });
  }

  void crs() {
    zones_file("a CRS link", "CRS_NOT_ALLOWED", geojson_with_crs(R"({"type":"link","properties":{"href":")" + url_ + R"(","type":"ogcwkt"}})"));
    zones_file("a CRS by address", "CRS_NOT_ALLOWED", geojson_with_crs(R"({"type":"url","properties":{"url":")" + url_ + R"("}})"));
    zones_file("a CRS named by an address", "CRS_NOT_ALLOWED", geojson_with_crs(R"({"type":"name","properties":{"name":")" + url_ + R"("}})"));
    zones_file("a PROJ string with a grid file", "CRS_NOT_ALLOWED",
               geojson_with_crs(R"({"type":"name","properties":{"name":"+proj=tmerc +lon_0=105.75 +nadgrids=)" + secret_ + R"("}})"));
    shapefile("a .prj with a grid file", "CRS_NOT_ALLOWED", [&](const std::string& stem) { std::ofstream{stem + ".prj"} << prj_with_grid(secret_); });
    shapefile("a .prj that is a PROJ string", "CRS_NOT_ALLOWED CRS_MISSING SOURCE_ERROR",
              [&](const std::string& stem) { std::ofstream{stem + ".prj"} << "+proj=tmerc +lon_0=105.75 +nadgrids=" + secret_ + " +units=m"; });
    shapefile("no CRS", "CRS_MISSING", [](const std::string& stem) { fs::remove(stem + ".prj"); });
    for (const char* file : {"zones.tab", "zones.mif"}) {
      plan(std::string{file} + " that says WGS 84 over metres", "CRS_MISSING", [&](const DistrictFolder& folder) {
        geo::test::write_zones((folder.plan_path() / file).string(), "MapInfo File", kZones, 9210,
                               {"ENCODING=UTF-8", "BOUNDS=500000,1000000,700000,1400000", std::string{file}.ends_with("mif") ? "FORMAT=MIF" : "FORMAT=TAB"});
        folder.plan(layer(file));
      });
    }
  }

  void places() {
    const auto own = geo::GridTransform::create("EPSG:9210", "EPSG:6960");
    const auto other = geo::GridTransform::create("EPSG:5899", "EPSG:6960");
    const auto at = [](geo::GridPoint p) { return square(p.east_m - geo::test::kOrigin.east_m, p.north_m - geo::test::kOrigin.north_m); };
    zone("another zone", "OUTSIDE_DISTRICT", at(*other->to_grid(*own->to_lonlat(geo::test::kOrigin))));
    zone("swapped axes", "OUTSIDE_DISTRICT", at({geo::test::kOrigin.north_m, geo::test::kOrigin.east_m}));
    geo::GridPoint edge = *own->to_grid({106.35, 11.0});
    edge.east_m -= 190.0;  // What is missing without the shift, from east to west.
    zone("no datum shift, at the district's edge", "OUTSIDE_DISTRICT", at(edge));
  }

  void bombs() {
    for (const auto& [name, bytes] : {std::pair{"a block set 900 million times", dxf_minsert_bomb()}, {"blocks in blocks, 12 deep", dxf_nested_bomb()}}) {
      plan(name, "LIMIT_FEATURES LIMIT_VERTICES", [&drawing = bytes](const DistrictFolder& folder) {
        folder.write("plans/zones/zones.dxf", drawing);
        folder.plan("[[layer]]\nrole = \"zones\"\nfile = \"zones.dxf\"\ncrs = \"EPSG:9210\"\ndrawing = true\nboundary_layers = [\"0\"]\n");
      });
    }
  }

  void archives() {
    const DistrictFolder good;
    ZipArchive whole;
    whole.add("plan.toml", geo::test::slurp(good.plan_path() / "plan.toml")).add("zones.geojson", geo::test::slurp(good.plan_path() / "zones.geojson"));
    save("the good plan in an archive", "", whole.bytes());
    archive("2 GiB of zeros in 2 MB", "LIMIT_UNPACKED", ZipArchive::zeros("zones.shp", 2047));
    archive("a name that leads up", "ARCHIVE_PATH", {.name = "../up.shp", .bytes = "x"});
    archive("an absolute name", "ARCHIVE_PATH", {.name = secret_, .bytes = "x"});
    archive("a link", "ARCHIVE_PATH", {.name = "zones.geojson", .bytes = secret_, .unix_mode = 0120777});
    archive("an archive in the archive", "ARCHIVE_FORM", {.name = "inner.zip", .bytes = ZipArchive{}.add("x", "x").bytes()});
    archive("an encrypted member", "ARCHIVE_FORM", {.name = "zones.geojson", .bytes = "x", .flags = 1});
    archive("two members of one name", "ARCHIVE_FORM", {.name = "PLAN.toml", .bytes = "x"});
  }

  void numbers_and_rings() {
    const auto spoiled = [](const std::string& bad) {
      std::string ring = square(200, 0);
      return ring.replace(3, ring.find(',') - 3, bad);
    };
    zone("1e999", "COORD_NOT_FINITE", spoiled("1e999"));
    zone("NaN", "COORD_NOT_FINITE", spoiled("NaN"));
    zone("a text for a number", "GEOM_UNREADABLE", spoiled("\"585200\""));
    zone("an open ring", "RING_OPEN", "[[[585200,1212000],[585300,1212000],[585300,1212100],[585200,1212100]]]");
    zone("a ring of two points", "RING_SHORT", "[[[585200,1212000],[585300,1212000],[585200,1212000]]]");
    zone("a bow-tie", "GEOM_INVALID", "[[[585200,1212000],[585300,1212100],[585300,1212000],[585200,1212100],[585200,1212000]]]");
    const std::string shell = square(200, 0);
    zone("a hole outside its shell", "GEOM_INVALID", shell.substr(0, shell.size() - 1) + "," + square(400, 0).substr(1));
    zone("a hole like its shell", "GEOM_INVALID", shell.substr(0, shell.size() - 1) + "," + shell.substr(1));
  }

  void zones() {
    zone("zones that overlap", "ZONES_OVERLAP", square(90, 50));
    plan("a gap inside the boundary", "ZONES_GAP", [](const DistrictFolder& folder) {
      folder.plan(std::string{geo::test::kZonesToml} + "[[layer]]\nrole = \"boundary\"\nfile = \"boundary.geojson\"\n");
      folder.write("plans/zones/boundary.geojson", collection({feature(square(0, -100, 200), "")}));
    });
  }

  void files() {
    shapefile("a .shp cut short", "SOURCE_ERROR", [](const std::string& stem) { fs::resize_file(stem + ".shp", fs::file_size(stem + ".shp") - 40); });
    shapefile("no .dbf", "FILE_MISSING", [](const std::string& stem) { fs::remove(stem + ".dbf"); });
    shapefile("no .shx", "FILE_MISSING", [](const std::string& stem) { fs::remove(stem + ".shx"); });
    shapefile("texts in TCVN3", "TEXT_ENCODING", [](const std::string& stem) {
      fs::remove(stem + ".cpg");
      std::string table = geo::test::slurp(stem + ".dbf");
      const std::string utf8 = kZones[0].name;
      const std::string tcvn3 = "\xA7\xCA\x74 \xEB n\xAB\x6Eg th\xABn";  // "Đất ở nông thôn"
      table.replace(table.find(utf8), utf8.size(), (tcvn3 + std::string(utf8.size(), ' ')).substr(0, utf8.size()));
      std::ofstream{stem + ".dbf", std::ios::binary} << table;
    });
    plan("a link in the folder", "BAD_DATA", [&](const DistrictFolder& folder) {
      fs::remove(folder.plan_path() / "zones.geojson");
      fs::create_symlink(secret_, folder.plan_path() / "zones.geojson");
    });
    plan("a layer's file that is elsewhere", "MANIFEST FILE_MISSING", [&](const DistrictFolder& folder) { folder.plan(layer(secret_)); });
  }

  void values() {
    zone("an unknown land use", "CODE_UNKNOWN", square(200, 0), R"("code":"X","land_use":"ZZZ")");
    zone("5 tầng", "VALUE_FORMAT", square(200, 0), R"("code":"X","storeys":"5 tầng")");
    parcels("a parcel's number that is a space", "VALUE_MISSING", {DistrictFolder::parcel(10, 10, " ")});
    plan("an owner's name and identity number", "PERSONAL_DATA", [](const DistrictFolder& folder) {
      folder.zones({feature(square(0, 0), std::string{kGood} + R"(,"Chủ sử dụng":"Nguyễn Văn A","CMND":"012345678","Năm sinh":"1970")")});
    });
    for (const char* key : {"number = \"1/QD\"\n", "date = 2020-01-01\n", "authority = \"Probe\"\n", "scale = 2000\n", "status = \"in_force\"\n"}) {
      const DistrictFolder folder;
      std::string text = geo::test::slurp(folder.plan_path() / "plan.toml");
      folder.write("plans/zones/plan.toml", text.replace(text.find(key), std::string_view{key}.size(), ""));
      const std::string path = next();
      copy(folder.path(), path);
      list("a district whose plan lacks its " + std::string{key, std::string_view{key}.find(' ')}, path, "META_MISSING", "load");
    }
  }

  void databases() {
    for (const auto& [name, sql] : {std::pair{"a GeoPackage with a view", "CREATE VIEW zones_view AS SELECT * FROM zones"},
                                    {"a GeoPackage with a trigger", "CREATE TRIGGER evil AFTER INSERT ON zones BEGIN SELECT 1; END"},
                                    {"a GeoPackage with a virtual table", "CREATE VIRTUAL TABLE evil USING fts3(a)"}}) {
      plan(name, "SOURCE_UNSAFE", [&command = sql](const DistrictFolder& folder) {
        const std::string path = (folder.plan_path() / "zones.gpkg").string();
        geo::test::write_zones(path, "GPKG", kZones);
        geo::test::run_sql(path, command);
        folder.plan(layer("zones.gpkg", "layer = \"zones\"\n"));
      });
    }
  }

  fs::path out_;
  std::string url_;
  std::string secret_;
  std::ofstream list_;
  int count_ = 0;
};

}  // namespace
}  // namespace quyhoach::proof

int main(int argc, char** argv) {
  if (argc != 4) {
    std::fputs("usage: hostile_set OUT URL SECRET\n", stderr);
    return 2;
  }
  std::filesystem::create_directories(argv[1]);
  quyhoach::proof::HostileSet{argv[1], argv[2], argv[3]}.write();
  return testing::UnitTest::GetInstance()->ad_hoc_test_result().Failed() ? 1 : 0;
}
