#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>

namespace quyhoach::tools::demo {

struct Options {
  std::filesystem::path output;
  std::filesystem::path data;  ///< folder of facts, data/demo
  std::size_t parcels = 60000;
  std::uint64_t seed = 1;
};

/// Writes a whole demo district into `options.output`, replacing an earlier one. The same options give the same bytes.
/// Layout: district.toml, base.gpkg, cadastre/<commune>.gpkg, plans/<id>/{plan.toml, layers, documents/}.
/// `say` receives one line per step. Returns the number of parcels. Throws std::runtime_error when it cannot go on: a
/// folder that is neither empty nor a demo district, unreadable facts, a full disk.
std::size_t generate(const Options& options, const std::function<void(const std::string&)>& say);

}  // namespace quyhoach::tools::demo
