#pragma once

#include <fstream>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "geo/geom/overlay.h"
#include "geo/plan/answer.h"
#include "geo/plan/manifest.h"
#include "geo/plan/search.h"
#include "geo/plan/snapshot.h"

namespace quyhoach::geo {

/// A district made of literal coordinates, small enough to be checked with pencil and paper. Shapes are written as WKT
/// in metres from kCorner, whose coordinates are whole numbers, so that every sum below is exact in binary.
inline constexpr GridPoint kCorner{580'000.0, 1'213'000.0};

inline Date day(const char* text) {
  const auto date = parse_date(text);
  EXPECT_TRUE(date) << text;
  return date.value_or(Date{});
}

inline GridPoint at(double east_m, double north_m) { return {kCorner.east_m + east_m, kCorner.north_m + north_m}; }

/// Adds a WKT polygon or line, moved to `cell` (200 m east for each) of the district.
inline void add_wkt(ShapeStore& store, const std::string& wkt, int cell, bool lines = false) {
  GEOSWKTReader* reader = GEOSWKTReader_create_r(geos_context());
  const GeosGeometry geometry{GEOSWKTReader_read_r(geos_context(), reader, wkt.c_str())};
  GEOSWKTReader_destroy_r(geos_context(), reader);
  ASSERT_TRUE(geometry) << wkt;
  ShapeStore local;
  ASSERT_TRUE(lines ? add_lines(*geometry, local) : add_polygons(*geometry, local)) << wkt;
  const auto shape = local.view(0);
  for (std::size_t i = 0; i < shape.ring_count(); ++i) {
    std::vector<GridPoint> ring;
    for (const GridPoint p : shape.ring(i)) {
      ring.push_back(at(p.east_m + 200.0 * cell, p.north_m));
    }
    store.add_ring(ring, shape.is_shell(i));
  }
  store.end_shape();
}

/// "POLYGON((…))" of a rectangle.
inline std::string box(double west, double south, double east, double north) {
  std::ostringstream wkt;
  wkt << "POLYGON((" << west << ' ' << south << ',' << east << ' ' << south << ',' << east << ' ' << north << ','
      << west << ' ' << north << ',' << west << ' ' << south << "))";
  return wkt.str();
}

inline constexpr const char* kTopics =
    "id\tgeometry\tcolour_hex\tname_vi\tname_en\n"
    "zoning_plan\tarea\t#6A3FA0\tQuy hoạch phân khu\tZoning plan\n"
    "road_boundary\tcorridor\t#C62828\tLộ giới\tRoad boundary\n"
    "building_line\tline\t#AD1457\tChỉ giới xây dựng\tBuilding line\n"
    "heritage_protection\tarea\t#4E342E\tBảo vệ di tích\tHeritage protection\n";

inline constexpr const char* kDistrict = R"toml(
id = "small"
demo = true
crs = "EPSG:9210"
datum_operation = "EPSG:6960"
bbox = [106.35, 10.88, 106.70, 11.17]
languages = ["vi", "en"]
topics = ["zoning_plan", "road_boundary", "building_line", "heritage_protection"]
land_use_catalogue = "vietnam"
[name]
vi = "Huyện nhỏ"
en = "Small district"
[office]
vi = "Văn phòng (DEMO)"
en = "Office (DEMO)"
[disclaimer]
vi = "Chỉ để tham khảo."
en = "For information only."
[parcel_key]
parts = ["commune", "sheet", "number"]
compact_widths = [5, 3, 4]
[[commune]]
code = "27496"
name = "Thị trấn Củ Chi"
valid_to = 2025-07-01
now = "27496"
[[commune]]
code = "27553"
name = "Tân Phú Trung"
valid_to = 2025-07-01
now = "27553"
[[commune]]
code = "27511"
name = "Trung An"
valid_to = 2025-07-01
now = "27511"
[[administrative_unit]]
code = "27496"
name = "Tân An Hội"
valid_from = 2025-07-01
[[administrative_unit]]
code = "27553"
name = "Củ Chi"
valid_from = 2025-07-01
[[administrative_unit]]
code = "27511"
name = "Phú Hòa Đông"
valid_from = 2025-07-01
)toml";

/// The project's own words for searches.
inline SearchWords catalogue_words(const std::vector<std::string>& languages) {
  std::ifstream file{std::string{QUYHOACH_SOURCE_DIR} + "/data/catalogue/search_words.tsv"};
  const std::string tsv{std::istreambuf_iterator<char>{file}, {}};
  auto words = parse_search_words(tsv, "search_words.tsv", languages);
  EXPECT_TRUE(words.errors.empty()) << words.errors.front();
  return words.value;
}

/// The project's own accuracies by scale.
inline AccuracyTable catalogue_accuracy() {
  std::ifstream file{std::string{QUYHOACH_SOURCE_DIR} + "/data/catalogue/accuracy.tsv"};
  const std::string tsv{std::istreambuf_iterator<char>{file}, {}};
  auto table = parse_accuracy(tsv, "accuracy.tsv");
  EXPECT_TRUE(table.errors.empty()) << table.errors.front();
  return table.value;
}

inline std::shared_ptr<const District> small_district() {
  const auto topics = parse_topics(kTopics, "topics.tsv");
  EXPECT_TRUE(topics.errors.empty());
  auto district = parse_district(kDistrict, "district.toml", topics.value);
  EXPECT_TRUE(district.errors.empty()) << (district.errors.empty() ? "" : district.errors.front());
  district.value.search_words = catalogue_words(district.value.languages);
  district.value.accuracy = catalogue_accuracy();
  return std::make_shared<const District>(std::move(district.value));
}

/// One plan, being written down.
class PlanWriter {
 public:
  PlanWriter(std::string id, std::string topic, int cell) : cell_(cell) {
    plan_->info.id = std::move(id);
    plan_->info.topic = std::move(topic);
    plan_->info.title = {"Đồ án " + plan_->info.id, "Plan " + plan_->info.id};
    plan_->info.scale = 2000;
    plan_->info.crs = "EPSG:9210";
    plan_->info.decision = {"DEMO-" + plan_->info.id, day("2015-03-20"), "UBND (DEMO)"};
    plan_->info.in_force_from = day("2015-04-04");
  }
  PlanWriter& status(PlanStatus status, std::optional<Date> from, std::optional<Date> to = {}) {
    plan_->info.status = status;
    plan_->info.in_force_from = from;
    plan_->info.in_force_to = to;
    return *this;
  }
  PlanWriter& amends(std::string id) {
    plan_->info.amends = std::move(id);
    return *this;
  }
  PlanWriter& suspended(Suspension time) {
    plan_->info.suspensions.push_back(std::move(time));
    return *this;
  }
  PlanWriter& ended_by(Decision decision) {
    plan_->info.ended_by = std::move(decision);
    return *this;
  }
  PlanWriter& zone(const std::string& wkt, const char* code, const char* land_use) {
    add_wkt(areas_, wkt, cell_);
    ZoneRow row;
    row.code = plan_->texts.intern(code);
    row.land_use = plan_->texts.intern(land_use);
    plan_->area_rows.push_back(row);
    return *this;
  }
  PlanWriter& line(const std::string& wkt, const char* code) {
    add_wkt(plan_->lines.shapes, wkt, cell_, true);
    ZoneRow row;
    row.code = plan_->texts.intern(code);
    plan_->line_rows.push_back(row);
    return *this;
  }
  PlanWriter& boundary(const std::string& wkt) {
    add_wkt(boundary_, wkt, cell_);
    return *this;
  }
  PlanWriter& disjoint() {
    plan_->areas_disjoint = true;
    return *this;
  }
  std::shared_ptr<const PlanSet> done() {
    plan_->object = plan_->info.id;
    plan_->areas = AreaLayer{std::move(areas_)};
    plan_->boundary = AreaLayer{std::move(boundary_)};
    std::vector<GridBox> boxes;
    for (std::size_t i = 0; i < plan_->line_rows.size(); ++i) {
      boxes.push_back(box_of(plan_->lines.grid_view(i)));
      plan_->box.extend(boxes.back());
    }
    plan_->lines.tree = RunTree{boxes};
    plan_->box.extend(plan_->areas.box());
    plan_->box.extend(plan_->boundary.box());
    plan_->texts.freeze();
    return plan_;
  }

