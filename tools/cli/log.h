#pragma once

#include <optional>
#include <span>

namespace quyhoach::cli {

/// `quyhoach log …`: prints the audit log, or says whether it is whole. \param words  what follows `log`
/// \return the exit code; nothing for wrong use
[[nodiscard]] std::optional<int> log_command(std::span<char* const> words);

}  // namespace quyhoach::cli
