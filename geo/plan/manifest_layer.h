#pragma once

#include "geo/plan/toml_reader.h"

namespace quyhoach::geo {

/// Reads one [[layer]] of district.toml or plan.toml: roles allowed there, fields known for each role.
[[nodiscard]] LayerSource read_layer(TomlReader& reader, bool of_plan);

}  // namespace quyhoach::geo
