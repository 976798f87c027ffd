#include "tools/demo/generate.h"

#include <fstream>
#include <map>

#include <gmock/gmock.h>

#include "geo/base/sha256.h"
#include "tests/temp_folder.h"

namespace quyhoach::tools::demo {
namespace {

namespace fs = std::filesystem;

class Generate : public testing::Test {
 protected:
  [[nodiscard]] Options options(const char* name, std::size_t parcels) const {
    return {folder_ / name, fs::path{QUYHOACH_SOURCE_DIR} / "data/demo", parcels, 1};
  }
  static std::size_t run(const Options& options) {
    return generate(options, [](const std::string&) {});
  }
  /// Hash of every file by its path inside the folder.
  static std::map<std::string, std::string> hashes(const fs::path& folder) {
    std::map<std::string, std::string> out;
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder)) {
      if (entry.is_regular_file()) {
        const auto hash = geo::sha256_of_file(entry.path().string());
        out[fs::relative(entry.path(), folder).string()] = hash ? *hash : "unreadable";
      }
    }
    return out;
  }

  geo::test::TempFolder temporary_;
  fs::path folder_ = temporary_.path();
};

TEST_F(Generate, GivesTheSameBytesTwiceAndTheSamePlansForAnyNumberOfParcels) {
  run(options("a", 1500));
  run(options("b", 1500));
  const auto a = hashes(folder_ / "a");
  EXPECT_EQ(a, hashes(folder_ / "b"));
  EXPECT_GT(a.size(), 200U);
  run(options("b", 4000));  // over the earlier one
  const auto c = hashes(folder_ / "b");
  for (const auto& [file, hash] : a) {
    const auto same = c.find(file);
    ASSERT_NE(same, c.end()) << file;
    if (!file.starts_with("cadastre/")) {
      EXPECT_EQ(same->second, hash) << file;
    }
  }
}

TEST_F(Generate, TouchesNoFolderThatIsNotItsOwn) {
  fs::create_directories(folder_ / "mine");
  std::ofstream{folder_ / "mine" / "letter.txt"} << "hello";
  EXPECT_THROW(run(options("mine", 1000)), std::runtime_error);
  std::ofstream{folder_ / "mine" / "district.toml"} << "id = \"real\"\ndemo = false\n";
  EXPECT_THROW(run(options("mine", 1000)), std::runtime_error);
  EXPECT_EQ(hashes(folder_ / "mine").size(), 2U);
}

TEST_F(Generate, StopsWhenTheFactsAreMissing) {
  Options without = options("out", 1000);
  without.data = folder_ / "nowhere";
  EXPECT_THROW(run(without), std::runtime_error);
  EXPECT_FALSE(fs::exists(folder_ / "out"));
}

}  // namespace
}  // namespace quyhoach::tools::demo
