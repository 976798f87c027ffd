#pragma once

#include <filesystem>
#include <fstream>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include <unistd.h>

#include <gtest/gtest.h>

#include "geo/io/district_import.h"
#include "tests/shared_data.h"
#include "tests/temp_folder.h"

namespace quyhoach::geo::test {

/// The whole of a file.
inline std::string slurp(const std::filesystem::path& path) {
  std::ifstream file{path, std::ios::binary};
  return {std::istreambuf_iterator<char>{file}, {}};
}

// ---- a small district south of Củ Chi, in VN-2000 / TM-3 zone 105-45 ----------------------------------------------

/// South-west corner of its first zone.
inline constexpr GridPoint kOrigin{585'000.0, 1'212'000.0};

inline constexpr std::string_view kDistrictToml = R"(id = "probe"
demo = true
crs = "EPSG:9210"
datum_operation = "EPSG:6960"
bbox = [106.35, 10.88, 106.70, 11.17]
languages = ["vi", "en"]
topics = ["land_use_plan", "zoning_plan"]
land_use_catalogue = "vietnam"
[name]
en = "Probe"
[office]
en = "Probe"
[disclaimer]
en = "Probe"
[parcel_key]
parts = ["commune", "sheet", "number"]
[[commune]]
code = "27553"
name = "Tân Phú Trung"
)";

inline constexpr std::string_view kParcelsToml = R"([[layer]]
role = "parcels"
file = "parcels.geojson"
[layer.fields]
commune = "commune"
sheet = "sheet"
number = "number"
land_use = "land_use"
registered_area_m2 = "area"
)";

inline constexpr std::string_view kPlanToml = R"(id = "zones"
topic = "zoning_plan"
title = "Zones"
status = "in_force"
scale = 2000
crs = "EPSG:9210"
[decision]
number = "1/QD"
date = 2020-01-01
authority = "Probe"
[in_force]
from = 2020-02-01
)";

inline constexpr std::string_view kZonesToml = R"([[layer]]
role = "zones"
file = "zones.geojson"
[layer.fields]
code = "code"
name = "name"
land_use = "land_use"
storeys_max = "storeys"
)";

/// A number as JSON: shortest that reads back the same.
inline std::string json_number(double value) {
  std::string text = std::to_string(value);
  text.erase(text.find_last_not_of('0') + 1);
  return text.back() == '.' ? text + "0" : text;
}

/// "[[[e,n],…]]": the square of `side_m` whose corner lies `east_m`, `north_m` from kOrigin, counter-clockwise.
inline std::string square(double east_m, double north_m, double side_m = 100.0) {
  const double w = kOrigin.east_m + east_m;
  const double s = kOrigin.north_m + north_m;
  std::string ring;
  for (const GridPoint p : {GridPoint{w, s}, {w + side_m, s}, {w + side_m, s + side_m}, {w, s + side_m}, {w, s}}) {
    ring += (ring.empty() ? "[" : ",[") + json_number(p.east_m) + "," + json_number(p.north_m) + "]";
  }
  return "[[" + ring + "]]";
}

/// A GeoJSON feature. \param coordinates  of a Polygon; \param properties  members, without braces.
inline std::string feature(const std::string& coordinates, const std::string& properties) {
  return R"({"type":"Feature","properties":{)" + properties + R"(},"geometry":{"type":"Polygon","coordinates":)" + coordinates +
         "}}";
}

/// A collection in `crs`; without one it says nothing, which is WGS 84.
inline std::string collection(const std::vector<std::string>& features, const std::string& crs = "9210") {
  std::string text = R"({"type":"FeatureCollection",)";
  if (!crs.empty()) {
    text += R"("crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::)" + crs + R"("}},)";
  }
  text += R"("features":[)";
  for (std::size_t i = 0; i < features.size(); ++i) {
    text += (i == 0 ? "\n" : ",\n") + features[i];
  }
  return text + "]}\n";
}

