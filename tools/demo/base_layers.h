#pragma once

#include <filesystem>

#include "tools/demo/world.h"

namespace quyhoach::tools::demo {

/// Writes communes (cadastral and administrative), roads, water (areas and lines) and places to one GeoPackage.
void write_base_layers(const World& world, Geos& geos, const std::filesystem::path& file);

}  // namespace quyhoach::tools::demo
