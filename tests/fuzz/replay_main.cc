// Stands in for libFuzzer where the compiler has none: runs a target over its corpus and over a fixed number of mutations of it,
// the same on every run. It finds little that is new; it keeps targets and corpora from rotting.
//     geojson_crs_fuzz CORPUS_FOLDER [MUTATIONS]
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

constexpr std::size_t kLargest = 65'536;

void run(const std::string& input) {
  LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(input.data()), input.size());  // NOLINT(*-reinterpret-cast)
}

std::vector<std::string> read_corpus(const char* folder) {
  std::vector<std::filesystem::path> paths;
  std::error_code ignored;
  for (const auto& entry : std::filesystem::directory_iterator{folder, ignored}) {
    if (entry.is_regular_file()) {
      paths.push_back(entry.path());
    }
  }
  std::sort(paths.begin(), paths.end());  // The same order everywhere: the mutations depend on it.
  std::vector<std::string> corpus{""};
  for (const auto& path : paths) {
    std::ifstream file{path, std::ios::binary};
    corpus.emplace_back(std::istreambuf_iterator<char>{file}, std::istreambuf_iterator<char>{});
  }
  return corpus;
}

/// Changes an input at a few places, as libFuzzer's own mutators do.
class Mutator {
 public:
  explicit Mutator(const std::vector<std::string>& corpus) : corpus_(corpus) {}

  std::string next() {
    std::string input = corpus_[below(corpus_.size())];
    for (std::size_t changes = 1 + below(4); changes > 0; --changes) {
      change(input);
    }
    input.resize(std::min(input.size(), kLargest));
    return input;
  }

 private:
  std::size_t below(std::size_t end) { return end == 0 ? 0 : random_() % end; }

  void change(std::string& input) {
    const std::size_t at = below(input.size() + 1);
    const std::size_t length = below(std::min<std::size_t>(input.size() - at, 64) + 1);
    switch (below(6)) {
      case 0: input.insert(at, 1 + below(3), static_cast<char>(below(256))); break;
      case 1: input.erase(at, length); break;
      case 2: input.insert(at, input.substr(below(input.size() + 1), 64)); break;
      case 3: input.resize(at); break;
      case 4: {
        const std::string& other = corpus_[below(corpus_.size())];
        input.insert(at, other.substr(below(other.size() + 1), 64));
        break;
      }
      default:
        if (at < input.size()) {
          input[at] = static_cast<char>(static_cast<unsigned char>(input[at]) ^ (1U << below(8)));
        }
    }
  }

  const std::vector<std::string>& corpus_;
  std::mt19937 random_{1};  // The standard fixes its numbers: every machine replays the same inputs.
};

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fprintf(stderr, "usage: %s CORPUS_FOLDER [MUTATIONS]\n", argv[0]);
    return 2;
  }
  const std::vector<std::string> corpus = read_corpus(argv[1]);
  for (const std::string& input : corpus) {
    run(input);
  }
  constexpr long kMutations = 3'000;
  const long mutations = argc > 2 ? std::strtol(argv[2], nullptr, 10) : kMutations;
  Mutator mutator{corpus};
  for (long i = 0; i < mutations; ++i) {
    run(mutator.next());
  }
  std::printf("%zu inputs and %ld mutations\n", corpus.size(), mutations);
  return 0;
}
