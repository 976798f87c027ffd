#pragma once

#include <optional>
#include <span>
#include <string_view>

namespace quyhoach::cli {

/// `quyhoach map-fields`: prints a plan.toml proposed for a folder, or writes it there. \param words  what follows the command
/// \param catalogue  used without --catalogue
/// \return the exit code; nothing for wrong use
[[nodiscard]] std::optional<int> propose_command(std::span<char* const> words, std::string_view catalogue);

}  // namespace quyhoach::cli
