#pragma once

#include <cstdint>
#include <vector>

#include "geo/geom/shape_store.h"

namespace quyhoach::geo {

/// Something in one polygon that is allowed, or nearly, and hardly meant.
struct RingFault {
  enum class Kind : std::uint8_t {
    kDuplicateVertex,  ///< Neighbouring vertices that are, or nearly are, one point.
    kSpike,            ///< The outline runs out to a point and back along itself.
    kTouch,            ///< Two rings of the shape meet in a vertex.
  };
  Kind kind = Kind::kDuplicateVertex;
  GridPoint place;
  std::uint32_t ring = 0;     ///< Index in the shape.
  std::uint32_t vertex = 0;   ///< Index in the ring: what to take out, but of a touch.
  double length_m = 0.0;      ///< How far a spike reaches, or how far the vertices are apart.
  double angle_deg = 0.0;     ///< At the tip of a spike.
};

/// Nearer than this, two vertices are one point written twice: cadastres and plans are kept to the millimetre.
inline constexpr double kSameVertex_m = 0.001;
/// A corner sharper than this is no corner of a zone: sides of 1 m would be 17 mm apart at their ends.
inline constexpr double kSpikeAngle_deg = 1.0;

/// All of them, by ring and vertex; touches last. Any thread.
[[nodiscard]] std::vector<RingFault> find_ring_faults(const ShapeView<GridPoint>& shape);

/// The shape without its duplicate vertices; or without its spikes, and with them what else is written twice. A ring of which fewer than three vertices would be left stays as it is.
[[nodiscard]] ShapeStore without_faults(const ShapeView<GridPoint>& shape, RingFault::Kind kind);

/// Twice the area by the perimeter: about the width of a long strip.
[[nodiscard]] double mean_width_m(const ShapeView<GridPoint>& shape) noexcept;

}  // namespace quyhoach::geo
