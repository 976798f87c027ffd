// kill -9 at any moment of publishing and of going back, while somebody reads every answer: the answers of the old edition or those
// of the new one, whole, never a mixture; and nothing acknowledged is lost.
#include <algorithm>
#include <array>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <functional>
#include <map>
#include <random>
#include <thread>

#include <gmock/gmock.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/data/desk/answer_watcher.h"

namespace quyhoach::desk {
namespace {

using geo::Result;
using store::DraftState;
using test::AnswersSeen;
using test::seen_in;

/// QUYHOACH_KILLS says how often; the default is what every run of the tests can afford.
int kills() {
  const char* asked = std::getenv("QUYHOACH_KILLS");
  return asked == nullptr ? 60 : std::atoi(asked);
}

/// What a publication is of.
enum class Kind { kPlan, kMetadata, kStatus, kParcels, kRollback };
constexpr std::array kKinds{Kind::kPlan, Kind::kMetadata, Kind::kStatus, Kind::kParcels, Kind::kRollback};

/// One publication, ready to be made.
struct Publication {
  std::string draft;                                      ///< Empty for going back.
  std::string answers;                                    ///< Hash of what is answered once it is out.
  std::function<Result<std::string>(const Desk&)> make;   ///< \return the edition
};

/// What came of it.
struct Count {
  int out = 0;
  int acknowledged = 0;
  std::size_t sets = 0;      ///< Of all answers, seen by the reader.
  std::size_t sets_new = 0;  ///< Of them, of a new edition.
};

class DeskKill : public testing::Test {
 protected:
  DeskKill() : watcher_(folder_.district().register_path()), now_(seen()) { known_.emplace(now_.edition, now_.hash); }

  [[nodiscard]] AnswersSeen seen() const { return seen_in(*folder_.district().snapshot()); }

  /// Every turn says something that no other does, so that old and new always differ.
  [[nodiscard]] DraftSource source(Kind kind, int turn) {
    const std::string number = std::to_string(turn);
    switch (kind) {
      case Kind::kMetadata: return test::metadata("title = \"T" + number + "\"\n");
      case Kind::kStatus: return test::status("suspend", "2026-03-01");  // Of a plan that has been read anew since the last.
      case Kind::kParcels:
        parcels_.emplace(std::vector{test::parcel(10, "1"), test::parcel(60 + turn % 9, "2"), test::parcel(150, "3"), test::parcel(172, "9" + number)});
        return parcels_->source();
      case Kind::kPlan:
      case Kind::kRollback: break;
    }
    return {.kind = store::DraftKind::kPlan, .folder = folder_.plan_with("Z" + number), .patch = {}};
  }

  Publication prepare(Kind kind, int turn) {
    if (kind == Kind::kRollback) {
      std::vector<AnswersSeen> others;
      for (const auto& [edition, hash] : known_) {
        if (hash != now_.hash) {
          others.push_back({edition, hash});
        }
      }
      const AnswersSeen to = others.at(static_cast<std::size_t>(random_() % others.size()));
      return {.draft = {}, .answers = to.hash, .make = [to](const Desk& desk) -> Result<std::string> {
                const auto done = desk.restore(to.edition, "thử", "chi");
                return done ? Result<std::string>{to.edition} : done.error();
              }};
    }
    const std::string id = folder_.approved(source(kind, turn), {"PARCELS_VANISH"});
    const auto preview = folder_.desk().preview(*folder_.desk().store().draft(id));
    EXPECT_TRUE(preview) << preview.error().message;
    return {.draft = id, .answers = seen_in(**preview).hash, .make = [id](const Desk& desk) -> Result<std::string> {
              const auto done = desk.publish(id, "binh");
              return done ? Result<std::string>{done->edition} : done.error();
            }};
  }

  /// Publishes in a child. \param until  when it is killed; nothing: it ends. \return the edition it acknowledged, or nothing
  [[nodiscard]] std::string in_child(const Publication& publication, std::optional<std::chrono::microseconds> until) const {
    std::array<int, 2> pipe{-1, -1};
    EXPECT_EQ(::pipe(pipe.data()), 0);
    const pid_t child = ::fork();
    if (child == 0) {
      // A connection of its own: SQLite's must not be carried over a fork.
      const auto store = store::open_state(folder_.state_path(), store::IfMissing::kRefuse);
      const Desk desk{{.register_folder = folder_.district().register_path(), .state_folder = folder_.state_path(), .catalogue = {}, .reader = {}}, *store};
      const auto edition = publication.make(desk);
      ::_exit(edition && ::write(pipe[1], edition->data(), edition->size()) > 0 ? 0 : 1);
    }
    ::close(pipe[1]);
    if (until) {
      std::this_thread::sleep_for(*until);
      ::kill(child, SIGKILL);
    }
    ::waitpid(child, nullptr, 0);
    std::array<char, 128> told{};
    const ssize_t length = ::read(pipe[0], told.data(), told.size());
    ::close(pipe[0]);
    return {told.data(), static_cast<std::size_t>(std::max<ssize_t>(length, 0))};
  }

