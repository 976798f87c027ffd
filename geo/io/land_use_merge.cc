#include "geo/io/land_use_merge.h"

#include <array>
#include <cmath>
#include <map>

#include "geo/geom/generalise.h"

namespace quyhoach::geo {

Result<std::vector<MergedLandUse>> merge_land_use(const ShapeStore& shapes, const std::vector<ParcelRow>& rows,
                                                  double metres_per_pixel_z0) {
  constexpr std::array<std::uint32_t, 3> kMaxZooms{13, 11, 9};
  constexpr double kSmallest_px2 = 6.0;
  std::map<std::uint32_t, std::vector<GeosGeometry>> classes;
  for (std::size_t i = 0; i < shapes.size(); ++i) {
    auto polygon = polygons_to_geos(shapes.view(shapes.points().data(), i));
    if (!polygon) {
      return polygon.error();
    }
    classes[rows[i].land_use].push_back(std::move(*polygon));
  }
  std::vector<MergedLandUse> levels;
  for (const std::uint32_t zoom : kMaxZooms) {
    const double pixel_m = metres_per_pixel_z0 / std::exp2(zoom);
    MergedLandUse level;
    level.max_zoom = zoom;
    for (auto& [land_use, polygons] : classes) {
      std::vector<const GEOSGeometry*> parts;
      for (const GeosGeometry& polygon : polygons) {
        parts.push_back(polygon.get());
      }
      auto merged = merge_for_map(parts, pixel_m);
      if (!merged) {
        return merged.error();
      }
      const std::size_t added = add_large_polygons(**merged, kSmallest_px2 * pixel_m * pixel_m, level.areas.shapes);
      level.land_use.insert(level.land_use.end(), added, land_use);
      polygons.clear();
      polygons.push_back(std::move(*merged));
    }
    levels.push_back(std::move(level));
  }
  return levels;
}

}  // namespace quyhoach::geo
