// The full way of a plan, for each format a consultant may send it in: files are made of a plan of the DEMO district, described by
// nobody; the proposed plan.toml is filled in where only a planner knows, imported, checked, compared, handed in, approved by a
// second person and published; then parcels are told the same as by the plan it was made from.
#include <cmath>

#include <gmock/gmock.h>

#include "data/desk/desk.h"
#include "geo/base/text.h"
#include "geo/io/district_import.h"
#include "geo/io/durable.h"
#include "geo/plan/answer.h"
#include "tests/temp_folder.h"
#include "tests/trials/zone_files.h"
#include "tests/zip_archive.h"
#include "tools/demo/generate.h"

namespace quyhoach::trials {
namespace {

namespace fs = std::filesystem;
using geo::GridPoint;
using geo::GridTransform;
using geo::TextEncoding;
using quyhoach::test::ZipArchive;
using store::DraftState;
using testing::IsEmpty;

constexpr const char* kPlan = "qhpk-binh-my";
constexpr const char* kDay = "2026-01-01";
constexpr const char* kDatum = "EPSG:6960";
/// A parcel's share of a zone: half a metre's thousandth all along edges of some 100 m, where numbers are rounded to millimetres or
/// went through degrees and back (0.14 mm).
constexpr double kTolerance_m2 = 0.1;
/// GDAL writes a DGN in whole centimetres, cut off: up to 14 mm along edges of some 150 m.
constexpr double kDgnTolerance_m2 = 2.5;

/// What the plan says of a parcel: the square metres of each zone, by its texts.
using Told = std::map<std::string, double>;

struct Trial {
  const char* name;
  std::function<void(const fs::path&, const std::vector<Zone>&)> write;  ///< Into an empty folder.
  std::string choice;          ///< "crs = …" of the offer a planner takes where the file is silent and several fit; empty: the first.
  std::set<std::string> accept = {};
  bool only_codes = false;     ///< A drawing's texts say nothing else.
  double tolerance_m2 = kTolerance_m2;
};

class Formats : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    state_ = std::make_unique<State>();
    tools::demo::generate({state_->folder.path() / "district", fs::path{QUYHOACH_SOURCE_DIR} / "data/demo", 8'000, 1}, [](const std::string&) {});
    for (const auto& entry : fs::directory_iterator{state_->folder.path() / "district/plans"}) {
      if (entry.path().filename() != kPlan) {
        fs::remove_all(entry.path());
      }
    }
    state_->zones = read_zones((plan_folder() / "o_pho.shp").string());
    // The trials know nothing of the boundary, which would tell parcels beside the zones of it.
    std::string toml = *geo::read_file((plan_folder() / "plan.toml").string());
    const auto boundary = toml.find("[[layer]]\nrole = \"boundary\"");
    toml.erase(boundary, toml.find("[[layer]]", boundary + 1) - boundary);
    std::ofstream{plan_folder() / "plan.toml", std::ios::trunc} << toml;
    geo::Register into{register_folder()};
    ASSERT_TRUE(into.open_for_writing());
    const auto loaded = geo::import_district({.district = state_->folder.path() / "district",
                                              .catalogue = catalogue(),
                                              .accept = {"GEOM_INVALID", "VALUE_MISSING"},
                                              .who = "test",
                                              .why = {},
                                              .threads = 2,
                                              .reader = {},
                                              .progress = {}},
                                             into);
    ASSERT_TRUE(loaded) << loaded.error().message;
    ASSERT_FALSE(loaded->edition.empty());
    state_->store = *store::open_state((state_->folder.path() / "state").string(), store::IfMissing::kMake);
    for (const auto& [login, role] : {std::pair{"lan", store::Role::kPlanner}, {"binh", store::Role::kApprover}}) {
      ASSERT_TRUE(state_->store->add_user({.login = login, .name = login, .role = role, .password = "mật khẩu đủ dài"}, {.by = "test", .files = {}}));
    }
    state_->wanted = told(false);
    state_->wanted_codes = told(true);
    ASSERT_GT(state_->wanted.size(), 30U) << "too few parcels lie in the plan to tell";
  }
  static void TearDownTestSuite() { state_.reset(); }

  static fs::path catalogue() { return fs::path{QUYHOACH_SOURCE_DIR} / "data/catalogue"; }
  static fs::path plan_folder() { return state_->folder.path() / "district/plans" / kPlan; }
  static std::string register_folder() { return (state_->folder.path() / "register").string(); }
  static desk::Desk desk() {
    return desk::Desk{{.register_folder = register_folder(), .state_folder = (state_->folder.path() / "state").string(), .catalogue = catalogue(),
                       .reader = {}},
                      state_->store};
  }

  /// Every second parcel that touches the plan.
  static std::map<std::string, Told> told(bool only_codes) {
    constexpr std::size_t kEach = 2;
    const geo::Register from{register_folder()};
    const auto snapshot = load_snapshot(from, *from.current(), nullptr, 2);
    std::map<std::string, Told> all;
    const geo::PlanSet* plan = (*snapshot)->plan(kPlan);
    std::size_t seen = 0;
    for (const auto& set : (*snapshot)->parcels) {
      for (std::uint32_t i = 0; plan != nullptr && i < set->size(); ++i) {
        const geo::ShapeStore shape = set->shape(i);
        if (!box_of(shape.view(0)).intersects(plan->box) || seen++ % kEach != 0) {
          continue;
        }
        geo::Place place;
        place.kind = geo::Place::Kind::kParcel;
        place.parcel = {set.get(), i};
        const auto answer = compute_answer(**snapshot, place, *geo::parse_date(kDay));
        EXPECT_TRUE(answer);
        Told zones;
        for (const auto& topic : answer->topics) {
          for (const auto& one : topic.restrictions) {
            zones[words_of(one, only_codes)] += one.area_m2.value_or(0.0);
          }
        }
        if (!zones.empty()) {
          all[std::to_string(i) + " of " + set->commune()] = zones;
        }
      }
    }
    return all;
  }
  static std::string words_of(const geo::Restriction& one, bool only_codes) {
    const auto at = [&](std::uint32_t index) { return with_hyphens(std::string{one.plan->texts.at(index)}); };
    const geo::ZoneRow& zone = one.zone();
    return only_codes ? at(zone.code)
                      : at(zone.code) + "|" + at(zone.name) + "|" + at(zone.function) + "|" + at(zone.land_use) + "|" +
                            std::to_string(std::isnan(zone.indicators.storeys_max) ? -1.0 : zone.indicators.storeys_max);
  }

  static void replace(std::string& toml, const std::string& line, const std::string& with) {
    const auto at = toml.find(line);
    ASSERT_NE(at, std::string::npos) << line << "\n" << toml;
    toml.replace(at, line.size(), with);
  }
  /// The proposal as a planner completes it, from the paper of the decision.
  static std::string filled(std::string toml, const Trial& trial) {
    replace(toml, "id = \"\"", std::string{"id = \""} + kPlan + "\"");
    replace(toml, "topic = \"\"", "topic = \"zoning_plan\"");
    replace(toml, "title = \"\"", std::string{"title = \"Từ "} + trial.name + "\"");
    replace(toml, "status = \"\"", "status = \"in_force\"");
    replace(toml, "# scale = 2000", "scale = 2000");
    replace(toml, "number = \"\"", "number = \"DEMO-1/QĐ\"");
    replace(toml, "# date = 2026-01-31", "date = 2017-05-16");
    replace(toml, "authority = \"\"", "authority = \"UBND (DEMO)\"");
    replace(toml, "# from = 2026-01-31", "from = 2017-05-28");
    return toml;
  }
  /// Takes the offer that a planner knows to be right.
  static void choose(std::string& toml, const geo::PlanProposal& proposal, const std::string& choice) {
    const auto& offers = proposal.layers.at(0).crs_offers;
    const auto taken = std::ranges::find_if(offers, [&](const geo::CrsOffer& offer) { return lines_of(offer.guess) == choice; });
    ASSERT_NE(taken, offers.end()) << choice << " is not among the offers:\n" << toml;
    EXPECT_GE(taken->placement.share_inside, 0.99);
    if (taken != offers.begin()) {
      const auto at = toml.find("\ncrs = ", toml.find("[[layer]]")) + 1;
      auto end = toml.find('\n', at) + 1;
      while (toml.compare(end, 7, "axes = ") == 0 || toml.compare(end, 8, "datum = ") == 0) {
        end = toml.find('\n', end) + 1;
      }
      toml.replace(at, end - at, "crs = \"" + taken->guess.crs + "\"\n" + (taken->guess.is_of_wgs84 ? "datum = \"WGS 84\"\n" : "") +
                                     (taken->guess.is_swapped ? "axes = \"north, east\"\n" : ""));
    }
  }

  static void take(const Trial& trial) {
    SCOPED_TRACE(trial.name);
    const geo::test::TempFolder sent;
    const fs::path in = sent.path() / "in";
    fs::create_directories(in);
    const bool failed_before = testing::Test::HasFatalFailure();
    trial.write(in, state_->zones);
    ASSERT_FALSE(!failed_before && testing::Test::HasFatalFailure());
    const desk::Desk at = desk();
    const auto proposal = at.propose(in);
    ASSERT_TRUE(proposal) << proposal.error().message;
    ASSERT_EQ(proposal->layers.size(), 1U) << proposal->toml;
    std::string toml = filled(proposal->toml, trial);
    if (!trial.choice.empty()) {
      choose(toml, *proposal, trial.choice);
    }
    std::ofstream{in / "plan.toml"} << toml;
    const auto draft = at.import_folder(in, "lan");
    ASSERT_TRUE(draft) << draft.error().message << "\n" << toml;
    const auto checked = at.check(draft->id, trial.accept, "lan");
    ASSERT_TRUE(checked) << checked.error().message;
    std::string found;
    for (const geo::Defect& defect : checked->plan.report.listed()) {
      found += to_line(defect) + "\n";
    }
    ASSERT_THAT(checked->plan.report.refusing(), IsEmpty()) << found.substr(0, 2000) << toml;
    const auto impact = at.impact(draft->id, *geo::parse_date(kDay));
    ASSERT_TRUE(impact) << impact.error().message;
    ASSERT_TRUE(at.step(draft->id, DraftState::kSubmitted, "", "lan"));
    ASSERT_TRUE(at.step(draft->id, DraftState::kApproved, "như bản gốc", "binh"));
    const auto published = at.publish(draft->id, "binh");
    ASSERT_TRUE(published) << published.error().message;
    expect_same(trial, toml);
  }

  static void expect_same(const Trial& trial, const std::string& toml) {
    const auto& wanted = trial.only_codes ? state_->wanted_codes : state_->wanted;
    const auto got = told(trial.only_codes);
    double worst_m2 = 0.0;
    std::size_t wrong = 0;
    for (const auto& [parcel, zones] : wanted) {
      const auto found = got.find(parcel);
      for (const auto& [words, area_m2] : zones) {
        const bool is_told = found != got.end() && found->second.contains(words);
        const double off_m2 = std::abs((is_told ? found->second.at(words) : 0.0) - area_m2);
        worst_m2 = std::max(worst_m2, off_m2);
        wrong += off_m2 > trial.tolerance_m2 || (!is_told && area_m2 > trial.tolerance_m2) ? 1U : 0U;
        EXPECT_TRUE(wrong == 0 || wrong > 3 || (is_told && off_m2 <= trial.tolerance_m2)) << parcel << ": " << words << " is off by " << off_m2 << " m2";
      }
      for (const auto& [words, area_m2] : found == got.end() ? Told{} : found->second) {
        wrong += !zones.contains(words) && area_m2 > trial.tolerance_m2 ? 1U : 0U;
        EXPECT_TRUE(zones.contains(words) || area_m2 <= trial.tolerance_m2) << parcel << " is told of " << words;
      }
    }
    EXPECT_EQ(wrong, 0U) << toml;
    std::printf("%-44s %zu parcels, largest difference %.4f m2\n", trial.name, wanted.size(), worst_m2);
  }

  struct State {
    geo::test::TempFolder folder;
    std::vector<Zone> zones;
    std::shared_ptr<store::Store> store;
    std::map<std::string, Told> wanted;
    std::map<std::string, Told> wanted_codes;
  };
  static std::unique_ptr<State> state_;
};
std::unique_ptr<Formats::State> Formats::state_;

/// From the district's plane to another zone of the same datum, or to degrees.
PointMap to_zone(const std::string& crs) {
  const auto from = std::make_shared<GridTransform>(std::move(*GridTransform::create("EPSG:9210", kDatum)));
  const auto into = std::make_shared<GridTransform>(std::move(*GridTransform::create(crs, kDatum)));
  return [from, into](GridPoint p) { return *into->to_grid(*from->to_lonlat(p)); };
}
PointMap to_degrees() {
  const auto from = std::make_shared<GridTransform>(std::move(*GridTransform::create("EPSG:9210", kDatum)));
  return [from](GridPoint p) {
    const auto at = *from->to_lonlat(p);
    return GridPoint{at.lon_deg, at.lat_deg};
  };
}
/// Positions of WGS 84 in the district's projection, and positions of its datum in degrees: no shift was made.
PointMap unshifted() {
  const auto from = std::make_shared<GridTransform>(std::move(*GridTransform::create("EPSG:9210", kDatum)));
  const auto into = std::make_shared<GridTransform>(std::move(*GridTransform::create_projection("EPSG:9210")));
  return [from, into](GridPoint p) { return *into->to_grid(*from->to_lonlat(p)); };
}
PointMap to_own_degrees() {
  const auto from = std::make_shared<GridTransform>(std::move(*GridTransform::create_projection("EPSG:9210")));
  return [from](GridPoint p) {
    const auto at = *from->to_lonlat(p);
    return GridPoint{at.lon_deg, at.lat_deg};
  };
}
PointMap swapped() {
  return [](GridPoint p) { return GridPoint{p.north_m, p.east_m}; };
}

/// A trial of one file that GDAL writes.
std::function<void(const fs::path&, const std::vector<Zone>&)> by_gdal(Manner manner) {
  return [manner = std::move(manner)](const fs::path& in, const std::vector<Zone>& zones) { write_zones((in / manner.file).string(), manner, zones); };
}

TEST_F(Formats, ShapefilesInTheEncodingsOfOldPrograms) {
  for (const auto& [name, encoding] : {std::pair{"Shapefile in TCVN3", TextEncoding::kTcvn3}, {"Shapefile in VNI", TextEncoding::kVni},
                                       {"Shapefile in CP1258", TextEncoding::kWindows1258}}) {
    take({name, by_gdal({.driver = "ESRI Shapefile", .file = "o_pho.shp", .encoding = encoding, .options = {"ENCODING="}}), "crs = \"EPSG:9210\""});
  }
}

TEST_F(Formats, ShapefilesInUtf8LooseAndZipped) {
  const Manner manner{.driver = "ESRI Shapefile", .file = "o_pho.shp", .epsg = 9210, .options = {"ENCODING=UTF-8"}};
  take({"Shapefile", by_gdal(manner), ""});
  take({"zipped Shapefile in TCVN3",
        [](const fs::path& in, const std::vector<Zone>& zones) {
          const geo::test::TempFolder loose;
          write_zones((loose.path() / "o_pho.shp").string(),
                      {.driver = "ESRI Shapefile", .file = "", .epsg = 9210, .encoding = TextEncoding::kTcvn3, .options = {"ENCODING="}}, zones);
          ZipArchive archive;
          for (const auto& entry : fs::directory_iterator{loose.path()}) {
            archive.add(entry.path().filename().string(), *geo::read_file(entry.path().string()));
          }
          std::ofstream{in / "o_pho.zip", std::ios::binary} << archive.bytes();
        },
        ""});
}

TEST_F(Formats, FilesThatStateWhatTheyAre) {
  take({"GeoPackage", by_gdal({.driver = "GPKG", .file = "o_pho.gpkg", .epsg = 9210}), ""});
  take({"FlatGeobuf", by_gdal({.driver = "FlatGeobuf", .file = "o_pho.fgb", .epsg = 9210}), ""});
  take({"GeoJSON in degrees",
        by_gdal({.driver = "GeoJSON", .file = "o_pho.geojson", .epsg = 4326, .to = to_degrees(), .options = {"COORDINATE_PRECISION=12"}, .decimals = 12}), ""});
  take({"KML", by_gdal({.driver = "KML", .file = "o_pho.kml", .epsg = 4326, .to = to_degrees(), .decimals = 12}), ""});
  take({"File Geodatabase", by_gdal({.driver = "OpenFileGDB", .file = "o_pho.gdb", .epsg = 9210}), ""});
  take({"GeoPackage in TM-3 107-45", by_gdal({.driver = "GPKG", .file = "o_pho.gpkg", .epsg = 5899, .to = to_zone("EPSG:5899")}), ""});
}

TEST_F(Formats, MapInfoFilesWhoseDatumIsLost) {
  take({"MapInfo TAB", by_gdal({.driver = "MapInfo File", .file = "o_pho.tab", .epsg = 9210, .options = {"BOUNDS=500000,1100000,700000,1300000"}}), "crs = \"EPSG:9210\""});
  take({"MapInfo MIF in TCVN3", by_gdal({.driver = "MapInfo File", .file = "o_pho.mif", .epsg = 9210, .encoding = TextEncoding::kTcvn3,
                                         .options = {"BOUNDS=500000,1100000,700000,1300000"}}), "crs = \"EPSG:9210\""});
}

TEST_F(Formats, FilesThatSayNothingOfWhereTheyLie) {
  take({"Shapefile, axes swapped", by_gdal({.driver = "ESRI Shapefile", .file = "o_pho.shp", .to = swapped(), .options = {"ENCODING=UTF-8"}}),
        "crs = \"EPSG:9210\" and axes = \"north, east\""});
  take({"Shapefile in TM-3 107-45, no .prj, VNI",
        by_gdal({.driver = "ESRI Shapefile", .file = "o_pho.shp", .to = to_zone("EPSG:5899"), .encoding = TextEncoding::kVni, .options = {"ENCODING="}}),
        "crs = \"EPSG:5899\""});
  take({"CSV with WKT",
        [](const fs::path& in, const std::vector<Zone>& zones) { write_csv((in / "o_pho.csv").string(), zones, [](GridPoint p) { return p; }); },
        "crs = \"EPSG:9210\""});
  take({"CSV with WKT in TM-3 107-45, axes swapped",
        [](const fs::path& in, const std::vector<Zone>& zones) {
          write_csv((in / "o_pho.csv").string(), zones, [to = to_zone("EPSG:5899")](GridPoint p) {
            const GridPoint there = to(p);
            return GridPoint{there.north_m, there.east_m};
          });
        },
        "crs = \"EPSG:5899\" and axes = \"north, east\""});
}

TEST_F(Formats, FilesWhoseDatumShiftWasNotMade) {
  take({"Shapefile of WGS 84 positions that says VN-2000",
        by_gdal({.driver = "ESRI Shapefile", .file = "o_pho.shp", .epsg = 9210, .to = unshifted(), .options = {"ENCODING=UTF-8"}}),
        "crs = \"EPSG:9210\" and datum = \"WGS 84\""});
  take({"GeoJSON in degrees of VN-2000",
        by_gdal({.driver = "GeoJSON", .file = "o_pho.geojson", .epsg = 4326, .to = to_own_degrees(), .options = {"COORDINATE_PRECISION=12"}, .decimals = 12}),
        "crs = \"EPSG:4756\""});
}

TEST_F(Formats, TablesOfCorners) {
  take({"CSV of corners, X north", [](const fs::path& in, const std::vector<Zone>& zones) { write_corners((in / "toa-do.csv").string(), zones); },
        "crs = \"EPSG:9210\" and axes = \"north, east\""});
}

TEST_F(Formats, DrawingsOfLinesAndTexts) {
  const std::set<std::string> accept{"TEXT_MISSING"};  // What no zone of the plan fills is an outline without a text.
  take({"DXF of lines and texts",
        [](const fs::path& in, const std::vector<Zone>& zones) { write_drawing((in / "o_pho.dxf").string(), "DXF", zones, {"RANH", "KYHIEU"}); },
        "crs = \"EPSG:9210\"", accept, true});
  take({"DGN V7 of lines and texts",
        [](const fs::path& in, const std::vector<Zone>& zones) { write_drawing((in / "o_pho.dgn").string(), "DGN", zones, {"10", "20"}); },
        "crs = \"EPSG:9210\"", accept, true, kDgnTolerance_m2});
}

}  // namespace
}  // namespace quyhoach::trials
