#include "tools/cli/arguments.h"

#include <algorithm>
#include <charconv>

#include "data/store/audit.h"
#include "tools/cli/nearest.h"

namespace quyhoach::cli {

using geo::Error;
using geo::ErrorCode;
using geo::Result;

namespace {

std::string quoted(std::string_view word) { return '"' + std::string{word} + '"'; }

std::string joined(std::span<const std::string_view> names) {
  std::string out;
  for (const std::string_view name : names) {
    out += (out.empty() ? "" : name == names.back() ? " or " : ", ") + std::string{name};
  }
  return out;
}

std::optional<unsigned> read_count(std::string_view text) {
  constexpr unsigned kMost = 100'000;
  unsigned count = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
  return error == std::errc{} && end == text.data() + text.size() && count <= kMost ? std::optional{count} : std::nullopt;
}

/// What is wrong with a value. \return empty if nothing
std::string fault_of(Kind kind, std::span<const std::string_view> choices, std::string_view value) {
  switch (kind) {
    case Kind::kFlag:
    case Kind::kText: return {};
    case Kind::kFolder:
    case Kind::kFile: return value.empty() ? "is the name of no file or folder" : "";
    case Kind::kDate: return geo::parse_date(value) ? "" : "is no date like 2026-11-23";
    case Kind::kCount: return read_count(value) ? "" : "is no number from 0 to 100000";
    case Kind::kChoice:
      return std::ranges::find(choices, value) != choices.end() ? "" : "is none of " + joined(choices) + suggestion(value, choices);
    case Kind::kHead: return store::parse_head(value) ? "" : "is no NUMBER:HASH of an audit record";
    case Kind::kCommand: return {};  // the handler's: a group of commands has a name, too
  }
  return {};
}

std::string options_line(const Command& command) { return " (see: quyhoach help " + std::string{command.name} + ")"; }

Error unknown_option(const Command& command, std::string_view word) {
  std::vector<std::string_view> names{"--help"};
  for (const Use& use : command.uses) {
    names.push_back(use.option->name);
  }
  return {ErrorCode::kParameterUnknown, std::string{command.name} + " has no option " + quoted(word) + suggestion(word, names) + options_line(command)};
}

std::string needs_value(const Command& command, const Option& option) {
  return std::string{command.name} + ": " + std::string{option.name} + " needs a value (" + std::string{option.value} + ")";
}

}  // namespace

std::string Arguments::text(const Option& option) const {
  const auto found = values_.find(option.name);
  return found == values_.end() || found->second.empty() ? std::string{} : found->second.back();
}

std::vector<std::string> Arguments::texts(const Option& option) const {
  const auto found = values_.find(option.name);
  return found == values_.end() ? std::vector<std::string>{} : found->second;
}

std::optional<geo::Date> Arguments::date(const Option& option) const { return geo::parse_date(text(option)); }

std::optional<unsigned> Arguments::count(const Option& option) const { return read_count(text(option)); }

Result<bool> Arguments::take_option(std::span<const std::string_view> words, std::size_t& at) {
  const std::string_view word = words[at];
  const std::size_t equals = word.find('=');
  const std::string_view name = word.substr(0, equals);
  const Use* use = command_->use_of(name);
  if (use == nullptr) {
    return unknown_option(*command_, name);
  }
  const Option& option = *use->option;
  if (has(option) && !option.repeats) {
    return Error{ErrorCode::kParameterRepeated, std::string{command_->name} + ": " + std::string{name} + " is given twice"};
  }
  std::vector<std::string>& values = values_[option.name];
  if (option.kind == Kind::kFlag) {
    return equals == std::string_view::npos
               ? Result<bool>{true}
               : Error{ErrorCode::kParameterValue, std::string{command_->name} + ": " + std::string{name} + " takes no value"};
  }
  if (equals != std::string_view::npos) {
    values.emplace_back(word.substr(equals + 1));
  } else if (at + 1 < words.size() && command_->use_of(words[at + 1]) == nullptr) {
    values.emplace_back(words[++at]);
  } else {
    return Error{ErrorCode::kParameterMissing, needs_value(*command_, option)};
  }
  const std::string fault = fault_of(option.kind, option.choices, values.back());
  return fault.empty() ? Result<bool>{true}
                       : Error{ErrorCode::kParameterValue,
                               std::string{command_->name} + ": " + std::string{name} + ": " + quoted(values.back()) + " " + fault};
}

void Arguments::take_plain(std::string_view word) {
  // The name of a command may be two words.
  if (!plain_.empty() && plain_.size() == command_->plain.size() && command_->plain.back().kind == Kind::kCommand) {
    plain_.back() += " " + std::string{word};
  } else {
    plain_.emplace_back(word);
  }
}

Result<bool> Arguments::check() const {
  const std::string name{command_->name};
  for (std::size_t at = 0; at < std::max(plain_.size(), command_->plain.size()); ++at) {
    if (at >= command_->plain.size()) {
      return Error{ErrorCode::kParameterUnknown, name + ": " + quoted(plain_[at]) + " is a word too many" + options_line(*command_)};
    }
    const Plain& due = command_->plain[at];
    if (at >= plain_.size()) {
      if (due.is_optional) {
        break;
      }
      return Error{ErrorCode::kParameterMissing, name + " needs " + std::string{due.name} + ", " + std::string{due.help} + options_line(*command_)};
    }
    if (const std::string fault = fault_of(due.kind, due.choices, plain_[at]); !fault.empty()) {
      return Error{ErrorCode::kParameterValue, name + ": " + quoted(plain_[at]) + " " + fault};
    }
  }
  for (const Use& use : command_->uses) {
    const bool given = has(*use.option);
    if (use.is_required && !given) {
      return Error{ErrorCode::kParameterMissing,
                   name + " needs " + std::string{use.option->name} + " " + std::string{use.option->value} + options_line(*command_)};
    }
    if (given && use.with != nullptr && !has(*use.with)) {
      return Error{ErrorCode::kParameterMissing,
                   name + ": " + std::string{use.option->name} + " goes only with " + std::string{use.with->name}};
    }
  }
  return true;
}

Result<Arguments> Arguments::parse(const Command& command, std::span<const std::string_view> words) {
  Arguments out{command};
  bool options_end = false;
  for (std::size_t at = 0; at < words.size(); ++at) {
    if (options_end || !words[at].starts_with("-") || words[at] == "-") {
      out.take_plain(words[at]);
    } else if (words[at] == "--") {
      options_end = true;
    } else if (const auto taken = out.take_option(words, at); !taken) {
      return taken.error();
    }
  }
  const auto good = out.check();
  return good ? Result<Arguments>{std::move(out)} : good.error();
}

Result<Named> named_command(std::span<const std::string_view> words) {
  if (words.empty()) {
    return Error{ErrorCode::kParameterMissing, "a command is needed (see: quyhoach help)"};
  }
  const std::string two = words.size() > 1 ? std::string{words[0]} + " " + std::string{words[1]} : std::string{};
  if (const Command* command = find_command(two)) {
    return Named{command, 2};
  }
  if (const Command* command = find_command(words[0])) {
    return Named{command, 1};
  }
  std::vector<std::string_view> group;
  std::vector<std::string_view> names;
  for (const Command& command : commands()) {
    names.push_back(command.name);
    if (command.name.starts_with(std::string{words[0]} + " ")) {
      group.push_back(command.name);
    }
  }
  const std::string what = " (see: quyhoach help)";
  if (!group.empty()) {
    return words.size() == 1 || words[1].starts_with("-")
               ? Error{ErrorCode::kParameterMissing, quoted(words[0]) + " needs one more word: " + joined(group)}
               : Error{ErrorCode::kParameterUnknown, "there is no command " + quoted(two) + suggestion(two, group) + what};
  }
  const std::string_view meant = nearest(words[0], names);
  return Error{ErrorCode::kParameterUnknown,
               "there is no command " + quoted(words[0]) + (meant.empty() ? suggestion(two, names) : suggestion(words[0], names)) + what};
}

}  // namespace quyhoach::cli
