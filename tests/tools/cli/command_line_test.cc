// Runs the built `quyhoach` and compares what it says and how it ends with golden files.
#include <gmock/gmock.h>

#include "tests/geo/io/district_folder.h"
#include "tests/tools/cli/run_program.h"
#include "tools/cli/command.h"

namespace quyhoach::geo {
namespace {

namespace fs = std::filesystem;
using test::DistrictFolder;
using test::feature;
using test::square;
using cli::Command;
using cli::test::Ended;
using cli::test::program;
using cli::test::expect_golden;
using cli::test::run;

class CommandLine : public ::testing::Test {
 protected:
  void SetUp() override { ASSERT_TRUE(fs::exists(program())) << "build the target `quyhoach` first"; }
  [[nodiscard]] std::string load(const std::string& more = "") const {
    return "load '" + folder.path().string() + "' --register '" + folder.register_path() + "' --quiet " + more;
  }
  DistrictFolder folder;
};

TEST_F(CommandLine, EndsWithTwoAndSaysWhichWordIsWrong) {
  std::string said;
  for (const char* words :
       {"", "load", "load x", "load --register", "load x --register --quiet", "lod x", "nonsense --register x", "load x --regster y", "load x --register y again",
        "load x --register y --register z", "load x --register y --quiet=1", "load x --register y --lang fr", "editions x --register y", "user", "user ad an",
        "user list", "user add an --state x", "user add an --state x --name A --role plannr", "user role an --state x",
        "user role an boss --state x", "user list again --state x", "user reset --state x", "log", "log --state", "log --state x --state y",
        "log --state x --head 1:0", "log --state x --verify --head 1", "log --state x --register y", "drafts --state x --days 3",
        "drafts --state x --clean-up --days -1", "impact d --state x --register y --as-of 2026-02-30", "help nonsense",
        "help --completion fish", "publish d --state x --register y", "approve d --state x --register y --as lan", "check d --register= --state x --as l"}) {
    const Ended wrong = run(words);
    EXPECT_EQ(wrong.exit_code, 2) << words;
    EXPECT_EQ(wrong.out, "") << words;
    said += "quyhoach " + std::string{words} + "\n" + wrong.err + "\n";
    if (*words != '\0') {
      EXPECT_EQ(run(std::string{words} + " --json").exit_code, 2) << words;
    }
  }
  expect_golden(said, "wrong_use.txt");
  EXPECT_FALSE(fs::exists(folder.register_path()));
}

TEST_F(CommandLine, TakesAValueBehindAnEqualsSignAndWordsThatLookLikeOptionsAfterTwoDashes) {
  EXPECT_EQ(run("load --register='" + folder.register_path() + "' --quiet --why=--quiet -- '" + folder.path().string() + "'").exit_code, 0);
  EXPECT_THAT(run("editions --register '" + folder.register_path() + "'").out, ::testing::HasSubstr("--quiet"));
  EXPECT_THAT(run("load --register x -- --no-folder").err, ::testing::Not(::testing::HasSubstr("no option")));
}

TEST_F(CommandLine, ExplainsEveryCommand) {
  const Ended overview = run("help");
  EXPECT_EQ(overview.exit_code, 0);
  EXPECT_EQ(run("--help").out, overview.out);
  std::string said = overview.out;
  for (const Command& command : cli::commands()) {
    const std::string name{command.name};
    const Ended explained = run("help " + name);
    EXPECT_EQ(explained.exit_code, 0) << name;
    EXPECT_EQ(run(name + " --help").out, explained.out) << name;
    said += "\n----\n" + explained.out;
  }
  EXPECT_EQ(run("user --help").exit_code, 0);
  EXPECT_THAT(run("--version").out, ::testing::MatchesRegex("quyhoach [0-9.]+\n"));
  expect_golden(said, "help.txt");
}

TEST_F(CommandLine, EndsWithTwoWhenTheMachineFails) {
  std::ofstream{folder.register_path()} << "not a folder";
  const Ended failed = run(load());
  EXPECT_EQ(failed.exit_code, 2);
  EXPECT_THAT(failed.err, ::testing::HasSubstr("cannot write to the register"));
  EXPECT_EQ(run("editions --register '" + folder.register_path() + "'").exit_code, 2);
}

TEST_F(CommandLine, EndsWithNoughtWhenItPublished) {
  const Ended good = run(load("--who An --why 'first load'"));
  EXPECT_EQ(good.exit_code, 0) << good.err;
  EXPECT_EQ(good.err, "");
  expect_golden(good.out, "published.txt");
  folder.parcels({DistrictFolder::parcel(10, 10, "1")});
  EXPECT_EQ(run(load("--who Bình --why again")).exit_code, 0);
  const Ended list = run("editions --register '" + folder.register_path() + "'");
  EXPECT_EQ(list.exit_code, 0);
  EXPECT_THAT(list.out, ::testing::HasSubstr("Bình  again"));
  EXPECT_THAT(list.out, ::testing::HasSubstr("An  first load"));
  EXPECT_EQ(std::count(list.out.begin(), list.out.end(), '*'), 1);
}

TEST_F(CommandLine, EndsWithOneAndListsEveryDefectWhenItRefuses) {
  folder.zones({feature(square(0, 0), R"("code":"A","name":"a","land_use":"ODT","storeys":"5 tầng")"),
                feature("[[[585200,1212000],[585300,1212100],[585300,1212000],[585200,1212100],[585200,1212000]]]",
                        R"("code":"B","name":"b","land_use":"ODT","storeys":"1")"),
                feature("[[[585400,1212000],[585500,1212000],[585400,1212000]]]", R"("code":"C","name":"c","land_use":"ODT","storeys":"1")"),
                feature(square(600, 0), R"("code":"D","name":"d","land_use":"ZZZ","storeys":"1")"),
                feature(square(800, 0), R"("code":"E","name":"e","land_use":"ODT","storeys":"1")"),
                feature(square(850, 50), R"("code":"F","name":"f","land_use":"ODT","storeys":"1")")});
  folder.parcels({DistrictFolder::parcel(10, 10, "1"), DistrictFolder::parcel(60, 10, "1"), DistrictFolder::parcel(10, 60, " ")});
  const Ended refused = run(load());
  EXPECT_EQ(refused.exit_code, 1);
  expect_golden(refused.out, "refused.txt");
  EXPECT_FALSE(fs::exists(folder.register_path() + "/current"));

  const Ended accepted = run(load("--accept VALUE_FORMAT --accept GEOM_INVALID --accept RING_SHORT --accept CODE_UNKNOWN "
                                "--accept ZONES_OVERLAP --accept VALUE_MISSING"));
  EXPECT_EQ(accepted.exit_code, 0);
  expect_golden(accepted.out, "accepted.txt");
}

}  // namespace
}  // namespace quyhoach::geo
