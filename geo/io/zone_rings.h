#pragma once

#include <optional>

#include "geo/io/source_reader.h"

namespace quyhoach::geo {

/// Narrower than this on average (twice the area by the perimeter), a zone is what is left between two lines meant to be one: no
/// function has room in it, and it is a line's width (1 mm) on a 1/500 map.
inline constexpr double kSliver_m = 0.5;

/// Looks at one zone by itself: DUPLICATE_VERTEX, SPIKE, RING_TOUCHES, SLIVER.zone, MULTIPART. Proposes repairs of the first two.
/// \return its shape with the repairs that are accepted; nothing where there is none: it stays as it is
[[nodiscard]] std::optional<ShapeStore> check_rings(const ImportContext& context, const SourceFeature& zone);

}  // namespace quyhoach::geo
