#pragma once

#include <cassert>
#include <cstdint>
#include <span>
#include <vector>

#include "geo/coord/points.h"
#include "geo/geom/shape.h"

namespace quyhoach::geo {

/// Many shapes in flat arrays: three allocations for any number of them. Fill with add_ring()/end_shape(), then freeze().
/// Deeply const afterwards: any number of threads may read.
template <typename Point>
class BasicShapeStore {
 public:
  /// \param ring  open: the first point is not repeated.
  void add_ring(std::span<const Point> ring, bool shell) {
    add_points(ring);
    end_ring(shell);
  }
  /// A ring in pieces: its points, then its end.
  void add_point(const Point& point) { points_.push_back(point); }
  [[nodiscard]] std::span<Point> extend(std::size_t count) {
    points_.resize(points_.size() + count);
    return std::span{points_}.last(count);
  }
  void add_points(std::span<const Point> piece) { points_.insert(points_.end(), piece.begin(), piece.end()); }
  void end_ring(bool shell) {
    rings_.push_back({static_cast<std::uint32_t>(points_.size()) & 0x7FFF'FFFFU, shell ? 1U : 0U});
  }
  /// Ends the shape begun by the rings since the last call.
  void end_shape() { shape_ends_.push_back(static_cast<std::uint32_t>(rings_.size())); }
  void add(const ShapeView<Point>& shape) {
    for (std::size_t i = 0; i < shape.ring_count(); ++i) {
      add_ring(shape.ring(i), shape.is_shell(i));
    }
    end_shape();
  }
  /// Empties the store and keeps its memory.
  void clear() noexcept {
    points_.clear();
    rings_.clear();
    shape_ends_.clear();
  }
  void reserve(std::size_t shapes, std::size_t points) {
    shape_ends_.reserve(shapes);
    rings_.reserve(shapes);
    points_.reserve(points);
  }
  void freeze() {
    points_.shrink_to_fit();
    rings_.shrink_to_fit();
    shape_ends_.shrink_to_fit();
  }

  [[nodiscard]] std::size_t size() const noexcept { return shape_ends_.size(); }
  [[nodiscard]] std::span<const Point> points() const noexcept { return points_; }
  [[nodiscard]] ShapeView<Point> view(std::size_t i) const noexcept { return view(points_.data(), i); }
  /// The same shape over a parallel array of points, such as the world coordinates of tiles.
  template <typename Other>
  [[nodiscard]] ShapeView<Other> view(const Other* points, std::size_t i) const noexcept {
    assert(i < size());
    const std::uint32_t begin = i == 0 ? 0 : shape_ends_[i - 1];
    const std::uint32_t first = begin == 0 ? 0U : rings_[begin - 1].end;
    return {points, first, {rings_.data() + begin, shape_ends_[i] - begin}};
  }

 private:
  std::vector<Point> points_;
  std::vector<RingEnd> rings_;
  std::vector<std::uint32_t> shape_ends_;
};

/// Shapes in the grid, and shapes for drawing only.
using ShapeStore = BasicShapeStore<GridPoint>;
using WorldStore = BasicShapeStore<WorldPoint>;

}  // namespace quyhoach::geo
