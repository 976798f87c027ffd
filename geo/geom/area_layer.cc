#include "geo/geom/area_layer.h"

#include <limits>
#include <utility>

namespace quyhoach::geo {

namespace {

/// Whether segment a–b meets the closed box (separating axes: the box's two and the segment's normal).
bool segment_meets(GridPoint a, GridPoint b, const GridBox& box) noexcept {
  if (std::max(a.east_m, b.east_m) < box.min_east_m || std::min(a.east_m, b.east_m) > box.max_east_m ||
      std::max(a.north_m, b.north_m) < box.min_north_m || std::min(a.north_m, b.north_m) > box.max_north_m) {
    return false;
  }
  const auto side = [&](double east, double north) {
    return (b.east_m - a.east_m) * (north - a.north_m) - (b.north_m - a.north_m) * (east - a.east_m);
  };
  const double s1 = side(box.min_east_m, box.min_north_m);
  const double s2 = side(box.max_east_m, box.min_north_m);
  const double s3 = side(box.max_east_m, box.max_north_m);
  const double s4 = side(box.min_east_m, box.max_north_m);
  return !((s1 > 0 && s2 > 0 && s3 > 0 && s4 > 0) || (s1 < 0 && s2 < 0 && s3 < 0 && s4 < 0));
}

}  // namespace

AreaLayer::AreaLayer(ShapeStore shapes) : shapes_(std::move(shapes)) {
  shapes_.freeze();
  std::vector<GridBox> boxes;
  boxes.reserve(shapes_.size());
  for (std::size_t i = 0; i < shapes_.size(); ++i) {
    boxes.push_back(box_of(view(i)));
    box_.extend(boxes.back());
  }
  tree_ = RunTree{boxes};
  index_edges();
}

void AreaLayer::index_edges() {
  const GridPoint* points = shapes_.points().data();
  std::vector<GridBox> boxes;
  for (std::size_t i = 0; i < shapes_.size(); ++i) {
    const auto shape = view(i);
    for (std::size_t r = 0; r < shape.ring_count(); ++r) {
      const auto ring = shape.ring(r);
      const auto ring_first = static_cast<std::uint32_t>(ring.data() - points);
      const auto size = static_cast<std::uint32_t>(ring.size());
      for (std::uint32_t at = 0; at < size; at += kRunLength) {
        const std::uint32_t count = std::min(kRunLength, size - at);
        const bool wraps = at + count == size;
        GridBox box;
        for (std::uint32_t k = 0; k <= count; ++k) {
          box.extend(at + k == size ? ring[0] : ring[at + k]);
        }
        runs_.push_back({static_cast<std::uint32_t>(i), ring_first + at, count & 0xFFU, wraps ? 1U : 0U, ring_first});
        boxes.push_back(box);
      }
    }
    run_ends_.push_back(static_cast<std::uint32_t>(runs_.size()));
  }
  edges_ = RunTree{boxes};
}

bool AreaLayer::holds(std::uint32_t shape, GridPoint point) const noexcept {
  const GridPoint* points = shapes_.points().data();
  GridBox ray;  // Runs east from the point.
  ray.extend(point);
  ray.max_east_m = std::numeric_limits<double>::infinity();
  bool inside = false;
  edges_.query(ray, first_run(shape), run_ends_[shape], [&](std::uint32_t r) {
    const EdgeRun& run = runs_[r];
    for (std::uint32_t k = 0; k < run.count; ++k) {
      const bool last = run.wraps != 0 && k + 1 == run.count;
      inside ^= ray_crosses(points[run.first + k], last ? points[run.ring_first] : points[run.first + k + 1], point);
    }
  });
  return inside;
}

ShapeView<GridPoint> AreaLayer::outline_near(std::uint32_t i, const GridBox& box, ShapeStore& scratch) const {
  const GridPoint* points = shapes_.points().data();
  const auto cells = edges_.cells_of(box);
  const auto shape = view(i);
  scratch.clear();
  std::uint32_t r = first_run(i);
  for (std::size_t ring = 0; ring < shape.ring_count(); ++ring) {
    for (bool last = false; !last; ++r) {
      const EdgeRun& run = runs_[r];
      // The last point of a run is the first of the next, or of the ring.
      scratch.add_points({points + run.first, edges_.meets(r, cells) ? run.count : 1U});
      last = run.wraps != 0;
    }
    scratch.end_ring(shape.is_shell(ring));
  }
  scratch.end_shape();
  return scratch.view(0);
}

bool AreaLayer::run_meets(const EdgeRun& run, const GridBox& box) const noexcept {
  const GridPoint* points = shapes_.points().data();
  for (std::uint32_t k = 0; k < run.count; ++k) {
    const GridPoint a = points[run.first + k];
    const GridPoint b = run.wraps != 0 && k + 1 == run.count ? points[run.ring_first] : points[run.first + k + 1];
    if (segment_meets(a, b, box)) {
      return true;
    }
  }
  return false;
}

}  // namespace quyhoach::geo
