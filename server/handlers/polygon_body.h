#pragma once

#include <string>
#include <string_view>

#include "geo/base/result.h"
#include "geo/coord/grid_transform.h"
#include "geo/geom/shape_store.h"
#include "geo/plan/district.h"

namespace quyhoach::server {

/// What a polygon may be at most.
struct PolygonLimits {
  std::size_t vertices = 5'000;
  double area_m2 = 50.0e6;
};

/// Reads the body of POST /api/v1/planning: a GeoJSON Polygon or MultiPolygon (longitude, latitude; RFC 7946), or
/// `{"vertices": [[x, y], …], "crs": "EPSG:9210" | "EPSG:4326" | "auto"}` as printed on a certificate, whose axis order is the
/// one that lies in the district. The result is one valid shape in the grid, wound as ShapeView says.
/// \return kBodyUnreadable, kCoordNotFinite, kRingOpen, kRingShort, kGeometryInvalid, kLimitVertices, kLimitArea,
///         kCrsNotAllowed, kOutsideDistrict
[[nodiscard]] geo::Result<geo::ShapeStore> read_polygon(const std::string& body, const geo::District& district,
                                                        const geo::GridTransform& transform, const PolygonLimits& limits);

/// Reads one ring written "east_m,north_m;east_m,north_m;…" in the district's CRS, closed or not: the shape read_polygon makes of the same
/// corners, to the last bit. \return kParameterValue, and what read_polygon returns
[[nodiscard]] geo::Result<geo::ShapeStore> read_corner_list(std::string_view text, const geo::District& district, const geo::GridTransform& transform,
                                                            const PolygonLimits& limits);

}  // namespace quyhoach::server
