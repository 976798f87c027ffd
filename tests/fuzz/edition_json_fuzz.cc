// libFuzzer target for edition manifests: what is read can be written and read again, and no object lies outside its folder.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "geo/io/edition_json.h"

namespace {

void require(bool claim) {
  if (!claim) {
    std::abort();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  namespace geo = quyhoach::geo;
  const std::string text{reinterpret_cast<const char*>(data), size};  // NOLINT(*-reinterpret-cast)
  const auto edition = geo::parse_edition(text);
  if (!edition) {
    require(edition.error().code == geo::ErrorCode::kManifest);
    return 0;
  }
  for (const auto& object : edition->objects) {
    require(object.file.find('/') == std::string::npos && object.sha256().size() == 64);
  }
  const std::string written = geo::to_json(*edition);
  const auto again = geo::parse_edition(written);
  require(again.has_value() && geo::to_json(*again) == written);
  return 0;
}
