#include "geo/geom/edge_band.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <span>
#include <vector>

#include "geo/geom/box.h"
#include "geo/geom/clip_area.h"
#include "geo/geom/measure.h"

namespace quyhoach::geo {

namespace {

struct Vector {
  double east, north;
};
Vector operator-(GridPoint a, GridPoint b) noexcept { return {a.east_m - b.east_m, a.north_m - b.north_m}; }
GridPoint along(GridPoint from, Vector direction, double distance_m) noexcept {
  return {from.east_m + direction.east * distance_m, from.north_m + direction.north * distance_m};
}
double cross(Vector a, Vector b) noexcept { return a.east * b.north - a.north * b.east; }
double dot(Vector a, Vector b) noexcept { return a.east * b.east + a.north * b.north; }

struct Edge {
  GridPoint a, b;
  Vector direction;
  double length_m;
};

/// Angle from one direction to the next, left positive: −π to π.
double turn(const Edge& before, const Edge& after) noexcept {
  return std::atan2(cross(before.direction, after.direction), dot(before.direction, after.direction));
}

/// Adds up what strips and fans on one side of a polygon's edge have in common with the place.
class Side {
 public:
  /// \param side  1: left of the edges, which is inside; −1: right.
  Side(const ShapeView<GridPoint>& place, const GridBox& box, double distance_m, double side)
      : place_(place), box_(box), distance_m_(distance_m), side_(side) {}

  void add_edge(const Edge& before, const Edge& edge, const Edge& after) {
    const double cut_a = cut(before, edge);
    const double cut_b = cut(edge, after);
    const Vector normal{-edge.direction.north * side_, edge.direction.east * side_};
    if (cut_a + cut_b > edge.length_m) {  // Both bisectors meet before the strip ends.
      const double share = edge.length_m / (cut_a + cut_b);
      const GridPoint tip = along(along(edge.a, edge.direction, cut_a * share), normal, distance_m_ * share);
      add(std::array{edge.a, edge.b, tip});
    } else {
      add(std::array{edge.a, edge.b, along(along(edge.b, edge.direction, -cut_b), normal, distance_m_),
                     along(along(edge.a, edge.direction, cut_a), normal, distance_m_)});
    }
    add_fan(edge, after, normal);
  }

  [[nodiscard]] double area_m2() const noexcept { return area_m2_; }
  /// At most how much of it is counted twice, where edges are too short to cut their strips.
  [[nodiscard]] double doubled_m2() const noexcept { return doubled_m2_; }

 private:
  /// How far from their corner the strips of two edges end on this side's offset line. 0 where they do not overlap, or where an edge
  /// is too short: what would be cut off the one need not be in the other.
  double cut(const Edge& before, const Edge& after) {
    const double towards = turn(before, after) * side_;
    if (towards <= 0.0) {
      return 0.0;
    }
    const double cut_m = distance_m_ * std::tan(towards / 2.0);
    const double shorter = std::min(before.length_m, after.length_m);
    if (cut_m <= shorter) {
      return cut_m;
    }
    if (box_.grown(distance_m_).contains(after.a)) {
      doubled_m2_ += std::min({shorter * distance_m_, distance_m_ * distance_m_}) / 2.0;  // Seen from both edges.
    }
    return 0.0;
  }

  /// The arc around a corner that turns away from this side.
  void add_fan(const Edge& edge, const Edge& after, Vector normal) {
    const double away = -turn(edge, after) * side_;
    if (away <= 0.0) {
      return;
    }
    constexpr double kPiece = std::numbers::pi / 4.0;
    const double pieces = std::ceil(away / kPiece);
    const double step = -side_ * away / pieces;
    const double tip_m = distance_m_ / std::cos(step / 2.0);
    for (double i = 0.0; i < pieces; i += 1.0) {
      const auto turned = [&](double angle) {
        return Vector{normal.east * std::cos(angle) - normal.north * std::sin(angle), normal.east * std::sin(angle) + normal.north * std::cos(angle)};
      };
      add(std::array{edge.b, along(edge.b, turned(step * i), distance_m_), along(edge.b, turned(step * (i + 0.5)), tip_m),
                     along(edge.b, turned(step * (i + 1.0)), distance_m_)});
    }
  }

  template <std::size_t Count>
  void add(const std::array<GridPoint, Count>& piece) {
    const std::array ends{RingEnd{.end = Count, .shell = 1U}};
    const ShapeView<GridPoint> shape{piece.data(), 0, ends};
    const GridBox box = box_of(shape);
    if (!box.intersects(box_)) {
      return;
    }
    if (meets_edge(box)) {
      area_m2_ += std::abs(common_area_m2(shape, place_));
    } else if (contains(place_, piece[0])) {  // All of it or nothing: most pieces, where the place is large.
      area_m2_ += std::abs(signed_area_m2(piece));
    }
  }

  /// Whether an edge of the place may run through a box.
  [[nodiscard]] bool meets_edge(const GridBox& box) const noexcept {
    for (std::size_t r = 0; r < place_.ring_count(); ++r) {
      GridPoint a = place_.ring(r).back();
      for (const GridPoint b : place_.ring(r)) {
        if (std::max(a.east_m, b.east_m) >= box.min_east_m && std::min(a.east_m, b.east_m) <= box.max_east_m &&
            std::max(a.north_m, b.north_m) >= box.min_north_m && std::min(a.north_m, b.north_m) <= box.max_north_m) {
          return true;
        }
        a = b;
      }
    }
    return false;
  }

  const ShapeView<GridPoint>& place_;
  const GridBox& box_;
  double distance_m_;
  double side_;
  double area_m2_ = 0.0;
  double doubled_m2_ = 0.0;
};

/// Edges of a ring that have a length, each with its direction.
void edges_of(std::span<const GridPoint> ring, std::vector<Edge>& edges) {
  edges.clear();
  GridPoint a = ring.back();
  for (const GridPoint b : ring) {
    const Vector whole = b - a;
    const double length = std::hypot(whole.east, whole.north);
    if (length > 0.0) {
      edges.push_back({a, b, {whole.east / length, whole.north / length}, length});
    }
    a = b;
  }
}

}  // namespace

std::optional<EdgeBand> edge_band(const ShapeView<GridPoint>& place, const ShapeView<GridPoint>& polygon, double distance_m) {
  if (distance_m <= 0.0) {
    return EdgeBand{};
  }
  const GridBox box = box_of(place);
  const GridBox near = box.grown(band_reach_m(distance_m));
  Side inside{place, box, distance_m, 1.0};
  Side outside{place, box, distance_m, -1.0};
  thread_local std::vector<Edge> edges;
  for (std::size_t r = 0; r < polygon.ring_count(); ++r) {
    edges_of(polygon.ring(r), edges);
    for (std::size_t i = 0; i < edges.size(); ++i) {
      GridBox of_edge;
      of_edge.extend(edges[i].a);
      of_edge.extend(edges[i].b);
      if (!of_edge.intersects(near)) {
        continue;
      }
      const Edge& before = edges[i == 0 ? edges.size() - 1 : i - 1];
      const Edge& after = edges[i + 1 == edges.size() ? 0 : i + 1];
      inside.add_edge(before, edges[i], after);
      outside.add_edge(before, edges[i], after);
    }
  }
  constexpr double kTolerated = 0.05;
  if (inside.doubled_m2() > kTolerated * inside.area_m2() || outside.doubled_m2() > kTolerated * outside.area_m2()) {
    return std::nullopt;
  }
  return EdgeBand{inside.area_m2(), outside.area_m2()};
}

}  // namespace quyhoach::geo
