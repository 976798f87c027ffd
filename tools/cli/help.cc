#include "tools/cli/help.h"

#include <algorithm>
#include <cstdio>

#include "tools/cli/completion.h"
#include "tools/cli/handlers.h"
#include "tools/cli/man.h"
#include "tools/cli/options.h"
#include "tools/cli/say.h"

namespace quyhoach::cli {

namespace {

constexpr std::size_t kWidth = 100;

/// The parts one after the other, on lines that begin with `indent` spaces after the first.
std::string wrapped(const std::vector<std::string>& parts, std::string begin = {}, std::size_t indent = 0) {
  std::string line = std::move(begin);
  std::string out;
  bool is_fresh = line.empty();
  for (const std::string& part : parts) {
    if (!is_fresh && line.size() + 1 + part.size() > kWidth) {
      out += line + "\n";
      line = std::string(indent, ' ');
      is_fresh = true;
    }
    line += (is_fresh ? "" : " ") + part;
    is_fresh = false;
  }
  return out + line + "\n";
}

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find(' ', begin), text.size());
    words.emplace_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return words;
}

/// A name and what it is, in two columns.
std::string row(std::string name, std::string_view text) {
  constexpr std::size_t kColumn = 27;
  name = "  " + name;
  name.resize(std::max(name.size(), kColumn - 1), ' ');
  return wrapped(words_of(text), name, kColumn);
}

std::string with_choices(std::string_view help, std::span<const std::string_view> choices) {
  std::string out{help};
  for (const std::string_view choice : choices) {
    out += (choice == choices.front() ? ": " : choice == choices.back() ? " or " : ", ") + std::string{choice};
  }
  return out;
}

std::string name_and_value(const Option& option) {
  return std::string{option.name} + (option.kind == Kind::kFlag ? "" : " " + std::string{option.value});
}

}  // namespace

std::vector<std::string> synopsis(const Command& command) {
  std::vector<std::string> parts;
  for (const Plain& plain : command.plain) {
    parts.push_back(plain.is_optional ? "[" + std::string{plain.name} + "]" : std::string{plain.name});
  }
  for (const Use& use : command.uses) {
    const std::string text = name_and_value(*use.option);
    parts.push_back((use.is_required ? text : "[" + text + "]") + (use.option->repeats ? "..." : ""));
  }
  return parts;
}

std::string overview() {
  std::string out = "quyhoach: the planner's command line\n\nusage: quyhoach COMMAND ...\n\n";
  for (const Command& command : commands()) {
    out += row(std::string{command.name}, command.help);
  }
  out += "\nquyhoach help COMMAND explains a command; quyhoach --version says which release this is.\n";
  return out + wrapped(words_of(kAboutExitCodes), "Exit code:", 11);
}

std::string explain(const Command& command) {
  const std::string begin = "usage: quyhoach " + std::string{command.name};
  std::string out = wrapped(synopsis(command), begin, begin.size() + 1) + "\n";
  out += wrapped(words_of(command.help));
  if (!command.details.empty()) {
    out += wrapped(words_of(command.details));
  }
  out += "\n";
  for (const Plain& plain : command.plain) {
    out += row(std::string{plain.name}, with_choices(plain.help, plain.choices));
  }
  for (const Use& use : command.uses) {
    const std::string with = use.with == nullptr ? "" : " (with " + std::string{use.with->name} + ")";
    out += row(name_and_value(*use.option), with_choices(use.option->help, use.option->choices) + with);
  }
  if (!command.json.empty()) {
    out += "\n" + wrapped(words_of(command.json), "JSON:", 6);
  }
  return out + "\n" + wrapped(words_of(kAboutExitCodes), "Exit code:", 11);
}

int print_help(std::string_view about) {
  if (about.empty()) {
    std::fputs(overview().c_str(), stdout);
    return kDone;
  }
  if (const Command* command = find_command(about)) {
    std::fputs(explain(*command).c_str(), stdout);
    return kDone;
  }
  std::string group;
  for (const Command& command : commands()) {
    if (command.name.starts_with(std::string{about} + " ")) {
      group += row(std::string{command.name}, command.help);
    }
  }
  if (group.empty()) {
    const std::vector<std::string> words = words_of(about);
    return wrong_use(named_command(std::vector<std::string_view>{words.begin(), words.end()}).error(), false);
  }
  std::fputs(group.c_str(), stdout);
  return kDone;
}

int run_help(const Arguments& arguments) {
  if (arguments.has(kMan)) {
    std::fputs(man_page().c_str(), stdout);
    return kDone;
  }
  if (arguments.has(kCompletion)) {
    std::fputs(arguments.text(kCompletion) == "bash" ? bash_completion().c_str() : zsh_completion().c_str(), stdout);
    return kDone;
  }
  return print_help(arguments.plain(0));
}

}  // namespace quyhoach::cli
