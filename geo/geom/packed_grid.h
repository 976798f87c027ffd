#pragma once

#include <cstdint>
#include <vector>

#include "geo/geom/packed_shapes.h"
#include "geo/geom/shape_store.h"

namespace quyhoach::geo {

/// Shapes in the grid in a third of the memory of a store. Cadastres are kept to the millimetre: a shape whose coordinates are
/// all whole numbers of millimetres is packed as those numbers, another is kept as it is. What is read has the same bits as
/// what was put in, always. Deeply const: any number of threads may read.
class PackedGrid {
 public:
  PackedGrid() = default;
  explicit PackedGrid(const ShapeStore& shapes);

  [[nodiscard]] std::size_t size() const noexcept { return packed_.size(); }
  /// How many shapes could not be packed.
  [[nodiscard]] std::size_t plain_count() const noexcept { return plain_.size(); }
  /// Shape `i` as a store of one shape.
  [[nodiscard]] ShapeStore read(std::size_t i) const;

 private:
  std::int64_t first_east_ = 0;  ///< Millimetres at which packed numbers begin.
  std::int64_t first_north_ = 0;
  PackedShapes packed_;  ///< All; a shape that could not be packed is empty here.
  ShapeStore plain_;
  std::vector<std::uint32_t> plain_at_;  ///< Whose shapes those are, ascending.
};

}  // namespace quyhoach::geo
