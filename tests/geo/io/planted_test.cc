// Five hundred faults planted at random in a DEMO plan without any, and checked by the real reader: each is found at its place, and
// nothing else is.
#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <map>
#include <optional>
#include <random>
#include <set>

#include <gmock/gmock.h>

#include "geo/geom/measure.h"
#include "geo/io/plan_publish.h"
#include "tests/geo/geom/demo_tessellation.h"
#include "tests/geo/io/district_folder.h"

namespace quyhoach::geo {
namespace {

using test::DemoTessellation;
using test::DistrictFolder;
using Ring = std::vector<GridPoint>;

/// A zone of the plan as its file will have it.
struct DrawnZone {
  std::vector<std::vector<Ring>> parts;  ///< Each a shell and its holes.
  std::string code;
  std::string properties = R"("land_use":"ODT","storeys":5,"coverage":60,"ratio":2.5,"area":null)";
  std::string geometry = {};  ///< As JSON, instead of `parts`.
  bool is_last_left_open = false;
};

struct Expected {
  std::string code;
  std::size_t zone;                ///< Its number in the file.
  std::optional<GridPoint> place;
  double within_m = 0.1;
};

constexpr const char* kPlan = R"([[layer]]
role = "zones"
file = "zones.geojson"
[layer.fields]
code = "code"
land_use = "land_use"
storeys_max = "storeys"
building_coverage_percent = "coverage"
floor_area_ratio = "ratio"
stated_area_m2 = "area"
[[layer]]
role = "boundary"
file = "boundary.geojson"
)";

std::string json_of(const Ring& ring, bool open = false) {
  std::string text = "[";
  for (std::size_t i = 0; i < ring.size() + (open ? 0 : 1); ++i) {
    const GridPoint p = ring[i % ring.size()];
    std::array<char, 80> pair{};
    std::snprintf(pair.data(), pair.size(), "%s[%.6f,%.6f]", i == 0 ? "" : ",", p.east_m, p.north_m);
    text += pair.data();
  }
  return text + "]";
}

std::string json_of(const DrawnZone& zone) {
  std::string geometry = zone.geometry;
  if (geometry.empty()) {
    geometry = R"({"type":"MultiPolygon","coordinates":[)";
    for (std::size_t p = 0; p < zone.parts.size(); ++p) {
      geometry += p == 0 ? "[" : ",[";
      for (std::size_t r = 0; r < zone.parts[p].size(); ++r) {
        geometry += (r == 0 ? "" : ",") + json_of(zone.parts[p][r], zone.is_last_left_open);
      }
      geometry += "]";
    }
    geometry += "]}";
  }
  return R"({"type":"Feature","properties":{"code":")" + zone.code + R"(",)" + zone.properties + R"(},"geometry":)" + geometry + "}";
}

GridPoint between(GridPoint a, GridPoint b, double t) {
  return {a.east_m + t * (b.east_m - a.east_m), a.north_m + t * (b.north_m - a.north_m)};
}
GridPoint centre(const Ring& ring) {
  GridBox box;
  for (const GridPoint p : ring) {
    box.extend(p);
  }
  return box.center();
}
/// Square with sides of `side_m`, counter-clockwise.
Ring square_at(GridPoint c, double side_m) {
  const double h = side_m / 2.0;
  return {{c.east_m - h, c.north_m - h}, {c.east_m + h, c.north_m - h}, {c.east_m + h, c.north_m + h}, {c.east_m - h, c.north_m + h}};
}

/// A plan into which faults are planted, one to a block of three by three zones, so that none meets another.
class Planted {
 public:
  static constexpr std::size_t kEach = 4;  ///< Edges on a side of a zone.

