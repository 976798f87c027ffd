#include "geo/io/file_pattern.h"

#include <algorithm>
#include <string_view>

namespace quyhoach::geo {

namespace {

/// Glob with `*` only; linear in practice, never exponential.
bool matches(std::string_view name, std::string_view pattern) {
  std::size_t n = 0;
  std::size_t p = 0;
  std::size_t star = std::string_view::npos;
  std::size_t mark = 0;
  while (n < name.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      mark = n;
    } else if (p < pattern.size() && pattern[p] == name[n]) {
      ++p;
      ++n;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      n = ++mark;
    } else {
      return false;
    }
  }
  return pattern.find_first_not_of('*', p) == std::string_view::npos;
}

/// A file, or a File Geodatabase, which is a folder.
bool is_source(const std::filesystem::path& path) {
  std::error_code ignored;
  return std::filesystem::is_regular_file(path, ignored) || (path.extension() == ".gdb" && std::filesystem::is_directory(path, ignored));
}

}  // namespace

std::vector<std::filesystem::path> files_matching(const std::filesystem::path& folder, const std::string& pattern) {
  std::vector<std::filesystem::path> found;
  std::error_code ignored;
  const std::filesystem::path path = folder / pattern;
  if (pattern.find('*') == std::string::npos) {
    if (is_source(path)) {
      found.push_back(path);
    }
    return found;
  }
  for (const auto& entry : std::filesystem::directory_iterator{path.parent_path(), ignored}) {
    if (is_source(entry.path()) && matches(entry.path().filename().string(), path.filename().string())) {
      found.push_back(entry.path());
    }
  }
  std::sort(found.begin(), found.end());
  return found;
}

}  // namespace quyhoach::geo
