// `quyhoach user` and `quyhoach log`, as the built program.
#include <regex>
#include <string>

#include <gmock/gmock.h>

#include "data/store/sqlite.h"
#include "data/store/store.h"
#include "tests/tools/cli/run_program.h"

namespace quyhoach::cli {
namespace {

namespace fs = std::filesystem;
using test::Ended;
using test::run;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

constexpr const char* kPassword = "mật khẩu thử nghiệm";

class People : public ::testing::Test {
 protected:
  void SetUp() override { ASSERT_TRUE(fs::exists(test::program())) << "build the target `quyhoach` first"; }
  [[nodiscard]] std::string state() const { return (folder_.path() / "state").string(); }
  [[nodiscard]] std::string in_state() const { return " --state '" + state() + "'"; }
  [[nodiscard]] Ended add(const std::string& login, const std::string& more = "--role planner --name 'Trần An'",
                          const std::string& input = "") const {
    return run("user add " + login + " " + more + in_state(), input);
  }
  [[nodiscard]] std::shared_ptr<store::Store> open() const { return *store::open_state(state(), store::IfMissing::kRefuse); }

 private:
  geo::test::TempFolder folder_;
};

TEST_F(People, GetAPasswordThatIsPrintedOnce) {
  const Ended added = add("an");
  ASSERT_EQ(added.exit_code, 0) << added.err;
  EXPECT_EQ(added.err, "");
  std::smatch found;
  ASSERT_TRUE(std::regex_search(added.out, found, std::regex{"password: ([a-z0-9-]{23})\n"})) << added.out;
  EXPECT_THAT(added.out, StartsWith("an: planner, added\n"));
  const auto signed_in = open()->sign_in("an", found[1].str());
  ASSERT_TRUE(signed_in && signed_in->opened);
  EXPECT_TRUE(signed_in->opened->session.user.must_change_password);
  EXPECT_EQ(signed_in->opened->session.user.name, "Trần An");
  const Ended list = run("user list" + in_state());
  EXPECT_EQ(list.exit_code, 0);
  EXPECT_THAT(list.out, HasSubstr("Trần An"));
  EXPECT_THAT(list.out, HasSubstr("planner"));
  EXPECT_THAT(list.out, HasSubstr("new password"));
  EXPECT_THAT(list.out, Not(HasSubstr(found[1].str())));
}

TEST_F(People, TakeAPasswordFromStandardInput) {
  const Ended added = add("an", "--role clerk --name An --password-stdin", std::string{kPassword} + "\nmore\n");
  ASSERT_EQ(added.exit_code, 0) << added.err;
  EXPECT_THAT(added.out, Not(HasSubstr(kPassword)));
  EXPECT_TRUE(open()->sign_in("an", kPassword)->opened);
}

TEST_F(People, AreRefusedWithOne) {
  ASSERT_EQ(add("an").exit_code, 0);
  for (const Ended& refused : {add("AN"), add("...", "--role clerk --name B"),
                               add("binh", "--role clerk --name ''"),
                               add("binh", "--role clerk --name B --password-stdin", "short\n"),
                               add("binh", "--role clerk --name B --password-stdin"),
                               add("binh", "--role clerk --name B --who ''"), add("$(printf '\\377')", "--role clerk --name B"),
                               run("user disable nobody" + in_state()), run("user reset nobody" + in_state())}) {
    EXPECT_EQ(refused.exit_code, 1) << refused.out;
    EXPECT_EQ(refused.out, "");
    EXPECT_THAT(refused.err, StartsWith("quyhoach: "));
  }
  EXPECT_EQ(open()->users()->size(), 1U);
}

TEST_F(People, EndWithTwoWhereThereIsNoState) {
  for (const char* words : {"user list", "user disable an", "user reset an", "log", "log --verify"}) {
    const Ended failed = run(words + in_state());
    EXPECT_EQ(failed.exit_code, 2) << words;
    EXPECT_THAT(failed.err, HasSubstr("there is no")) << words;
  }
  EXPECT_FALSE(fs::exists(state())) << "looking makes nothing";
}

TEST_F(People, AreDisabledAndReset) {
  ASSERT_EQ(add("an", "--role clerk --name An --password-stdin", std::string{kPassword} + "\n").exit_code, 0);
  EXPECT_EQ(run("user disable an" + in_state()).exit_code, 0);
  EXPECT_FALSE(open()->sign_in("an", kPassword)->opened);
  EXPECT_THAT(run("user list" + in_state()).out, HasSubstr("disabled"));
  EXPECT_EQ(run("user reset an --password-stdin" + in_state(), "another password\n").exit_code, 0);
  EXPECT_TRUE(open()->sign_in("an", "another password")->opened);
}

TEST_F(People, AreInTheLogWithWhoDidIt) {
  ASSERT_EQ(add("an", "--role clerk --name An --who bình").exit_code, 0);
  ASSERT_EQ(run("user disable an" + in_state()).exit_code, 0);
  const Ended log = run("log" + in_state());
  EXPECT_EQ(log.exit_code, 0);
  EXPECT_THAT(log.out, HasSubstr("bình  user.added  an  {}\n"));
  EXPECT_THAT(log.out, ::testing::ContainsRegex("2  .*Z  system:.*  user.disabled  an"));
  const Ended json = run("log --json" + in_state());
  EXPECT_THAT(json.out, StartsWith("{\"seq\":1,\"time\":\""));
  EXPECT_THAT(json.out, HasSubstr(R"("who":"bình","action":"user.added","subject":"an","files":[],"details":{},"previous":")" +
                                  std::string(64, '0')));
  EXPECT_EQ(std::count(json.out.begin(), json.out.end(), '\n'), 2);
}

TEST_F(People, CanSeeWhetherTheLogIsWhole) {
  ASSERT_EQ(add("an").exit_code, 0);
  ASSERT_EQ(add("binh").exit_code, 0);
  const Ended whole = run("log --verify" + in_state());
  EXPECT_EQ(whole.exit_code, 0);
  std::smatch head;
  ASSERT_TRUE(std::regex_match(whole.out, head, std::regex{"whole: 2 records, head (2:[0-9a-f]{64})\n"})) << whole.out;
  EXPECT_EQ(run("log --verify --head " + head[1].str() + in_state()).exit_code, 0);
  store::Database{state() + "/state.sqlite"}.execute("DROP TRIGGER audit_is_not_deleted; DELETE FROM audit WHERE seq = 2");
  EXPECT_EQ(run("log --verify" + in_state()).exit_code, 0);
  const Ended cut = run("log --verify --head " + head[1].str() + in_state());
  EXPECT_EQ(cut.exit_code, 1);
  EXPECT_THAT(cut.out, StartsWith("record 2 is truncated\nnot whole: 1 records, head 1:"));
  store::Database{state() + "/state.sqlite"}.execute("DROP TRIGGER audit_is_not_changed; UPDATE audit SET who = 'x'");
  const Ended edited = run("log --verify --json" + in_state());
  EXPECT_EQ(edited.exit_code, 1);
  EXPECT_THAT(edited.out, HasSubstr(R"("whole":false,"records":1,)"));
  EXPECT_THAT(edited.out, HasSubstr(R"("faults":[{"record":1,"fault":"edited"}])"));
}

}  // namespace
}  // namespace quyhoach::cli
