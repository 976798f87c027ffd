#pragma once

#include <cstdint>
#include <vector>

#include "geo/geom/box.h"
#include "geo/geom/measure.h"
#include "geo/geom/run_tree.h"
#include "geo/geom/shape_store.h"

namespace quyhoach::geo {

/// How a polygon of the layer stands to a place.
enum class Relation {
  kContains,  ///< The polygon covers the place whole: no edge of it comes near.
  kCrosses,   ///< An edge of the polygon runs through the place's box: the common area must be computed.
};

/// Polygons prepared for "which of you touch this place?". Besides the tree of boxes it keeps a tree of short runs of edges,
/// so that the usual case, a parcel deep inside a large zone, costs one point-in-polygon test and no overlay.
///
/// Deeply const after construction: any number of threads may ask.
class AreaLayer {
 public:
  AreaLayer() = default;
  explicit AreaLayer(ShapeStore shapes);

  [[nodiscard]] const ShapeStore& shapes() const noexcept { return shapes_; }
  [[nodiscard]] const RunTree& tree() const noexcept { return tree_; }
  [[nodiscard]] ShapeView<GridPoint> view(std::size_t i) const noexcept { return shapes_.view(shapes_.points().data(), i); }
  [[nodiscard]] std::size_t size() const noexcept { return shapes_.size(); }
  [[nodiscard]] const GridBox& box() const noexcept { return box_; }

  /// Calls `visit(index, Relation)` for every polygon that contains the place or has an edge in its box, ascending.
  /// \param place_box  box of the place; \param inside  any point of the place.
  template <typename Visit>
  void visit_touching(const GridBox& place_box, GridPoint inside, Visit&& visit) const {
    // An edge may only touch the corner that is `inside`: seen from a micrometre further off, far more than rounding moves a
    // point, it crosses, and `contains` is never asked about a point that lies on an edge.
    constexpr double kRounding_m = 1e-6;
    const GridBox near = place_box.grown(kRounding_m);
    if (!box_.intersects(near)) {
      return;
    }
    thread_local std::vector<std::uint32_t> crossing;
    crossing.clear();
    edges_.query(near, [&](std::uint32_t run) {
      if ((crossing.empty() || crossing.back() != runs_[run].shape) && run_meets(runs_[run], near)) {
        crossing.push_back(runs_[run].shape);
      }
    });
    const std::vector<std::uint32_t> crossed(crossing);  // visit() may ask another layer on this thread.
    auto next = crossed.begin();
    tree_.query(near, [&](std::uint32_t shape) {
      while (next != crossed.end() && *next < shape) {
        ++next;
      }
      if (next != crossed.end() && *next == shape) {
        visit(shape, Relation::kCrosses);
      } else if (holds(shape, inside)) {
        visit(shape, Relation::kContains);
      }
    });
  }

  /// Polygon `i` as it is inside `box`: every run of edges that passes it by on one side is shortened to its ends. What lies
  /// in the box is the same, and clipping it to the box gives the same area; outside, the outline may cross itself.
  /// \param scratch  holds the points: emptied first, to be kept while the view is used.
  [[nodiscard]] ShapeView<GridPoint> outline_near(std::uint32_t i, const GridBox& box, ShapeStore& scratch) const;

  /// Calls `visit(index)` for every polygon that contains the point.
  template <typename Visit>
  void visit_containing(GridPoint point, Visit&& visit) const {
    GridBox at;
    at.extend(point);
    tree_.query(at, [&](std::uint32_t shape) {
      if (holds(shape, point)) {
        visit(shape);
      }
    });
  }

 private:
  /// Up to kRunLength consecutive edges of one ring: from points first … first+count, the last one wrapping to ring_first.
  struct EdgeRun {
    std::uint32_t shape;
    std::uint32_t first;
    std::uint32_t count : 8;
    std::uint32_t wraps : 1;
    std::uint32_t ring_first;
  };
  static constexpr std::uint32_t kRunLength = 8;
  /// `contains` that looks only at the runs of edges its ray may cross: a zone may have thousands of edges.
  [[nodiscard]] bool holds(std::uint32_t shape, GridPoint point) const noexcept;
  [[nodiscard]] std::uint32_t first_run(std::uint32_t shape) const noexcept { return shape == 0 ? 0 : run_ends_[shape - 1]; }
  [[nodiscard]] bool run_meets(const EdgeRun& run, const GridBox& box) const noexcept;
  void index_edges();

  ShapeStore shapes_;
  RunTree tree_;
  std::vector<EdgeRun> runs_;
  std::vector<std::uint32_t> run_ends_;  ///< After each shape's last run.
  RunTree edges_;
  GridBox box_;
};

}  // namespace quyhoach::geo
