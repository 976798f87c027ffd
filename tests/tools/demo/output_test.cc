#include <map>
#include <set>

#include <gdal_priv.h>
#include <ogrsf_frmts.h>
#include <toml++/toml.h>

#include <gmock/gmock.h>

#include "geo/coord/grid_transform.h"
#include "tools/demo/generate.h"
#include "tests/temp_folder.h"

/// Fontconfig keeps its patterns until the process ends and has no owner that could free them.
extern "C" const char* __lsan_default_suppressions();  // NOLINT(bugprone-reserved-identifier)
extern "C" const char* __lsan_default_suppressions() {
  return "leak:libfontconfig";
}  // NOLINT(bugprone-reserved-identifier)

namespace quyhoach::tools::demo {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kParcels = 6000;

/// One district is generated and read back with GDAL; the tests look at it from several sides. Each test runs in a
/// process of its own, so what belongs to one district stays in few tests.
class Output : public testing::Test {
 protected:
  void SetUp() override {
    GDALAllRegister();
    written_ = generate({folder_, fs::path{QUYHOACH_SOURCE_DIR} / "data/demo", kParcels, 1}, [](const std::string&) {});
  }

  template <typename Each>
  static void each_feature(const fs::path& file, const char* layer, Each&& each) {
    const GDALDatasetUniquePtr dataset{GDALDataset::Open(file.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY)};
    ASSERT_TRUE(dataset) << file;
    OGRLayer* const source = layer == nullptr ? dataset->GetLayer(0) : dataset->GetLayerByName(layer);
    ASSERT_NE(source, nullptr) << file;
    for (auto& feature : *source) {
      ASSERT_NE(feature->GetGeometryRef(), nullptr) << file;
      each(*feature, *feature->GetGeometryRef());
    }
  }

  /// Everything must lie in the box that district.toml states: the loader refuses what does not.
  void expect_inside_box(const OGREnvelope& box, const std::string& what) const {
    const toml::table district = toml::parse_file((folder_ / "district.toml").string());
    const auto transform = geo::GridTransform::create("EPSG:9210", "EPSG:6960");
    ASSERT_TRUE(transform);
    const auto low = transform->to_lonlat({box.MinX, box.MinY});
    const auto high = transform->to_lonlat({box.MaxX, box.MaxY});
    ASSERT_TRUE(low && high);
    EXPECT_GE(low->lon_deg, district["bbox"][0].value<double>().value()) << what;
    EXPECT_GE(low->lat_deg, district["bbox"][1].value<double>().value()) << what;
    EXPECT_LE(high->lon_deg, district["bbox"][2].value<double>().value()) << what;
    EXPECT_LE(high->lat_deg, district["bbox"][3].value<double>().value()) << what;
  }

  geo::test::TempFolder temporary_;
  fs::path folder_ = temporary_.path();
  std::size_t written_ = 0;
};

TEST_F(Output, ParcelsAreValidNumberedAndDescribed) {
  std::set<std::string> codes;
  std::map<std::string, int> keys;
  std::set<std::string> uses;
  OGREnvelope box;
  std::size_t count = 0;
  std::size_t beyond = 0;
  int with_address = 0;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder_ / "cadastre")) {
    each_feature(entry.path(), "parcels", [&](OGRFeature& feature, OGRGeometry& geometry) {
      ++count;
      ASSERT_TRUE(geometry.IsValid()) << entry.path() << ' ' << feature.GetFID();
      const OGRPolygon& polygon = *geometry.toPolygon();
      OGREnvelope own;
      geometry.getEnvelope(&own);
      box.Merge(own);
      const std::string code = feature.GetFieldAsString("ma_xa");
      EXPECT_EQ(code, entry.path().stem().string());
      codes.insert(code);
      ++keys[code + "/" + feature.GetFieldAsString("so_to") + "/" + feature.GetFieldAsString("so_thua")];
      uses.insert(feature.GetFieldAsString("loai_dat"));
      const double off_m2 = std::abs(feature.GetFieldAsDouble("dien_tich") - polygon.get_Area());
      const double tolerance_m2 = 0.4 * std::sqrt(polygon.get_Area());  // Of a map at 1/1000.
      constexpr double kRounding_m2 = 0.1;                              // And of a needle mended after it was measured.
      EXPECT_LE(off_m2, 2.0 * tolerance_m2 + kRounding_m2);
      beyond += off_m2 > tolerance_m2 + kRounding_m2 ? 1U : 0U;
      with_address += feature["dia_chi"].IsNull() ? 0 : 1;
    });
  }
  EXPECT_EQ(count, written_);
  EXPECT_GT(beyond, count / 50) << "parcels whose areas differ by more than the tolerance are part of the demo";
  EXPECT_LT(beyond, count / 12);
  EXPECT_NEAR(static_cast<double>(count), static_cast<double>(kParcels), 0.05 * kParcels);
  EXPECT_EQ(codes.size(), 21U);
  EXPECT_GT(with_address, 100);
  expect_inside_box(box, "parcels");
  const auto twice = std::count_if(keys.begin(), keys.end(), [](const auto& key) { return key.second > 1; });
  EXPECT_GT(twice, 0) << "duplicate keys are part of the demo";
  EXPECT_LT(twice, static_cast<long>(kParcels / 100));
  EXPECT_TRUE(std::any_of(keys.begin(), keys.end(), [](const auto& key) { return key.first.ends_with('a'); }));
  EXPECT_TRUE(std::any_of(keys.begin(), keys.end(), [](const auto& key) { return key.first.ends_with("-1"); }));
  EXPECT_THAT(uses, testing::IsSupersetOf({"ODT", "ONT", "CLN", "LUC", "ONT+CLN", "ODT+CLN"}));
}

