#pragma once

#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "geo/base/result.h"

namespace quyhoach::cli {

/// How a command ended.
inline constexpr int kDone = 0;
inline constexpr int kRefused = 1;  ///< The request was understood, and nothing was done.
inline constexpr int kUsage = 2;    ///< Wrong use, or the machine failed.

/// The words of a command line, told apart.
struct Words {
  std::vector<std::string> plain;
  std::map<std::string, std::vector<std::string>> options;  ///< Values in order; none for a flag.

  [[nodiscard]] bool has(const std::string& option) const { return options.contains(option); }
  /// The value of an option that is given once at most; empty when it is not.
  [[nodiscard]] std::string value(const std::string& option) const {
    const auto found = options.find(option);
    return found == options.end() || found->second.empty() ? std::string{} : found->second.back();
  }
};

/// \param valued  options that take a value, each at most once unless it is in `repeated`, too
/// \return kParameterValue naming the word that is wrong
[[nodiscard]] geo::Result<Words> tell_apart(std::span<char* const> words, const std::set<std::string_view>& valued,
                                            const std::set<std::string_view>& flags,
                                            const std::set<std::string_view>& repeated = {});

/// Says on standard error what went wrong. \return kUsage when the machine failed, else kRefused
int fail(const geo::Error& error);

}  // namespace quyhoach::cli
