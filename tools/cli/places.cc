#include "tools/cli/places.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <thread>

#include <pwd.h>
#include <unistd.h>

#include "geo/io/catalogue_folder.h"
#include "geo/io/register.h"
#include "tools/cli/options.h"

namespace quyhoach::cli {

namespace fs = std::filesystem;
using geo::Result;

fs::path catalogue_of(const Arguments& arguments) {
  return arguments.has(kCatalogue) ? fs::path{arguments.text(kCatalogue)} : geo::catalogue_folder(QUYHOACH_CATALOGUE);
}

std::string_view language_of(const Arguments& arguments) {
  if (arguments.has(kLang)) {
    return arguments.text(kLang) == "vi" ? "vi" : "en";
  }
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const char* value = std::getenv(name);
    if (value != nullptr && *value != '\0') {
      return std::string_view{value}.starts_with("vi") ? "vi" : "en";
    }
  }
  return "en";
}

Result<std::shared_ptr<store::Store>> open_state(const Arguments& arguments) {
  return store::open_state(arguments.text(kState), store::IfMissing::kRefuse);
}

Result<std::unique_ptr<desk::Desk>> open_desk(const Arguments& arguments) {
  const auto state = open_state(arguments);
  if (!state) {
    return state.error();
  }
  geo::ReaderProcess::Options reader;
  reader.without_landlock = arguments.has(kWithoutLandlock);
  return std::make_unique<desk::Desk>(desk::DeskOptions{.register_folder = arguments.text(kRegister),
                                                        .state_folder = arguments.text(kState),
                                                        .catalogue = catalogue_of(arguments),
                                                        .reader = reader,
                                                        .threads = std::max(1U, std::thread::hardware_concurrency())},
                                      *state);
}

Result<std::shared_ptr<const geo::District>> current_district(const Arguments& arguments) {
  const geo::Register from{arguments.text(kRegister)};
  const auto id = from.current();
  const auto manifest = id ? from.manifest(*id) : Result<geo::EditionManifest>{id.error()};
  return manifest ? load_district(from, *manifest) : Result<std::shared_ptr<const geo::District>>{manifest.error()};
}

Result<geo::GridTransform> transform_of(const geo::District& district) {
  return geo::GridTransform::create(district.crs, district.datum_operation);
}

std::string who(const Arguments& arguments) {
  if (arguments.has(kWho)) {
    return arguments.text(kWho);
  }
  std::array<char, 4'096> buffer{};
  passwd entry{};
  passwd* found = nullptr;
  ::getpwuid_r(::geteuid(), &entry, buffer.data(), buffer.size(), &found);
  return "system:" + (found != nullptr ? std::string{found->pw_name} : std::to_string(::geteuid()));
}

}  // namespace quyhoach::cli
