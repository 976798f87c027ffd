#include <string_view>
#include <vector>

#include "tools/cli/run.h"

int main(int argc, char** argv) {
  const std::vector<std::string_view> words(argv + (argc > 0 ? 1 : 0), argv + argc);
  return quyhoach::cli::run(words);
}
