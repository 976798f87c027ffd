// A consultant's profile on the command line: learnt from one folder, used for the next.
#include <gmock/gmock.h>

#include "tests/tools/cli/planning_folder.h"

namespace quyhoach::cli {
namespace {

using test::DeskCommand;
using test::Ended;
using test::run;
using testing::HasSubstr;
using testing::Not;

TEST_F(DeskCommand, AProfileIsLearntFromOneFolderAndUsedForTheNext) {
  zones(100.0);
  const std::string manifest = (folder_.plan_path() / "plan.toml").string();
  const std::string keep = "profile save 'Công ty A' '" + manifest + "' --repair SPIKE" + in_state();
  EXPECT_EQ(run(keep + " --as lan", "sai\n").exit_code, 1);
  const Ended saved = run(keep + " --as lan --json", kOwn + "\n");
  EXPECT_EQ(saved.exit_code, 0) << saved.err << saved.out;
  EXPECT_THAT(saved.out, HasSubstr("\"repairs\":[\"SPIKE\"]"));
  EXPECT_THAT(run("profile list" + in_state()).out, HasSubstr("lan  Công ty A"));
  EXPECT_THAT(run("profile show 'cong ty a'" + in_state()).out, HasSubstr("repairs = [ \"SPIKE\" ]"));

  const std::string next = (folder_.path() / "next").string();
  folder_.write("next/zones.geojson", geo::test::collection({geo::test::feature(geo::test::square(0, 0), R"("code":"N","name":"n","land_use":"ODT","storeys":5)")}));
  EXPECT_THAT(run("map-fields '" + next + "'" + in_register()).out, Not(HasSubstr("profile")));
  const Ended read = run("map-fields '" + next + "' --profile 'Công ty A'" + places());
  EXPECT_THAT(read.out, HasSubstr("as in the profile of Công ty A")) << read.err;
  EXPECT_EQ(run("map-fields '" + next + "' --profile B" + places()).exit_code, 1);
  EXPECT_EQ(run("map-fields '" + next + "' --profile 'Công ty A'" + in_register()).exit_code, 2) << "a profile is in the state";

  const std::string draft = import();
  EXPECT_EQ(as("lan", "check " + draft + " --profile 'Công ty A'").exit_code, 0);
  EXPECT_EQ(as("lan", "check " + draft + " --profile B").exit_code, 1);

  EXPECT_EQ(run("profile remove 'Công ty A'" + in_state() + " --as lan", kOwn + "\n").exit_code, 0);
  EXPECT_EQ(run("profile show 'Công ty A'" + in_state()).exit_code, 1);
  EXPECT_EQ(run("profile list" + in_state()).out, "");
  EXPECT_THAT(run("log" + in_state()).out, HasSubstr("profile.removed"));
}

}  // namespace
}  // namespace quyhoach::cli
