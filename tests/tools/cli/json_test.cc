// What every command prints with --json, against golden files.
#include <gmock/gmock.h>

#include "tests/tools/cli/planning_folder.h"

namespace quyhoach::cli {
namespace {

using test::DeskCommand;
using test::Ended;
using test::expect_golden;
using test::run;
using testing::AllOf;
using testing::HasSubstr;
using testing::StartsWith;

/// Collects what commands say.
class Said {
 public:
  void add(const std::string& title, const Ended& ended, int exit_code = 0) {
    EXPECT_EQ(ended.exit_code, exit_code) << title << "\n" << ended.out << ended.err;
    EXPECT_EQ(ended.err, "") << title;
    text += "# " + title + "\n" + ended.out;
  }
  std::string text;
};

TEST_F(DeskCommand, PrintsJsonForEveryStepOfADraft) {
  Said said;
  const std::string first = folder_.current().substr(0, folder_.current().find('\n'));
  zones(150.0);
  Ended made = as("lan", "import '" + folder_.plan_path().string() + "' --json");
  said.add("import", made);
  const std::string refused = made.out.substr(7, 32);
  said.add("check, refused", as("lan", "check " + refused + " --json"), 1);
  said.add("submit, refused", as("lan", "submit " + refused + " --json"), 1);
  said.add("withdraw", as("lan", "withdraw " + refused + " --json"));
  zones(100.0);
  made = as("lan", "import '" + folder_.plan_path().string() + "' --json");
  const std::string id = made.out.substr(7, 32);
  said.add("check", as("lan", "check " + id + " --json"));
  said.add("preview", run("preview " + id + " --as-of 2026-01-01 --parcel 27553/10/1 --json" + places()));
  said.add("preview, unknown parcel", run("preview " + id + " --parcel 27553/10/99 --json" + places()), 1);
  said.add("impact", run("impact " + id + " --as-of 2026-01-01 --json" + places()));
  said.add("submit", as("lan", "submit " + id + " --why 'xong' --json"));
  said.add("approve, wrong password", as("binh", "approve " + id + " --why x --json", "sai"), 1);
  said.add("return", as("binh", "return " + id + " --why 'thiếu' --json"));
  said.add("submit again", as("lan", "submit " + id + " --json"));
  said.add("approve", as("binh", "approve " + id + " --why 'tốt' --json"));
  said.add("publish", as("binh", "publish " + id + " --json"));
  said.add("rollback", as("binh", "rollback " + first + " --why 'nhầm' --json"));
  said.add("drafts", run("drafts --json" + in_state()));
  said.add("drafts --clean-up", run("drafts --clean-up --days 0 --json --who test" + in_state()));
  said.add("editions", run("editions --json" + in_register()));
  said.add("log", run("log --json" + in_state()));
  said.add("log --verify", run("log --verify --json" + places()));
  said.add("verify-register", run("verify-register --json" + in_register()));
  folder_.write("../register/editions/" + first + ".json", "{}");
  said.add("verify-register, damaged", run("verify-register --json" + in_register()), 1);
  expect_golden(said.text, "json_desk.txt");
}

TEST_F(DeskCommand, PrintsJsonForLoadingAndProposing) {
  Said said;
  const std::string load = "load '" + folder_.path().string() + "' --quiet --json --who An --register '" + (folder_.path() / "again").string() + "'";
  folder_.zones({geo::test::feature(geo::test::square(0, 0), R"("code":"A","name":"a","land_use":"ZZZ","storeys":"1")"),
                 geo::test::feature(geo::test::square(200, 0), R"("code":"B","name":"b","land_use":"ODT","storeys":"1")")});
  said.add("load, refused", run(load), 1);
  said.add("load, accepted", run(load + " --accept CODE_UNKNOWN"));
  said.add("load, no register", run("load x --json"), 2);
  said.add("editions, none", run("editions --json --register '" + (folder_.path() / "none").string() + "'"), 2);
  const Ended proposed = run("map-fields '" + folder_.plan_path().string() + "' --json" + in_register());
  EXPECT_EQ(proposed.exit_code, 0);
  EXPECT_THAT(proposed.out, StartsWith("{\"plan_toml\":\"# "));
  EXPECT_THAT(proposed.out, AllOf(HasSubstr(R"("layers":[{"file":"zones.)"), HasSubstr(R"("fields":[{"field":"code","column":"code",)")));
  EXPECT_TRUE(proposed.out.ends_with("\"written\":null}\n")) << proposed.out;
  const Ended there = run("map-fields '" + folder_.plan_path().string() + "' --write --json" + in_register());
  EXPECT_EQ(there.exit_code, 1) << "a plan.toml is there";
  EXPECT_THAT(there.out, StartsWith(R"({"error":{"code":"BAD_DATA","message":")"));
  expect_golden(std::regex_replace(said.text, std::regex{folder_.path().string()}, "<folder>"), "json_load.txt");
}

TEST_F(DeskCommand, PrintsJsonForPeople) {
  Said said;
  said.add("user add", run("user add an --name 'Trần An' --role clerk --password-stdin --json" + in_state(), kFirst + "\n"));
  said.add("user add, again", run("user add AN --name 'Trần An' --role clerk --json" + in_state()), 1);
  said.add("user add, wrong use", run("user add an --name A --role clrk --json" + in_state()), 2);
  said.add("user role", run("user role an planner --json" + in_state()));
  said.add("user name", run("user name an 'Trần Thị An' --json" + in_state()));
  said.add("user password", run("user password an --json" + in_state(), kFirst + "\n" + kOwn + "\n"));
  said.add("user password, wrong", run("user password an --json" + in_state(), kFirst + "\n" + kOwn + "\n"), 1);
  said.add("user reset", run("user reset an --password-stdin --json" + in_state(), kFirst + "\n"));
  said.add("user link", run("user link an --issuer https://ai.example --subject 17 --json" + in_state()));
  said.add("user link, again", run("user link lan --issuer https://ai.example --subject 17 --json" + in_state()), 1);
  said.add("user links", run("user links --json" + in_state()));
  said.add("user unlink", run("user unlink an --issuer https://ai.example --json" + in_state()));
  said.add("user disable", run("user disable an --json" + in_state()));
  said.add("user disable, unknown", run("user disable ai --json" + in_state()), 1);
  said.add("user list", run("user list --json" + in_state()));
  said.add("user list, no state", run("user list --json --state nowhere"), 2);
  said.add("no such command", run("usr list --json"), 2);
  said.add("a word that is no text", run("load \"$(printf '\\377')\" again --register x --json"), 2);
  expect_golden(said.text, "json_people.txt");
  const Ended made = run("user add binh2 --name B --role clerk --json" + in_state());
  EXPECT_TRUE(std::regex_search(made.out, std::regex{R"("standing":"new password","password":"[a-z0-9-]{23}"\}\n$)"})) << made.out;
}

}  // namespace
}  // namespace quyhoach::cli
