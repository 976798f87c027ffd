#pragma once

#include <string>

#include "geo/io/register.h"

namespace quyhoach::geo {

/// editions/<id>.json. Reading checks types, names and hashes' form. \return kManifest
[[nodiscard]] std::string to_json(const EditionManifest& manifest);
[[nodiscard]] Result<EditionManifest> parse_edition(const std::string& json);

}  // namespace quyhoach::geo
