// The same zones in every format that is read, and what each format can have wrong with itself.
#include <algorithm>
#include <cmath>

#include <gmock/gmock.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/inotify.h>
#include <sys/socket.h>

#include "tests/geo/io/district_folder.h"
#include "tests/geo/io/layer_file.h"

namespace quyhoach::geo {
namespace {

namespace fs = std::filesystem;
using test::collection;
using test::DistrictFolder;
using test::feature;
using test::FileZone;
using test::find_defect;
using test::lines;
using test::square;
using ::testing::HasSubstr;

const std::vector<FileZone> kZones{
    {"A", "Ô phố thứ nhất", 5.0, "POLYGON ((585000 1212000,585100.5 1212000,585100.5 1212100,585000 1212100,585000 1212000))"},
    {"B", "Đất ở nông thôn", 2.5, "POLYGON ((585200 1212000,585300 1212000,585300 1212100,585200 1212100,585200 1212000),"
                                   "(585220 1212020,585220 1212040,585240 1212040,585240 1212020,585220 1212020))"},
};

/// TOML of the one layer these tests have.
std::string layer_toml(const std::string& file, const std::string& more = "") {
  return "[[layer]]\nrole = \"zones\"\nfile = \"" + file + "\"\n" + more +
         "[layer.fields]\ncode = \"code\"\nname = \"name\"\nstoreys_max = \"storeys\"\n";
}

struct Format {
  const char* file;
  const char* driver;
  std::vector<const char*> options;
  const char* toml;     ///< What the manifest must add.
  double tolerance_m;   ///< TAB stores whole numbers over the CRS's bounds; the others store doubles.
};

void PrintTo(const Format& format, std::ostream* out) { *out << format.file; }

class SameZones : public ::testing::TestWithParam<Format> {};

TEST_P(SameZones, ComeOutTheSame) {
  const Format& format = GetParam();
  const DistrictFolder folder;
  test::write_zones((folder.plan_path() / format.file).string(), format.driver, kZones, 9210, format.options);
  folder.plan(layer_toml(format.file, format.toml));
  const auto result = folder.load();
  ASSERT_FALSE(result.edition.empty()) << lines(result);
  const auto snapshot = folder.snapshot();
  const PlanSet& plan = *snapshot->plans.at(0);
  ASSERT_EQ(plan.area_rows.size(), kZones.size());
  for (const FileZone& zone : kZones) {
    const auto row = std::find_if(plan.area_rows.begin(), plan.area_rows.end(),
                                  [&](const ZoneRow& r) { return plan.texts.at(r.code) == zone.code; });
    ASSERT_NE(row, plan.area_rows.end());
    EXPECT_EQ(plan.texts.at(row->name), zone.name);
    EXPECT_EQ(row->indicators.storeys_max, zone.storeys);
    const auto shape = plan.areas.shapes().view(static_cast<std::size_t>(row - plan.area_rows.begin()));
    ASSERT_EQ(shape.ring_count(), zone.code == "A" ? 1U : 2U);
    EXPECT_TRUE(shape.is_shell(0));
    const auto ring = shape.ring(0);
    ASSERT_EQ(ring.size(), 4U);
    const double west = zone.code == "A" ? 585'000.0 : 585'200.0;
    const double east = zone.code == "A" ? 585'100.5 : 585'300.0;
    for (const GridPoint corner : {GridPoint{west, 1'212'000.0}, {east, 1'212'000.0}, {east, 1'212'100.0}, {west, 1'212'100.0}}) {
      EXPECT_TRUE(std::any_of(ring.begin(), ring.end(), [&](GridPoint p) {
        return std::hypot(p.east_m - corner.east_m, p.north_m - corner.north_m) <= format.tolerance_m;
      })) << corner.east_m << " " << corner.north_m;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Formats, SameZones,
                         ::testing::Values(Format{"zones.gpkg", "GPKG", {}, "", 0.0},
                                           Format{"zones.shp", "ESRI Shapefile", {"ENCODING=UTF-8"}, "", 0.0},
                                           Format{"zones.geojson", "GeoJSON", {}, "", 0.0},
                                           Format{"zones.fgb", "FlatGeobuf", {}, "", 0.0},
                                           Format{"zones.tab", "MapInfo File", {"ENCODING=UTF-8", "BOUNDS=500000,1000000,700000,1400000"},
                                                  "crs = \"EPSG:9210\"\n", 1e-3}));

// ---- MapInfo ----------------------------------------------------------------------------------------------------

TEST(MapInfo, IsAskedForItsCrsBecauseTheFileLosesIt) {
  const DistrictFolder folder;
  test::write_zones((folder.plan_path() / "zones.tab").string(), "MapInfo File", kZones, 9210,
                    {"ENCODING=UTF-8", "BOUNDS=500000,1000000,700000,1400000"});
  folder.plan(layer_toml("zones.tab"));
  const auto result = folder.load();
  EXPECT_TRUE(result.edition.empty());
  ASSERT_NE(find_defect(result, "CRS_MISSING"), nullptr) << lines(result);
}

// ---- Shapefile --------------------------------------------------------------------------------------------------

class Shapefile : public ::testing::Test {
 protected:
  Shapefile() {
    test::write_zones(path(".shp"), "ESRI Shapefile", kZones, 9210, {"ENCODING=UTF-8"});
    folder.plan(layer_toml("zones.shp"));
  }
  [[nodiscard]] std::string path(const std::string& extension) const { return (folder.plan_path() / "zones").string() + extension; }

  DistrictFolder folder;
};

TEST_F(Shapefile, TruncatedIsASourceError) {
  fs::resize_file(path(".shp"), fs::file_size(path(".shp")) - 40);
  const auto result = folder.load();
  EXPECT_TRUE(result.edition.empty());
  ASSERT_NE(find_defect(result, "SOURCE_ERROR"), nullptr) << lines(result);
  EXPECT_EQ(find_defect(result, "SOURCE_ERROR")->file, "plans/zones/zones.shp");
}

TEST_F(Shapefile, CutAnywhereIsNeverPublished) {
  const std::string whole = test::slurp(path(".shp"));
  for (std::size_t size = 0; size < whole.size(); size += 16) {
    folder.write("plans/zones/zones.shp", std::string_view{whole}.substr(0, size));
    const auto result = folder.load();
    EXPECT_TRUE(result.edition.empty()) << size << " of " << whole.size() << " bytes\n" << lines(result);
  }
}

TEST_F(Shapefile, WithoutATableOrAnIndexIsNamed) {
  for (const char* extension : {".dbf", ".shx"}) {
    const std::string kept = test::slurp(path(extension));
    fs::remove(path(extension));
    const auto result = folder.load();
    EXPECT_TRUE(result.edition.empty());
    const Defect* defect = find_defect(result, "FILE_MISSING");
    ASSERT_NE(defect, nullptr) << extension << "\n" << lines(result);
    EXPECT_EQ(defect->file, std::string{"plans/zones/zones"} + extension);
    folder.write(std::string{"plans/zones/zones"} + extension, kept);
  }
  EXPECT_FALSE(folder.load().edition.empty());
}

TEST_F(Shapefile, WithoutACrsAsks) {
  fs::remove(path(".prj"));
  EXPECT_NE(find_defect(folder.load(), "CRS_MISSING"), nullptr);
}

TEST_F(Shapefile, AcceptedWithoutACrsIsReadInThePlansOwn) {
  fs::remove(path(".prj"));
  const auto result = folder.load({"CRS_MISSING"});
  ASSERT_FALSE(result.edition.empty()) << lines(result);
  EXPECT_EQ(folder.snapshot()->plans.at(0)->area_rows.size(), 2U);
}

TEST_F(Shapefile, TextOfUnknownEncodingIsShownDecoded) {
  // "Đất ở" in TCVN3 (.VnTime), written where the first name was; the table says nothing of its encoding.
  fs::remove(path(".cpg"));
  std::string table = test::slurp(path(".dbf"));
  const std::string utf8 = "Ô phố thứ nhất";
  const std::string tcvn3 = "\xA7\xCA\x74 \xEB n\xAB\x6Eg th\xABn   ";
  const auto at = table.find(utf8);
  ASSERT_NE(at, std::string::npos);
  table.replace(at, utf8.size(), (tcvn3 + std::string(utf8.size(), ' ')).substr(0, utf8.size()));
  folder.write("plans/zones/zones.dbf", table);
  const auto result = folder.load();
  EXPECT_TRUE(result.edition.empty());
  const Defect* defect = find_defect(result, "TEXT_ENCODING");
  ASSERT_NE(defect, nullptr) << lines(result);
  EXPECT_EQ(defect->file, "plans/zones/zones.shp");
  EXPECT_EQ(defect->feature, "FID 0");
  EXPECT_THAT(defect->message.en, HasSubstr("TCVN3"));
  EXPECT_THAT(defect->message.en, HasSubstr("it says \"Đất ở nông thôn\"; write [[layer]] encoding = \"TCVN3\""));
}

TEST_F(Shapefile, InAnEncodingGdalMisreadsIsNotReadByIt) {
  // GDAL drops the last letter of every value with these (LUC → LU) and says nothing.
  for (const char* name : {"TCVN5712-1", "CP1258", "1258", "no such encoding"}) {
    folder.write("plans/zones/zones.cpg", name);
    const auto result = folder.load();
    ASSERT_FALSE(result.edition.empty()) << name << "\n" << lines(result);  // The bytes are UTF-8, whatever the .cpg says.
    const auto snapshot = folder.snapshot();
    const PlanSet& plan = *snapshot->plans.at(0);
    EXPECT_EQ(plan.texts.at(plan.area_rows.at(0).name), kZones[0].name) << name;
  }
}

// ---- GeoPackage -------------------------------------------------------------------------------------------------

TEST(GeoPackage, WithSqlOfItsOwnIsUnsafe) {
  for (const char* sql : {"CREATE VIEW zones_view AS SELECT * FROM zones", "CREATE TRIGGER evil AFTER INSERT ON zones BEGIN SELECT 1; END",
                          "CREATE VIRTUAL TABLE evil USING fts3(a)", "CREATE VIRTUAL TABLE rtree_evil USING fts3(a)",
                          "CREATE TRIGGER rtree_evil AFTER INSERT ON zones BEGIN DELETE FROM zones; END"}) {
    const DistrictFolder folder;
    const std::string path = (folder.plan_path() / "zones.gpkg").string();
    test::write_zones(path, "GPKG", kZones);
    folder.plan(layer_toml("zones.gpkg", "layer = \"zones\"\n"));
    ASSERT_FALSE(folder.load().edition.empty());
    test::run_sql(path, sql);
    const auto result = folder.load();
    const Defect* defect = find_defect(result, "SOURCE_UNSAFE");
    ASSERT_NE(defect, nullptr) << sql << "\n" << lines(result);
    EXPECT_EQ(defect->file, "plans/zones/zones.gpkg");
    EXPECT_TRUE(result.edition.empty());
  }
}

// ---- GeoJSON ----------------------------------------------------------------------------------------------------

/// A socket that listens on the loopback and can tell whether anybody came.
class Listener {
 public:
  Listener() : fd_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    EXPECT_EQ(::bind(fd_, reinterpret_cast<sockaddr*>(&address), size), 0);  // NOLINT(*-reinterpret-cast)
    EXPECT_EQ(::listen(fd_, 8), 0);
    EXPECT_EQ(::getsockname(fd_, reinterpret_cast<sockaddr*>(&address), &size), 0);  // NOLINT(*-reinterpret-cast)
    port_ = ntohs(address.sin_port);
  }
  ~Listener() { ::close(fd_); }
  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;
  [[nodiscard]] std::string url() const { return "http://127.0.0.1:" + std::to_string(port_) + "/crs"; }
  /// A connection is in the backlog as soon as the client's connect() returns: no waiting needed.
  [[nodiscard]] bool was_called() const {
    pollfd poll{fd_, POLLIN, 0};
    return ::poll(&poll, 1, 0) > 0;
  }

 private:
  int fd_;
  int port_ = 0;
};

TEST(GeoJson, ACrsLinkIsRefusedAndNotFollowed) {
  const Listener listener;
  const std::string link = R"({"type":"link","properties":{"href":")" + listener.url() + R"(","type":"ogcwkt"}})";
  const std::string type_url = R"({"type":"url","properties":{"url":")" + listener.url() + R"("}})";
  const std::string name = R"({"type":"name","properties":{"name":"EPSG:9210"}})";
  const std::string by_name = R"({"type":"name","properties":{"name":")" + listener.url() + R"("}})";
  const auto whole = [&](const std::string& members, const std::string& in_feature = "", const std::string& in_geometry = "") {
    return R"({"type":"FeatureCollection",)" + members + R"("features":[{"type":"Feature",)" + in_feature +
           R"("properties":{"code":"A","name":"","storeys":1},"geometry":{"type":"Polygon",)" + in_geometry + R"("coordinates":)" +
           square(0, 0) + "}}]}";
  };
  const std::vector<std::string> files{
      whole("\"crs\":" + link + ","),
      whole("\"crs\":" + type_url + ","),
      whole("\"crs\":" + by_name + ","),
      whole("\"CRS\":" + link + ","),
      whole("\"Crs\":" + link + ","),
      whole("\"\\u0063rs\":" + link + ","),
      whole("\"crs\":" + name + ",\"crs\":" + link + ","),
      whole("\"crs\":" + link + ",\"crs\":" + name + ","),
      whole("\"crs\":" + name + ",\"CRS\":" + link + ","),
      whole("\"crs\":" + name + ",", "\"crs\":" + link + ","),
      whole("\"crs\":" + name + ",", "", "\"crs\":" + link + ","),
      whole("\"crs\":" + name + ",", "", "\"CRS\":" + link + ","),
      whole(R"("crs":{"Type":"link","type":"name","properties":{"name":"EPSG:9210","href":")" + listener.url() + R"("}},)"),
      R"({"type":"Polygon","crs":)" + link + R"(,"coordinates":)" + square(0, 0) + "}",
  };
  for (const std::string& text : files) {
    const DistrictFolder folder;
    folder.plan(layer_toml("zones.geojson"));
    folder.write("plans/zones/zones.geojson", text);
    const auto result = folder.load();
    EXPECT_TRUE(result.edition.empty()) << text << "\n" << lines(result);
    EXPECT_NE(find_defect(result, "CRS_NOT_ALLOWED"), nullptr) << text << "\n" << lines(result);
    EXPECT_FALSE(listener.was_called()) << text;
  }
}

TEST(GeoJson, AnAttributeNamedCrsIsJustAnAttribute) {
  const DistrictFolder folder;
  folder.plan(layer_toml("zones.geojson"));
  folder.zones({feature(square(0, 0), R"("code":"A","name":"","storeys":1,"crs":"VN-2000")")});
  EXPECT_FALSE(folder.load().edition.empty());
}

TEST(GeoJson, WithAByteOrderMarkIsRead) {
  const DistrictFolder folder;
  folder.plan(layer_toml("zones.geojson"));
  folder.write("plans/zones/zones.geojson", "\xEF\xBB\xBF" + collection({feature(square(0, 0), R"("code":"A","name":"","storeys":1)")}));
  const auto result = folder.load();
  EXPECT_FALSE(result.edition.empty()) << lines(result);
}

// ---- a CRS that would open files ---------------------------------------------------------------------------------

/// Tells whether a file was opened since this was made.
class OpenWatch {
 public:
  explicit OpenWatch(const fs::path& file) : fd_(::inotify_init1(IN_NONBLOCK | IN_CLOEXEC)) {
    EXPECT_GE(::inotify_add_watch(fd_, file.c_str(), IN_OPEN), 0);
  }
  ~OpenWatch() { ::close(fd_); }
  OpenWatch(const OpenWatch&) = delete;
  OpenWatch& operator=(const OpenWatch&) = delete;
  [[nodiscard]] bool was_opened() const {
    pollfd poll{fd_, POLLIN, 0};
    return ::poll(&poll, 1, 0) > 0;
  }

 private:
  int fd_;
};

TEST(SourceCrs, AGridFileNamedByAPrjIsNotOpened) {
  const DistrictFolder folder;
  folder.write("secret.gsb", "not a grid");
  const fs::path secret = folder.path() / "secret.gsb";
  test::write_zones((folder.plan_path() / "zones.shp").string(), "ESRI Shapefile", kZones, 9210, {"ENCODING=UTF-8"});
  folder.plan(layer_toml("zones.shp"));
  const std::string base = R"(GEOGCS["x",DATUM["x",SPHEROID["x",6378137,298.257223563],EXTENSION["PROJ4_GRIDS",")" + secret.string() +
                           R"("]],PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433]])";
  for (const std::string& prj :
       {R"(PROJCS["x",)" + base + R"(,PROJECTION["Transverse_Mercator"],PARAMETER["latitude_of_origin",0],PARAMETER["central_meridian",105.75],)"
        R"(PARAMETER["scale_factor",0.9999],PARAMETER["false_easting",500000],PARAMETER["false_northing",0],UNIT["metre",1],)"
        R"(EXTENSION["PROJ4","+proj=tmerc +lon_0=105.75 +nadgrids=)" + secret.string() + R"( +units=m +no_defs"]])",
        "+proj=tmerc +lon_0=105.75 +nadgrids=" + secret.string() + " +units=m", std::string{"EPSG:9210"}}) {
    folder.write("plans/zones/zones.prj", prj);
    const OpenWatch watch{secret};
    const auto result = folder.load();
    EXPECT_FALSE(watch.was_opened()) << prj;
    EXPECT_TRUE(result.edition.empty()) << prj << lines(result);
  }
}

}  // namespace
}  // namespace quyhoach::geo
