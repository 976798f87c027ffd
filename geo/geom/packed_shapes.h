#pragma once

#include <cstdint>
#include <vector>

#include "geo/geom/shape_store.h"

namespace quyhoach::geo {

/// Shapes for drawing in a third to a half of the memory of a store: each point as its step from the one before it, in as few
/// bytes as the shape's longest step needs, counted in the largest power of two that all its coordinates are multiples of.
/// Nothing is lost. Deeply const once filled: any number of threads may read. \pre 4 GB hold them all, packed.
class PackedShapes {
 public:
  void add(const ShapeView<WorldPoint>& shape);
  void freeze();  ///< Gives back what adding took in advance.

  [[nodiscard]] std::size_t size() const noexcept { return begins_.size(); }
  /// Shape `i`. \param scratch  holds its points: emptied first, to be kept while the view is used.
  [[nodiscard]] ShapeView<WorldPoint> read(std::size_t i, WorldStore& scratch) const;

 private:
  std::vector<std::uint8_t> bytes_;
  std::vector<std::uint32_t> begins_;
};

}  // namespace quyhoach::geo
