#include "geo/geom/overlay.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

#include "geo/geom/measure.h"

namespace quyhoach::geo {

namespace {

struct ParamsDeleter {
  void operator()(GEOSBufferParams* params) const noexcept { GEOSBufferParams_destroy_r(geos_context(), params); }
};

GEOSCoordSequence* sequence(std::span<const GridPoint> ring, bool close) {
  static_assert(sizeof(GridPoint) == 2 * sizeof(double));
  std::vector<GridPoint> points(ring.begin(), ring.end());
  if (close && !points.empty()) {
    points.push_back(points.front());
  }
  return GEOSCoordSeq_copyFromBuffer_r(geos_context(), &points.data()->east_m, static_cast<unsigned int>(points.size()), 0,
                                       0);
}

/// Collects children without leaking any of them when one fails.
class Children {
 public:
  bool add(GEOSGeometry* child) {
    if (child == nullptr) {
      return false;
    }
    owned_.emplace_back(child);
    return true;
  }
  [[nodiscard]] bool empty() const { return owned_.empty(); }
  /// Raw pointers whose ownership the GEOS call that receives them takes.
  std::vector<GEOSGeometry*> release() {
    std::vector<GEOSGeometry*> raw;
    raw.reserve(owned_.size());
    for (GeosGeometry& child : owned_) {
      raw.push_back(child.release());
    }
    owned_.clear();
    return raw;
  }

