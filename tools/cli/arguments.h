#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "geo/base/result.h"
#include "geo/plan/date.h"
#include "tools/cli/command.h"

namespace quyhoach::cli {

/// The words of one command, told apart and checked: what is required is there, and each value is of its kind.
class Arguments {
 public:
  explicit Arguments(const Command& command) : command_(&command) {}

  /// Tells the words after a command's name apart. `--option=value` and `--option value` are the same; after `--` no word is an
  /// option.
  /// \return kParameterUnknown, kParameterRepeated, kParameterMissing or kParameterValue, naming the word that is wrong and what
  ///         may have been meant
  [[nodiscard]] static geo::Result<Arguments> parse(const Command& command, std::span<const std::string_view> words);

  [[nodiscard]] const Command& command() const noexcept { return *command_; }
  /// \param at  the first is 0. \return empty for an optional one that is not there
  [[nodiscard]] std::string plain(std::size_t at) const { return at < plain_.size() ? plain_[at] : std::string{}; }
  [[nodiscard]] bool has(const Option& option) const { return values_.contains(option.name); }
  /// \return empty where it is not given
  [[nodiscard]] std::string text(const Option& option) const;
  /// Those of an option that repeats, in order.
  [[nodiscard]] std::vector<std::string> texts(const Option& option) const;
  /// \pre option.kind == Kind::kDate
  [[nodiscard]] std::optional<geo::Date> date(const Option& option) const;
  /// \pre option.kind == Kind::kCount
  [[nodiscard]] std::optional<unsigned> count(const Option& option) const;

 private:
  geo::Result<bool> take_option(std::span<const std::string_view> words, std::size_t& at);
  void take_plain(std::string_view word);
  [[nodiscard]] geo::Result<bool> check() const;

  const Command* command_;
  std::vector<std::string> plain_;
  std::map<std::string_view, std::vector<std::string>> values_;  ///< By the option's name; none for a flag.
};

/// What a command line is: the command it names, and how many words its name takes.
struct Named {
  const Command* command = nullptr;
  std::size_t words = 0;
};
/// \return kParameterMissing, kParameterUnknown, naming what may have been meant
[[nodiscard]] geo::Result<Named> named_command(std::span<const std::string_view> words);

}  // namespace quyhoach::cli
