// A kernel without Landlock, as the programs see it: refused in words, unless told otherwise.
#include <cerrno>
#include <memory>
#include <thread>

#include <gmock/gmock.h>
#include <seccomp.h>
#include <sys/syscall.h>

#include "tests/tools/cli/planning_folder.h"

namespace quyhoach::cli {
namespace {

using test::DeskCommand;
using test::Ended;
using test::run;
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

}  // namespace
}  // namespace quyhoach::cli
