#pragma once

#include <optional>
#include <string>
#include <vector>

#include "tools/demo/world.h"

namespace quyhoach::tools::demo {

/// One row of data/demo/plans.tsv.
struct PlanFacts {
  std::string id, topic, recipe, extent, status, scale, accuracy_m, number, date, authority, from, to, amends, replaces;
  std::string format, names, title, title_en;
};
[[nodiscard]] std::vector<PlanFacts> read_plans(const std::filesystem::path& folder);

struct PlanZone {
  std::string code{};
  std::string name{};
  std::string function{};
  std::string land_use{};
  std::optional<double> building_coverage_percent{};
  std::optional<int> storeys_max{};
  std::optional<double> height_max_m{};
  std::optional<double> floor_area_ratio{};
  std::optional<int> population{};
  std::optional<double> ground_level_m{};
  std::vector<Polygon> areas{};
};
struct PlanLine {
  std::string code{};
  std::string name{};
  std::string function{};
  std::optional<double> width_m{};
  std::optional<double> offset_left_m{};
  std::optional<double> offset_right_m{};
  Line line;
};
struct PlanPoint {
  std::string code{};
  std::string name{};
  double radius_m = 0.0;
  Point at;
};

/// What a plan draws. Zones of one plan never overlap and their shared edges have the same corners.
struct PlanContent {
  std::vector<Polygon> boundary;
  std::vector<PlanZone> zones;
  std::vector<PlanLine> lines;
  std::vector<PlanPoint> points;
};

/// Draws the plans of data/demo/plans.tsv. Depends on the world, never on the number of parcels.
class PlanDrawer {
 public:
  PlanDrawer(const World& world, Geos& geos, std::uint64_t seed) : world_(&world), geos_(&geos), seed_(seed) {}
  [[nodiscard]] PlanContent draw(const PlanFacts& plan);

 private:
  PlanContent land_use(const PlanFacts& plan, bool is_general);
  PlanContent zoning(const PlanFacts& plan);
  PlanContent detailed(const PlanFacts& plan);
  PlanContent adjustment(const PlanFacts& plan);
  PlanContent programme(const PlanFacts& plan);
  PlanContent road_lines(const PlanFacts& plan);
  PlanContent building_lines(const PlanFacts& plan);
  PlanContent corridors(const PlanFacts& plan);
  PlanContent river_zones(const PlanFacts& plan);
  PlanContent canal_lines(const PlanFacts& plan);
  PlanContent heritage(const PlanFacts& plan);

  /// Every piece between the lines of cells, blocks pieces and water, on the plan's own grid.
  struct Face {
    Polygon area;
    Point inside;
  };
  /// Faces thinner than `thinnest_m`, and sharp corners, are closed where that is more than nothing.
  [[nodiscard]] std::vector<Face> faces_between(std::vector<Shape> linework, double grid_m, double thinnest_m = 0.0);
  /// Sets each zone's areas to the union of the faces labelled with its index (-1: none) and drops empty zones; the
  /// boundary becomes the union of all labelled faces.
  void dissolve(const std::vector<Face>& faces, const std::vector<int>& labels, PlanContent& content);
  [[nodiscard]] std::vector<const Cell*> cells_within(const std::string& extent) const;
  [[nodiscard]] PlanContent blocks_plan(const PlanFacts& plan, double piece_m2, double fill);
  [[nodiscard]] std::vector<Polygon> district() const { return {{world_->terrain.outline, {}}}; }
  [[nodiscard]] const std::vector<Face>& district_faces();

  const World* world_;
  Geos* geos_;
  std::uint64_t seed_;
  std::vector<Face> district_faces_;
};

/// East, north and radius of an extent "east,north,radius", in metres.
struct Circle {
  Point centre;
  double radius_m = 0.0;
};
[[nodiscard]] Circle circle_of(const std::string& extent);
[[nodiscard]] bool contains(const Polygon& polygon, Point p) noexcept;

/// A zone with function and indicators as a plan of this scale sets them.
[[nodiscard]] PlanZone a_zone(Landscape landscape, double area_m2, Random& random);

}  // namespace quyhoach::tools::demo
