#pragma once

#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "geo/geom/area_layer.h"
#include "geo/plan/parcel_set.h"
#include "geo/plan/plan.h"

namespace quyhoach::geo {

/// Planning indicators of a zone; NaN where the plan gives none.
struct Indicators {
  static constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
  double building_coverage_percent = kNone;
  double storeys_max = kNone;
  double height_max_m = kNone;
  double floor_area_ratio = kNone;
  double population = kNone;
  double ground_level_m = kNone;
};

/// What a zone, corridor or line says; texts are indices into the set's table.
struct ZoneRow {
  std::uint32_t code = 0;
  std::uint32_t name = 0;
  std::uint32_t function = 0;
  std::uint32_t land_use = 0;
  double width_m = Indicators::kNone;  ///< Whole width of the corridor it was made from.
  Indicators indicators;
};

/// One plan: one object of the register. Areas are its zones and the corridors of its lines and points; lines are those that
/// have no width and are measured by length. Deeply const once built: any number of threads may read.
struct PlanSet {
  std::string object;  ///< SHA-256 of the object.
  PlanInfo info;
  TextTable texts;
  AreaLayer areas;
  std::vector<ZoneRow> area_rows;
  bool areas_disjoint = false;  ///< Checked when the object was written: no two areas overlap.
  std::vector<WorldPoint> area_world;
  std::vector<DrawLevel> area_levels;  ///< Rows are indices of areas.
  DrawLayer lines;
  std::vector<ZoneRow> line_rows;
  AreaLayer boundary;  ///< Where the plan speaks; empty: where its areas are.
  GridBox box;         ///< Of all of it.

  [[nodiscard]] ShapeView<WorldPoint> area_world_view(std::size_t i) const noexcept {
    return areas.shapes().view(area_world.data(), i);
  }
};

}  // namespace quyhoach::geo
