#pragma once

#include <array>
#include <cerrno>
#include <csignal>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "geo/base/sha256.h"
#include "server/handlers/service.h"
#include "tests/data/desk/desk_changes.h"

namespace quyhoach::desk::test {

/// Every answer of one edition, as somebody got them.
struct AnswersSeen {
  std::string edition;
  std::string hash;  ///< Of answers_but_edition; what went wrong, where none could be had.
  friend bool operator==(const AnswersSeen&, const AnswersSeen&) = default;
};

inline AnswersSeen seen_in(const geo::Snapshot& snapshot) { return {snapshot.edition.id, geo::sha256_hex(answers_but_edition(snapshot))}; }

/// A process that asks for every answer again and again while others publish. It has the register as a server has it
/// (server/handlers/service.h): most rounds by a service that runs and looks whether there is another edition, some by one that has
/// just been started. One thread; made before this process has a second one.
class AnswerWatcher {
 public:
  explicit AnswerWatcher(const std::string& register_folder) {
    std::array<int, 2> ends{-1, -1};
    EXPECT_EQ(::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends.data()), 0);
    child_ = ::fork();
    if (child_ == 0) {
      ::close(ends[0]);
      watch(register_folder, ends[1]);
      ::_exit(0);
    }
    ::close(ends[1]);
    socket_ = ends[0];
  }
  ~AnswerWatcher() {
    ::close(socket_);
    ::kill(child_, SIGKILL);
    ::waitpid(child_, nullptr, 0);
  }
  AnswerWatcher(const AnswerWatcher&) = delete;
  AnswerWatcher& operator=(const AnswerWatcher&) = delete;

  /// Returns when it asks.
  void start() {
    say('g');
    seen_.clear();
    take();
  }
  /// \return all it saw since start(); the last of it was asked for after this was called. Empty if the watcher is gone.
  [[nodiscard]] std::vector<AnswersSeen> stop() {
    say('s');
    while (take() == Taken::kMore) {
    }
    return std::exchange(seen_, {});
  }

 private:
  struct Record {
    std::array<char, 128> edition{};
    std::array<char, 512> hash{};
    bool is_last = false;
  };
  enum class Taken { kMore, kLast, kGone };

  void say(char word) const { EXPECT_EQ(::send(socket_, &word, 1, MSG_NOSIGNAL), 1); }
  Taken take() {
    Record record;
    if (::recv(socket_, &record, sizeof record, 0) != static_cast<ssize_t>(sizeof record)) {
      seen_.clear();
      return Taken::kGone;
    }
    seen_.push_back({record.edition.data(), record.hash.data()});
    return record.is_last ? Taken::kLast : Taken::kMore;
  }

  // ---- in the child

  static constexpr int kStartedAnew = 8;  ///< Every so many rounds.

  static void watch(const std::string& register_folder, int socket) {
    std::shared_ptr<server::Service> service;
    bool goes_on = false;
    for (int round = 0;; ++round) {
      char word = 0;
      const ssize_t got = ::recv(socket, &word, 1, goes_on ? MSG_DONTWAIT : 0);
      if (got == 0 || (got < 0 && errno != EAGAIN)) {
        return;
      }
      goes_on = got > 0 ? word == 'g' : goes_on;
      std::string what_went_wrong;
      if (round % kStartedAnew == 0) {
        service.reset();
        auto opened = server::Service::open(register_folder, 1, [](std::string_view) {});
        if (opened) {
          service = *opened;
        } else {
          what_went_wrong = opened.error().message;
        }
      } else if (service) {
        service->refresh();
      }
      const auto snapshot = service ? service->current() : nullptr;
      if (!send(socket, snapshot ? seen_in(*snapshot) : AnswersSeen{"none", what_went_wrong}, !goes_on)) {
        return;
      }
    }
  }
  static bool send(int socket, const AnswersSeen& seen, bool is_last) {
    Record record;
    seen.edition.copy(record.edition.data(), record.edition.size() - 1);
    seen.hash.copy(record.hash.data(), record.hash.size() - 1);
    record.is_last = is_last;
    return ::send(socket, &record, sizeof record, MSG_NOSIGNAL) == static_cast<ssize_t>(sizeof record);
  }

  pid_t child_ = -1;
  int socket_ = -1;
  std::vector<AnswersSeen> seen_;
};

}  // namespace quyhoach::desk::test
