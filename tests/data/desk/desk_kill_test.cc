// kill -9 at any moment of publishing: the old edition or the new one, never a mixture, and nothing acknowledged is lost.
#include <algorithm>
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
  // Kills come at any moment of a publication, however fast the machine is.
  const std::string first = folder.approved("A0");
  const auto begin = std::chrono::steady_clock::now();
  ASSERT_TRUE(folder.desk().publish(first, "binh"));
  before = "A0";
  const auto whole_us = std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - begin).count();
  const auto longest_us = static_cast<std::uint64_t>(std::max<std::int64_t>(12'000, whole_us * 2));
  for (int turn = 0; turn < kills(); ++turn) {
    // A whole plan, and by turns what was written of it: its title is the code then.
    const bool is_patch = turn % 2 == 1;
    const std::string code = is_patch ? before : "Z" + std::to_string(turn);
    const std::string title = is_patch ? "T" + std::to_string(turn) : "Zones";
    const std::string id = is_patch ? folder.approved({.kind = store::DraftKind::kMetadata, .folder = {}, .patch = "plan = \"zones\"\ntitle = \"" + title + "\"\n"})
                                    : folder.approved(code);
    const std::string old_title = folder.title();
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
    std::this_thread::sleep_for(std::chrono::microseconds{random() % longest_us});
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    char byte = 0;
    const bool was_acknowledged = ::read(pipe[0], &byte, 1) == 1;
    ::close(pipe[0]);

    const auto now = folder.told("1");
    ASSERT_THAT(now.codes, testing::AnyOf(before, code)) << turn;
    ASSERT_THAT(folder.title(), testing::AnyOf(old_title, title)) << turn;
    const bool is_out = now.codes == code && folder.title() == title;
    ASSERT_TRUE(is_out || (now.codes == before && folder.title() == old_title)) << "a mixture";
    const auto draft = folder.desk().store().draft(id);
    ASSERT_TRUE(draft);
    if (was_acknowledged || draft->state == DraftState::kPublished) {
      ASSERT_TRUE(is_out) << "acknowledged, and lost";
      ASSERT_EQ(draft->edition, now.edition);
    }
    const auto log = folder.desk().verify_log();
    ASSERT_TRUE(log);
    ASSERT_TRUE(log->faults.empty()) << turn;
    out += is_out ? 1 : 0;
    acknowledged += was_acknowledged ? 1 : 0;
    if (draft->state == DraftState::kApproved) {
      const auto again = folder.desk().publish(id, "binh");
      ASSERT_TRUE(again) << again.error().message;
    }
    ASSERT_EQ(folder.told("1").codes, code);
    ASSERT_EQ(folder.title(), title);
    before = code;
  }
  RecordProperty("killed_with_the_edition_out", out);
  RecordProperty("acknowledged", acknowledged);
  std::printf("%d kills: %d with the new edition out, %d acknowledged\n", kills(), out, acknowledged);
}

}  // namespace
}  // namespace quyhoach::desk
