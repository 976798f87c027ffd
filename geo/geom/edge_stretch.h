#pragma once

#include <algorithm>
#include <optional>

#include "geo/geom/edge_match.h"

namespace quyhoach::geo {

struct NearMissLimits {
  double least_m = 0.01;   ///< Nearer is the same line: what rounding and a change of datum leave.
  double most_m = 0.3;     ///< Further apart is another line: the error of a point that is clear on a 1/500 map (0.5 mm on paper).
  double length_m = 1.0;   ///< A shorter run is a corner.
  double slope = 0.1;      ///< Lines that part faster than this are not side by side.
  /// How much of one line must run beside others for this to be no corner.
  [[nodiscard]] double least_length_m(double distance_m) const noexcept { return std::max(length_m, distance_m / slope); }
};

/// Part of an edge, in metres from its begin, and how far another edge is from it there.
struct EdgeStretch {
  double from_m, to_m;
  double at_from_m, at_to_m;  ///< Aside, signed.

  [[nodiscard]] double most_m() const noexcept;
  /// Where that is, in metres from the edge's begin.
  [[nodiscard]] double most_at_m() const noexcept;
  /// A piece of it. \pre from_m <= from < to <= to_m
  [[nodiscard]] EdgeStretch piece(double from, double to) const noexcept;
};

[[nodiscard]] double length_m(const ShapeEdge& edge) noexcept;
[[nodiscard]] GridPoint point_along(const ShapeEdge& edge, double metres) noexcept;

/// Where `other`, which runs the other way, is beside `edge` or on it: within limits.most_m. \pre both have a length
[[nodiscard]] std::optional<EdgeStretch> stretch_against(const ShapeEdge& edge, const ShapeEdge& other, const NearMissLimits& limits) noexcept;

}  // namespace quyhoach::geo
