#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "geo/geom/shape_store.h"

namespace quyhoach::geo {

/// Shapes for drawing in a third to a half of the memory of a store: each point as its step from the one before it, in as few
/// bytes as the shape's longest step needs, counted in the largest power of two that all its coordinates are multiples of.
/// Nothing is lost. Deeply const after freeze(): any number of threads may read.
///
/// Limits, which no map reaches: 65,535 rings and 8 million points to a shape, 4 GB in all.
class PackedShapes {
 public:
  void add(const ShapeView<WorldPoint>& shape);
  void freeze();

  [[nodiscard]] std::size_t size() const noexcept { return begins_.size(); }
  /// Shape `i`. \pre freeze() was called. \param scratch  holds its points: emptied first, to be kept while the view is used.
  [[nodiscard]] ShapeView<WorldPoint> read(std::size_t i, WorldStore& scratch) const;

 private:
  std::vector<std::uint8_t> bytes_;
  std::vector<std::uint32_t> begins_;
};

}  // namespace quyhoach::geo
