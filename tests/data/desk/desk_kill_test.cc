// kill -9 at any moment of publishing: the old edition or the new one, never a mixture, and nothing acknowledged is lost.
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <random>
#include <thread>

#include <gmock/gmock.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/data/desk/desk_folder.h"

namespace quyhoach::desk {
namespace {

using store::DraftState;

/// QUYHOACH_KILLS says how often; the default is what every run of the tests can afford.
int kills() {
  const char* asked = std::getenv("QUYHOACH_KILLS");
  return asked == nullptr ? 60 : std::atoi(asked);
}

TEST(DeskKill, PublishingAmidAKillIsOldOrNew) {
  const test::DeskFolder folder;
  std::mt19937_64 random{2026};
  std::string before = "A";
  int out = 0;
  int acknowledged = 0;
  for (int turn = 0; turn < kills(); ++turn) {
    const std::string code = "Z" + std::to_string(turn);
    const std::string id = folder.approved(code);
    int pipe[2];
    ASSERT_EQ(::pipe(pipe), 0);
    const pid_t child = ::fork();
    if (child == 0) {
      // A connection of its own: SQLite's must not be carried over a fork.
      const auto store = store::open_state(folder.state_path(), store::IfMissing::kRefuse);
      const Desk desk{{.register_folder = folder.district().register_path(), .state_folder = folder.state_path(), .catalogue = {}, .reader = {}}, *store};
      const bool done = static_cast<bool>(desk.publish(id, "binh"));
      ::_exit(done && ::write(pipe[1], "y", 1) == 1 ? 0 : 1);
    }
    ::close(pipe[1]);
    std::this_thread::sleep_for(std::chrono::microseconds{random() % 12'000});
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    char byte = 0;
    const bool was_acknowledged = ::read(pipe[0], &byte, 1) == 1;
    ::close(pipe[0]);

    const auto now = folder.told("1");
    ASSERT_THAT(now.codes, testing::AnyOf(before, code)) << turn;
    const auto draft = folder.desk().store().draft(id);
    ASSERT_TRUE(draft);
    if (was_acknowledged || draft->state == DraftState::kPublished) {
      ASSERT_EQ(now.codes, code) << "acknowledged, and lost";
      ASSERT_EQ(draft->edition, now.edition);
    }
    const auto log = folder.desk().verify_log();
    ASSERT_TRUE(log);
    ASSERT_TRUE(log->faults.empty()) << turn;
    out += now.codes == code ? 1 : 0;
    acknowledged += was_acknowledged ? 1 : 0;
    if (draft->state == DraftState::kApproved) {
      const auto again = folder.desk().publish(id, "binh");
      ASSERT_TRUE(again) << again.error().message;
    }
    ASSERT_EQ(folder.told("1").codes, code);
    before = code;
  }
  RecordProperty("killed_with_the_edition_out", out);
  RecordProperty("acknowledged", acknowledged);
  std::printf("%d kills: %d with the new edition out, %d acknowledged\n", kills(), out, acknowledged);
}

}  // namespace
}  // namespace quyhoach::desk
