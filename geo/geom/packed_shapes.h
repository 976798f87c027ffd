#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "geo/geom/shape_store.h"

namespace quyhoach::geo {

/// Shapes for drawing in a third of the memory of a store: each point as its distance from the one before it, in variable-length
/// integers (the "varint" and "zigzag" of Protocol Buffers), in the largest power of two of steps that all of a shape's points
/// are multiples of. Nothing is lost. Deeply const after freeze(): any number of threads may read.
class PackedShapes {
 public:
  void add(const ShapeView<WorldPoint>& shape);
  void freeze();

  [[nodiscard]] std::size_t size() const noexcept { return begins_.size(); }
  /// Shape `i`. \param scratch  holds its points: emptied first, to be kept while the view is used.
  [[nodiscard]] ShapeView<WorldPoint> read(std::size_t i, WorldStore& scratch) const;

 private:
  std::vector<std::uint8_t> bytes_;
  std::vector<std::uint32_t> begins_;
};

}  // namespace quyhoach::geo
