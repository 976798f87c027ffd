#include "tools/cli/completion.h"

#include <set>
#include <string_view>

#include "tools/cli/options.h"

namespace quyhoach::cli {

namespace {

std::string joined(const auto& names) {
  std::string out;
  for (const auto& name : names) {
    out += (out.empty() ? "" : " ") + std::string{name};
  }
  return out;
}

/// How bash completes a word of a kind: words after a colon, `folder`, `file`, or nothing.
std::string way(Kind kind, std::span<const std::string_view> choices) {
  switch (kind) {
    case Kind::kFolder: return "folder";
    case Kind::kFile: return "file";
    case Kind::kChoice: return ":" + joined(choices);
    case Kind::kCommand: return "command";
    default: return "none";
  }
}

/// The first words of commands, or the second ones behind `first`.
std::string names_after(std::string_view first) {
  std::set<std::string> names;
  for (const Command& command : commands()) {
    const std::size_t space = command.name.find(' ');
    if (first.empty()) {
      names.emplace(command.name.substr(0, space));
    } else if (space != std::string_view::npos && command.name.substr(0, space) == first) {
      names.emplace(command.name.substr(space + 1));
    }
  }
  return joined(names);
}

std::set<std::string_view> groups() {
  std::set<std::string_view> out;
  for (const Command& command : commands()) {
    if (const std::size_t space = command.name.find(' '); space != std::string_view::npos) {
      out.insert(command.name.substr(0, space));
    }
  }
  return out;
}

/// `user add) options="…" repeated="…" plain=(…)`, one line of the case that knows the commands.
std::string entry(const Command& command) {
  std::set<std::string> options{"--help"};
  std::set<std::string> repeated;
  for (const Use& use : command.uses) {
    options.emplace(use.option->name);
    if (use.option->repeats) {
      repeated.emplace(use.option->name);
    }
  }
  std::string plain;
  for (const Plain& word : command.plain) {
    plain += (plain.empty() ? "'" : " '") + way(word.kind, word.choices) + "'";
  }
  return "    '" + std::string{command.name} + "') options='" + joined(options) + "' repeated='" + joined(repeated) + "' plain=(" + plain + ");;\n";
}

/// `--role) way=':clerk …';;`, for each option that takes a value.
std::string values() {
  std::set<std::string> lines;
  for (const Command& command : commands()) {
    for (const Use& use : command.uses) {
      if (use.option->kind != Kind::kFlag) {
        lines.insert("    " + std::string{use.option->name} + ") way='" + way(use.option->kind, use.option->choices) + "';;\n");
      }
    }
  }
  return joined(lines);
}

constexpr std::string_view kBegin = R"(# bash completion for quyhoach. Made from the program's own definitions by quyhoach help --completion bash

# The way in which the value of an option is completed; 1 for an option without a value.
_quyhoach_value() {
  case $1 in
)";

constexpr std::string_view kOffer = R"(    *) return 1;;
  esac
}

# Completes the word $2 in the way $1.
_quyhoach_offer() {
  case $1 in
    :*) COMPREPLY=($(compgen -W "${1#:}" -- "$2"));;
    folder) compopt -o filenames 2>/dev/null; mapfile -t COMPREPLY < <(compgen -d -- "$2");;
    file) compopt -o filenames 2>/dev/null; mapfile -t COMPREPLY < <(compgen -f -- "$2");;
  esac
}

_quyhoach() {
  local cur=${COMP_WORDS[COMP_CWORD]} command=${COMP_WORDS[1]} first=2 way options='' repeated='' plain=() at word offered=''
  COMPREPLY=()
  [[ $cur == '=' ]] && cur=''
  if ((COMP_CWORD == 1)); then
)";

constexpr std::string_view kEnd = R"(  # The words before the one that is completed: options given already, and how many plain words.
  local given=' ' count=0
  for ((at = first; at < COMP_CWORD; at++)); do
    word=${COMP_WORDS[at]}
    if [[ $word == -* ]]; then
      given+="$word "
      if _quyhoach_value "$word"; then
        ((at + 1 == COMP_CWORD)) && { _quyhoach_offer "$way" "$cur"; return; }
        # bash takes --option=value for three words.
        [[ ${COMP_WORDS[at + 1]} == '=' ]] && ((at++))
        ((at + 1 == COMP_CWORD)) && { _quyhoach_offer "$way" "$cur"; return; }
        ((at++))
      fi
    else
      ((count++))
    fi
  done
  if [[ $cur == -* ]]; then
    for word in $options; do
      [[ $given != *" $word "* || " $repeated " == *" $word "* ]] && offered+="$word "
    done
    COMPREPLY=($(compgen -W "$offered" -- "$cur"))
  elif ((count < ${#plain[@]})); then
    way=${plain[count]}
    [[ $way == command ]] && way=$commands
    _quyhoach_offer "$way" "$cur"
  fi
}

complete -F _quyhoach quyhoach
)";

}  // namespace

std::string bash_completion() {
  std::string out{kBegin};
  out += values();
  out += kOffer;
  out += "    COMPREPLY=($(compgen -W '" + names_after({}) + " --help --version' -- \"$cur\"))\n    return\n  fi\n";
  out += "  local commands=':" + names_after({}) + "'\n";
  out += "  case $command in\n";
  for (const std::string_view group : groups()) {
    out += "    " + std::string{group} + ")\n      ((COMP_CWORD == 2)) && { COMPREPLY=($(compgen -W '" + names_after(group) +
           "' -- \"$cur\")); return; }\n      command+=\" ${COMP_WORDS[2]}\" first=3;;\n";
  }
  out += "  esac\n  case $command in\n";
  for (const Command& command : commands()) {
    out += entry(command);
  }
  out += "    *) return;;\n  esac\n";
  return out += kEnd;
}

}  // namespace quyhoach::cli
