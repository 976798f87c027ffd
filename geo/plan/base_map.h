#pragma once

#include <string>
#include <vector>

#include "geo/geom/area_layer.h"
#include "geo/plan/parcel_set.h"

namespace quyhoach::geo {

/// A named thing of the base map. Texts are indices into the map's table.
struct BaseRow {
  std::uint32_t name = 0;
  std::uint32_t kind = 0;  ///< Class of a road, water or place; "cadastral" or "administrative" of a commune.
  std::uint32_t code = 0;  ///< Of a commune.
  double width_m = 0.0;    ///< Legal width of a road; 0 where unknown.
};

/// Shapes of one base layer with their rows.
struct BaseLayer {
  DrawLayer draw;
  std::vector<BaseRow> rows;
  std::vector<DrawLevel> levels;  ///< Of polygons; rows are indices of shapes.
};

/// Communes, roads, water and places: what the eye needs to find its way. One object of the register; deeply const.
struct BaseMap {
  std::string object;
  TextTable texts;
  BaseLayer communes;     ///< Polygons.
  BaseLayer roads;        ///< Lines.
  BaseLayer water_areas;  ///< Polygons.
  BaseLayer water_lines;
  BaseLayer places;       ///< One-point lines.
};

}  // namespace quyhoach::geo
