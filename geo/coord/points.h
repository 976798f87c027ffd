#pragma once

#include <cstdint>

namespace quyhoach::geo {

/// WGS 84 (EPSG:4326) position. Degrees. Longitude first in storage, named at every use.
struct LonLat {
  double lon_deg = 0.0;
  double lat_deg = 0.0;
  friend bool operator==(const LonLat&, const LonLat&) = default;
};

/// Position in the plane of the district's CRS. Metres, east then north.
/// Beware: Vietnamese survey sheets print north as X and east as Y.
struct GridPoint {
  double east_m = 0.0;
  double north_m = 0.0;
  friend bool operator==(const GridPoint&, const GridPoint&) = default;
};

/// Web Mercator (EPSG:3857) position for tiles: the world's square cut into 2^32 steps of 9.3 mm (at the equator) each
/// way. x grows east from 180° W, y grows south from 85.05° N. Only for drawing: nothing is measured in it.
struct WorldPoint {
  std::uint32_t x = 0;
  std::uint32_t y = 0;
  friend bool operator==(const WorldPoint&, const WorldPoint&) = default;
};

}  // namespace quyhoach::geo
