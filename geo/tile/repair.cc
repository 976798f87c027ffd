#include "geo/tile/repair.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "geo/geom/geos_handle.h"
#include "geo/tile/ring_check.h"

namespace quyhoach::geo {

namespace {

constexpr double kGridSize = 1.0;  // tile units

GeosGeometry to_ring(std::span<const WorldPoint> ring, const TileFrame& frame) {
  thread_local std::vector<double> xy;
  xy.clear();
  for (const WorldPoint p : ring) {
    xy.push_back(frame.exact_x(p.x));
    xy.push_back(frame.exact_y(p.y));
  }
  xy.push_back(xy[0]);
  xy.push_back(xy[1]);
  const auto count = static_cast<unsigned>(xy.size() / 2);
  GEOSCoordSequence* sequence = GEOSCoordSeq_copyFromBuffer_r(geos_context(), xy.data(), count, 0, 0);
  return GeosGeometry{sequence == nullptr ? nullptr : GEOSGeom_createLinearRing_r(geos_context(), sequence)};
}

// GEOS takes what it is given, also when it fails.
std::vector<GEOSGeometry*> release_all(std::vector<GeosGeometry>& owned) {
  std::vector<GEOSGeometry*> raw;
  raw.reserve(owned.size());
  for (GeosGeometry& geometry : owned) {
    raw.push_back(geometry.release());
  }
  owned.clear();
  return raw;
}

GeosGeometry to_polygon(std::vector<GeosGeometry>& rings) {
  GeosGeometry shell = std::move(rings.front());
  rings.erase(rings.begin());
  std::vector<GEOSGeometry*> holes = release_all(rings);
  return GeosGeometry{GEOSGeom_createPolygon_r(geos_context(), shell.release(), holes.data(),
                                               static_cast<unsigned>(holes.size()))};
}

GeosGeometry to_geos(ShapeView<WorldPoint> shape, const TileFrame& frame) {
  std::vector<GeosGeometry> polygons;
  std::vector<GeosGeometry> rings;
  const auto close_polygon = [&] {
    if (!rings.empty()) {
      polygons.push_back(to_polygon(rings));
    }
    return polygons.empty() || polygons.back() != nullptr;
  };
  bool shell_is_usable = false;
  for (std::size_t i = 0; i < shape.ring_count(); ++i) {
    const auto ring = shape.ring(i);
    if (shape.is_shell(i)) {
      if (!close_polygon()) {
        return nullptr;
      }
      shell_is_usable = ring.size() >= 3;
    }
    if (ring.size() < 3 || !shell_is_usable) {
      continue;
    }
    rings.push_back(to_ring(ring, frame));
    if (!rings.back()) {
      return nullptr;
    }
  }
  if (!close_polygon()) {
    return nullptr;
  }
  std::vector<GEOSGeometry*> parts = release_all(polygons);
  return GeosGeometry{GEOSGeom_createCollection_r(geos_context(), GEOS_MULTIPOLYGON, parts.data(),
                                                  static_cast<unsigned>(parts.size()))};
}

void append_ring(const GEOSGeometry& ring, bool shell, std::int64_t min_area2, TileRings& out) {
  const GEOSCoordSequence* sequence = GEOSGeom_getCoordSeq_r(geos_context(), &ring);
  unsigned count = 0;
  GEOSCoordSeq_getSize_r(geos_context(), sequence, &count);
  thread_local std::vector<double> xy;
  xy.resize(std::size_t{count} * 2);
  GEOSCoordSeq_copyToBuffer_r(geos_context(), sequence, xy.data(), 0, 0);
  const std::size_t begin = out.points.size();
  for (std::size_t i = 0; i + 1 < count; ++i) {  // the last repeats the first
    out.points.push_back({static_cast<std::int32_t>(std::lround(xy[2 * i])),
                          static_cast<std::int32_t>(std::lround(xy[2 * i + 1]))});
  }
  clean_ring(out.points, begin);
  const std::span<TilePoint> ring_points{out.points.data() + begin, out.points.size() - begin};
  const std::int64_t area2 = ring_points.size() < 3 ? 0 : measure_ring(ring_points).area2;
  if (std::abs(area2) < std::max<std::int64_t>(min_area2, 1)) {
    out.points.resize(begin);
    return;
  }
  if ((area2 > 0) != shell) {
    std::reverse(ring_points.begin(), ring_points.end());
  }
  out.close_ring(shell);
}

void append_polygon(const GEOSGeometry& polygon, std::int64_t min_area2, TileRings& out) {
  const std::size_t before = out.ends.size();
  append_ring(*GEOSGetExteriorRing_r(geos_context(), &polygon), true, min_area2, out);
  if (out.ends.size() == before) {
    return;
  }
  const int holes = GEOSGetNumInteriorRings_r(geos_context(), &polygon);
  for (int i = 0; i < holes; ++i) {
    append_ring(*GEOSGetInteriorRingN_r(geos_context(), &polygon, i), false, min_area2, out);
  }
}

// Snap rounding may leave lines and points where thin parts collapsed: only polygons are kept.
void append_polygons(const GEOSGeometry& geometry, std::int64_t min_area2, TileRings& out) {
  if (GEOSGeomTypeId_r(geos_context(), &geometry) == GEOS_POLYGON) {
    if (GEOSisEmpty_r(geos_context(), &geometry) == 0) {
      append_polygon(geometry, min_area2, out);
    }
    return;
  }
  const int count = GEOSGetNumGeometries_r(geos_context(), &geometry);
  for (int i = 0; i < count; ++i) {
    const GEOSGeometry* part = GEOSGetGeometryN_r(geos_context(), &geometry, i);
    if (GEOSGeomTypeId_r(geos_context(), part) == GEOS_POLYGON) {
      append_polygons(*part, min_area2, out);
    }
  }
}

// The polygon or multipolygon in what linework repair gives: that alone, or beside lines and points in a collection.
GeosGeometry polygonal_part(GeosGeometry geometry) {
  GEOSContextHandle_t context = geos_context();
  if (!geometry || GEOSGeomTypeId_r(context, geometry.get()) != GEOS_GEOMETRYCOLLECTION) {
    return geometry;
  }
  const int count = GEOSGetNumGeometries_r(context, geometry.get());
  for (int i = 0; i < count; ++i) {
    const GEOSGeometry* part = GEOSGetGeometryN_r(context, geometry.get(), i);
    const int type = GEOSGeomTypeId_r(context, part);
    if (type == GEOS_POLYGON || type == GEOS_MULTIPOLYGON) {
      return GeosGeometry{GEOSGeom_clone_r(context, part)};
    }
  }
  return GeosGeometry{GEOSGeom_createEmptyPolygon_r(context)};
}

// Every crossing becomes a border (even-odd). The other method GEOS 3.11 has, "structure", fails on some shapes of a
// few steps' size ("unable to assign hole to a shell") and leaks when it does. Only polygons are kept: overlay refuses
// a mix of polygons and lines.
GeosGeometry make_valid(const GEOSGeometry& geometry) {
  return polygonal_part(GeosGeometry{GEOSMakeValid_r(geos_context(), &geometry)});
}

}  // namespace

bool repair_polygon(ShapeView<WorldPoint> shape, const TileFrame& frame, TileBox box, std::int64_t min_area2,
                    TileRings& out) {
  out.clear();
  GEOSContextHandle_t context = geos_context();
  GeosGeometry source = to_geos(shape, frame);
  if (!source) {
    return false;
  }
  if (GEOSisValid_r(context, source.get()) != 1) {  // 2 is an error
    source = make_valid(*source);
    if (!source) {
      return false;
    }
  }
  const GeosGeometry window{GEOSGeom_createRectangle_r(context, box.low, box.low, box.high, box.high)};
  const GeosGeometry fitted{GEOSIntersectionPrec_r(context, source.get(), window.get(), kGridSize)};
  if (!fitted || GEOSisValid_r(context, fitted.get()) != 1) {
    return false;
  }
  append_polygons(*fitted, min_area2, out);
  return true;
}

}  // namespace quyhoach::geo
