#pragma once

#include <filesystem>

namespace quyhoach::geo {

/// The folder of catalogues this program works with: `../share/quyhoach/catalogue` beside an installed program. \param of_build  the
/// one of the source tree, for a program that is not installed
[[nodiscard]] std::filesystem::path catalogue_folder(const std::filesystem::path& of_build);

}  // namespace quyhoach::geo
