#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include <sys/wait.h>

#include "tests/temp_folder.h"

namespace quyhoach::cli::test {

struct Ended {
  int exit_code = -1;
  std::string out;
  std::string err;
};

/// All programs of a build lie in one folder.
inline std::filesystem::path program() { return std::filesystem::read_symlink("/proc/self/exe").parent_path() / "quyhoach"; }

/// Runs the built `quyhoach` with words as a shell reads them.
inline Ended run(const std::string& words, const std::string& input = "") {
  const geo::test::TempFolder folder;
  folder.write("in", input);
  const auto path = [&](const char* name) { return "'" + (folder.path() / name).string() + "'"; };
  const int status = std::system(("'" + program().string() + "' " + words + " >" + path("out") + " 2>" + path("err") + " <" +
                                  path("in")).c_str());
  const auto text = [&](const char* name) {
    std::ifstream file{folder.path() / name, std::ios::binary};
    return std::string{std::istreambuf_iterator<char>{file}, {}};
  };
  return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, text("out"), text("err")};
}

}  // namespace quyhoach::cli::test
