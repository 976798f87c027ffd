#pragma once

#include <cstdint>
#include <vector>

#include "geo/base/result.h"
#include "geo/coord/points.h"
#include "geo/geom/geos_handle.h"
#include "geo/geom/shape_store.h"

namespace quyhoach::geo {

/// A free end of a line network: a place where exactly one edge ends.
struct FreeEnd {
  GridPoint at;
  double length_m = 0.0;  ///< Along the line to the first node where it meets another, or to its other end.
  GridPoint base;         ///< That node.
  bool is_alone = false;  ///< The line meets no other: `base` is a free end too.
};

/// Lines cut wherever they cross, touch or end, each stretch once, as a graph of edges between nodes. Immutable; one
/// thread.
class LineNetwork {
 public:
  /// \param lines  each ring one open line; one of fewer than two different points is left out.
  /// \return kCoordNotFinite, or kBadData with GEOS's message.
  [[nodiscard]] static Result<LineNetwork> create(const ShapeView<GridPoint>& lines);

  /// The edges as lines of one shape.
  [[nodiscard]] ShapeView<GridPoint> edges() const noexcept {
    return edges_.size() == 0 ? ShapeView<GridPoint>{} : edges_.view(0);
  }
  /// The edges as GEOS cut them, of the thread that created the network.
  [[nodiscard]] const GEOSGeometry& geometry() const noexcept { return *geometry_; }
  /// From west to east, then south to north.
  [[nodiscard]] const std::vector<FreeEnd>& free_ends() const noexcept { return free_ends_; }

 private:
  void find_free_ends();

  GeosGeometry geometry_;
  ShapeStore edges_;
  std::vector<FreeEnd> free_ends_;
};

}  // namespace quyhoach::geo
