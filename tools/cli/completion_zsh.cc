#include <map>
#include <string_view>

#include "tools/cli/completion.h"
#include "tools/cli/options.h"

namespace quyhoach::cli {

namespace {

/// Text inside a single-quoted specification of _arguments, where `[`, `]`, `:` and `\` mean something.
std::string quoted(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\'') {
      out += "'\\''";
      continue;
    }
    if (c == '[' || c == ']' || c == ':' || c == '\\') {
      out += '\\';
    }
    out += c;
  }
  return out;
}

std::string action(Kind kind, std::span<const std::string_view> choices) {
  switch (kind) {
    case Kind::kFolder: return "_files -/";
    case Kind::kFile: return "_files";
    case Kind::kCommand: return "_quyhoach_commands";
    case Kind::kChoice: {
      std::string out = "(";
      for (const std::string_view choice : choices) {
        out += (choice == choices.front() ? "" : " ") + std::string{choice};
      }
      return out + ")";
    }
    default: return " ";
  }
}

std::string specification(const Use& use) {
  const Option& option = *use.option;
  std::string out = "'";
  out += option.repeats ? "*" : "";
  out += std::string{option.name} + (option.kind == Kind::kFlag ? "" : "=") + "[" + quoted(option.help) + "]";
  if (option.kind != Kind::kFlag) {
    out += ":" + std::string{option.value} + ":" + action(option.kind, option.choices);
  }
  return out + "'";
}

std::string entry(const Command& command) {
  std::string out = "    '" + std::string{command.name} + "') _arguments -s '--help[explain the command]'";
  for (const Plain& plain : command.plain) {
    out += std::string{" '"} + (plain.is_optional ? "::" : ":") + std::string{plain.name} + ":" + action(plain.kind, plain.choices) + "'";
  }
  for (const Use& use : command.uses) {
    out += " " + specification(use);
  }
  return out + ";;\n";
}

}  // namespace

std::string zsh_completion() {
  std::map<std::string_view, std::string> listed;
  std::map<std::string_view, std::string> groups;
  for (const Command& command : commands()) {
    const std::size_t space = command.name.find(' ');
    const std::string_view first = command.name.substr(0, space);
    if (space == std::string_view::npos) {
      listed[first] = quoted(command.help);
    } else {
      listed[first] = "one of several commands";
      groups[first] += " '" + std::string{command.name.substr(space + 1)} + ":" + quoted(command.help) + "'";
    }
  }
  std::string out =
      "#compdef quyhoach\n# Made from the program's own definitions by quyhoach help --completion zsh\n\n"
      "_quyhoach_commands() {\n  local -a names=(";
  for (const auto& [name, help] : listed) {
    out += "\n    '" + std::string{name} + ":" + help + "'";
  }
  out += ")\n  _describe command names\n}\n\n_quyhoach() {\n  local command=$words[2]\n"
         "  if ((CURRENT == 2)); then\n    _quyhoach_commands\n    return\n  fi\n  shift words\n  ((CURRENT--))\n  case $command in\n";
  for (const auto& [group, names] : groups) {
    out += "    " + std::string{group} + ")\n      if ((CURRENT == 2)); then\n        local -a names=(" + names +
           ")\n        _describe command names\n        return\n      fi\n      command+=\" $words[2]\"\n      shift words\n"
           "      ((CURRENT--));;\n";
  }
  out += "  esac\n  case $command in\n";
  for (const Command& command : commands()) {
    out += entry(command);
  }
  return out + "  esac\n}\n\n_quyhoach \"$@\"\n";
}

}  // namespace quyhoach::cli
