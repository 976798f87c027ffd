// libFuzzer target for the words of a command line: bytes between zeros.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <vector>

#include "tools/cli/arguments.h"
#include "tools/cli/options.h"

namespace {

namespace cli = quyhoach::cli;

void require(bool claim) {
  if (!claim) {
    std::abort();
  }
}

std::vector<std::string_view> words_of(std::string_view bytes) {
  std::vector<std::string_view> words;
  while (!bytes.empty()) {
    const std::size_t end = bytes.find('\0');
    words.push_back(bytes.substr(0, end));
    bytes.remove_prefix(end == std::string_view::npos ? bytes.size() : end + 1);
  }
  return words;
}

/// What every command that is run may rely on.
void check(const cli::Command& command, const cli::Arguments& arguments) {
  for (std::size_t at = 0; at < command.plain.size(); ++at) {
    const cli::Plain& word = command.plain[at];
    if (word.kind == cli::Kind::kChoice) {
      bool is_one = false;
      for (const std::string_view choice : word.choices) {
        is_one = is_one || choice == arguments.plain(at);
      }
      require(is_one);
    }
  }
  for (const cli::Use& use : command.uses) {
    const cli::Option& option = *use.option;
    require(!use.is_required || arguments.has(option));
    require(!arguments.has(option) || use.with == nullptr || arguments.has(*use.with));
    require(option.repeats || arguments.texts(option).size() <= 1);
    require(option.kind != cli::Kind::kDate || !arguments.has(option) || arguments.date(option).has_value());
    require(option.kind != cli::Kind::kCount || !arguments.has(option) || arguments.count(option).has_value());
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::vector<std::string_view> words = words_of({reinterpret_cast<const char*>(data), size});  // NOLINT(*-reinterpret-cast)
  const auto named = cli::named_command(words);
  if (!named) {
    require(!named.error().message.empty());
    return 0;
  }
  const auto arguments = cli::Arguments::parse(*named->command, std::span{words}.subspan(named->words));
  if (!arguments) {
    require(!arguments.error().message.empty());
    return 0;
  }
  check(*named->command, *arguments);
  return 0;
}
