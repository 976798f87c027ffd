#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace quyhoach::geo {

/// What is wrong with a source file before any driver has seen it.
struct FileFault {
  std::string kind;            ///< Of finding: DRIVER_NOT_ALLOWED.…, FILE_MISSING.… or CRS_NOT_ALLOWED.…
  std::filesystem::path file;    ///< The file that is missing, or `path` itself.
  std::string text;  ///< The {text} of its sentence.
};

/// Whether asking PROJ what this CRS is could open a file it names: a grid, or a PROJ string hidden in WKT.
[[nodiscard]] bool crs_names_files(std::string_view text) noexcept;

/// Looks at a file's first bytes and at its companions: a VRT or an archive behind a trusted extension is not what its name
/// says, and GDAL reads a .shp without its .dbf as if it had no columns; it also opens what a
/// .prj names as soon as it is asked for the CRS. An extension that open_vector does not know and a file
/// too short to be judged pass: what opens them says why.
[[nodiscard]] std::optional<FileFault> find_file_fault(const std::filesystem::path& path);

}  // namespace quyhoach::geo
