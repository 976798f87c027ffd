#pragma once

#include <span>
#include <string>

#include "geo/base/result.h"
#include "geo/table/table.h"

namespace quyhoach::geo {

/// Writes tables as a GeoPackage (OGC 12-128r17), a layer each, in the plane of `crs`: the same tables give the same bytes. A
/// table's place is its geometry (multi-polygons, multi-lines or points, as `drawn` says); one that is not drawn is a layer of
/// attributes. `layer_styles` holds what QGIS draws the layers with and calls their columns. NUL and what is not UTF-8 becomes U+FFFD.
/// \param crs  "EPSG:9210". \param path  overwritten. One thread a path.
/// \return kCrsNotAllowed; kUnavailable where it cannot be written
[[nodiscard]] Result<bool> write_geopackage(std::span<const Table> tables, const std::string& crs, const std::string& path);

/// How QGIS (3.4 and later) draws a table's layer, as QML. \pre it is drawn
[[nodiscard]] std::string layer_style(const Table& table);

}  // namespace quyhoach::geo