  explicit Planted(std::uint32_t seed, std::size_t side = 90)
      : side_(side), random_(seed), plan_(DemoTessellation{.columns = side, .rows = side, .seed = seed}.make()) {
    for (std::size_t i = 0; i < plan_.zones.size(); ++i) {
      const auto ring = plan_.zones.view(i).ring(0);
      zones_.push_back({{{Ring(ring.begin(), ring.end())}}, "DEMO-" + std::to_string(i)});
    }
    for (std::size_t row = 1; row + 1 < side_; row += 3) {
      for (std::size_t column = 1; column + 1 < side_; column += 3) {
        (column < parcel_columns() ? places_in_parcels_ : places_).push_back(row * side_ + column);
      }
    }
    std::ranges::shuffle(places_, random_);
    std::ranges::shuffle(places_in_parcels_, random_);
  }

  void plant(std::size_t count) {
    const std::vector<std::function<void(std::size_t)>> kinds = {
        [this](std::size_t i) { duplicate(i); },      [this](std::size_t i) { spike(i); },
        [this](std::size_t i) { touch(i); },          [this](std::size_t i) { multipart(i); },
        [this](std::size_t i) { same(i); },           [this](std::size_t i) { sliver(i); },
        [this](std::size_t i) { near_miss(i, 0.15); }, [this](std::size_t i) { near_miss(i, -0.03); },
        [this](std::size_t i) { overlap(i); },        [this](std::size_t i) { gap(i); },
        [this](std::size_t i) { small_gap(i); },      [this](std::size_t i) { bow_tie(i); },
        [this](std::size_t i) { open_ring(i); },      [this](std::size_t i) { short_ring(i); },
        [this](std::size_t i) { not_finite(i); },     [this](std::size_t i) { no_geometry(i); },
        [this](std::size_t i) { elsewhere(i); },      [this](std::size_t i) { value(i, "CODE_UNKNOWN", R"("land_use":"DEMO?")"); },
        [this](std::size_t i) { value(i, "VALUE_FORMAT", R"("land_use":"ODT","storeys":"5 tầng")"); },
        [this](std::size_t i) { value(i, "VALUE_MISSING", R"("storeys":5)", ""); },
        [this](std::size_t i) { fact(i, "INDICATOR_RANGE", R"("land_use":"ODT","storeys":500)"); },
        [this](std::size_t i) { fact(i, "INDICATOR_CONTRADICTION", R"("land_use":"ODT","storeys":2,"coverage":50,"ratio":6)"); },
        [this](std::size_t i) { fact(i, "AREA_STATED", R"("land_use":"ODT","area":99999)"); },
        [this](std::size_t i) { overhang(i); },
        [this](std::size_t i) { enclave(i); }};
    std::size_t next = 0;
    for (std::size_t n = 0; n < count; ++n) {
      if (const std::size_t kind = n % (kinds.size() + 1); kind < kinds.size()) {
        kinds[kind](places_.at(next++));
      } else {
        near_parcel(places_in_parcels_.at(n / (kinds.size() + 1)));
      }
    }
  }

  /// The district around the plan: parcels, which are the zones in the west as they were before anything was planted, and a commune,
  /// with a hole wherever a zone is to lie outside.
  void write_district(const DistrictFolder& folder) const {
    folder.district(std::string{test::kParcelsToml} + R"([[layer]]
role = "communes"
file = "communes.geojson"
[layer.fields]
code = "code"
[layer.values]
kind = "cadastral"
)");
    std::vector<std::string> parcels;
    for (std::size_t i = 0; i < plan_.zones.size(); ++i) {
      if (i % side_ < parcel_columns()) {
        const auto ring = plan_.zones.view(i).ring(0);
        const DrawnZone parcel{{{Ring(ring.begin(), ring.end())}}, "", R"("commune":"27553","sheet":"1","land_use":"ODT","area":1,"number":")" + std::to_string(i) + '"'};
        parcels.push_back(json_of(parcel));
      }
    }
    folder.parcels(parcels);
    GridBox box;
    for (const GridPoint p : plan_.boundary.points()) {
      box.extend(p);
    }
    box = box.grown(20.0);  // A zone that overhangs the plan's boundary is in the commune.
    const Ring rim{{box.min_east_m, box.min_north_m}, {box.max_east_m, box.min_north_m}, {box.max_east_m, box.max_north_m}, {box.min_east_m, box.max_north_m}};
    std::vector<Ring> commune{rim};
    commune.insert(commune.end(), enclaves_.begin(), enclaves_.end());
    folder.write("communes.geojson", test::collection({json_of(DrawnZone{{commune}, "27553"})}));
  }

