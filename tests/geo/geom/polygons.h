#pragma once

#include <cmath>
#include <cstdlib>
#include <numbers>
#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "geo/geom/area_layer.h"
#include "geo/geom/overlay.h"
#include "geo/geom/shape_store.h"

namespace quyhoach::geo {

/// One shape as tests write it, and the same shape for GEOS.
struct TestShape {
  ShapeStore store;
  [[nodiscard]] ShapeView<GridPoint> view() const { return store.view(0); }
};

/// A polygon by its corners, counter-clockwise, and those of its holes, clockwise.
inline ShapeStore polygon_of(const std::vector<GridPoint>& shell, const std::vector<std::vector<GridPoint>>& holes = {}) {
  ShapeStore store;
  store.add_ring(shell, true);
  for (const auto& hole : holes) {
    store.add_ring(hole, false);
  }
  store.end_shape();
  return store;
}

inline GeosGeometry geos_of(const TestShape& shape) {
  auto geometry = polygons_to_geos(shape.view());
  if (!geometry) {
    ADD_FAILURE() << geometry.error().message;
    std::abort();
  }
  return std::move(*geometry);
}

inline GeosGeometry geos_of_wkt(const std::string& wkt) {
  GEOSWKTReader* reader = GEOSWKTReader_create_r(geos_context());
  GeosGeometry geometry{GEOSWKTReader_read_r(geos_context(), reader, wkt.c_str())};
  GEOSWKTReader_destroy_r(geos_context(), reader);
  if (!geometry) {
    ADD_FAILURE() << wkt;
    std::abort();
  }
  return geometry;
}

/// Polygons of a GEOS geometry, wound as ShapeView says; an empty geometry gives a store without shapes.
inline TestShape shape_of(const GEOSGeometry& geometry) {
  TestShape shape;
  static_cast<void>(add_polygons(geometry, shape.store));
  return shape;
}
inline TestShape polygon(const std::string& wkt) { return shape_of(*geos_of_wkt(wkt)); }
inline TestShape line(const std::string& wkt) {
  TestShape shape;
  static_cast<void>(add_lines(*geos_of_wkt(wkt), shape.store));
  return shape;
}

inline AreaLayer layer_of(const std::vector<std::string>& wkts) {
  ShapeStore store;
  for (const std::string& wkt : wkts) {
    store.add(polygon(wkt).view());
  }
  return AreaLayer{std::move(store)};
}

inline double geos_area(const GEOSGeometry& geometry) {
  double area = 0.0;
  EXPECT_EQ(GEOSArea_r(geos_context(), &geometry, &area), 1);
  return area;
}

/// Polygons of every shape that parcels and zones take, and some they should not. Valid, seeded, within `size_m` of
/// `centre`.
class RandomPolygons {
 public:
  RandomPolygons(std::uint64_t seed, GridPoint centre) : random_(seed), centre_(centre) {}

  enum Family { kStar, kWhole, kHoles, kSliver, kParts, kRoad, kRectangle, kFamilies };

  TestShape any() { return one(static_cast<Family>(below(kFamilies))); }

  TestShape one(Family family) {
    for (;;) {
      GeosGeometry made = make(family);
      if (made && GEOSisValid_r(geos_context(), made.get()) == 1) {
        TestShape shape = shape_of(*made);
        if (shape.store.size() == 1) {
          return shape;
        }
      }
    }
  }

  std::size_t below(std::size_t n) { return static_cast<std::size_t>(random_() % n); }
  double between(double low, double high) { return std::uniform_real_distribution{low, high}(random_); }
  GridPoint near_centre(double by_m) {
    return {centre_.east_m + between(-by_m, by_m), centre_.north_m + between(-by_m, by_m)};
  }

 private:
  using Points = std::vector<GridPoint>;

  GeosGeometry make(Family family) {
    switch (family) {
      case kStar:
        return ring(star(near_centre(20.0), between(2.0, 40.0), 3 + below(20)));
      case kWhole:
        return ring(rounded(star(near_centre(6.0), 9.0, 3 + below(9))));  // Many shared corners and edges.
      case kHoles:
        return with_holes();
      case kSliver:
        return ring(sliver());
      case kParts:
        return parts();
      case kRoad:
        return ring(road());
      default:
        return rectangle();
    }
  }

