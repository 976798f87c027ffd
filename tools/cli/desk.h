#pragma once

#include <optional>
#include <span>
#include <string_view>

namespace quyhoach::cli {

/// Whether a command is one of the desk's: import, check, drafts, impact, submit, return, withdraw, approve, publish, rollback.
[[nodiscard]] bool is_desk_command(std::string_view command) noexcept;

/// A plan's way from a folder to an edition and back. \param command  one of them; \param words  what follows it
/// \param catalogue  used without --catalogue
/// \return the exit code; nothing for wrong use
[[nodiscard]] std::optional<int> desk_command(std::string_view command, std::span<char* const> words, std::string_view catalogue);

}  // namespace quyhoach::cli