/// The catalogue of findings as it ships.
inline std::shared_ptr<const FindingCatalogue> findings() {
  auto catalogue = read_finding_catalogue(source_dir() / "data" / "catalogue");
  EXPECT_TRUE(catalogue) << catalogue.error().message;
  return catalogue ? *catalogue : nullptr;
}

/// A district folder and a register beside it. As made, it has one plan of two good zones and three good parcels.
class DistrictFolder {
 public:
  DistrictFolder() {
    district(kParcelsToml);
    plan(kZonesToml);
    zones({feature(square(0, 0), R"("code":"A","name":"Ô phố A","land_use":"ODT","storeys":5)"),
           feature(square(100, 0), R"("code":"B","name":"Ô phố B","land_use":"CLN","storeys":0)")});
    parcels({parcel(10, 10, "1"), parcel(60, 10, "2"), parcel(150, 10, "3")});
  }

  static std::string parcel(double east_m, double north_m, const std::string& number, const std::string& more = "") {
    return feature(square(east_m, north_m, 20.0), R"("commune":"27553","sheet":"10","land_use":"ODT","area":400,"number":")" + number + '"' + more);
  }

  void write(const std::filesystem::path& relative, std::string_view bytes) const { folder_.write("district" / relative, bytes); }
  void district(std::string_view layers) const { write("district.toml", std::string{kDistrictToml} + std::string{layers}); }
  void plan(std::string_view layers) const { write("plans/zones/plan.toml", std::string{kPlanToml} + std::string{layers}); }
  void zones(const std::vector<std::string>& features, const std::string& crs = "9210") const {
    write("plans/zones/zones.geojson", collection(features, crs));
  }
  void parcels(const std::vector<std::string>& features) const { write("parcels.geojson", collection(features)); }

  [[nodiscard]] std::filesystem::path path() const { return folder_.path() / "district"; }
  [[nodiscard]] std::filesystem::path plan_path() const { return path() / "plans" / "zones"; }
  [[nodiscard]] std::string register_path() const { return (folder_.path() / "register").string(); }

  [[nodiscard]] Result<ImportResult> try_load(std::set<std::string> accept = {}) const {
    ImportOptions options;
    options.district = path();
    options.catalogue = source_dir() / "data" / "catalogue";
    options.accept = std::move(accept);
    options.who = "test";
    options.why = "test";
    Register into{register_path()};
    return import_district(options, into);
  }
  /// \pre the register can be written.
  [[nodiscard]] ImportResult load(std::set<std::string> accept = {}) const {
    auto result = try_load(std::move(accept));
    EXPECT_TRUE(result) << result.error().message;
    return result ? std::move(*result) : ImportResult{ImportReport{findings()}, "", 0, 0};
  }
  /// What `current` says, or nothing.
  [[nodiscard]] std::string current() const { return slurp(register_path() + "/current"); }
  [[nodiscard]] std::shared_ptr<const Snapshot> snapshot(const Snapshot* previous = nullptr) const {
    const Register from{register_path()};
    const auto id = from.current();
    EXPECT_TRUE(id) << id.error().message;
    auto loaded = load_snapshot(from, id ? *id : "", previous, 1);
    EXPECT_TRUE(loaded) << loaded.error().message;
    return loaded ? *loaded : nullptr;
  }

 private:
  TempFolder folder_;
};

/// The first defect of a code, or nothing.
inline const Defect* find_defect(const ImportResult& result, std::string_view code) {
  for (const Defect& defect : result.report.listed()) {
    if (defect.code == code) {
      return &defect;
    }
  }
  return nullptr;
}

/// Every line of a report, for a failing test's message.
inline std::string lines(const ImportResult& result) {
  std::string text;
  for (const Defect& defect : result.report.listed()) {
    text += to_line(defect) + "\n";
  }
  return text.empty() ? "(no defects)\n" : text;
}

}  // namespace quyhoach::geo::test
