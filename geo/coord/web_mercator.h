#pragma once

#include <algorithm>
#include <cmath>
#include <numbers>

#include "geo/coord/points.h"

namespace quyhoach::geo {

/// A position in WorldPoint steps before it is rounded to one.
struct WorldPosition {
  double x = 0.0;
  double y = 0.0;
};

/// Spherical Web Mercator (EPSG:3857, IOGP Guidance Note 7-2 §3.2.1.2) in steps of 2^-32 of the world's side. Latitudes
/// beyond ±85.06° are clamped to the edge of the square. \pre both angles finite
[[nodiscard]] inline WorldPosition to_world_position(LonLat point) noexcept {
  constexpr double kSide = 4294967296.0;
  constexpr double kLast = kSide - 1.0;
  const double sine = std::sin(point.lat_deg * std::numbers::pi / 180.0);
  const double x = (point.lon_deg + 180.0) / 360.0 * kSide;
  const double y = (0.5 - std::log((1.0 + sine) / (1.0 - sine)) / (4.0 * std::numbers::pi)) * kSide;
  return {std::clamp(x, 0.0, kLast), std::clamp(y, 0.0, kLast)};
}

/// The same, cut to whole steps.
[[nodiscard]] inline WorldPoint to_world(LonLat point) noexcept {
  const WorldPosition at = to_world_position(point);
  return {static_cast<std::uint32_t>(at.x), static_cast<std::uint32_t>(at.y)};
}

[[nodiscard]] inline LonLat to_lonlat(double world_x, double world_y) noexcept {
  constexpr double kSide = 4294967296.0;
  const double mercator = std::numbers::pi * (1.0 - 2.0 * world_y / kSide);
  return {world_x / kSide * 360.0 - 180.0, std::atan(std::sinh(mercator)) * 180.0 / std::numbers::pi};
}

}  // namespace quyhoach::geo