  void write(const DistrictFolder& folder) const {
    std::string toml = std::string{test::kPlanToml} + kPlan;
    toml.replace(0, toml.find('\n'), "id = \"planted\"");
    toml.replace(toml.find("1/QD"), 4, "DEMO-2/QD");
    folder.write("plans/zones/plan.toml", toml);
    std::vector<std::string> features;
    for (const DrawnZone& zone : zones_) {
      features.push_back(zone.parts.empty() && zone.geometry.empty() ? "" : json_of(zone));
    }
    std::erase(features, "");
    folder.zones(features);
    const auto ring = plan_.boundary.view(0).ring(0);
    folder.write("plans/zones/boundary.geojson",
                 test::collection({json_of(DrawnZone{{{Ring(ring.begin(), ring.end())}}, "boundary"})}));
  }

  /// With the names their zones have in the file.
  [[nodiscard]] std::vector<Expected> expected() const {
    std::vector<std::size_t> number;
    std::size_t next = 0;
    for (const DrawnZone& zone : zones_) {
      number.push_back(next);
      next += zone.parts.empty() && zone.geometry.empty() ? 0U : 1U;
    }
    std::vector<Expected> all = expected_;
    for (Expected& one : all) {
      one.zone = number[one.zone];
    }
    return all;
  }

 private:
  /// A little more than a third of the plan, in whole blocks: enough to say that it follows the cadastre.
  [[nodiscard]] std::size_t parcel_columns() const { return (side_ / 3 * 35 / 100 + 1) * 3; }
  Ring& ring(std::size_t i) { return zones_[i].parts[0][0]; }
  double chance() { return static_cast<double>(random_()) / 4294967296.0; }
  /// A vertex in the middle of a side: only two zones have it.
  std::size_t inner_vertex() { return random_() % 4 * kEach + 1 + random_() % (kEach - 1); }
  void expect(const char* code, std::size_t i, std::optional<GridPoint> place, double within_m = 0.1) {
    expected_.push_back({code, i, place, within_m});
  }
  std::size_t extra(DrawnZone zone) {
    zone.code = "DEMO-extra-" + std::to_string(zones_.size());
    zones_.push_back(std::move(zone));
    return zones_.size() - 1;
  }

