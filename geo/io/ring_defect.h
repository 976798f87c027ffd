#pragma once

#include <cstdint>

namespace quyhoach::geo {

/// What a ring of a source looked like before it became ours.
enum class RingDefect : std::uint8_t { kNone, kOpen, kShort, kNotFinite, kWrongType };

/// Larger than any metre or degree of a source.
inline constexpr double kLargestCoordinate = 1e9;

}  // namespace quyhoach::geo
