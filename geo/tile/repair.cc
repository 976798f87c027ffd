#include "geo/tile/repair.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "geo/geom/geos_handle.h"
#include "geo/tile/clip.h"
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

// Without the rings that pass the box by: what lies in it is the same.
GeosGeometry to_geos(ShapeView<WorldPoint> shape, const TileFrame& frame, TileBox box) {
  std::vector<GeosGeometry> polygons;
  std::vector<GeosGeometry> rings;
  const auto close_polygon = [&] {
    if (!rings.empty()) {
      polygons.push_back(to_polygon(rings));
    }
    return polygons.empty() || polygons.back() != nullptr;
  };
  const auto reaches = [&](std::span<const WorldPoint> ring) {
    return ring.size() >= 3 && place_of(ring, frame, box) != Place::kOutside;
  };
  bool shell_is_usable = false;
  for (std::size_t i = 0; i < shape.ring_count(); ++i) {
    const auto ring = shape.ring(i);
    if (shape.is_shell(i)) {
      if (!close_polygon()) {
        return nullptr;
      }
      shell_is_usable = reaches(ring);
    }
    if (!shell_is_usable || !reaches(ring)) {
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

void append_polygons(const GEOSGeometry& geometry, std::int64_t min_area2, TileRings& out) {
  const int count = GEOSGetNumGeometries_r(geos_context(), &geometry);
  for (int i = 0; i < count; ++i) {
    const GEOSGeometry* part = GEOSGetGeometryN_r(geos_context(), &geometry, i);
    if (GEOSisEmpty_r(geos_context(), part) == 0) {
      append_polygon(*part, min_area2, out);
    }
  }
}

// Snap rounding may leave lines and points where thin parts collapsed: only polygons are kept, and together, since GEOS does
// not ask of a collection whether its polygons overlap.
GeosGeometry only_polygons(GeosGeometry geometry) {
  GEOSContextHandle_t context = geos_context();
  const int type = geometry ? GEOSGeomTypeId_r(context, geometry.get()) : GEOS_POLYGON;
  if (type == GEOS_POLYGON || type == GEOS_MULTIPOLYGON) {
    return geometry;
  }
  std::vector<GeosGeometry> polygons;
  const auto collect = [&](const auto& self, const GEOSGeometry& from) -> void {
    const int count = GEOSGetNumGeometries_r(context, &from);
    for (int i = 0; i < count; ++i) {
      const GEOSGeometry* part = GEOSGetGeometryN_r(context, &from, i);
      switch (GEOSGeomTypeId_r(context, part)) {
        case GEOS_POLYGON: polygons.emplace_back(GEOSGeom_clone_r(context, part)); break;
        case GEOS_MULTIPOLYGON: self(self, *part); break;
        default: break;
      }
    }
  };
  collect(collect, *geometry);
  std::vector<GEOSGeometry*> parts = release_all(polygons);
  return GeosGeometry{GEOSGeom_createCollection_r(context, GEOS_MULTIPOLYGON, parts.data(), static_cast<unsigned>(parts.size()))};
}

// Every crossing becomes a border (even-odd). The other method GEOS 3.11 has, "structure", fails on some shapes of a
// few steps' size ("unable to assign hole to a shell") and leaks when it does. Only polygons are kept: overlay refuses
// a mix of polygons and lines.
GeosGeometry make_valid(const GEOSGeometry& geometry) {
  return only_polygons(GeosGeometry{GEOSMakeValid_r(geos_context(), &geometry)});
}

// What the shape covers of the box as its rounded rings tell, however they cross, and how far rounding may be off.
struct Expected {
  double area = 0.0;
  double allowed = 0.0;
  [[nodiscard]] bool explains(double found) const noexcept { return std::abs(found - area) <= allowed; }
};

Expected expected_of(ShapeView<WorldPoint> shape, const TileFrame& frame, TileBox box) {
  thread_local std::vector<WidePoint> wide;
  thread_local std::vector<TilePoint> ring;
  double twice = 0.0;
  double squares = 0.0;
  double corners = 0.0;
  for (std::size_t i = 0; i < shape.ring_count(); ++i) {
    wide.clear();
    ring.clear();
    for (const WorldPoint p : shape.ring(i)) {
      wide.push_back(frame.snap(p));
    }
    clip_ring(wide, box, ring);
    if (ring.empty()) {
      continue;
    }
    TilePoint a = ring.back();
    for (const TilePoint b : ring) {
      twice += static_cast<double>(std::int64_t{a.x} * b.y - std::int64_t{b.x} * a.y);
      squares += std::pow(b.x - a.x, 2) + std::pow(b.y - a.y, 2);
      corners += 1.0;
      a = b;
    }
  }
  // Rounding moves each edge by half a unit one way or the other: sums of many grow as their root.
  constexpr double kMostly = 4.0;
  return {std::abs(twice) / 2.0, kMostly * std::sqrt(squares) + corners};
}

// \return what the source covers of the box, for Expected; nothing if GEOS failed or what came out is not valid.
std::optional<double> cut_and_round(const GEOSGeometry& source, TileBox box, std::int64_t min_area2, TileRings& out) {
  out.clear();
  GEOSContextHandle_t context = geos_context();
  const GeosGeometry window{GEOSGeom_createRectangle_r(context, box.low, box.low, box.high, box.high)};
  const GeosGeometry fitted = only_polygons(GeosGeometry{GEOSIntersectionPrec_r(context, &source, window.get(), kGridSize)});
  double area = 0.0;
  if (!fitted || GEOSisValid_r(context, fitted.get()) != 1 || GEOSArea_r(context, fitted.get(), &area) != 1) {
    return std::nullopt;
  }
  append_polygons(*fitted, min_area2, out);
  return area;
}

}  // namespace

bool repair_polygon(ShapeView<WorldPoint> shape, const TileFrame& frame, TileBox box, std::int64_t min_area2,
                    TileRings& out) {
  out.clear();
  GeosGeometry source = to_geos(shape, frame, box);
  if (!source) {
    return false;
  }
  // Whether the source is valid would cost more to ask than all the rest: for a zone of 5,000 corners, milliseconds.
  const auto area = cut_and_round(*source, box, min_area2, out);
  if (area && expected_of(shape, frame, box).explains(*area)) {
    return true;
  }
  source = make_valid(*source);
  if (source && cut_and_round(*source, box, min_area2, out)) {
    return true;
  }
  out.clear();
  return false;
}

}  // namespace quyhoach::geo
