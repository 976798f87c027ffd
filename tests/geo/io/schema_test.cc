// data/schema/README.md must name every key that the examples use and the code reads, and the examples must be good.
#include <regex>
#include <set>

#include <gmock/gmock.h>

#include "geo/plan/layer_fields.h"
#include "geo/plan/manifest.h"
#include "tests/geo/io/district_folder.h"

namespace quyhoach::geo {
namespace {

namespace fs = std::filesystem;
using test::slurp;

/// Every match of the first group.
std::set<std::string> found(const std::string& text, const char* pattern) {
  std::set<std::string> all;
  const std::regex regex{pattern};
  for (std::sregex_iterator at{text.begin(), text.end(), regex}, end; at != end; ++at) {
    all.insert((*at)[1]);
  }
  return all;
}

/// Whether the page has the word in code marks: `id`, `[name]`, `[[layer]]`, `[layer.fields]`.
bool is_documented(const std::string& page, const std::string& key) {
  return page.find('`' + key + '`') != std::string::npos || page.find("`[" + key + "]`") != std::string::npos ||
         page.find("`[[" + key + "]]`") != std::string::npos || page.find("`[layer." + key + "]`") != std::string::npos;
}

class Schema : public ::testing::Test {
 protected:
  const fs::path folder_ = test::source_dir() / "data" / "schema";
  const std::string page_ = slurp(folder_ / "README.md");
  const std::string district_ = slurp(folder_ / "district.example.toml");
  const std::string plan_ = slurp(folder_ / "plan.example.toml");
};

TEST_F(Schema, DocumentsEveryKeyTheCodeReads) {
  const fs::path code = test::source_dir() / "geo" / "plan";
  std::set<std::string> keys =
      found(slurp(code / "manifest.cc") + slurp(code / "manifest_layer.cc") + slurp(code / "manifest_status.cc") + slurp(code / "manifest_parcels.cc") +
                slurp(code / "plan_patch.cc"),
            R"((?:text|texts|number|numbers|integer|boolean|date|table|tables|read_text)\((?:root, )?"([a-z_0-9]+)\")");
  EXPECT_GE(keys.size(), 45U);  // Else the pattern no longer fits the code.
  for (const LayerRole role : kLayerRoles) {
    const auto fields = fields_of(role);
    keys.insert(fields.begin(), fields.end());
  }
  for (const std::string& key : keys) {
    EXPECT_TRUE(is_documented(page_, key)) << key;
  }
}

TEST_F(Schema, DocumentsEveryKeyAndRoleOfTheExamples) {
  std::set<std::string> keys;
  for (const std::string& text : {district_, plan_}) {
    keys.merge(found(text, R"((?:^|\n)([a-z_0-9]+) = )"));
    keys.merge(found(text, R"((?:^|\n)\[+(?:layer\.)?([a-z_0-9]+)\])"));
    keys.merge(found(text, "role = \"([a-z]+)\""));
  }
  EXPECT_GE(keys.size(), 50U);
  for (const std::string& key : keys) {
    EXPECT_TRUE(is_documented(page_, key)) << key;
  }
}

TEST_F(Schema, ExamplesUseEveryKeyAndAreGood) {
  const auto topics = parse_topics(slurp(test::source_dir() / "data" / "catalogue" / "topics.tsv"), "topics.tsv");
  const auto district = parse_district(district_, "district.example.toml", topics.value);
  EXPECT_THAT(district.errors, ::testing::IsEmpty());
  const auto plan = parse_plan(plan_, "plan.example.toml", district.value);
  EXPECT_THAT(plan.errors, ::testing::IsEmpty());
}

TEST_F(Schema, ManifestsOfTheTestDistrictsAreGood) {
  const auto topics = parse_topics(slurp(test::source_dir() / "data" / "catalogue" / "topics.tsv"), "topics.tsv");
  for (const char* name : {"kakamega", "gard"}) {
    const fs::path root = test::source_dir() / "tests" / "districts" / name;
    const auto district = parse_district(slurp(root / "district.toml"), name, topics.value);
    EXPECT_THAT(district.errors, ::testing::IsEmpty());
    for (const auto& entry : fs::directory_iterator{root / "plans"}) {
      EXPECT_THAT(parse_plan(slurp(entry.path() / "plan.toml"), entry.path().string(), district.value).errors, ::testing::IsEmpty());
    }
  }
}

}  // namespace
}  // namespace quyhoach::geo
