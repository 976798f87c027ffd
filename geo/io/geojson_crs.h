#pragma once

#include <string>

#include "geo/base/result.h"

namespace quyhoach::geo {

/// Reads the `crs` member of a GeoJSON file without GDAL, which would follow a link in it over the network.
/// \return "EPSG:9210" for a named EPSG CRS, "EPSG:4326" for CRS84 or no member (RFC 7946 §4); kCrsNotAllowed for a link,
///         any other name, or a `crs` anywhere else in the file; kCoordNotFinite for a number beyond a double; kBadData if the
///         file is not JSON.
[[nodiscard]] Result<std::string> geojson_crs(const std::string& path);

}  // namespace quyhoach::geo