 private:
  std::vector<GeosGeometry> owned_;
};

GEOSGeometry* collect(int type, Children& children) {
  auto raw = children.release();
  return GEOSGeom_createCollection_r(geos_context(), type, raw.data(), static_cast<unsigned int>(raw.size()));
}

void add_ring(const GEOSGeometry& ring, bool shell, ShapeStore& store) {
  GEOSContextHandle_t context = geos_context();
  const GEOSCoordSequence* coords = GEOSGeom_getCoordSeq_r(context, &ring);
  unsigned int size = 0;
  GEOSCoordSeq_getSize_r(context, coords, &size);
  std::vector<GridPoint> points(size);
  GEOSCoordSeq_copyToBuffer_r(context, coords, &points.data()->east_m, 0, 0);
  points.pop_back();
  if ((signed_area_m2(points) > 0.0) != shell) {
    std::reverse(points.begin(), points.end());
  }
  store.add_ring(points, shell);
}

template <typename Each>
void each_part(const GEOSGeometry& geometry, Each&& each) {
  GEOSContextHandle_t context = geos_context();
  const int type = GEOSGeomTypeId_r(context, &geometry);
  if (type == GEOS_MULTIPOLYGON || type == GEOS_MULTILINESTRING || type == GEOS_GEOMETRYCOLLECTION) {
    const int count = GEOSGetNumGeometries_r(context, &geometry);
    for (int i = 0; i < count; ++i) {
      each_part(*GEOSGetGeometryN_r(context, &geometry, i), each);
    }
  } else if (GEOSisEmpty_r(context, &geometry) == 0) {
    each(geometry, type);
  }
}

Result<double> measure(Result<GeosGeometry> geometry, int (*how)(GEOSContextHandle_t, const GEOSGeometry*, double*)) {
  if (!geometry) {
    return geometry.error();
  }
  double value = 0.0;
  if (how(geos_context(), geometry->get(), &value) != 1) {
    return geos_error(ErrorCode::kInternal);
  }
  return value;
}

Result<GeosGeometry> checked(GEOSGeometry* geometry) {
  if (geometry == nullptr) {
    return geos_error(ErrorCode::kInternal);
  }
  return GeosGeometry{geometry};
}

}  // namespace

Result<GeosGeometry> polygons_to_geos(const ShapeView<GridPoint>& shape) {
  GEOSContextHandle_t context = geos_context();
  Children polygons;
  for (std::size_t i = 0; i < shape.ring_count();) {
    GeosGeometry shell{GEOSGeom_createLinearRing_r(context, sequence(shape.ring(i), true))};
    Children holes;
    bool good = shell != nullptr;
    for (++i; i < shape.ring_count() && !shape.is_shell(i); ++i) {
      good = good && holes.add(GEOSGeom_createLinearRing_r(context, sequence(shape.ring(i), true)));
    }
    if (!good) {
      return geos_error(ErrorCode::kBadData);
    }
    auto raw = holes.release();
    if (!polygons.add(GEOSGeom_createPolygon_r(context, shell.release(), raw.data(), static_cast<unsigned int>(raw.size())))) {
      return geos_error(ErrorCode::kBadData);
    }
  }
  return checked(collect(GEOS_MULTIPOLYGON, polygons));
}

Result<GeosGeometry> lines_to_geos(const ShapeView<GridPoint>& shape) {
  Children lines;
  for (std::size_t i = 0; i < shape.ring_count(); ++i) {
    if (!lines.add(GEOSGeom_createLineString_r(geos_context(), sequence(shape.ring(i), false)))) {
      return geos_error(ErrorCode::kBadData);
    }
  }
  return checked(collect(GEOS_MULTILINESTRING, lines));
}

bool add_polygons(const GEOSGeometry& geometry, ShapeStore& store) {
  bool added = false;
  each_part(geometry, [&](const GEOSGeometry& part, int type) {
    if (type != GEOS_POLYGON) {
      return;
    }
    add_ring(*GEOSGetExteriorRing_r(geos_context(), &part), true, store);
    const int holes = GEOSGetNumInteriorRings_r(geos_context(), &part);
    for (int i = 0; i < holes; ++i) {
      add_ring(*GEOSGetInteriorRingN_r(geos_context(), &part, i), false, store);
    }
    added = true;
  });
  if (added) {
    store.end_shape();
  }
  return added;
}

bool add_lines(const GEOSGeometry& geometry, ShapeStore& store) {
  bool added = false;
  each_part(geometry, [&](const GEOSGeometry& part, int type) {
    if (type != GEOS_LINESTRING && type != GEOS_LINEARRING) {
      return;
    }
    const GEOSCoordSequence* coords = GEOSGeom_getCoordSeq_r(geos_context(), &part);
    unsigned int size = 0;
    GEOSCoordSeq_getSize_r(geos_context(), coords, &size);
    std::vector<GridPoint> points(size);
    GEOSCoordSeq_copyToBuffer_r(geos_context(), coords, &points.data()->east_m, 0, 0);
    store.add_ring(points, true);
    added = true;
  });
  if (added) {
    store.end_shape();
  }
  return added;
}

std::optional<Invalidity> find_invalidity(const GEOSGeometry& geometry) {
  char* reason = nullptr;
  GEOSGeometry* where = nullptr;
  const char valid = GEOSisValidDetail_r(geos_context(), &geometry, 0, &reason, &where);
  const GeosGeometry place{where};
  Invalidity found{reason != nullptr ? reason : "GEOS cannot read the geometry", {}};
  GEOSFree_r(geos_context(), reason);
  if (valid == 1) {
    return std::nullopt;
  }
  if (place) {
    GEOSGeomGetX_r(geos_context(), place.get(), &found.where.east_m);
    GEOSGeomGetY_r(geos_context(), place.get(), &found.where.north_m);
  }
  return found;
}

Result<GridPoint> point_inside(const GEOSGeometry& polygons) {
  const GeosGeometry inner{GEOSPointOnSurface_r(geos_context(), &polygons)};
  GridPoint at;
  if (!inner || GEOSGeomGetX_r(geos_context(), inner.get(), &at.east_m) != 1 ||
      GEOSGeomGetY_r(geos_context(), inner.get(), &at.north_m) != 1) {
    return geos_error(ErrorCode::kInternal);
  }
  return at;
}

Result<ShapeStore> made_valid(const GEOSGeometry& polygons) {
  const GeosGeometry valid{GEOSMakeValid_r(geos_context(), &polygons)};
  ShapeStore shape;
  return valid && add_polygons(*valid, shape) ? Result<ShapeStore>{std::move(shape)} : geos_error(ErrorCode::kBadData);
}

Result<GeosGeometry> intersection(const GEOSGeometry& a, const GEOSGeometry& b) {
  return checked(GEOSIntersection_r(geos_context(), &a, &b));
}

Result<double> intersection_area_m2(const GEOSGeometry& a, const GEOSGeometry& b) {
  return measure(intersection(a, b), GEOSArea_r);
}

Result<double> difference_area_m2(const GEOSGeometry& a, const GEOSGeometry& b) {
  return measure(checked(GEOSDifference_r(geos_context(), &a, &b)), GEOSArea_r);
}

Result<double> intersection_length_m(const GEOSGeometry& a, const GEOSGeometry& b) {
  return measure(intersection(a, b), GEOSLength_r);
}

Result<GeosGeometry> union_of(std::span<const GEOSGeometry* const> parts) {
  Children copies;
  for (const GEOSGeometry* part : parts) {
    if (!copies.add(GEOSGeom_clone_r(geos_context(), part))) {
      return geos_error(ErrorCode::kInternal);
    }
  }
  const GeosGeometry all{collect(GEOS_GEOMETRYCOLLECTION, copies)};
  return checked(GEOSUnaryUnion_r(geos_context(), all.get()));
}

Result<GeosGeometry> corridor(const ShapeView<GridPoint>& lines, double left_m, double right_m) {
  constexpr double kMitreLimit = 2.5;
  constexpr int kQuadrantSegments = 8;
  GEOSContextHandle_t context = geos_context();
  const std::unique_ptr<GEOSBufferParams, ParamsDeleter> params{GEOSBufferParams_create_r(context)};
  GEOSBufferParams_setEndCapStyle_r(context, params.get(), GEOSBUF_CAP_FLAT);
  GEOSBufferParams_setJoinStyle_r(context, params.get(), GEOSBUF_JOIN_MITRE);
  GEOSBufferParams_setMitreLimit_r(context, params.get(), kMitreLimit);
  GEOSBufferParams_setQuadrantSegments_r(context, params.get(), kQuadrantSegments);
  auto line = lines_to_geos(lines);
  if (!line) {
    return line.error();
  }
  if (left_m == right_m) {
    return checked(GEOSBufferWithParams_r(context, line->get(), params.get(), left_m));
  }
  // GEOS's single-sided buffer takes one side at a time and one line at a time; positive is left of the direction.
  GEOSBufferParams_setSingleSided_r(context, params.get(), 1);
  Children sides;
  const int count = GEOSGetNumGeometries_r(context, line->get());
  for (int i = 0; i < count; ++i) {
    const GEOSGeometry* part = GEOSGetGeometryN_r(context, line->get(), i);
    if (left_m > 0.0 && !sides.add(GEOSBufferWithParams_r(context, part, params.get(), left_m))) {
      return geos_error(ErrorCode::kBadData);
    }
    if (right_m > 0.0 && !sides.add(GEOSBufferWithParams_r(context, part, params.get(), -right_m))) {
      return geos_error(ErrorCode::kBadData);
    }
  }
  const GeosGeometry all{collect(GEOS_GEOMETRYCOLLECTION, sides)};
  return checked(GEOSUnaryUnion_r(context, all.get()));
}

Result<GeosGeometry> around_lines(const ShapeView<GridPoint>& lines, double distance_m) {
  constexpr int kQuadrantSegments = 8;
  const double outward = 1.0 / std::cos(std::numbers::pi / (4.0 * kQuadrantSegments));
  const auto line = lines_to_geos(lines);
  return line ? checked(GEOSBuffer_r(geos_context(), line->get(), distance_m * outward, kQuadrantSegments)) : line.error();
}

Result<GeosGeometry> disc(GridPoint center, double radius_m) {
  constexpr int kQuadrantSegments = 32;
  const GeosGeometry point{GEOSGeom_createPointFromXY_r(geos_context(), center.east_m, center.north_m)};
  return checked(GEOSBuffer_r(geos_context(), point.get(), radius_m, kQuadrantSegments));
}

}  // namespace quyhoach::geo
