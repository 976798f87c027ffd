#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <vector>

#include "geo/geom/geos_handle.h"
#include "geo/plan/plan_set.h"

namespace quyhoach::proof {

/// What one zone (or line) of a plan has in common with a parcel, as GEOS says.
struct Common {
  std::uint32_t index = 0;
  double size = 0.0;       ///< m² of an area, m of a line.
  geo::GeosGeometry part;  ///< The intersection itself.
};

/// One plan as GEOS geometries under GEOS's own STRtree: it shares neither the trees nor the clipping with the code it
/// checks. Belongs to the thread that built it.
class GeosPlan {
 public:
  explicit GeosPlan(const geo::PlanSet& plan);

  /// Every zone that shares more than nothing with the parcel, by index.
  [[nodiscard]] std::vector<Common> areas(const GEOSGeometry& parcel) const;
  [[nodiscard]] std::vector<Common> lines(const GEOSGeometry& parcel) const;
  [[nodiscard]] const GEOSGeometry& area(std::uint32_t index) const { return *areas_.shapes[index]; }

 private:
  struct TreeDeleter {
    void operator()(GEOSSTRtree* tree) const noexcept { GEOSSTRtree_destroy_r(geo::geos_context(), tree); }
  };
  struct Layer {
    std::vector<geo::GeosGeometry> shapes;
    std::unique_ptr<GEOSSTRtree, TreeDeleter> tree;
    void index();
    [[nodiscard]] std::vector<std::uint32_t> near(const GEOSGeometry& parcel) const;
  };
  Layer areas_;
  Layer lines_;
};

/// Area of `parcel` that no zone covers, taking the zones away one after the other (no union is built).
[[nodiscard]] double left_over_m2(const GEOSGeometry& parcel, const std::vector<const GEOSGeometry*>& zones);
/// Area of the union of parts.
[[nodiscard]] double united_m2(const std::vector<const GEOSGeometry*>& parts);
/// A GEOS geometry that must exist: the proof stops where GEOS fails.
[[nodiscard]] geo::GeosGeometry sure(geo::Result<geo::GeosGeometry> geometry);
[[nodiscard]] double area_of(const GEOSGeometry& geometry);

}  // namespace quyhoach::proof
