#include "geo/io/parcel_objects.h"

#include "geo/io/draw_levels.h"

namespace quyhoach::geo {

Result<ObjectEntry> put_parcels(ParcelSet::Parts& parcels, const std::string& crs, const GridTransform& transform, const Register& into,
                                unsigned threads) {
  auto levels = build_levels(parcels.shapes, transform, true, [&](std::size_t i) { return parcels.rows[i].land_use; }, threads);
  if (!levels) {
    return levels.error();
  }
  parcels.land_use_levels = std::move(*levels);
  const std::string path = into.temporary_path("parcels.gpkg");
  if (const auto written = write_parcels(path, crs, parcels); !written) {
    return written.error();
  }
  auto entry = into.put_file(path, "parcels", parcels.commune, "gpkg");
  if (entry) {
    entry->features = parcels.rows.size();
  }
  return entry;
}

}  // namespace quyhoach::geo
