#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "geo/tile/defect_log.h"
#include "geo/tile/tile_point.h"

namespace quyhoach::geo {

/// A decoded geometry: points, or lines, or rings (open). 64 bits, because steps of a hostile tile may add up beyond
/// 32.
struct DecodedGeometry {
  std::vector<WidePoint> points;
  std::vector<std::size_t> ends;  ///< Of each line or ring; empty for points.

  [[nodiscard]] std::span<const WidePoint> part(std::size_t i) const noexcept {
    const std::size_t begin = i == 0 ? 0 : ends[i - 1];
    return {points.data() + begin, ends[i] - begin};
  }
};

/// MVT 2.1 §4.3.4.
enum class GeometryType { kUnknown = 0, kPoint = 1, kLine = 2, kPolygon = 3 };

/// Runs the command and parameter integers of a feature (MVT 2.1 §4.3). Stops at the first thing it cannot follow and
/// logs it. \pre type is not kUnknown. \return whether all of it was followed.
[[nodiscard]] bool decode_geometry(std::span<const std::uint32_t> integers, GeometryType type, DecodedGeometry& out,
                                   DefectLog& log);

}  // namespace quyhoach::geo