  Points star(GridPoint at, double radius_m, std::size_t corners) {
    Points points;
    const double turn = between(0.0, 1.0);
    for (std::size_t i = 0; i < corners; ++i) {
      const double angle = 2.0 * std::numbers::pi * (static_cast<double>(i) + turn) / static_cast<double>(corners);
      const double r = radius_m * between(0.15, 1.0);
      points.push_back({at.east_m + r * std::cos(angle), at.north_m + r * std::sin(angle)});
    }
    return points;
  }

  static Points rounded(Points points) {
    for (GridPoint& p : points) {
      p = {std::round(p.east_m), std::round(p.north_m)};
    }
    return points;
  }

  GeosGeometry ring(Points points) {
    points.push_back(points.front());
    GEOSCoordSequence* coords = GEOSCoordSeq_copyFromBuffer_r(geos_context(), &points.data()->east_m,
                                                              static_cast<unsigned int>(points.size()), 0, 0);
    return GeosGeometry{
        GEOSGeom_createPolygon_r(geos_context(), GEOSGeom_createLinearRing_r(geos_context(), coords), nullptr, 0)};
  }

  GeosGeometry with_holes() {
    GeosGeometry shape = ring(star(near_centre(10.0), between(15.0, 40.0), 8 + below(12)));
    for (std::size_t i = 0; i < 1 + below(3); ++i) {
      const GeosGeometry hole = ring(star(near_centre(12.0), between(0.5, 8.0), 3 + below(6)));
      GeosGeometry next{GEOSDifference_r(geos_context(), shape.get(), hole.get())};
      if (next) {
        shape = std::move(next);
      }
    }
    return shape;
  }

  /// Millimetres wide, up to 600 m long.
  Points sliver() {
    const GridPoint a = near_centre(300.0);
    const GridPoint b = near_centre(300.0);
    const double width = between(0.0005, 0.2);
    const double length = std::hypot(b.east_m - a.east_m, b.north_m - a.north_m);
    const double dx = -(b.north_m - a.north_m) / length * width;
    const double dy = (b.east_m - a.east_m) / length * width;
    return {a, b, {b.east_m + dx, b.north_m + dy}, {a.east_m + dx, a.north_m + dy}};
  }

  GeosGeometry parts() {
    const GeosGeometry a = ring(star(near_centre(30.0), between(5.0, 25.0), 3 + below(9)));
    const GeosGeometry b = ring(star(near_centre(30.0), between(5.0, 25.0), 3 + below(9)));
    return GeosGeometry{GEOSUnion_r(geos_context(), a.get(), b.get())};
  }

  /// A winding strip 4 to 12 m wide and up to 2 km long: a road or canal is one parcel.
  Points road() {
    Points left;
    Points right;
    const std::size_t bends = 3 + below(26);
    const double half = between(2.0, 6.0);
    double angle = between(0.0, 2.0 * std::numbers::pi);
    GridPoint at = near_centre(40.0);
    for (std::size_t i = 0; i < bends; ++i) {
      const double dx = -std::sin(angle) * half;
      const double dy = std::cos(angle) * half;
      left.push_back({at.east_m + dx, at.north_m + dy});
      right.push_back({at.east_m - dx, at.north_m - dy});
      const double step = between(15.0, 70.0);
      at = {at.east_m + step * std::cos(angle), at.north_m + step * std::sin(angle)};
      angle += between(-0.3, 0.3);
    }
    left.insert(left.end(), right.rbegin(), right.rend());
    return left;
  }

  GeosGeometry rectangle() {
    const GridPoint at{std::round(near_centre(15.0).east_m), std::round(near_centre(15.0).north_m)};
    const double width = static_cast<double>(1 + below(20));
    const double height = static_cast<double>(1 + below(20));
    return ring({at,
                 {at.east_m + width, at.north_m},
                 {at.east_m + width, at.north_m + height},
                 {at.east_m, at.north_m + height}});
  }

  std::mt19937_64 random_;
  GridPoint centre_;
};

}  // namespace quyhoach::geo
