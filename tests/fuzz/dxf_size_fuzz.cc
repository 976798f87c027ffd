// libFuzzer target for the walk that stands between a DXF and GDAL: it comes to an end, with the same sums
// whatever ends the lines.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <sstream>
#include <string>

#include "geo/io/dxf_size.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  namespace geo = quyhoach::geo;
  const std::string dxf{reinterpret_cast<const char*>(data), size};
  const auto measure = [](const std::string& text) {
    constexpr std::uint64_t kMostPairs = 10'000;
    std::istringstream in{text};
    return geo::measure_dxf(in, kMostPairs);
  };
  const auto once = measure(dxf);
  if (dxf.find('\r') != std::string::npos) {
    return 0;
  }
  std::string windows;
  for (const char c : dxf) {
    windows += c == '\n' ? std::string{"\r\n"} : std::string{c};
  }
  const auto again = measure(windows);
  if (once.has_value() != again.has_value() || (once && (once->entities != again->entities || once->vertices != again->vertices))) {
    std::abort();
  }
  return 0;
}
