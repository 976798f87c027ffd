#pragma once

#include <string>

namespace quyhoach::cli {

/// Completion of all commands, options and values for a shell, as a script for it to source (bash), or to find as `_quyhoach` (zsh).
[[nodiscard]] std::string bash_completion();
[[nodiscard]] std::string zsh_completion();

}  // namespace quyhoach::cli