  void duplicate(std::size_t i) {
    const std::size_t v = random_() % ring(i).size();
    ring(i).insert(ring(i).begin() + static_cast<std::ptrdiff_t>(v), ring(i)[v]);
    expect("DUPLICATE_VERTEX", i, ring(i)[v]);
  }
  void spike(std::size_t i) {
    const std::size_t v = inner_vertex();
    const GridPoint at = ring(i)[v];
    const GridPoint tip = between(at, centre(ring(i)), 0.5);
    const GridPoint back = between(at, ring(i)[(v + 1) % ring(i).size()], 0.002);
    ring(i).insert(ring(i).begin() + static_cast<std::ptrdiff_t>(v) + 1, {tip, back});
    expect("SPIKE", i, tip);
  }
  void touch(std::size_t i) {
    const GridPoint corner = ring(i)[inner_vertex()];
    const GridPoint c = centre(ring(i));
    const double east = (c.east_m - corner.east_m) / 2.0;
    const double north = (c.north_m - corner.north_m) / 2.0;
    const Ring hole{corner, {corner.east_m + east + north / 2.0, corner.north_m + north - east / 2.0},
                    {corner.east_m + east - north / 2.0, corner.north_m + north + east / 2.0}};
    zones_[i].parts[0].push_back(hole);
    extra({{{hole}}, ""});
    expect("RING_TOUCHES", i, corner);
  }
  void multipart(std::size_t i) {
    const Ring whole = ring(i);
    const auto piece = [&](std::initializer_list<std::size_t> vertices) {
      Ring out;
      for (const std::size_t v : vertices) {
        out.push_back(whole[v]);
      }
      return out;
    };
    zones_[i].parts = {{piece({11, 12, 13, 14, 15, 0, 1})}, {piece({3, 4, 5, 6, 7, 8, 9})}};
    extra({{{piece({1, 2, 3, 9, 10, 11})}}, ""});
    expect("MULTIPART", i, centre(whole), 2.0);
  }
  void same(std::size_t i) {
    zones_[i + 1].code = zones_[i].code;
    expect("ZONES_SAME", i, centre(ring(i)));
  }
  void sliver(std::size_t i) {
    const Ring whole = ring(i);
    const double length = std::hypot(whole[2].east_m - whole[1].east_m, whole[2].north_m - whole[1].north_m);
    const GridPoint low = between(whole[1], whole[2], 0.3 / length);
    const GridPoint high = between(whole[11], whole[10], 0.3 / length);
    ring(i) = {whole[11], whole[12], whole[13], whole[14], whole[15], whole[0], whole[1]};
    const Ring strip{whole[1], low, high, whole[11]};
    const std::size_t at = extra({{{strip}}, ""});
    extra({{{{low, whole[2], whole[3], whole[4], whole[5], whole[6], whole[7], whole[8], whole[9], whole[10], high}}}, ""});
    expect("SLIVER", at, centre(strip));
  }
  /// Moves a vertex that two zones have, in this one only. \param inwards_m  against the zone's middle
  GridPoint move(std::size_t i, std::size_t v, double inwards_m) {
    const Ring& r = ring(i);
    const GridPoint a = r[(v + r.size() - 1) % r.size()];
    const GridPoint b = r[(v + 1) % r.size()];
    const double length = std::hypot(b.east_m - a.east_m, b.north_m - a.north_m);
    const GridPoint before = r[v];
    ring(i)[v] = {before.east_m - inwards_m * (b.north_m - a.north_m) / length, before.north_m + inwards_m * (b.east_m - a.east_m) / length};
    return before;
  }
  /// The other zone that has an inner vertex.
  [[nodiscard]] std::size_t neighbour(std::size_t i, std::size_t v) const {
    return std::array<std::size_t, 4>{i - side_, i + 1, i + side_, i - 1}[v / kEach];
  }
  void near_miss(std::size_t i, double inwards_m) {
    constexpr double kEdge_m = 12.0;  // The lower-numbered zone of the two tells it.
    const std::size_t v = inner_vertex();
    const GridPoint at = move(i, v, inwards_m);
    expect("EDGE_NEAR_MISS", std::min(i, neighbour(i, v)), at, kEdge_m);
  }
  /// Moves a vertex in both zones that have it: they still meet, but not where the parcels do.
  void near_parcel(std::size_t i) {
    constexpr double kEdge_m = 12.0;
    const std::size_t v = inner_vertex();
    const GridPoint at = move(i, v, 0.15);
    const std::size_t other = neighbour(i, v);
    std::ranges::replace(ring(other), at, ring(i)[v]);
    expect("EDGE_NEAR_PARCEL", std::min(i, other), at, kEdge_m);
  }
  void enclave(std::size_t i) {
    Ring hole = square_at(centre(ring(i)), 4.0);
    std::ranges::reverse(hole);
    enclaves_.push_back(hole);
    expect("ZONE_OUTSIDE_COMMUNE", i, centre(ring(i)));
  }
  void overlap(std::size_t i) {
    const std::size_t v = inner_vertex();
    const GridPoint at = move(i, v, -2.0);
    expect("ZONES_OVERLAP", i, at, 8.0);
  }
  void overhang(std::size_t i) {
    const std::size_t rim = i % side_;  // Below the block: a zone of the southern row, which no other fault touches.
    const std::size_t below = rim < side_ - 1 && used_rim_.insert(rim).second ? rim : side_;
    if (below == side_) {
      gap(i);
      return;
    }
    const GridPoint at = move(below, 2, -3.0);
    expect("ZONE_OUTSIDE_BOUNDARY", below, at, 8.0);
  }
  void gap(std::size_t i) {
    expect("ZONES_GAP", i, centre(ring(i)), 0.5);
    zones_[i].parts.clear();
  }
  void small_gap(std::size_t i) {
    const GridPoint at = centre(ring(i));
    Ring hole = square_at(at, 1.0 + 4.0 * chance());
    std::ranges::reverse(hole);
    zones_[i].parts[0].push_back(hole);
    expect("SLIVER", i, at);
  }
  void bow_tie(std::size_t i) {
    const GridPoint at = centre(ring(i));
    Ring tie = square_at(at, 4.0);
    std::swap(tie[1], tie[2]);
    expect("GEOM_INVALID", extra({{{tie}}, ""}), at);
  }
  void open_ring(std::size_t i) {
    DrawnZone zone{{{square_at(centre(ring(i)), 4.0)}}, ""};
    zone.is_last_left_open = true;
    expect("RING_OPEN", extra(std::move(zone)), centre(ring(i)));
  }
  void short_ring(std::size_t i) {
    const GridPoint at = centre(ring(i));
    expect("RING_SHORT", extra({{{{at, {at.east_m + 1.0, at.north_m}}}}, ""}), std::nullopt);
  }
  void not_finite(std::size_t i) {
    Ring far = square_at(centre(ring(i)), 4.0);
    far[2].east_m = 1e12;
    expect("COORD_NOT_FINITE", extra({{{far}}, ""}), std::nullopt);
  }
  void no_geometry(std::size_t) {
    DrawnZone zone;
    zone.geometry = "null";
    expect("GEOM_UNREADABLE", extra(std::move(zone)), std::nullopt);
  }
  void elsewhere(std::size_t i) {
    const GridPoint at{centre(ring(i)).east_m, 1'500'000.0};
    expect("OUTSIDE_DISTRICT", extra({{{square_at(at, 4.0)}}, ""}), at);
  }
  /// Of a zone that is left out, for what it says.
  void value(std::size_t i, const char* code, const std::string& properties, std::optional<std::string> zone_code = {}) {
    const GridPoint at = centre(ring(i));
    const std::size_t zone = extra({{{square_at(at, 4.0)}}, "", properties});
    zones_[zone].code = zone_code.value_or(zones_[zone].code);
    expect(code, zone, at);
  }
  /// Of a zone that is kept.
  void fact(std::size_t i, const char* code, const std::string& properties) {
    zones_[i].properties = properties;
    expect(code, i, centre(ring(i)));
  }

