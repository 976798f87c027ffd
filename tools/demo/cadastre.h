#pragma once

#include <cstddef>
#include <filesystem>
#include <vector>

#include "tools/demo/world.h"

namespace quyhoach::tools::demo {

/// How many of `total` parcels each commune gets: by area of its blocks and their density. Adds up to `total`.
[[nodiscard]] std::vector<std::size_t> parcels_per_commune(const World& world, std::size_t total);

/// Divides one commune's blocks into about `count` parcels and writes them to `file`, block by block: memory does not
/// grow with `count`, only with the parcels of one block. Returns the number written.
std::size_t write_parcels(const World& world, std::size_t commune, std::size_t count, std::uint64_t seed,
                          const std::filesystem::path& file);

}  // namespace quyhoach::tools::demo
