#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tools/cli/command.h"

namespace quyhoach::cli {

/// `load DISTRICT_FOLDER --register FOLDER [--accept CODE]…`, a part for each word and option.
[[nodiscard]] std::vector<std::string> synopsis(const Command& command);

/// Every command with its one line.
[[nodiscard]] std::string overview();
/// One command in full.
[[nodiscard]] std::string explain(const Command& command);

/// Prints what there is to say of a command, of a group of them, or of all where `about` is empty.
/// \return kUsage where there is none such
[[nodiscard]] int print_help(std::string_view about);

}  // namespace quyhoach::cli
