// A writer that is killed at any moment loses nothing it acknowledged, and leaves nothing half done.
#include <algorithm>
#include <array>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <map>
#include <random>
#include <thread>
#include <vector>

#include <gmock/gmock.h>

#include <sys/wait.h>
#include <unistd.h>

#include "tests/data/store/store_test.h"

namespace quyhoach::store {
namespace {

using ::testing::IsEmpty;

/// What a writer says after each call that succeeded. Small enough for one write to a pipe, which is whole or not at all.
struct Acknowledged {
  std::uint64_t seq = 0;
  std::array<char, 64> hash{};
  std::array<char, 32> draft{};  ///< Zeros when it was no draft.
  std::size_t steps = 0;         ///< How far the draft is: index into kWay.
};

constexpr std::array kWay = {DraftState::kDraft, DraftState::kSubmitted, DraftState::kApproved, DraftState::kPublished};

/// Writes until it is killed.
[[noreturn]] void write_for_ever(const std::string& path, int pipe) {
  const auto store = open_sqlite_store(path);
  if (!store) {
    std::_Exit(1);
  }
  const auto acknowledge = [&](const std::string& draft, std::size_t steps) {
    const auto head = (*store)->audit_head();
    Acknowledged line;
    line.seq = head->seq;
    head->hash.copy(line.hash.data(), line.hash.size());
    draft.copy(line.draft.data(), line.draft.size());
    line.steps = steps;
    if (::write(pipe, &line, sizeof line) != static_cast<ssize_t>(sizeof line)) {
      std::_Exit(1);
    }
  };
  for (;;) {
    if (!(*store)->audit_append({"child", "test.did", "x", {std::string(64, 'a')}, "{}"})) {
      std::_Exit(1);
    }
    acknowledge("", 0);
    const auto draft = (*store)->add_draft({"t", "p", "f", "r"}, {"an", {}, "{}"});
    if (!draft) {
      std::_Exit(1);
    }
    acknowledge(draft->id, 0);
    for (std::size_t step = 1; step < kWay.size(); ++step) {
      const DraftState to = kWay.at(step);
      const Act act{step == 1 ? "an" : "binh", {}, "{}"};
      if (!(*store)->step_draft(draft->id, {to, "vì vậy", to == DraftState::kPublished ? "edition" : ""}, act)) {
        std::_Exit(1);
      }
      acknowledge(draft->id, step);
    }
  }
}

/// Lets a child write for a while, kills it, and gives back all it acknowledged.
std::vector<Acknowledged> write_and_kill(const std::string& path, std::chrono::microseconds life) {
  std::array<int, 2> ends{};
  EXPECT_EQ(::pipe(ends.data()), 0);
  const pid_t child = ::fork();
  if (child == 0) {
    ::close(ends[0]);
    write_for_ever(path, ends[1]);
  }
  EXPECT_GT(child, 0);
  ::close(ends[1]);
  std::this_thread::sleep_for(life);  // the moment of death, not a wait for something
  ::kill(child, SIGKILL);
  std::vector<Acknowledged> lines;
  Acknowledged line;
  while (::read(ends[0], &line, sizeof line) == static_cast<ssize_t>(sizeof line)) {
    lines.push_back(line);
  }
  ::close(ends[0]);
  int status = 0;
  ::waitpid(child, &status, 0);
  EXPECT_TRUE(WIFSIGNALED(status)) << "the writer ended by itself";
  return lines;
}

class KilledWriter : public test::StoreTest {
 protected:
  /// The longest life of a writer: enough for some dozen calls, whatever this machine's disk needs for one.
  std::chrono::microseconds longest_life() {
    constexpr int kCalls = 10;
    constexpr int kOpeningsInALife = 3;
    const auto begin = std::chrono::steady_clock::now();
    open();
    for (int i = 0; i < kCalls; ++i) {
      EXPECT_TRUE(store().audit_append({"test", "test.did", "x", {}, "{}"}));
    }
    return kOpeningsInALife * std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - begin);
  }
};

TEST_F(KilledWriter, LosesNothingItAcknowledgedAndLeavesNothingHalfDone) {
  constexpr std::size_t kKills = 200;
  add("an", Role::kPlanner);
  add("binh", Role::kApprover);
  const auto longest = longest_life();
  std::mt19937 random{20'261'123};
  std::map<std::string, std::size_t> drafts;
  std::vector<AuditHead> heads;
  std::size_t killed_while_writing = 0;
  for (std::size_t i = 0; i < kKills; ++i) {
    const std::vector<Acknowledged> lines = write_and_kill(path(), longest * (random() % 1'000) / 1'000);
    killed_while_writing += lines.empty() ? 0U : 1U;
    for (const Acknowledged& line : lines) {
      heads.push_back({line.seq, std::string{line.hash.data(), line.hash.size()}});
      if (line.draft[0] != 0) {
        drafts[std::string{line.draft.data(), line.draft.size()}] = line.steps;
      }
    }
    open();
    const auto check = store().audit_verify(heads);
    ASSERT_TRUE(check);
    ASSERT_THAT(check->faults, IsEmpty()) << "after kill " << i;
  }
  // What a draft is, its last record says; and it is where the writer said, or one step further, done and not yet said.
  std::map<std::string, std::string> last_action;
  for (const AuditRecord& record : test::value_of(store().audit_list(0, 10'000'000))) {
    last_action[record.entry.subject] = record.entry.action;
  }
  for (const Draft& draft : test::value_of(store().drafts(std::nullopt))) {
    const std::string state = draft.state == DraftState::kDraft ? "added" : std::string{state_name(draft.state)};
    EXPECT_EQ(last_action[draft.id], "draft." + state);
  }
  for (const auto& [id, steps] : drafts) {
    const auto draft = store().draft(id);
    ASSERT_TRUE(draft) << id;
    EXPECT_TRUE(draft->state == kWay.at(steps) || draft->state == kWay.at(std::min(steps + 1, kWay.size() - 1)))
        << state_name(draft->state);
  }
  EXPECT_GT(killed_while_writing, kKills / 4) << "too few died while they wrote to tell anything";
  EXPECT_GT(drafts.size(), 20U);
}

TEST_F(KilledWriter, LeavesAStoreThatCanBeOpenedWhenItWasNotYetMade) {
  constexpr int kKills = 40;
  constexpr unsigned kLongest_us = 8'000;
  std::mt19937 random{1};
  for (int i = 0; i < kKills; ++i) {
    const std::string fresh = path() + std::to_string(i);
    const pid_t child = ::fork();
    if (child == 0) {
      std::_Exit(open_sqlite_store(fresh) ? 0 : 1);
    }
    std::this_thread::sleep_for(std::chrono::microseconds{random() % kLongest_us});
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    const auto store = open_sqlite_store(fresh);
    ASSERT_TRUE(store) << store.error().message;
    EXPECT_THAT(*(*store)->users(), IsEmpty());
  }
}

}  // namespace
}  // namespace quyhoach::store
