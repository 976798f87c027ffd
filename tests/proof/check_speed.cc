// How long the check of a plan takes, its files read by the real reader: a DEMO plan of many zones is made in a temporary folder,
// put beside a small published district and checked; on request with parcels all over the plan, drawn apart from it.
#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

#include <sys/resource.h>
#include <unistd.h>

#include "geo/io/district_import.h"
#include "geo/io/plan_publish.h"
#include "tests/geo/geom/demo_tessellation.h"

namespace quyhoach::proof {
namespace {

namespace fs = std::filesystem;

struct Options {
  std::size_t columns = 317;
  std::size_t rows = 316;
  std::size_t between = 3;
  std::size_t parcels = 0;
  int rounds = 3;
};

constexpr const char* kDistrictToml = R"(id = "demo"
demo = true
crs = "EPSG:9210"
datum_operation = "EPSG:6960"
bbox = [106.35, 10.88, 106.70, 11.17]
languages = ["vi", "en"]
topics = ["zoning_plan"]
land_use_catalogue = "vietnam"
[name]
en = "DEMO"
[office]
en = "DEMO"
[disclaimer]
en = "DEMO"
[parcel_key]
parts = ["commune", "sheet", "number"]
[[commune]]
code = "27553"
name = "Tân Phú Trung"
[[layer]]
role = "communes"
file = "communes.geojson"
[layer.fields]
code = "code"
[layer.values]
kind = "cadastral"
)";

constexpr const char* kParcelsToml = R"([[layer]]
role = "parcels"
file = "parcels.geojson"
[layer.fields]
number = "code"
land_use = "land_use"
[layer.values]
commune = "27553"
sheet = "1"
)";

constexpr const char* kPlanToml = R"(id = "demo"
topic = "zoning_plan"
title = "DEMO"
status = "in_force"
scale = 2000
crs = "EPSG:9210"
[decision]
number = "DEMO-1/QD"
date = 2020-01-01
authority = "DEMO"
[in_force]
from = 2020-02-01
[[layer]]
role = "zones"
file = "zones.geojson"
[layer.fields]
code = "code"
land_use = "land_use"
[[layer]]
role = "boundary"
file = "boundary.geojson"
)";

void write(const fs::path& path, const std::string& text) {
  fs::create_directories(path.parent_path());
  std::ofstream{path, std::ios::binary} << text;
}

