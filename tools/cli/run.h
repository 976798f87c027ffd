#pragma once

#include <span>
#include <string_view>

namespace quyhoach::cli {

/// Runs the command a command line names. \param words  without the program's name. \return the exit code
[[nodiscard]] int run(std::span<const std::string_view> words);

}  // namespace quyhoach::cli
