#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "data/desk/desk.h"
#include "geo/coord/grid_transform.h"
#include "tools/cli/arguments.h"

namespace quyhoach::cli {

/// What --catalogue says, or else the catalogue installed beside this program, or that of the source tree it was built from.
[[nodiscard]] std::filesystem::path catalogue_of(const Arguments& arguments);

/// The language of sentences: what --lang says, or else the first of LC_ALL, LC_MESSAGES and LANG that is set: "vi" where that
/// begins with it, else "en".
[[nodiscard]] std::string_view language_of(const Arguments& arguments);

/// The state --state names, which must be there already. \return kUnavailable
[[nodiscard]] geo::Result<std::shared_ptr<store::Store>> open_state(const Arguments& arguments);

/// The desk over --register and --state, whose catalogue is that of catalogue_of. \return kUnavailable
[[nodiscard]] geo::Result<std::unique_ptr<desk::Desk>> open_desk(const Arguments& arguments);

/// The district of the current edition in --register. \return kUnavailable, kHashMismatch, kManifest
[[nodiscard]] geo::Result<std::shared_ptr<const geo::District>> current_district(const Arguments& arguments);

/// The transform of a district. One thread's. \return kInternal
[[nodiscard]] geo::Result<geo::GridTransform> transform_of(const geo::District& district);

/// Whom the audit log names: --who, or the system account that runs us.
[[nodiscard]] std::string who(const Arguments& arguments);

}  // namespace quyhoach::cli