  /// One publication that is killed, and then finished. \param until  as in in_child
  void turn(Kind kind, int number, std::optional<std::chrono::microseconds> until) {
    const Publication publication = prepare(kind, number);
    ASSERT_NE(publication.answers, now_.hash);
    watcher_.start();
    const std::string acknowledged = in_child(publication, until);
    const std::vector<AnswersSeen> all = watcher_.stop();
    const AnswersSeen after = seen();
    const bool is_out = after != now_;
    if (is_out) {
      ASSERT_EQ(after.hash, publication.answers) << "a mixture";
      ASSERT_NE(after.edition, now_.edition) << "the edition's name, and other answers";
    }
    ASSERT_NO_FATAL_FAILURE(whole(all, after));
    if (!acknowledged.empty()) {
      ASSERT_TRUE(is_out) << "acknowledged, and lost";
      ASSERT_EQ(after.edition, acknowledged);
    }
    if (!publication.draft.empty()) {
      const auto draft = folder_.desk().store().draft(publication.draft);
      ASSERT_TRUE(draft);
      ASSERT_TRUE(draft->state == DraftState::kApproved ? acknowledged.empty() : draft->state == DraftState::kPublished);
      if (draft->state == DraftState::kPublished) {
        ASSERT_EQ(draft->edition, after.edition) << "published, and lost";
      }
    }
    count_.out += is_out ? 1 : 0;
    count_.acknowledged += acknowledged.empty() ? 0 : 1;
    if (acknowledged.empty()) {
      const auto again = publication.make(folder_.desk());
      const auto draft = folder_.desk().store().draft(publication.draft);
      ASSERT_TRUE(again || (draft && draft->state == DraftState::kPublished)) << again.error().message;
    }
    const AnswersSeen finished = seen();
    ASSERT_EQ(finished.hash, publication.answers);
    if (is_out) {
      ASSERT_EQ(finished.edition, after.edition) << "what was out is not published a second time";
    }
    now_ = finished;
    known_.emplace(now_.edition, now_.hash);
  }

  /// Whether all that was seen is the old edition, then the new one.
  void whole(const std::vector<AnswersSeen>& all, const AnswersSeen& last) {
    ASSERT_FALSE(all.empty()) << "nobody was reading";
    ASSERT_EQ(all.back(), last);
    bool is_new = false;
    for (const AnswersSeen& one : all) {
      is_new = is_new || one == last;
      ASSERT_EQ(one, is_new ? last : now_) << "the reader saw neither the old nor the new edition";
      count_.sets_new += one != now_ ? 1U : 0U;
    }
    count_.sets += all.size();
  }

  const test::DeskFolder folder_;
  test::AnswerWatcher watcher_;
  AnswersSeen now_;
  std::map<std::string, std::string> known_;  ///< Editions that were out, and what they answered.
  std::optional<test::ParcelsFolder> parcels_;
  std::mt19937_64 random_{2026};
  Count count_;
};

TEST_F(DeskKill, APublicationAmidAKillIsOldOrNewToWhoeverReads) {
  // Kills come at any moment of a publication, however fast the machine is.
  std::array<std::uint64_t, kKinds.size()> longest_us{};
  int number = 0;
  for (std::size_t i = 0; i < kKinds.size(); ++i) {
    const auto begin = std::chrono::steady_clock::now();
    std::chrono::steady_clock::duration prepared{};
    const Publication publication = prepare(kKinds[i], number++);
    prepared = std::chrono::steady_clock::now() - begin;
    ASSERT_NE(in_child(publication, std::nullopt), "");
    const auto whole = std::chrono::steady_clock::now() - begin - prepared;
    longest_us[i] = static_cast<std::uint64_t>(std::chrono::duration_cast<std::chrono::microseconds>(whole).count()) * 5 / 4;
    now_ = seen();
    known_.emplace(now_.edition, now_.hash);
  }
  const int audits = 1 + kills() / 50;  // They read every edition there is.
  for (int kill = 0; kill < kills(); ++kill) {
    const std::size_t kind = static_cast<std::size_t>(kill) % kKinds.size();
    ASSERT_NO_FATAL_FAILURE(turn(kKinds[kind], number++, std::chrono::microseconds{random_() % longest_us[kind]})) << "kill " << kill;
    if (kill % audits == 0) {
      const auto log = folder_.desk().verify_log();
      ASSERT_TRUE(log);
      ASSERT_TRUE(log->faults.empty()) << kill;
    }
  }
  // Every edition that was ever out still answers as it did.
  const geo::Register in{folder_.district().register_path()};
  for (const auto& [edition, hash] : known_) {
    const auto snapshot = load_snapshot(in, edition, nullptr, 1);
    ASSERT_TRUE(snapshot) << snapshot.error().message;
    ASSERT_EQ(seen_in(**snapshot).hash, hash) << edition;
  }
  EXPECT_TRUE(find_faults(in).empty());
  EXPECT_TRUE(folder_.desk().verify_log()->faults.empty());
  std::printf("%d kills: %d with the new edition out, %d of them acknowledged; %zu times all answers read meanwhile, %zu times those of the new "
              "edition; %zu editions\n",
              kills(), count_.out, count_.acknowledged, count_.sets, count_.sets_new, known_.size());
}

}  // namespace
}  // namespace quyhoach::desk
