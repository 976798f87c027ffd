#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "geo/base/result.h"

namespace quyhoach::geo {

/// Where a member of an archive lies below the folder it is unpacked into, in NFC.
/// \return kArchivePath for what is empty, absolute, not UTF-8, of more than 16 segments, with a segment that is empty, `.`, `..`,
///         longer than 255 bytes or ends with a point or a space, with a backslash, a colon or a control character, or with a name
///         that is a device on Windows (`con`, `com1.txt`)
[[nodiscard]] Result<std::filesystem::path> archive_path(std::string_view name);

/// Whether a member is something a file manager left there for itself (`__MACOSX/`, `.DS_Store`): it is not unpacked.
[[nodiscard]] bool is_litter(std::string_view name);

/// The first of two paths that cannot lie in one folder everywhere: alike but for upper and lower case, or a file where another
/// needs a folder; empty where there is none.
[[nodiscard]] std::string find_clash(const std::vector<std::filesystem::path>& files, const std::vector<std::filesystem::path>& folders);

}  // namespace quyhoach::geo
