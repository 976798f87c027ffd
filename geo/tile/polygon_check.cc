#include "geo/tile/polygon_check.h"

#include <utility>
#include <vector>

#include "geo/geom/geos_handle.h"

namespace quyhoach::geo {

namespace {

using Ring = std::span<const WidePoint>;

// Twice the area by the surveyor's formula, from the first point so that the numbers stay small: exact for any tile
// whose coordinates keep within 2^25 of each other.
double area2(Ring ring) noexcept {
  double sum = 0.0;
  const WidePoint o = ring.front();
  WidePoint a = ring.back();
  for (const WidePoint b : ring) {
    sum += static_cast<double>(a.x - o.x) * static_cast<double>(b.y - o.y) -
           static_cast<double>(b.x - o.x) * static_cast<double>(a.y - o.y);
    a = b;
  }
  return sum;
}

GeosGeometry to_geos(Ring ring) {
  std::vector<double> xy;
  xy.reserve(2 * ring.size() + 2);
  for (std::size_t i = 0; i <= ring.size(); ++i) {
    const WidePoint p = ring[i % ring.size()];
    xy.push_back(static_cast<double>(p.x));
    xy.push_back(static_cast<double>(p.y));
  }
  GEOSCoordSequence* sequence =
      GEOSCoordSeq_copyFromBuffer_r(geos_context(), xy.data(), static_cast<unsigned>(xy.size() / 2), 0, 0);
  return GeosGeometry{sequence == nullptr ? nullptr : GEOSGeom_createLinearRing_r(geos_context(), sequence)};
}

// GEOS takes what it is given, also when it fails.
std::vector<GEOSGeometry*> release_all(std::vector<GeosGeometry>& owned) {
  std::vector<GEOSGeometry*> raw;
  for (GeosGeometry& geometry : owned) {
    raw.push_back(geometry.release());
  }
  owned.clear();
  return raw;
}

std::string reason_against(const GEOSGeometry& geometry) {
  char* reason = GEOSisValidReason_r(geos_context(), &geometry);
  std::string text = reason == nullptr ? "no reason given" : reason;
  GEOSFree_r(geos_context(), reason);
  return text;
}

class PolygonCheck {
 public:
  explicit PolygonCheck(DefectLog& log) : log_(log) {}

  void add_ring(Ring ring) {
    // "The position of the cursor before calling the ClosePath command of a linear ring SHALL NOT repeat the same
    // position as the first point in the linear ring as this would create a zero-length line segment."
    if (ring.front() == ring.back()) {
      log_.must(TileDefectCode::kPointRepeated, "§4.3.4.4: the last point SHALL NOT repeat the first");
    }
    // "An exterior ring is DEFINED as a linear ring having a positive area as calculated by applying the surveyor's
    // formula to the vertices of the polygon in tile coordinates." "An interior ring … a negative area".
    const double area = area2(ring);
    if (area == 0.0) {
      // "A linear ring SHOULD NOT have an area calculated by the surveyor's formula equal to zero, as this would
      // signify a ring with anomalous geometric points": and those the sentence before forbids with MUST.
      log_.must(TileDefectCode::kRingAreaZero, "§4.3.4.4: a ring without area");
      return;
    }
    if (area > 0.0) {
      finish_polygon();
    } else if (rings_.empty()) {
      log_.must(TileDefectCode::kRingOrder, "§4.3.4.4: an interior ring before any exterior ring");
      return;
    }
    rings_.push_back(to_geos(ring));
  }

  void finish() {
    finish_polygon();
    if (polygons_.size() < 2 || !all_valid_) {
      return;
    }
    std::vector<GEOSGeometry*> parts = release_all(polygons_);
    const GeosGeometry whole{GEOSGeom_createCollection_r(geos_context(), GEOS_MULTIPOLYGON, parts.data(),
                                                         static_cast<unsigned>(parts.size()))};
    if (!whole || GEOSisValid_r(geos_context(), whole.get()) != 1) {
      log_.should(TileDefectCode::kPartsOverlap, "OGC 06-103r4 §6.1.14: " + (whole ? reason_against(*whole) : ""));
    }
  }

 private:
  // "Linear rings MUST be geometric objects that have no anomalous geometric points, such as self-intersection or
  // self-tangency." "Polygon geometries MUST NOT have any interior rings that intersect and interior rings MUST be
  // enclosed by the exterior ring."
  void finish_polygon() {
    if (rings_.empty()) {
      return;
    }
    GeosGeometry shell = std::move(rings_.front());
    rings_.erase(rings_.begin());
    std::vector<GEOSGeometry*> holes = release_all(rings_);
    GeosGeometry polygon{GEOSGeom_createPolygon_r(geos_context(), shell.release(), holes.data(),
                                                  static_cast<unsigned>(holes.size()))};
    if (!polygon || GEOSisValid_r(geos_context(), polygon.get()) != 1) {
      all_valid_ = false;
      log_.must(TileDefectCode::kPolygonInvalid, "§4.3.4.4: " + (polygon ? reason_against(*polygon) : ""));
      return;
    }
    polygons_.push_back(std::move(polygon));
  }

  DefectLog& log_;
  std::vector<GeosGeometry> rings_;  // of the polygon under way, shell first
  std::vector<GeosGeometry> polygons_;
  bool all_valid_ = true;
};

}  // namespace

void check_polygon(const DecodedGeometry& geometry, DefectLog& log) {
  PolygonCheck check{log};
  for (std::size_t i = 0; i < geometry.ends.size(); ++i) {
    check.add_ring(geometry.part(i));
  }
  check.finish();
}

}  // namespace quyhoach::geo
