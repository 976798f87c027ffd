#include "tools/cli/words.h"

#include <cstdio>

namespace quyhoach::cli {

using geo::Error;
using geo::ErrorCode;

geo::Result<Words> tell_apart(std::span<char* const> words, const std::set<std::string_view>& valued,
                              const std::set<std::string_view>& flags, const std::set<std::string_view>& repeated) {
  Words out;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string word = words[i];
    if (!word.starts_with("-")) {
      out.plain.push_back(word);
      continue;
    }
    const bool takes_value = valued.contains(word);
    if (!takes_value && !flags.contains(word)) {
      return Error{ErrorCode::kParameterValue, "there is no option " + word};
    }
    if (out.has(word) && !repeated.contains(word)) {
      return Error{ErrorCode::kParameterValue, word + " is given twice"};
    }
    std::vector<std::string>& values = out.options[word];
    if (takes_value) {
      if (i + 1 == words.size()) {
        return Error{ErrorCode::kParameterValue, word + " needs a value"};
      }
      values.emplace_back(words[++i]);
    }
  }
  return out;
}

int fail(const geo::Error& error) {
  std::fprintf(stderr, "quyhoach: %s\n", error.message.c_str());
  return error.code == ErrorCode::kUnavailable || error.code == ErrorCode::kInternal ? kUsage : kRefused;
}

}  // namespace quyhoach::cli
