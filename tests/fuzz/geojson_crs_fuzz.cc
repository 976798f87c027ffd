// libFuzzer target for the reader that stands between a GeoJSON file and GDAL: it names an EPSG code or refuses.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include <sys/mman.h>
#include <unistd.h>

#include "geo/coord/grid_transform.h"
#include "geo/io/geojson_crs.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  namespace geo = quyhoach::geo;
  static const int kFile = ::memfd_create("input", MFD_CLOEXEC);
  if (::ftruncate(kFile, 0) != 0 || ::pwrite(kFile, data, size, 0) != static_cast<ssize_t>(size)) {
    std::abort();
  }
  const auto crs = geo::geojson_crs("/proc/self/fd/" + std::to_string(kFile));
  if (crs && !geo::is_epsg_code(*crs)) {
    std::abort();
  }
  return 0;
}
