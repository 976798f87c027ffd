#pragma once

#include <array>
#include <span>
#include <string_view>

#include "geo/plan/district.h"

namespace quyhoach::geo {

inline constexpr std::array kLayerRoles{LayerRole::kZones,    LayerRole::kLines,   LayerRole::kPoints,
                                        LayerRole::kBoundary, LayerRole::kParcels, LayerRole::kCommunes,
                                        LayerRole::kRoads,    LayerRole::kWater,   LayerRole::kPlaces};

/// Our fields for the features of a role, as data/schema/README.md lists them.
[[nodiscard]] std::span<const std::string_view> fields_of(LayerRole role) noexcept;
[[nodiscard]] bool has_field(LayerRole role, std::string_view field) noexcept;

}  // namespace quyhoach::geo
