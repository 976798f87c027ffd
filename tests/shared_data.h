#pragma once

#include <cstdlib>
#include <filesystem>
#include <optional>
#include <string_view>

namespace quyhoach::geo::test {

inline std::filesystem::path source_dir() { return QUYHOACH_SOURCE_DIR; }

/// A file or folder of the shared data, or nothing where this machine has none: such tests skip, saying kNoSharedData.
inline std::optional<std::filesystem::path> shared_data(std::string_view path) {
  const char* named = std::getenv("QUYHOACH_SHARED_DATA");
  const std::filesystem::path root = named != nullptr ? named : source_dir().parent_path() / "shared" / "data";
  std::error_code ignored;
  return std::filesystem::exists(root / path, ignored) ? std::optional{root / path} : std::nullopt;
}

inline constexpr const char* kNoSharedData = "no shared data: set QUYHOACH_SHARED_DATA (tests/README.md)";

}  // namespace quyhoach::geo::test
