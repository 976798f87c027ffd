#pragma once

#define GEOS_USE_ONLY_R_API
#include <memory>
#include <string>

#include <geos_c.h>

#include "geo/base/result.h"

namespace quyhoach::geo {

/// The calling thread's GEOS context. Never pass it to another thread.
GEOSContextHandle_t geos_context();

struct GeosDeleter {
  void operator()(GEOSGeometry* geometry) const noexcept { GEOSGeom_destroy_r(geos_context(), geometry); }
  void operator()(const GEOSPreparedGeometry* prepared) const noexcept {
    GEOSPreparedGeom_destroy_r(geos_context(), prepared);
  }
};

using GeosGeometry = std::unique_ptr<GEOSGeometry, GeosDeleter>;
/// Fills caches on first use, so a prepared geometry belongs to one thread.
using GeosPrepared = std::unique_ptr<const GEOSPreparedGeometry, GeosDeleter>;

/// The calling thread's last GEOS message as an error of `code`.
[[nodiscard]] Error geos_error(ErrorCode code);

}  // namespace quyhoach::geo
