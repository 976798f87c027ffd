#include "tools/cli/run.h"

#include <algorithm>
#include <cstdio>

#include "tools/cli/arguments.h"
#include "tools/cli/help.h"
#include "tools/cli/options.h"
#include "tools/cli/say.h"

namespace quyhoach::cli {

namespace {

bool asks_for_help(std::span<const std::string_view> words) {
  return std::ranges::any_of(words.first(static_cast<std::size_t>(std::ranges::find(words, "--") - words.begin())),
                             [](std::string_view word) { return word == "--help" || word == "-h"; });
}

/// What was printed may not have come out: a full disk, a closed pipe.
int flushed(int exit_code) {
  if (std::fflush(stdout) == 0 && std::ferror(stdout) == 0) {
    return exit_code;
  }
  std::fputs("quyhoach: the output cannot be written\n", stderr);
  return kUsage;
}

}  // namespace

int run(std::span<const std::string_view> words) {
  const bool as_json = std::ranges::find(words, kJson.name) != words.end();
  const auto named = named_command(words);
  if (!words.empty() && words.front() == "--version") {
    std::printf("quyhoach %s\n", QUYHOACH_VERSION);
    return flushed(kDone);
  }
  if (asks_for_help(words)) {
    std::string about;
    for (std::size_t at = 0; at < (named ? named->words : words.size()) && !words[at].starts_with("-"); ++at) {
      about += (about.empty() ? "" : " ") + std::string{words[at]};
    }
    return flushed(print_help(about));
  }
  if (words.empty()) {
    std::fputs(overview().c_str(), stderr);
    return kUsage;
  }
  if (!named) {
    return flushed(wrong_use(named.error(), as_json));
  }
  const auto arguments = Arguments::parse(*named->command, words.subspan(named->words));
  return flushed(arguments ? named->command->run(*arguments) : wrong_use(arguments.error(), as_json));
}

}  // namespace quyhoach::cli