  std::size_t side_;  ///< Zones.
  std::mt19937 random_;
  DemoTessellation::Plan plan_;
  std::vector<DrawnZone> zones_;
  std::vector<std::size_t> places_;
  std::vector<std::size_t> places_in_parcels_;
  std::vector<Ring> enclaves_;
  std::set<std::size_t> used_rim_;
  std::vector<Expected> expected_;
};

class PlantedFaults : public ::testing::Test {
 protected:
  void SetUp() override {
    const ImportResult loaded = folder_.load();
    ASSERT_FALSE(loaded.edition.empty()) << test::lines(loaded);
  }
  /// The district around a plan, without the plan.
  void load(const Planted& plan) const {
    plan.write_district(folder_);
    std::filesystem::remove_all(folder_.plan_path());
    const ImportResult loaded = folder_.load();
    ASSERT_FALSE(loaded.edition.empty()) << test::lines(loaded);
  }
  [[nodiscard]] CheckedPlan check(std::set<std::string> repairs = {}) const {
    Register into{folder_.register_path()};
    EXPECT_TRUE(into.open_for_writing());
    auto checked = check_plan({.folder = folder_.plan_path(), .catalogue = test::source_dir() / "data" / "catalogue", .accept = {},
                               .repairs = std::move(repairs), .reader = {}},
                              into);
    EXPECT_TRUE(checked) << checked.error().message;
    return checked ? std::move(*checked) : CheckedPlan{ImportReport{test::findings()}, RepairList{}, {}, {}, ""};
  }
  static std::string lines(const CheckedPlan& checked) {
    std::string text;
    for (const Defect& defect : checked.report.listed()) {
      text += to_line(defect) + "\n";
    }
    return text;
  }