TEST_F(Output, PlansReadBackWithValidZonesThatDoNotOverlap) {
  std::set<std::string> topics;
  std::set<std::string> extensions;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder_ / "plans")) {
    const toml::table plan = toml::parse_file((entry.path() / "plan.toml").string());
    SCOPED_TRACE(plan["id"].value<std::string>().value());
    topics.insert(plan["topic"].value<std::string>().value());
    for (const toml::node& document : *plan["document"].as_array()) {
      const fs::path file = entry.path() / document.as_table()->at("file").value<std::string>().value();
      EXPECT_GT(fs::file_size(file), 1000U) << file;
    }
    for (const toml::node& node : *plan["layer"].as_array()) {
      const toml::table& layer = *node.as_table();
      const fs::path file = entry.path() / layer.at("file").value<std::string>().value();
      extensions.insert(file.extension().string());
      std::vector<std::unique_ptr<OGRGeometry>> areas;
      OGREnvelope box;
      each_feature(file, nullptr, [&](OGRFeature& feature, OGRGeometry& geometry) {
        ASSERT_TRUE(geometry.IsValid()) << file << ' ' << feature.GetFID();
        const toml::table* const fields = layer["fields"].as_table();
        for (const auto& [ours, theirs] : fields == nullptr ? toml::table{} : *fields) {
          EXPECT_GE(feature.GetFieldIndex(theirs.value<std::string>().value().c_str()), 0) << file << ' ' << ours;
        }
        OGREnvelope own;
        geometry.getEnvelope(&own);
        box.Merge(own);
        if (layer.at("role").value<std::string>() == "zones") {
          areas.emplace_back(geometry.clone());
        }
      });
      expect_inside_box(box, file.string());
      for (std::size_t i = 0; i < areas.size(); ++i) {
        for (std::size_t k = i + 1; k < areas.size(); ++k) {
          OGREnvelope a;
          OGREnvelope b;
          areas[i]->getEnvelope(&a);
          areas[k]->getEnvelope(&b);
          if (a.Intersects(b) && areas[i]->Intersects(areas[k].get())) {
            const std::unique_ptr<OGRGeometry> common{areas[i]->Intersection(areas[k].get())};
            const OGRSurface* const surface = dynamic_cast<const OGRSurface*>(common.get());
            const OGRGeometryCollection* const surfaces = dynamic_cast<const OGRGeometryCollection*>(common.get());
            const double shared_m2 = surface != nullptr    ? surface->get_Area()
                                     : surfaces != nullptr ? surfaces->get_Area()
                                                           : 0.0;
            ASSERT_LT(shared_m2, 1e-4) << file << ' ' << i << ' ' << k;
          }
        }
      }
    }
  }
  EXPECT_EQ(topics.size(), 12U);
  EXPECT_THAT(extensions, testing::UnorderedElementsAre(".gpkg", ".shp", ".geojson", ".fgb", ".tab"));
}

TEST_F(Output, BaseMapHasItsLayers) {
  std::map<std::string, int> kinds;
  for (const char* layer : {"communes", "roads", "water", "water_lines", "places"}) {
    OGREnvelope box;
    each_feature(folder_ / "base.gpkg", layer, [&](OGRFeature& feature, OGRGeometry& geometry) {
      EXPECT_TRUE(geometry.IsValid()) << layer << ' ' << feature.GetFID();
      ++kinds[std::string{layer} + ":" + feature.GetFieldAsString(std::string{layer} == "communes" ? "kind" : "class")];
      OGREnvelope own;
      geometry.getEnvelope(&own);
      box.Merge(own);
    });
    expect_inside_box(box, layer);
  }
  EXPECT_EQ(kinds["communes:cadastral"], 21);
  EXPECT_EQ(kinds["communes:administrative"], 7);
  for (const char* kind : {"roads:trunk", "roads:primary", "roads:secondary", "roads:local", "roads:path",
                           "water:river", "water:canal", "water:stream", "water:lake", "water_lines:river",
                           "water_lines:canal", "water_lines:stream", "places:office", "places:school",
                           "places:market", "places:health", "places:worship", "places:hamlet"}) {
    EXPECT_GT(kinds[kind], 0) << kind;
  }
}

}  // namespace
}  // namespace quyhoach::tools::demo
