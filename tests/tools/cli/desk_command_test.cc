// A plan's way from a folder to an edition and back, as a planner and an approver go it on the command line.
#include <gmock/gmock.h>

#include "geo/io/register.h"
#include "tests/geo/io/district_folder.h"
#include "tests/tools/cli/run_program.h"

namespace quyhoach::cli {
namespace {

using geo::test::DistrictFolder;
using geo::test::feature;
using geo::test::square;
using test::Ended;
using test::run;
using testing::HasSubstr;

class DeskCommand : public testing::Test {
 protected:
  DeskCommand() {
    EXPECT_FALSE(folder_.load().edition.empty());
    for (const char* who : {"lan --role planner", "binh --role approver"}) {
      EXPECT_EQ(run("user add " + std::string{who} + " --name x --state '" + state() + "' --password-stdin", kFirst + "\n").exit_code, 0);
    }
    for (const char* who : {"lan", "binh"}) {
      EXPECT_EQ(run("user password " + std::string{who} + " --state '" + state() + "'", kFirst + "\n" + kOwn + "\n").exit_code, 0);
    }
  }
  [[nodiscard]] std::string state() const { return (folder_.path() / ".." / "state").string(); }
  [[nodiscard]] std::string places() const { return " --register '" + folder_.register_path() + "' --state '" + state() + "'"; }
  Ended as(const std::string& who, const std::string& words, const std::string& password = kOwn) const {
    return run(words + places() + " --as " + who, password + "\n");
  }
  void zones(double side_m) const {
    folder_.zones({feature(square(0, 0, side_m), R"("code":"X","name":"Ô phố X","land_use":"ODT","storeys":5)"),
                   feature(square(100, 0), R"("code":"B","name":"Ô phố B","land_use":"CLN","storeys":0)")});
  }
  [[nodiscard]] std::string import() const {
    const Ended made = as("lan", "import '" + folder_.plan_path().string() + "'");
    EXPECT_EQ(made.exit_code, 0) << made.err;
    return made.out.substr(0, made.out.find(' '));
  }

  static inline const std::string kFirst = "mật khẩu ban đầu";
  static inline const std::string kOwn = "mật khẩu của mình";
  DistrictFolder folder_;
};

TEST_F(DeskCommand, GoesTheWholeWayAndBack) {
  const std::string first = folder_.current();
  zones(100.0);
  const std::string id = import();
  EXPECT_EQ(as("lan", "submit " + id).exit_code, 1) << "not checked";
  const Ended checked = as("lan", "check " + id);
  EXPECT_EQ(checked.exit_code, 0) << checked.out << checked.err;
  const Ended impact = run("impact " + id + places());
  EXPECT_THAT(impact.out, HasSubstr("the answer of 2 of 3 parcels changes"));
  EXPECT_THAT(run("impact " + id + " --csv" + places()).out, HasSubstr("27553/10/1,"));
  EXPECT_THAT(run("impact " + id + " --json" + places()).out, HasSubstr("\"changed\":2"));
  EXPECT_EQ(as("lan", "submit " + id).exit_code, 0);
  EXPECT_EQ(as("lan", "approve " + id + " --why tốt").exit_code, 1) << "the author";
  EXPECT_EQ(as("binh", "approve " + id).exit_code, 1) << "without a reason";
  EXPECT_EQ(as("binh", "approve " + id + " --why tốt", "sai mật khẩu rồi").exit_code, 1);
  EXPECT_EQ(as("binh", "publish " + id).exit_code, 1) << "not approved";
  EXPECT_EQ(as("binh", "approve " + id + " --why tốt").exit_code, 0);
  EXPECT_EQ(folder_.current(), first);
  const Ended published = as("binh", "publish " + id);
  EXPECT_EQ(published.exit_code, 0) << published.err;
  EXPECT_NE(folder_.current(), first);
  EXPECT_EQ(run("verify-register --register '" + folder_.register_path() + "'").exit_code, 0);
  EXPECT_EQ(run("log --verify --state '" + state() + "' --register '" + folder_.register_path() + "'").exit_code, 0);
  EXPECT_EQ(as("binh", "rollback " + first.substr(0, first.find('\n')) + " --why nhầm").exit_code, 0);
  EXPECT_EQ(folder_.current(), first);
  EXPECT_THAT(run("drafts" + places()).out, HasSubstr("published"));
}

TEST_F(DeskCommand, AFaultyPlanIsRefusedWithEveryDefectUntilItIsAccepted) {
  zones(150.0);
  const std::string id = import();
  const Ended refused = as("lan", "check " + id);
  EXPECT_EQ(refused.exit_code, 1);
  EXPECT_THAT(refused.out, HasSubstr("ZONES_OVERLAP"));
  EXPECT_THAT(as("lan", "check " + id + " --json").out, HasSubstr("\"refusing\":[\"ZONES_OVERLAP\"]"));
  EXPECT_EQ(as("lan", "submit " + id).exit_code, 1);
  EXPECT_EQ(as("lan", "check " + id + " --accept ZONES_OVERLAP").exit_code, 0);
  EXPECT_EQ(as("lan", "withdraw " + id).exit_code, 0);
  EXPECT_EQ(as("lan", "submit " + id).exit_code, 1) << "withdrawn";
}

TEST_F(DeskCommand, AmendsAPlanWithoutItsFolder) {
  const Ended made = as("lan", "amend zones --set action=suspend --set from=2026-03-01 --set decision.number=9/QĐ --set decision.date=2026-02-20 "
                               "--set 'decision.authority=UBND (DEMO)' --json");
  ASSERT_EQ(made.exit_code, 0) << made.err;
  EXPECT_THAT(made.out, HasSubstr("\"kind\":\"status\""));
  const auto draft = made.out.substr(made.out.find("\"id\":\"") + 6, 32);
  EXPECT_EQ(as("lan", "check " + draft).exit_code, 0);
  const Ended wrong = as("lan", "amend zones --set scale=nhiều");
  EXPECT_EQ(wrong.exit_code, 1);
  EXPECT_THAT(wrong.err, HasSubstr("scale: expected a whole number"));
  EXPECT_EQ(as("lan", "amend zones --set title").exit_code, 1) << "no value";
  EXPECT_EQ(as("lan", "amend zones").exit_code, 1) << "nothing to change";
  folder_.write("patch.toml", "plan = \"zones\"\ntitle = \"Khác\"\n");
  const std::string patch = "import '" + (folder_.path() / "patch.toml").string() + "' --kind ";
  EXPECT_EQ(as("lan", patch + "metadata").exit_code, 0);
  EXPECT_EQ(as("lan", patch + "status").exit_code, 1) << "a status needs an action";
  EXPECT_EQ(as("lan", patch + "dossier").exit_code, 1);
}

TEST_F(DeskCommand, ADamagedRegisterIsNamed) {
  const std::string current = folder_.current();
  folder_.write("../register/editions/" + current.substr(0, current.find('\n')) + ".json", "{}");
  const Ended ended = run("verify-register --register '" + folder_.register_path() + "'");
  EXPECT_EQ(ended.exit_code, 1);
  EXPECT_THAT(ended.out, HasSubstr("not whole"));
}

}  // namespace
}  // namespace quyhoach::cli