  DistrictFolder folder_;
};

bool fits(const Defect& defect, const Expected& one) {
  const std::string name = "FID " + std::to_string(one.zone);
  const bool is_zone = defect.feature.empty() || defect.feature == name || defect.feature.starts_with(name + " and ") ||
                       defect.feature.ends_with(" and " + name);
  return defect.code == one.code && is_zone &&
         (!one.place || (defect.place && std::hypot(defect.place->east_m - one.place->east_m, defect.place->north_m - one.place->north_m) <= one.within_m));
}

TEST_F(PlantedFaults, AreAllFoundAtTheirPlacesAndNothingElse) {
  constexpr std::size_t kFaults = 500;
  for (const std::uint32_t seed : {1U, 2U}) {
    Planted plan{seed};
    load(plan);
    plan.write(folder_);
    const CheckedPlan clean = check();
    EXPECT_TRUE(clean.report.listed().empty()) << lines(clean);
    EXPECT_TRUE(clean.repairs.listed().empty());
    plan.plant(kFaults);
    load(plan);
    plan.write(folder_);
    const CheckedPlan checked = check();
    std::vector<const Defect*> left;
    for (const Defect& defect : checked.report.listed()) {
      left.push_back(&defect);
    }
    const auto expected = plan.expected();
    ASSERT_EQ(expected.size(), kFaults);
    for (const Expected& one : expected) {
      const auto found = std::ranges::find_if(left, [&](const Defect* defect) { return fits(*defect, one); });
      if (found == left.end()) {
        ADD_FAILURE() << "not found: " << one.code << " FID " << one.zone
                      << (one.place ? " at " + std::to_string(one.place->east_m) + " " + std::to_string(one.place->north_m) : "");
      } else {
        left.erase(found);
      }
    }
    for (const Defect* defect : left) {
      ADD_FAILURE() << "not planted: " << to_line(*defect);
    }
  }
}

TEST_F(PlantedFaults, AreGoneAfterTheRepairsThatAreOrderedAndNeverBefore) {
  const std::set<std::string> kMended{"DUPLICATE_VERTEX", "SPIKE", "EDGE_NEAR_MISS", "SLIVER"};
  Planted plan{3};
  plan.plant(240);
  plan.write(folder_);
  const CheckedPlan before = check();
  EXPECT_TRUE(before.repairs.applied().empty());
  EXPECT_FALSE(before.report.counts().contains("REPAIRED"));
  for (const std::string& code : kMended) {
    EXPECT_TRUE(before.report.counts().contains(code)) << code;
  }
  const CheckedPlan after = check(kMended);
  EXPECT_EQ(after.report.counts().at("REPAIRED"), after.repairs.applied().size());
  for (const std::string& code : kMended) {
    // A zone that is a sliver stays one: whose it would be is not for a program to say.
    const auto left = std::ranges::count_if(after.report.listed(), [&](const Defect& defect) { return defect.code == code && defect.kind != "SLIVER.zone"; });
    EXPECT_EQ(left, 0) << lines(after);
  }
  for (const auto& [code, count] : after.report.counts()) {
    EXPECT_TRUE(code == "REPAIRED" || before.report.counts().at(code) >= count) << code << "\n" << lines(after);
  }
}

TEST_F(PlantedFaults, AreMendedOneByOneByTheIdsTheCheckGave) {
  Planted plan{4, 30};
  plan.plant(48);
  plan.write(folder_);
  const CheckedPlan before = check();
  ASSERT_GE(before.repairs.listed().size(), 8U);
  for (const Repair& repair : before.repairs.listed()) {
    EXPECT_FALSE(repair.applied);
    const CheckedPlan after = check({repair.id});
    EXPECT_THAT(after.repairs.applied(), ::testing::Contains(repair.id)) << repair.id;
    const std::size_t had = before.report.counts().at(repair.code);
    const auto left = after.report.counts().find(repair.code);
    EXPECT_LT(left == after.report.counts().end() ? 0U : left->second, had) << repair.id;
  }
}

}  // namespace
}  // namespace quyhoach::geo
