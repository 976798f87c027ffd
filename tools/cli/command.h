#pragma once

#include <initializer_list>
#include <span>
#include <string_view>
#include <vector>

namespace quyhoach::cli {

class Arguments;

/// How a command ended: the exit codes of every command.
inline constexpr int kDone = 0;
inline constexpr int kRefused = 1;  ///< The request was understood, and nothing was done.
inline constexpr int kUsage = 2;    ///< Wrong use, or the machine failed.

/// What a word of a command line stands for: how its value is checked, and what completion offers for it.
enum class Kind {
  kFlag,     ///< An option without a value.
  kText,     ///< Anything.
  kFolder,
  kFile,
  kDate,     ///< YYYY-MM-DD.
  kCount,    ///< 0 to 100,000.
  kChoice,   ///< One of `choices`.
  kHead,     ///< NUMBER:HASH of an audit record.
  kCommand,  ///< The name of a command.
};

/// An option, the same wherever it is taken.
struct Option {
  std::string_view name;   ///< "--register"
  Kind kind = Kind::kFlag;
  std::string_view value;  ///< "FOLDER"; empty for a flag.
  std::string_view help;   ///< One line.
  std::span<const std::string_view> choices = {};
  bool repeats = false;
};

/// An option as one command takes it.
struct Use {
  const Option* option = nullptr;
  bool is_required = false;
  const Option* with = nullptr;  ///< Only together with this one.
};

/// A word of a command beside its options. They come in order, all of them unless optional; only the last may be.
struct Plain {
  std::string_view name;  ///< "DRAFT"
  Kind kind = Kind::kText;
  std::string_view help;
  std::span<const std::string_view> choices = {};
  bool is_optional = false;
};

/// One command: what is parsed, said in help, written in the man page and completed, and what runs it.
struct Command {
  std::string_view name;  ///< "user add"
  std::vector<Plain> plain;
  std::vector<Use> uses;
  std::string_view help;     ///< One line.
  std::string_view details;  ///< Sentences for its own help and the man page; may be empty.
  std::string_view json;     ///< What --json prints; empty where there is no --json.
  int (*run)(const Arguments&) = nullptr;

  [[nodiscard]] const Use* use_of(std::string_view option) const noexcept;
};

/// All commands, in the order of help.
[[nodiscard]] std::span<const Command> commands();
[[nodiscard]] const Command* find_command(std::string_view name);

/// What applies to all commands, for help and the man page.
extern const std::string_view kAboutExitCodes;
extern const std::string_view kAboutJson;
extern const std::string_view kAboutPasswords;
/// The day the commands were last changed, for the man page: the same source gives the same page.
inline constexpr std::string_view kCommandsChanged = "2026-11-23";

}  // namespace quyhoach::cli
