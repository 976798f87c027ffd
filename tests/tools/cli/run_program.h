#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <string>

#include <gtest/gtest.h>
#include <sys/wait.h>

#include "tests/shared_data.h"
#include "tests/temp_folder.h"

namespace quyhoach::cli::test {

struct Ended {
  int exit_code = -1;
  std::string out;
  std::string err;
};

/// All programs of a build lie in one folder.
inline std::filesystem::path program() { return std::filesystem::read_symlink("/proc/self/exe").parent_path() / "quyhoach"; }

/// Runs the built `quyhoach` with words as a shell reads them, where people speak English.
inline Ended run(const std::string& words, const std::string& input = "") {
  const geo::test::TempFolder folder;
  folder.write("in", input);
  const auto path = [&](const char* name) { return "'" + (folder.path() / name).string() + "'"; };
  const int status = std::system(("LC_ALL=C '" + program().string() + "' " + words + " >" + path("out") + " 2>" + path("err") + " <" +
                                  path("in")).c_str());
  const auto text = [&](const char* name) {
    std::ifstream file{folder.path() / name, std::ios::binary};
    return std::string{std::istreambuf_iterator<char>{file}, {}};
  };
  return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, text("out"), text("err")};
}

/// What differs from one run to the next is masked: times, editions, drafts, hashes, how long something took.
inline std::string masked(std::string text) {
  const auto mask = [&](const char* what, const char* with) { text = std::regex_replace(text, std::regex{what}, with); };
  mask(R"([0-9]{8}T[0-9]{6}Z-[0-9a-f]{16})", "<edition>");
  mask(R"([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]{8,12}Z)", "<time>");
  mask(R"((sha256:)?[0-9a-f]{64})", "<hash>");
  mask(R"([0-9a-f]{32})", "<draft>");
  mask(R"(("seconds":)[0-9.e-]+)", "$1<s>");
  mask(R"(("data_date":|of )(")?[0-9]{4}-[0-9]{2}-[0-9]{2})", "$1$2<day>");
  return text;
}

/// Compares with tests/tools/cli/golden, or writes it there with QUYHOACH_WRITE_GOLDEN=1.
inline void expect_golden(const std::string& text, const std::string& name) {
  const std::filesystem::path path = geo::test::source_dir() / "tests" / "tools" / "cli" / "golden" / name;
  if (std::getenv("QUYHOACH_WRITE_GOLDEN") != nullptr) {
    std::ofstream{path, std::ios::binary} << masked(text);
  }
  std::ifstream file{path, std::ios::binary};
  EXPECT_EQ(masked(text), (std::string{std::istreambuf_iterator<char>{file}, {}})) << "golden/" << name;
}

}  // namespace quyhoach::cli::test
