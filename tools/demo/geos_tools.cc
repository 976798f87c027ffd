#include "tools/demo/geos_tools.h"

#include <algorithm>
#include <stdexcept>

namespace quyhoach::tools::demo {

void stop(const std::string& why) { throw std::runtime_error(why); }

Geos::Geos() : context_(GEOS_init_r()) {}

Shape Geos::own(GEOSGeometry* shape, const char* operation) {
  if (shape == nullptr) {
    stop(std::string{"GEOS failed: "} + operation);
  }
  return Shape{shape, ShapeDeleter{context_.get()}};
}

GEOSCoordSequence* Geos::sequence(std::span<const Point> points, bool close) {
  const auto count = static_cast<unsigned>(points.size() + (close ? 1 : 0));
  GEOSCoordSequence* result = GEOSCoordSeq_create_r(context_.get(), count, 2);
  for (unsigned i = 0; i < count; ++i) {
    const Point p = points[i % points.size()];
    GEOSCoordSeq_setXY_r(context_.get(), result, i, p.east, p.north);
  }
  return result;
}

Shape Geos::polygon(const Polygon& polygon) {
  GEOSGeometry* shell = GEOSGeom_createLinearRing_r(context_.get(), sequence(polygon.shell, true));
  std::vector<GEOSGeometry*> holes;
  holes.reserve(polygon.holes.size());
  for (const Ring& hole : polygon.holes) {
    holes.push_back(GEOSGeom_createLinearRing_r(context_.get(), sequence(hole, true)));
  }
  return own(GEOSGeom_createPolygon_r(context_.get(), shell, holes.data(), static_cast<unsigned>(holes.size())),
             "polygon");
}

Shape Geos::line(std::span<const Point> line) {
  return own(GEOSGeom_createLineString_r(context_.get(), sequence(line, false)), "line");
}

Shape Geos::ring_line(const Ring& ring) {
  return own(GEOSGeom_createLineString_r(context_.get(), sequence(ring, true)), "ring");
}

Shape Geos::collect(std::vector<Shape> shapes) {
  std::vector<GEOSGeometry*> parts;
  parts.reserve(shapes.size());
  for (Shape& shape : shapes) {
    parts.push_back(shape.release());
  }
  return own(GEOSGeom_createCollection_r(context_.get(), GEOS_GEOMETRYCOLLECTION, parts.data(),
                                         static_cast<unsigned>(parts.size())),
             "collection");
}

Shape Geos::unite(const Shape& shape) { return own(GEOSUnaryUnion_r(context_.get(), shape.get()), "union"); }

Shape Geos::unite_on_grid(const Shape& shape, double grid_m) {
  return own(GEOSUnaryUnionPrec_r(context_.get(), shape.get(), grid_m), "union on a grid");
}

Shape Geos::unite_coverage(const Shape& shape) {
  return own(GEOSCoverageUnion_r(context_.get(), shape.get()), "coverage union");
}

Shape Geos::polygonize(const Shape& lines) {
  const GEOSGeometry* input = lines.get();
  return own(GEOSPolygonize_r(context_.get(), &input, 1), "polygonize");
}

Shape Geos::difference(const Shape& a, const Shape& b) {
  return own(GEOSDifference_r(context_.get(), a.get(), b.get()), "difference");
}

Shape Geos::intersection(const Shape& a, const Shape& b) {
  return own(GEOSIntersection_r(context_.get(), a.get(), b.get()), "intersection");
}

Shape Geos::on_millimetres(const Shape& shape) {
  return own(GEOSGeom_setPrecision_r(context_.get(), shape.get(), 0.001, 0), "set precision");
}

Shape Geos::without_spare_vertices(const Shape& shape, double tolerance_m) {
  return own(GEOSTopologyPreserveSimplify_r(context_.get(), shape.get(), tolerance_m), "simplify");
}

Shape Geos::strip(std::span<const Point> line, double distance_m) {
  const Shape centre = this->line(line);
  return own(
      GEOSBufferWithStyle_r(context_.get(), centre.get(), distance_m, 3, GEOSBUF_CAP_FLAT, GEOSBUF_JOIN_MITRE, 1.5),
      "strip");
}

Shape Geos::buffer(const Shape& shape, double distance_m) {
  return own(GEOSBuffer_r(context_.get(), shape.get(), distance_m, 6), "buffer");
}

Shape Geos::clipped(const Shape& shape, const Box& box) {
  return own(GEOSClipByRect_r(context_.get(), shape.get(), box.west, box.south, box.east, box.north), "clip");
}

bool Geos::is_valid(const Shape& shape) { return GEOSisValid_r(context_.get(), shape.get()) == 1; }

double Geos::area(const Shape& shape) {
  double area = 0.0;
  return GEOSArea_r(context_.get(), shape.get(), &area) == 1 ? area : 0.0;
}

Point Geos::inside(const Shape& shape) {
  const Shape point = own(GEOSPointOnSurface_r(context_.get(), shape.get()), "point on surface");
  Point p;
  GEOSGeomGetX_r(context_.get(), point.get(), &p.east);
  GEOSGeomGetY_r(context_.get(), point.get(), &p.north);
  return p;
}

Box Geos::box(const Shape& shape) {
  Box box;
  GEOSGeom_getXMin_r(context_.get(), shape.get(), &box.west);
  GEOSGeom_getYMin_r(context_.get(), shape.get(), &box.south);
  GEOSGeom_getXMax_r(context_.get(), shape.get(), &box.east);
  GEOSGeom_getYMax_r(context_.get(), shape.get(), &box.north);
  return box;
}

Line Geos::points_of(const GEOSGeometry* line) {
  const GEOSCoordSequence* sequence = GEOSGeom_getCoordSeq_r(context_.get(), line);
  unsigned count = 0;
  GEOSCoordSeq_getSize_r(context_.get(), sequence, &count);
  Line out(count);
  for (unsigned i = 0; i < count; ++i) {
    GEOSCoordSeq_getXY_r(context_.get(), sequence, i, &out[i].east, &out[i].north);
  }
  return out;
}

void Geos::add_lines(const GEOSGeometry* shape, std::vector<Line>& out) {
  const int type = GEOSGeomTypeId_r(context_.get(), shape);
  if (type == GEOS_LINESTRING || type == GEOS_LINEARRING) {
    Line line = points_of(shape);
    if (line.size() > 1) {
      out.push_back(std::move(line));
    }
  } else if (type >= GEOS_MULTIPOINT) {
    const int count = GEOSGetNumGeometries_r(context_.get(), shape);
    for (int i = 0; i < count; ++i) {
      add_lines(GEOSGetGeometryN_r(context_.get(), shape, i), out);
    }
  }
}

void Geos::add_polygons(const GEOSGeometry* shape, std::vector<Polygon>& out) {
  const int type = GEOSGeomTypeId_r(context_.get(), shape);
  if (type == GEOS_POLYGON) {
    if (GEOSisEmpty_r(context_.get(), shape) != 0) {
      return;
    }
    Polygon polygon;
    polygon.shell = points_of(GEOSGetExteriorRing_r(context_.get(), shape));
    polygon.shell.pop_back();
    const int holes = GEOSGetNumInteriorRings_r(context_.get(), shape);
    for (int i = 0; i < holes; ++i) {
      polygon.holes.push_back(points_of(GEOSGetInteriorRingN_r(context_.get(), shape, i)));
      polygon.holes.back().pop_back();
    }
    out.push_back(std::move(polygon));
  } else if (type >= GEOS_MULTIPOINT) {
    const int count = GEOSGetNumGeometries_r(context_.get(), shape);
    for (int i = 0; i < count; ++i) {
      add_polygons(GEOSGetGeometryN_r(context_.get(), shape, i), out);
    }
  }
}

std::vector<Polygon> Geos::polygons(const Shape& shape) {
  std::vector<Polygon> out;
  add_polygons(shape.get(), out);
  return out;
}

std::vector<Ring> Geos::without_holes(const Polygon& polygon) {
  if (polygon.holes.empty()) {
    Ring ring = polygon.shell;
    if (signed_area(ring) < 0.0) {
      std::reverse(ring.begin(), ring.end());
    }
    return {std::move(ring)};
  }
  const Box box = box_of(polygon.shell).grown(1.0);
  const double middle = centroid_of(polygon.holes.front()).east;
  const Shape shape = this->polygon(polygon);
  std::vector<Ring> out;
  for (const Box& side : {Box{box.west, box.south, middle, box.north}, Box{middle, box.south, box.east, box.north}}) {
    for (const Polygon& part : polygons(on_millimetres(clipped(shape, side)))) {
      for (Ring& ring : without_holes(part)) {
        out.push_back(std::move(ring));
      }
    }
  }
  return out;
}

std::vector<Line> Geos::lines(const Shape& shape) {
  std::vector<Line> out;
  add_lines(shape.get(), out);
  return out;
}

}  // namespace quyhoach::tools::demo
