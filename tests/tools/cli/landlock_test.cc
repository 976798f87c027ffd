// A kernel without Landlock, as the programs see it: refused in words, unless told otherwise.
#include <cerrno>
#include <memory>
#include <thread>

#include <gmock/gmock.h>
#include <seccomp.h>
#include <sys/syscall.h>

#include "tests/tools/cli/planning_folder.h"
#include "tests/tools/cli/run_server.h"

namespace quyhoach::cli {
namespace {

using test::DeskCommand;
using test::Ended;
using test::run;
using test::RunningServer;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

/// Runs something that starts programs for which the kernel does not know Landlock; this process keeps knowing it.
template <typename Work>
void without_landlock(Work work) {
  std::thread{[&work] {  // A filter is its thread's and of what that thread starts.
    const std::unique_ptr<void, decltype(&::seccomp_release)> filter{::seccomp_init(SCMP_ACT_ALLOW), &::seccomp_release};
    ASSERT_NE(filter, nullptr);
    ASSERT_EQ(::seccomp_rule_add(filter.get(), SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(landlock_create_ruleset), 0), 0);
    ASSERT_EQ(::seccomp_load(filter.get()), 0);
    ASSERT_EQ(::syscall(SYS_landlock_create_ruleset, nullptr, 0, 1U), -1);
    work();
  }}.join();
}

using Landlock = DeskCommand;

TEST_F(Landlock, AMissingOneRefusesACheckAndSaysWhatToDo) {
  zones(90.0);
  const std::string id = import();
  Ended refused;
  Ended told;
  without_landlock([&] {
    refused = as("lan", "check " + id);
    told = as("lan", "check " + id + " --without-landlock");
  });
  EXPECT_NE(refused.exit_code, 0);
  EXPECT_THAT(refused.out + refused.err, AllOf(HasSubstr("no Landlock"), HasSubstr("--without-landlock")));
  EXPECT_EQ(told.exit_code, 0) << told.out << told.err;
  EXPECT_THAT(told.out + told.err, Not(HasSubstr("Landlock")));
}

TEST_F(Landlock, AMissingOneRefusesALoadAndPublishesNothing) {
  const std::string district = "'" + folder_.path().string() + "'";
  const geo::test::TempFolder place;
  const std::string into = " --register '" + (place.path() / "register").string() + "'";
  Ended refused;
  Ended told;
  without_landlock([&] {
    refused = run("load " + district + into);
    told = run("load " + district + into + " --without-landlock");
  });
  EXPECT_NE(refused.exit_code, 0);
  EXPECT_THAT(refused.out + refused.err, AllOf(HasSubstr("no Landlock"), HasSubstr("--without-landlock")));
  EXPECT_EQ(told.exit_code, 0) << told.out << told.err;
  EXPECT_THAT(run("editions" + into).out, testing::ContainsRegex("^\\* [0-9TZ]+-[0-9a-f]+ [^\n]*\n$")) << "only that of the second load";
}

TEST_F(Landlock, AServerWithoutItChecksOnlyWhereItWasToldTo) {
  zones(90.0);
  const std::string id = import();
  const auto check = [&](const std::vector<std::string>& more, std::string& log) {
    server::RawResponse checked;
    without_landlock([&] {
      std::vector<std::string> words{"--register", folder_.register_path(), "--state", state()};
      words.insert(words.end(), more.begin(), more.end());
      const RunningServer server{words};
      checked = server.post("/api/v1/drafts/" + id + "/check", R"({"accept":[]})", server.sign_in("lan", kOwn));
      log = server.log();
    });
    return checked;
  };
  std::string log;
  const auto refused = check({}, log);
  EXPECT_EQ(refused.status, 200) << refused.body;
  EXPECT_THAT(refused.body, AllOf(HasSubstr("\"READER_UNAVAILABLE\""), HasSubstr("\"PLAN_EMPTY\""), HasSubstr("no Landlock"))) << "nothing was opened";
  EXPECT_THAT(log, AllOf(HasSubstr("drafts cannot be checked"), HasSubstr("no Landlock"), HasSubstr("--without-landlock")));
  EXPECT_NE(as("lan", "submit " + id).exit_code, 0) << "it has passed no check";
  const auto told = check({"--without-landlock", "yes"}, log);
  EXPECT_EQ(told.status, 200) << told.body;
  EXPECT_THAT(told.body, AllOf(HasSubstr("\"refusing\":[]"), HasSubstr("PLAN_KNOWN")));
  EXPECT_THAT(log, Not(HasSubstr("Landlock")));
  EXPECT_EQ(as("lan", "submit " + id).exit_code, 0);
}

}  // namespace
}  // namespace quyhoach::cli