void write_layer(const fs::path& path, const geo::ShapeStore& shapes, const std::string& code = "DEMO-") {
  std::string text = R"({"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::9210"}},"features":[)";
  for (std::size_t i = 0; i < shapes.size(); ++i) {
    text += (i == 0 ? "\n" : ",\n") + (R"({"type":"Feature","properties":{"code":")" + code + (code == "DEMO-" ? std::to_string(i) : "")) +
            R"(","land_use":"ODT"},"geometry":{"type":"Polygon","coordinates":[[)";
    const auto ring = shapes.view(i).ring(0);
    for (std::size_t k = 0; k <= ring.size(); ++k) {
      const geo::GridPoint p = ring[k % ring.size()];
      char pair[64];
      std::snprintf(pair, sizeof pair, "%s[%.3f,%.3f]", k == 0 ? "" : ",", p.east_m, p.north_m);
      text += pair;
    }
    text += "]]}}";
  }
  write(path, text + "\n]}\n");
}

/// A district with a commune around the plan's boundary, and parcels of about as many vertices as real ones.
void write_district(const fs::path& folder, const Options& options, const geo::ShapeStore& boundary) {
  write(folder / "district.toml", std::string{kDistrictToml} + (options.parcels > 0 ? kParcelsToml : ""));
  geo::GridBox box;
  for (const geo::GridPoint p : boundary.points()) {
    box.extend(p);
  }
  box = box.grown(50.0);
  geo::ShapeStore commune;
  commune.add_ring(std::array{geo::GridPoint{box.min_east_m, box.min_north_m}, geo::GridPoint{box.max_east_m, box.min_north_m},
                              geo::GridPoint{box.max_east_m, box.max_north_m}, geo::GridPoint{box.min_east_m, box.max_north_m}},
                   true);
  commune.end_shape();
  write_layer(folder / "communes.geojson", commune, "27553");
  if (options.parcels > 0) {
    const double side_m = std::sqrt((box.max_east_m - box.min_east_m) * (box.max_north_m - box.min_north_m) / static_cast<double>(options.parcels));
    geo::test::DemoTessellation parcels{.columns = static_cast<std::size_t>((box.max_east_m - box.min_east_m) / side_m),
                                        .rows = static_cast<std::size_t>((box.max_north_m - box.min_north_m) / side_m),
                                        .side_m = side_m,
                                        .between = 1,
                                        .seed = 2};
    write_layer(folder / "parcels.geojson", parcels.make().zones);
  }
}

/// Of this process and of its readers that have ended: what the check costs, however many others use the machine.
double processor_seconds() {
  double sum = 0.0;
  for (const int who : {RUSAGE_SELF, RUSAGE_CHILDREN}) {
    rusage used{};
    ::getrusage(who, &used);
    for (const timeval& time : {used.ru_utime, used.ru_stime}) {
      sum += static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
    }
  }
  return sum;
}

int run(const Options& options) {
  std::string name = (fs::temp_directory_path() / "quyhoach-check-speed-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) {
    return 2;
  }
  const fs::path folder{name};
  const auto plan = geo::test::DemoTessellation{.columns = options.columns, .rows = options.rows, .between = options.between}.make();
  write_district(folder / "district", options, plan.boundary);
  write(folder / "plan/plan.toml", kPlanToml);
  write_layer(folder / "plan/zones.geojson", plan.zones);
  write_layer(folder / "plan/boundary.geojson", plan.boundary);
  const fs::path catalogue = fs::path{QUYHOACH_SOURCE_DIR} / "data" / "catalogue";
  geo::Register into{(folder / "register").string()};
  geo::ImportOptions load;
  load.district = folder / "district";
  load.catalogue = catalogue;
  load.who = load.why = "DEMO";
  const auto loaded = import_district(load, into);
  const double before = processor_seconds();
  std::vector<double> seconds;
  std::size_t found = 0;
  for (int i = 0; loaded && i < options.rounds; ++i) {
    const auto begin = std::chrono::steady_clock::now();
    const auto checked = check_plan({.folder = folder / "plan", .catalogue = catalogue, .accept = {}, .reader = {}, .threads = std::max(1U, std::thread::hardware_concurrency())}, into);
    seconds.push_back(std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count());
    for (const auto& defect : checked ? checked->report.listed() : std::vector<geo::Defect>{}) {
      std::printf("%s\n", to_line(defect).c_str());
      found += defect.severity > geo::Severity::kNote ? 1U : 0U;
    }
    found += checked ? 0U : 1U;
  }
  rusage own{};
  rusage reader{};
  ::getrusage(RUSAGE_SELF, &own);
  ::getrusage(RUSAGE_CHILDREN, &reader);
  std::sort(seconds.begin(), seconds.end());
  const double megabytes = static_cast<double>(fs::file_size(folder / "plan/zones.geojson")) / 1e6;
  fs::remove_all(folder);
  if (seconds.empty()) {
    return 2;
  }
  std::printf("%zu zones, %zu vertices, %.1f MB, %zu parcels: median %.2f s of %d rounds, %.2f s of processor each; %.0f MB here, %.0f MB in the reader\n",
              plan.zones.size(), plan.zones.points().size(), megabytes, loaded->parcels, seconds[seconds.size() / 2], options.rounds,
              (processor_seconds() - before) / options.rounds, static_cast<double>(own.ru_maxrss) / 1e3,
              static_cast<double>(reader.ru_maxrss) / 1e3);
  return found == 0 ? 0 : 1;
}

bool read_options(int argc, char** argv, Options& options) {
  for (int i = 1; i + 1 < argc; i += 2) {
    const long value = std::atol(argv[i + 1]);
    if (value <= 0) {
      return false;
    }
    if (std::strcmp(argv[i], "--columns") == 0) {
      options.columns = static_cast<std::size_t>(value);
    } else if (std::strcmp(argv[i], "--rows") == 0) {
      options.rows = static_cast<std::size_t>(value);
    } else if (std::strcmp(argv[i], "--between") == 0) {
      options.between = static_cast<std::size_t>(value);
    } else if (std::strcmp(argv[i], "--parcels") == 0) {
      options.parcels = static_cast<std::size_t>(value);
    } else if (std::strcmp(argv[i], "--rounds") == 0) {
      options.rounds = static_cast<int>(value);
    } else {
      return false;
    }
  }
  return argc % 2 == 1;
}

}  // namespace
}  // namespace quyhoach::proof

int main(int argc, char** argv) {
  quyhoach::proof::Options options;
  if (!quyhoach::proof::read_options(argc, argv, options)) {
    std::fprintf(stderr, "usage: check_speed [--columns N] [--rows N] [--between N] [--parcels N] [--rounds N]\n");
    return 2;
  }
  return quyhoach::proof::run(options);
}
