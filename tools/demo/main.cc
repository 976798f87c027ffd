#include <charconv>
#include <exception>
#include <iostream>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tools/demo/generate.h"

namespace {

using quyhoach::tools::demo::Options;

constexpr const char* kUsage =
    "quyhoach-demo OUTPUT_FOLDER [--parcels N] [--seed S] [--data DIR]\n"
    "Writes the demo district: an invented cadastre and invented plans for Củ Chi, ready to be loaded.\n"
    "  --parcels N  about so many parcels, 100 to 10000000 (default 60000)\n"
    "  --seed S     another district of the same kind (default 1); the same arguments give the same bytes\n"
    "  --data DIR   folder of facts (default: data/demo of the source tree this program was built from)\n"
    "Exit codes: 0 done, 1 could not be done, 2 wrong arguments.\n";

std::optional<std::uint64_t> number_in(std::string_view text, std::uint64_t low, std::uint64_t high) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || value < low || value > high) {
    return std::nullopt;
  }
  return value;
}

/// Nothing when the arguments cannot be understood.
std::optional<Options> read_arguments(const std::vector<std::string_view>& arguments) {
  Options options;
  options.data = QUYHOACH_DEMO_DATA;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string_view argument = arguments[i];
    if (!argument.starts_with("--")) {
      if (!options.output.empty() || argument.empty()) {
        return std::nullopt;
      }
      options.output = argument;
      continue;
    }
    if (i + 1 == arguments.size()) {
      return std::nullopt;
    }
    const std::string_view value = arguments[++i];
    if (argument == "--data") {
      options.data = value;
      continue;
    }
    const bool is_parcels = argument == "--parcels";
    const std::optional<std::uint64_t> number =
        is_parcels ? number_in(value, 100, 10000000) : number_in(value, 0, UINT64_MAX);
    if (!number || (!is_parcels && argument != "--seed")) {
      return std::nullopt;
    }
    (is_parcels ? options.parcels : options.seed) = *number;
  }
  return options.output.empty() ? std::nullopt : std::optional{options};
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string_view> arguments(argv + 1, argv + argc);
  if (arguments.size() == 1 && arguments[0] == "--help") {
    std::cout << kUsage;
    return 0;
  }
  const std::optional<Options> options = read_arguments(arguments);
  if (!options) {
    std::cerr << kUsage;
    return 2;
  }
  try {
    const std::size_t parcels =
        quyhoach::tools::demo::generate(*options, [](const std::string& line) { std::cout << line << std::endl; });
    std::cout << parcels << " parcels in " << options->output.string() << '\n';
    return 0;
  } catch (const std::exception& problem) {
    std::cerr << "quyhoach-demo: " << problem.what() << '\n';
    return 1;
  }
}
