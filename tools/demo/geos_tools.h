#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include <geos_c.h>

#include "tools/demo/plane.h"

namespace quyhoach::tools::demo {

/// Raised where GEOS, GDAL or the disk fails. The generator is a batch program that can only stop then, so it does not
/// carry Result through every step; main() turns this into exit code 1.
[[noreturn]] void stop(const std::string& why);

struct ShapeDeleter {
  GEOSContextHandle_t context = nullptr;
  void operator()(GEOSGeometry* shape) const noexcept { GEOSGeom_destroy_r(context, shape); }
};
/// One GEOS geometry. Must not outlive the Geos that made it.
using Shape = std::unique_ptr<GEOSGeometry, ShapeDeleter>;

/// One GEOS context and the few operations the generator needs. One thread at a time. Every failure stops the program.
class Geos {
 public:
  Geos();

  [[nodiscard]] Shape polygon(const Polygon& polygon);
  [[nodiscard]] Shape line(std::span<const Point> line);
  [[nodiscard]] Shape ring_line(const Ring& ring);
  [[nodiscard]] Shape collect(std::vector<Shape> shapes);

  [[nodiscard]] Shape unite(const Shape& shape);
  /// Noded and snapped to a grid of `grid_m`: the linework of a map drawn with that resolution.
  [[nodiscard]] Shape unite_on_grid(const Shape& shape, double grid_m);
  [[nodiscard]] Shape unite_coverage(const Shape& shape);
  [[nodiscard]] Shape polygonize(const Shape& lines);
  [[nodiscard]] Shape difference(const Shape& a, const Shape& b);
  [[nodiscard]] Shape intersection(const Shape& a, const Shape& b);
  [[nodiscard]] Shape on_millimetres(const Shape& shape);
  [[nodiscard]] Shape without_spare_vertices(const Shape& shape, double tolerance_m);
  /// Flat ends, mitred corners. `distance_m` on each side.
  [[nodiscard]] Shape strip(std::span<const Point> line, double distance_m);
  [[nodiscard]] Shape buffer(const Shape& shape, double distance_m);
  [[nodiscard]] Shape clipped(const Shape& shape, const Box& box);

  [[nodiscard]] bool is_valid(const Shape& shape);
  [[nodiscard]] double area(const Shape& shape);
  [[nodiscard]] Point inside(const Shape& shape);
  [[nodiscard]] std::vector<Polygon> polygons(const Shape& shape);
  [[nodiscard]] std::vector<Line> lines(const Shape& shape);
  [[nodiscard]] Box box(const Shape& shape);
  /// The polygon cut along lines through its holes until none is left; rings counter-clockwise, whole millimetres.
  [[nodiscard]] std::vector<Ring> without_holes(const Polygon& polygon);

 private:
  struct ContextDeleter {
    void operator()(GEOSContextHandle_HS* context) const noexcept { GEOS_finish_r(context); }
  };
  [[nodiscard]] Shape own(GEOSGeometry* shape, const char* operation);
  [[nodiscard]] GEOSCoordSequence* sequence(std::span<const Point> points, bool close);
  void add_lines(const GEOSGeometry* shape, std::vector<Line>& out);
  void add_polygons(const GEOSGeometry* shape, std::vector<Polygon>& out);
  [[nodiscard]] Line points_of(const GEOSGeometry* line);

  std::unique_ptr<GEOSContextHandle_HS, ContextDeleter> context_;
};

}  // namespace quyhoach::tools::demo
