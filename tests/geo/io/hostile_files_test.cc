// Deliberately bad files of others: whatever they hold, the loader comes back in time, and publishes nothing that its report
// does not speak of.
#include <algorithm>

#include <gmock/gmock.h>

#include <sys/wait.h>

#include "tests/geo/io/district_folder.h"

namespace quyhoach::geo {
namespace {

namespace fs = std::filesystem;
using test::DistrictFolder;

/// One load may take this long, on a machine shared by many tests and under a sanitizer. A child that hangs is ended by it.
constexpr unsigned kLongest_s = 60;

enum class Outcome { kRefused, kPublished, kBroken };

/// Loads the folder in a child with a deadline, so that a crash or a hang is an outcome too.
Outcome load_in_child(const DistrictFolder& folder) {
  const pid_t child = ::fork();
  if (child == 0) {
    ::alarm(kLongest_s);
    const auto result = folder.try_load();
    ::_exit(!result ? 2 : result->edition.empty() ? 1 : 0);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  if (!WIFEXITED(status) || WEXITSTATUS(status) > 1) {
    return Outcome::kBroken;
  }
  return WEXITSTATUS(status) == 1 ? Outcome::kRefused : Outcome::kPublished;
}

/// Copies a file with its companions (same stem) into the plan's folder.
void copy_with_companions(const fs::path& file, const fs::path& into) {
  for (const auto& entry : fs::directory_iterator{file.parent_path()}) {
    if (entry.path().stem() == file.stem()) {
      fs::copy_file(entry.path(), into / entry.path().filename(), fs::copy_options::overwrite_existing);
    }
  }
}

struct Count {
  std::size_t refused = 0;
  std::vector<std::string> published;
};

/// Every file below the folder with one of the extensions, as the only layer of a plan.
Count try_all(const std::string& shared, const std::set<std::string>& extensions) {
  Count count;
  const auto root = test::shared_data(shared);
  if (!root) {
    return count;
  }
  for (const auto& entry : fs::recursive_directory_iterator{*root}) {
    if (!entry.is_regular_file() || !extensions.contains(entry.path().extension().string())) {
      continue;
    }
    const DistrictFolder folder;
    const std::string name = entry.path().filename().string();
    copy_with_companions(entry.path(), folder.plan_path());
    folder.plan("[[layer]]\nrole = \"zones\"\ncrs = \"EPSG:4326\"\nfile = \"" + name + "\"\n[layer.values]\ncode = \"x\"\n");
    const Outcome outcome = load_in_child(folder);
    EXPECT_NE(outcome, Outcome::kBroken) << entry.path();
    if (outcome == Outcome::kPublished) {
      count.published.push_back(entry.path().filename().string());
    } else {
      ++count.refused;
    }
  }
  return count;
}

class HostileFiles : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!test::shared_data("json")) {
      GTEST_SKIP() << test::kNoSharedData;
    }
  }
};

// None of these files lies in the district of the test, so nothing of them can be published at all.

TEST_F(HostileFiles, BadGeoJsonIsRefused) {
  const Count count = try_all("geojsonhint/bad", {".geojson"});
  EXPECT_GT(count.refused, 40U);
  EXPECT_THAT(count.published, ::testing::IsEmpty());
}

TEST_F(HostileFiles, ForeignGeoPackagesAreRefused) {
  const Count count = try_all("gpkg", {".gpkg"});
  EXPECT_EQ(count.refused, 9U);
  EXPECT_THAT(count.published, ::testing::IsEmpty());
}

TEST_F(HostileFiles, ForeignShapefilesAreRefused) {
  const Count count = try_all("shapefile", {".shp"});
  EXPECT_GT(count.refused, 0U);
  EXPECT_THAT(count.published, ::testing::IsEmpty());
}

TEST_F(HostileFiles, JsonThatIsNoGeoJsonIsRefused) {
  // Many at once, as the files of one layer: each must have a defect of its own.
  constexpr std::size_t kAtOnce = 50;  // A report lists 200 defects of a code.
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator{*test::shared_data("json/test_parsing")}) {
    files.push_back(entry.path());
  }
  EXPECT_EQ(files.size(), 318U);
  for (std::size_t begin = 0; begin < files.size(); begin += kAtOnce) {
    const DistrictFolder folder;
    folder.plan("[[layer]]\nrole = \"zones\"\ncrs = \"EPSG:4326\"\nfile = \"case-*.geojson\"\n[layer.values]\ncode = \"x\"\n");
    std::set<std::string> expected;
    for (std::size_t i = begin; i < std::min(begin + kAtOnce, files.size()); ++i) {
      const std::string name = "case-" + std::to_string(i) + ".geojson";
      fs::copy_file(files[i], folder.plan_path() / name);
      expected.insert("plans/zones/" + name);
    }
    EXPECT_EQ(load_in_child(folder), Outcome::kRefused);
    std::set<std::string> told;
    const auto result = folder.load();
    for (const Defect& defect : result.report.listed()) {
      told.insert(defect.file);
    }
    told.erase("plans/zones");  // PLAN_EMPTY
    EXPECT_EQ(told, expected);
  }
}

}  // namespace
}  // namespace quyhoach::geo