 private:
  int cell_;
  std::shared_ptr<PlanSet> plan_ = std::make_shared<PlanSet>();
  ShapeStore areas_;
  ShapeStore boundary_;
};

/// The parcels of one commune, being written down.
class ParcelsWriter {
 public:
  explicit ParcelsWriter(std::string commune) {
    parts_.object = "parcels-" + commune;
    parts_.commune = std::move(commune);
  }
  ParcelsWriter& add(const char* sheet, const char* number, const std::string& wkt, int cell,
                     const char* land_use = "ODT", double registered_area_m2 = Indicators::kNone) {
    add_wkt(parts_.shapes, wkt, cell);
    parts_.rows.push_back({registered_area_m2, parts_.texts.intern(sheet), parts_.texts.intern(number),
                           parts_.texts.intern(land_use), parts_.texts.intern("")});
    return *this;
  }
  std::shared_ptr<const ParcelSet> done() {
    parts_.world.resize(parts_.shapes.points().size());
    return std::make_shared<const ParcelSet>(std::move(parts_));
  }

 private:
  ParcelSet::Parts parts_;
};

/// Twelve parcels, one for each kind of trouble, in cells of their own; number = cell + 1. answer_test.cc does the
/// sums.
inline std::shared_ptr<const Snapshot> small_snapshot() {
  const auto snapshot = std::make_shared<Snapshot>();
  snapshot->edition.id = "20261122T000000Z-small";
  snapshot->district = small_district();
  snapshot->base = std::make_shared<BaseMap>();
  const std::string lot = box(0, 0, 20, 10);  // 200 m²
  ParcelsWriter parcels{"27553"};
  parcels.add("1", "1", lot, 0, "ODT", 200.5)
      .add("1", "2", box(0, 0, 30, 10), 1)
      .add("1", "3", lot, 2)
      .add("1", "4", lot, 3);
  parcels.add("1", "5", lot, 4)
      .add("1", "6", lot, 5, "LUC")
      .add("1", "7", lot, 6)
      .add("1", "8", lot, 7)
      .add("1", "9", lot, 8);
  parcels.add("1", "10", "POLYGON((0 0,20 0,20 20,0 20,0 0),(2 2,2 8,8 8,8 2,2 2))", 9);
  parcels.add("1", "11", "MULTIPOLYGON(((0 0,10 0,10 10,0 10,0 0)),((30 0,40 0,40 10,30 10,30 0)))", 10);
  parcels.add("1", "12", lot, 11).add("1", "13", lot, 12).add("1", "14", lot, 13);
  // For look-up and search: another sheet, a letter, a slash, and two parcels of one number.
  parcels.add("10", "16", lot, 20).add("16", "10", lot, 21).add("10", "16A", lot, 22).add("10", "161", lot, 23);
  parcels.add("10", "102/1/25/4", lot, 24).add("10", "77", lot, 25).add("10", "77", lot, 26);
  snapshot->parcels = {ParcelsWriter{"27496"}.add("10", "16", lot, 30).add("2", "5", box(0, 0, 40, 40), 31).done(),
                       ParcelsWriter{"27511"}.add("10", "16", lot, 32).done(), parcels.done()};

  const std::string around = box(-20, -20, 80, 60);
  const auto zoning = [&](const char* id, int cell) { return PlanWriter{id, "zoning_plan", cell}; };
  auto& plans = snapshot->plans;
  plans.push_back(zoning("z01", 0).zone(box(-15, -15, 70, 50), "A1", "ODT").boundary(around).disjoint().done());
  plans.push_back(zoning("z02", 1)
                      .zone(box(-15, -15, 12, 50), "A1", "ODT")
                      .zone(box(12, -15, 70, 50), "A2", "CLN")
                      .boundary(around)
                      .disjoint()
                      .done());
  constexpr const char* kWest =
      "POLYGON((-15 -15,19.9921875 -15,19.9921875 50,-15 50,-15 -15))";  // 20 − 1/128: 8 mm short
  constexpr const char* kEast = "POLYGON((19.9921875 -15,70 -15,70 50,19.9921875 50,19.9921875 -15))";
  plans.push_back(
      zoning("z03", 2).zone(kWest, "A1", "ODT").zone(kEast, "A2", "DGT").boundary(around).disjoint().done());
  plans.push_back(
      zoning("z04a", 3).zone(box(-15, -15, 12, 50), "A1", "ODT").boundary(box(-15, -15, 12, 50)).disjoint().done());
  plans.push_back(
      zoning("z04b", 3).zone(box(8, -15, 70, 50), "B1", "TMD").boundary(box(8, -15, 70, 50)).disjoint().done());
  plans.push_back(zoning("z05a", 4).zone(box(-15, -15, 12, 50), "A1", "ODT").boundary(around).disjoint().done());
  plans.push_back(zoning("z05b", 4).zone(box(8, -15, 70, 50), "B1", "TMD").boundary(around).disjoint().done());
  plans.push_back(zoning("z05c", 4).zone(box(5, -15, 15, 50), "C1", "DGD").boundary(around).disjoint().done());
  plans.push_back(
      zoning("z07", 6).zone(box(-15, -15, 10, 50), "A1", "ODT").boundary(box(-20, -20, 15, 60)).disjoint().done());
  plans.push_back(zoning("z08", 7).zone(box(40, -15, 70, 50), "A1", "ODT").boundary(around).disjoint().done());
  plans.push_back(zoning("z10", 9)
                      .zone(box(-15, -15, 5, 50), "A1", "ODT")
                      .zone(box(5, -15, 70, 50), "A2", "CLN")
                      .boundary(around)
                      .disjoint()
                      .done());
  plans.push_back(zoning("z11", 10).zone(box(5, -15, 35, 50), "A1", "ODT").boundary(around).disjoint().done());
  plans.push_back(zoning("z12a", 11)
                      .status(PlanStatus::kConsultation, {})
                      .zone(box(-15, -15, 8, 50), "A1", "ODT")
                      .boundary(around)
                      .disjoint()
                      .done());
  plans.push_back(zoning("z12b", 11)
                      .status(PlanStatus::kApprovedNotYetInForce, day("2027-01-01"))
                      .zone(box(8, -15, 13, 50), "B1", "TMD")
                      .boundary(around)
                      .disjoint()
                      .done());
  plans.push_back(zoning("z12c", 11)
                      .status(PlanStatus::kSuspended, day("2015-04-04"))
                      .zone(box(13, -15, 15, 50), "C1", "DGD")
                      .boundary(around)
                      .disjoint()
                      .done());
  plans.push_back(zoning("z13", 12).zone(box(-15, -15, 10, 50), "A1", "ODT").disjoint().done());  // No boundary.
  plans.push_back(zoning("z14", 13).zone(box(20, -15, 70, 50), "A1", "ODT").boundary(around).disjoint().done());
  plans.push_back(PlanWriter{"r08", "road_boundary", 7}
                      .zone(box(-50, -5, 100, 4), "D1", "DGT")
                      .boundary(box(-60, -60, 110, 60))
                      .done());
  plans.push_back(
      PlanWriter{"b09", "building_line", 8}.line("LINESTRING(-5 3,15 3,15 15)", "CG1").boundary(around).done());
  return snapshot;
}

inline Place parcel_place(const Snapshot& snapshot, const char* number) {
  const auto found = find_parcels(snapshot, {"27553", "1", number});
  EXPECT_EQ(found.size(), 1U) << number;
  Place place;
  place.kind = Place::Kind::kParcel;
  place.parcel = found.front();
  return place;
}

}  // namespace quyhoach::geo
