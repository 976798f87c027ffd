#pragma once

#include <optional>
#include <span>

namespace quyhoach::cli {

/// `quyhoach user …`: gives out, stops and resets accounts. \param words  what follows `user`
/// \return the exit code; nothing for wrong use
[[nodiscard]] std::optional<int> user_command(std::span<char* const> words);

}  // namespace quyhoach::cli
