#include "geo/geom/ring_faults.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <optional>
#include <tuple>

#include "geo/geom/measure.h"

namespace quyhoach::geo {

namespace {

double distance_m(GridPoint a, GridPoint b) noexcept { return std::hypot(a.east_m - b.east_m, a.north_m - b.north_m); }

/// The angle at b, and the shorter of its sides.
struct Corner {
  double angle_deg;
  double side_m;
};
Corner corner_at(GridPoint a, GridPoint b, GridPoint c) noexcept {
  const GridPoint u{a.east_m - b.east_m, a.north_m - b.north_m};
  const GridPoint v{c.east_m - b.east_m, c.north_m - b.north_m};
  const double cross = u.east_m * v.north_m - u.north_m * v.east_m;
  const double dot = u.east_m * v.east_m + u.north_m * v.north_m;
  return {std::abs(std::atan2(cross, dot)) * 180.0 / std::numbers::pi, std::min(distance_m(a, b), distance_m(b, c))};
}

/// The fault of `kind` at vertex i, seen among those of its neighbours that are other points.
std::optional<RingFault> fault_at(std::span<const GridPoint> ring, std::size_t i, RingFault::Kind kind) noexcept {
  const std::size_t n = ring.size();
  const GridPoint at = ring[i];
  if (kind == RingFault::Kind::kDuplicateVertex) {
    const double apart = distance_m(at, ring[(i + n - 1) % n]);
    return apart <= kSameVertex_m ? std::optional{RingFault{kind, at, 0, static_cast<std::uint32_t>(i), apart, 0.0}} : std::nullopt;
  }
  const auto other = [&](std::size_t step) -> std::optional<GridPoint> {
    for (std::size_t k = 1, j = (i + step) % n; k < n; ++k, j = (j + step) % n) {
      if (distance_m(at, ring[j]) > kSameVertex_m) {
        return ring[j];
      }
    }
    return std::nullopt;
  };
  const auto before = other(n - 1);
  const auto after = other(1);
  if (!before || !after) {
    return std::nullopt;
  }
  const Corner corner = corner_at(*before, at, *after);
  return corner.angle_deg <= kSpikeAngle_deg
             ? std::optional{RingFault{kind, at, 0, static_cast<std::uint32_t>(i), corner.side_m, corner.angle_deg}}
             : std::nullopt;
}

void find_touches(const ShapeView<GridPoint>& shape, std::vector<RingFault>& faults) {
  struct Vertex {
    GridPoint at;
    std::uint32_t ring;
    std::uint32_t index;
  };
  if (shape.ring_count() < 2) {
    return;  // One ring that touches itself is invalid (OGC 06-103r4, 6.1.11.1).
  }
  std::vector<Vertex> all;
  for (std::uint32_t r = 0; r < shape.ring_count(); ++r) {
    for (std::uint32_t i = 0; i < shape.ring(r).size(); ++i) {
      all.push_back({shape.ring(r)[i], r, i});
    }
  }
  std::ranges::sort(all, {}, [](const Vertex& v) { return std::tuple{v.at.east_m, v.at.north_m, v.ring, v.index}; });
  for (std::size_t i = 1; i < all.size(); ++i) {
    if (all[i].at == all[i - 1].at && all[i].ring != all[i - 1].ring) {
      faults.push_back({RingFault::Kind::kTouch, all[i].at, all[i].ring, all[i].index, 0.0, 0.0});
    }
  }
}

/// The vertices of a ring that stay: each new one may show that those before it were a spike. Linear in time.
class Kept {
 public:
  explicit Kept(RingFault::Kind kind) : is_spike_(kind == RingFault::Kind::kSpike) {}

  void add(GridPoint p) {
    while (is_spike_ && size() >= 2 && is_tip(ring_[ring_.size() - 2], ring_.back(), p)) {
      ring_.pop_back();
    }
    if (size() == 0 || !is_same(ring_.back(), p)) {
      ring_.push_back(p);
    }
  }
  /// What the ring's last vertex and its first say of each other.
  std::span<const GridPoint> close() {
    for (bool again = true; again && size() > 3;) {
      again = true;
      if (is_same(ring_.back(), ring_[first_]) || (is_spike_ && is_tip(ring_[ring_.size() - 2], ring_.back(), ring_[first_]))) {
        ring_.pop_back();
      } else if (is_spike_ && is_tip(ring_.back(), ring_[first_], ring_[first_ + 1])) {
        ++first_;
      } else {
        again = false;
      }
    }
    return std::span{ring_}.subspan(first_);
  }

 private:
  [[nodiscard]] std::size_t size() const noexcept { return ring_.size() - first_; }
  static bool is_same(GridPoint a, GridPoint b) noexcept { return distance_m(a, b) <= kSameVertex_m; }
  static bool is_tip(GridPoint a, GridPoint b, GridPoint c) noexcept { return corner_at(a, b, c).angle_deg <= kSpikeAngle_deg; }

  bool is_spike_;
  std::vector<GridPoint> ring_;
  std::size_t first_ = 0;
};

}  // namespace

std::vector<RingFault> find_ring_faults(const ShapeView<GridPoint>& shape) {
  std::vector<RingFault> faults;
  for (std::uint32_t r = 0; r < shape.ring_count(); ++r) {
    const auto ring = shape.ring(r);
    for (std::size_t i = 0; i < ring.size(); ++i) {
      for (const auto kind : {RingFault::Kind::kDuplicateVertex, RingFault::Kind::kSpike}) {
        if (auto fault = fault_at(ring, i, kind)) {
          fault->ring = r;
          faults.push_back(*fault);
          break;  // A spike's tip written twice is told once.
        }
      }
    }
  }
  find_touches(shape, faults);
  return faults;
}

ShapeStore without_faults(const ShapeView<GridPoint>& shape, RingFault::Kind kind) {
  ShapeStore mended;
  for (std::size_t r = 0; r < shape.ring_count(); ++r) {
    Kept kept{kind};
    for (const GridPoint p : shape.ring(r)) {
      kept.add(p);
    }
    const auto ring = kept.close();
    mended.add_ring(ring.size() < 3 || kind == RingFault::Kind::kTouch ? shape.ring(r) : ring, shape.is_shell(r));
  }
  mended.end_shape();
  return mended;
}

double mean_width_m(const ShapeView<GridPoint>& shape) noexcept {
  double perimeter = 0.0;
  for (std::size_t r = 0; r < shape.ring_count(); ++r) {
    const auto ring = shape.ring(r);
    GridPoint a = ring.back();
    for (const GridPoint b : ring) {
      perimeter += distance_m(a, b);
      a = b;
    }
  }
  return perimeter > 0.0 ? 2.0 * area_m2(shape) / perimeter : 0.0;
}

}  // namespace quyhoach::geo
