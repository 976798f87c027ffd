#include "geo/io/catalogue_folder.h"

namespace quyhoach::geo {

namespace fs = std::filesystem;

fs::path catalogue_folder(const fs::path& of_build) {
  std::error_code error;
  const fs::path program = fs::read_symlink("/proc/self/exe", error);
  if (error) {
    return of_build;
  }
  const fs::path installed = program.parent_path().parent_path() / "share" / "quyhoach" / "catalogue";
  return fs::is_directory(installed, error) ? installed : of_build;
}

}  // namespace quyhoach::geo
