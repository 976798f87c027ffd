// Feeds arbitrary bytes to the tile checker, which reads tiles from outside (the `quyhoach` command, the tests).
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "geo/tile/tile_check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes{reinterpret_cast<const char*>(data), size};  // NOLINT(*-reinterpret-cast)
  if (quyhoach::geo::check_tile(bytes).size() > quyhoach::geo::kMaxTileDefects) {
    __builtin_trap();
  }
  return 0;
}
