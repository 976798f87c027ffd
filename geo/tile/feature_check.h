#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "geo/tile/defect_log.h"

namespace quyhoach::geo {

/// Checks one Feature message (MVT 2.1 §4.2–4.4) of a layer that has so many keys and values.
/// \return its id, if it has one.
std::optional<std::uint64_t> check_feature(std::string_view message, std::size_t key_count, std::size_t value_count,
                                           DefectLog& log);

/// Checks one Value message (MVT 2.1 §4.1).
void check_value(std::string_view message, DefectLog& log);

}  // namespace quyhoach::geo
