// libFuzzer target for what the reader process sends: a message is refused, or is one that `put` writes.
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "geo/io/reader_wire.h"

namespace {

/// What was read is written as it was: nothing is understood in two ways.
template <typename T>
void check(const quyhoach::geo::Result<T>& got, std::string_view bytes) {
  std::string again;
  if (got && (!put(*got, again) || std::string_view{again}.substr(quyhoach::geo::kWireHead) != bytes)) {
    std::abort();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace quyhoach::geo;
  const std::string_view bytes{reinterpret_cast<const char*>(data), size};  // NOLINT(*-reinterpret-cast)
  check(get_job(bytes), bytes);
  check(get_head(bytes), bytes);
  const auto feature = get_feature(bytes);
  check(feature, bytes);
  for (const GridPoint p : feature ? feature->shape.points() : std::span<const GridPoint>{}) {
    if (!std::isfinite(p.east_m) || !std::isfinite(p.north_m)) {
      std::abort();
    }
  }
  check(get_archive_job(bytes), bytes);
  check(get_member(bytes), bytes);
  check(get_data(bytes), bytes);
  check(get_fault(bytes), bytes);
  check(get_end(bytes), bytes);
  return 0;
}
