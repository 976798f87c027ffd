#include "tools/cli/man.h"

#include <array>
#include <cstdio>
#include <string_view>

#include "tools/cli/help.h"
#include "tools/cli/options.h"

namespace quyhoach::cli {

namespace {

/// Text as roff reads it back: nothing in it is a request, hyphens stay hyphens when copied, and all is ASCII (`\[u00B2]`).
std::string roff(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte >= 0x80) {
      const std::size_t more = byte >= 0xF0 ? 3 : byte >= 0xE0 ? 2 : 1;
      unsigned code = byte & (0x3FU >> more);
      for (std::size_t i = 0; i < more; ++i) {
        code = (code << 6U) | (static_cast<unsigned char>(text[++at]) & 0x3FU);
      }
      std::array<char, 16> name{};
      std::snprintf(name.data(), name.size(), "\\[u%04X]", code);
      out += name.data();
    } else if (byte == '-') {
      out += "\\-";
    } else if (byte == '\\') {
      out += "\\e";
    } else if (byte == '"') {
      out += "\\(dq";
    } else if ((byte == '.' || byte == '\'') && out.empty()) {
      out += "\\&" + std::string{text[at]};
    } else {
      out += text[at];
    }
  }
  return out;
}

std::string bold(std::string_view text) { return "\\fB" + roff(text) + "\\fR"; }
std::string italic(std::string_view text) { return "\\fI" + roff(text) + "\\fR"; }
std::string line(std::string_view text) { return roff(text) + "\n"; }

std::string sentence(std::string_view text) {
  std::string out = roff(text);
  if (out.front() >= 'a' && out.front() <= 'z') {
    out.front() = static_cast<char>(out.front() - 'a' + 'A');
  }
  return out + (out.ends_with('.') ? "\n" : ".\n");
}

/// The page with its long lines broken at spaces, which roff fills again. Requests are left whole.
std::string folded(std::string_view page) {
  constexpr std::size_t kWidth = 78;
  std::string out;
  while (!page.empty()) {
    const std::size_t end = page.find('\n');
    std::string_view text = page.substr(0, end);
    page.remove_prefix(end + 1);
    while (text.size() > kWidth && text.front() != '.') {
      std::size_t space = text.rfind(' ', kWidth);
      space = space == std::string_view::npos ? text.find(' ') : space;
      if (space == std::string_view::npos) {
        break;
      }
      out += std::string{text.substr(0, space)} + "\n";
      text.remove_prefix(space + 1);
    }
    out += std::string{text} + "\n";
  }
  return out;
}

std::string value_of(const Option& option) { return option.kind == Kind::kFlag ? "" : " " + italic(option.value); }

std::string choices_of(std::span<const std::string_view> choices) {
  std::string out;
  for (const std::string_view choice : choices) {
    out += (out.empty() ? ": " : choice == choices.back() ? " or " : ", ") + bold(choice);
  }
  return out;
}

/// One word or option and what it is.
std::string item(const std::string& term, std::string_view help, std::span<const std::string_view> choices, const std::string& more = {}) {
  return ".TP\n" + term + "\n" + roff(help) + choices_of(choices) + more + ".\n";
}

std::string about(const Command& command) {
  std::string out = ".SS " + roff(command.name) + "\n" + bold("quyhoach " + std::string{command.name});
  for (const Plain& plain : command.plain) {
    out += plain.is_optional ? " [" + italic(plain.name) + "]" : " " + italic(plain.name);
  }
  for (const Use& use : command.uses) {
    const std::string text = bold(use.option->name) + value_of(*use.option);
    out += (use.is_required ? " " + text : " [" + text + "]") + (use.option->repeats ? "..." : "");
  }
  out += "\n.PP\n" + sentence(command.help) + (command.details.empty() ? "" : line(command.details));
  for (const Plain& plain : command.plain) {
    out += item(italic(plain.name), plain.help, plain.choices);
  }
  for (const Use& use : command.uses) {
    out += item(bold(use.option->name) + value_of(*use.option), use.option->help, use.option->choices,
                use.with == nullptr ? "" : " (only with " + bold(use.with->name) + ")");
  }
  return out + (command.json.empty() ? "" : ".PP\nJSON: " + sentence(command.json));
}

}  // namespace

std::string man_page() {
  std::string out = ".\\\" Made from the program's own definitions by quyhoach help --man\n";
  out += ".TH QUYHOACH 1 \"" + std::string{kCommandsChanged} + "\" \"quyhoach " + QUYHOACH_VERSION + "\" \"User Commands\"\n";
  out += ".SH NAME\nquyhoach \\- the planner's command line\n";
  out += ".SH SYNOPSIS\n" + bold("quyhoach") + " " + italic("COMMAND") + " [" + italic("WORD") + "]... [" + italic("OPTION") + "]...\n";
  out += ".br\n" + bold("quyhoach") + " " + italic("COMMAND") + " " + bold("--help") + "\n.br\n" + bold("quyhoach --version") + "\n";
  out += ".SH DESCRIPTION\n" + line("quyhoach checks and publishes planning information: a folder becomes a draft, is checked, handed in, "
                                    "approved by a second person, published as an edition of a register, and taken back.");
  out += ".PP\n" + line("An option's value follows it, or stands behind an equals sign. After -- no word is an option.");
  out += ".SH COMMANDS\n";
  for (const Command& command : commands()) {
    out += about(command);
  }
  out += ".SH EXIT STATUS\n" + line(kAboutExitCodes) + ".SH JSON\n" + line(kAboutJson) + ".SH PASSWORDS\n" + line(kAboutPasswords);
  return folded(out);
}

}  // namespace quyhoach::cli
