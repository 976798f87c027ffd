#include "geo/io/reader_process.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>

#include <poll.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

namespace quyhoach::geo {

namespace {

using Outcome = std::variant<RawEnd, RawFault>;

std::filesystem::path beside_this_program() {
  std::error_code ignored;
  return std::filesystem::read_symlink("/proc/self/exe", ignored).parent_path() / "quyhoach-reader";
}

bool write_all(int fd, std::string_view bytes) noexcept {
  while (!bytes.empty()) {
    const ssize_t written = ::send(fd, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (written <= 0) {
      return false;
    }
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

}  // namespace

struct ReaderProcess::Child {
  pid_t pid = -1;
  int socket = -1;  ///< The other end of its stdin and stdout.
  std::string buffer;
  std::size_t used = 0;  ///< Of the buffer, by messages taken already.

  ~Child() {
    if (socket >= 0) {
      ::close(socket);
    }
    if (pid > 0) {
      ::kill(pid, SIGKILL);
      ::waitpid(pid, nullptr, 0);
    }
  }

  /// Why it is gone, in words. \pre it closed its stdout
  std::string last_words() {
    int status = 0;
    ::kill(pid, SIGKILL);  // It may hang on after closing; the status of one that ended before does not change.
    ::waitpid(pid, &status, 0);
    pid = -1;
    return WIFSIGNALED(status) ? std::string{"it was ended by "} + ::strsignal(WTERMSIG(status))
                               : "it ended with code " + std::to_string(WEXITSTATUS(status));
  }

  enum class Wait { kThere, kGone, kStalled };
  /// Waits until `size` bytes are in the buffer behind what is used.
  Wait need(std::size_t size, std::chrono::milliseconds patience) {
    if (used > 0 && buffer.size() - used < size) {
      buffer.erase(0, used);
      used = 0;
    }
    while (buffer.size() - used < size) {
      pollfd waiting{socket, POLLIN, 0};
      const int ready = ::poll(&waiting, 1, static_cast<int>(patience.count()));
      if (ready == 0) {
        return Wait::kStalled;
      }
      constexpr std::size_t kStep = 1U << 16U;
      const std::size_t have = buffer.size();
      buffer.resize(have + std::max(kStep, size));
      const ssize_t got = ready < 0 ? -1 : ::read(socket, buffer.data() + have, buffer.size() - have);
      buffer.resize(have + static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
      if (got == 0 || (got < 0 && errno != EINTR)) {
        return Wait::kGone;
      }
    }
    return Wait::kThere;
  }
};

ReaderProcess::ReaderProcess(std::filesystem::path folder, Options options) : folder_(std::move(folder)), options_(std::move(options)) {
  if (options_.program.empty()) {
    options_.program = beside_this_program();
  }
}

ReaderProcess::~ReaderProcess() = default;

Result<bool> ReaderProcess::start() {
  std::array<int, 2> ends{-1, -1};
  auto child = std::make_unique<Child>();
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) {
    return Error{ErrorCode::kUnavailable, std::string{"no way to the reader: "} + std::strerror(errno)};
  }
  child->socket = ends[0];
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_adddup2(&actions, ends[1], STDIN_FILENO);
  ::posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
  ::posix_spawn_file_actions_addclosefrom_np(&actions, STDERR_FILENO + 1);
  ::posix_spawn_file_actions_addchdir_np(&actions, folder_.c_str());
  std::string name = "quyhoach-reader";
  std::string loose = "--without-landlock";
  std::array<char*, 3> arguments{name.data(), options_.without_landlock ? loose.data() : nullptr, nullptr};
  std::string locale = "LC_ALL=C.UTF-8";
  std::array<char*, 2> environment{locale.data(), nullptr};
  const std::string program = std::filesystem::absolute(options_.program).string();
  const int code = ::posix_spawn(&child->pid, program.c_str(), &actions, nullptr, arguments.data(), environment.data());
  ::posix_spawn_file_actions_destroy(&actions);
  ::close(ends[1]);
  if (code != 0) {
    child->pid = -1;
    return Error{ErrorCode::kUnavailable, program + ": " + std::strerror(code)};
  }
  child_ = std::move(child);
  return true;
}

Result<std::variant<RawEnd, RawFault>> ReaderProcess::read(const ReaderJob& job, const Taker& take) {
  if (!child_) {
    if (const auto started = start(); !started) {
      return started.error();
    }
  }
  const auto ended = [this](const char* code, const std::string& message) {
    child_.reset();
    return Outcome{RawFault{code, "", message}};
  };
  std::string bytes;
  if (!put(job, bytes)) {
    return Error{ErrorCode::kInternal, "a job too long for the reader"};
  }
  bool is_written = write_all(child_->socket, bytes);
  RawHead head;
  bool wanted = false;
  for (;;) {
    const auto need = [&](std::size_t size) { return child_->need(size, options_.patience); };
    auto wait = need(kWireHead);
    std::uint32_t length = 0;
    if (wait == Child::Wait::kThere) {
      std::memcpy(&length, child_->buffer.data() + child_->used + 1, sizeof length);
      if (length > kWireLongest) {
        return ended("SOURCE_ERROR", "the reader sent a message that cannot be read");
      }
      wait = need(kWireHead + length);
    }
    if (wait == Child::Wait::kStalled) {
      return ended("LIMIT_TIME", std::to_string(options_.patience.count() / 1000));
    }
    if (wait == Child::Wait::kGone) {
      const bool before = !is_written || head.layer.empty();
      return ended("SOURCE_ERROR", std::string{"the reader could not stand it: "} + child_->last_words() + (before ? "" : ", amid the features"));
    }
    const auto tag = static_cast<WireTag>(child_->buffer[child_->used]);
    const std::string_view body{child_->buffer.data() + child_->used + kWireHead, length};
    child_->used += kWireHead + length;
    switch (tag) {
      case WireTag::kHead: {
        auto got = get_head(body);
        if (!got) {
          return ended("SOURCE_ERROR", got.error().message);
        }
        head = std::move(*got);
        wanted = take.head(head);
        if (!wanted) {
          child_.reset();  // Cheaper than reading what nobody wants.
          return Outcome{RawEnd{}};
        }
        break;
      }
      case WireTag::kFeature: {
        auto got = get_feature(body);
        if (!got || !wanted || (got->values.size() != head.sent.size())) {
          return ended("SOURCE_ERROR", got ? "the reader sent features of no layer" : got.error().message);
        }
        take.feature(*got);
        break;
      }
      case WireTag::kFault: {
        auto got = get_fault(body);
        if (got && got->code == kCannotConfine) {
          child_.reset();
          return Error{ErrorCode::kUnavailable, got->message};
        }
        return got ? Outcome{std::move(*got)} : ended("SOURCE_ERROR", got.error().message);
      }
      case WireTag::kEnd: {
        auto got = get_end(body);
        return got ? Outcome{std::move(*got)} : ended("SOURCE_ERROR", got.error().message);
      }
      default: return ended("SOURCE_ERROR", "the reader sent a message that cannot be read");
    }
  }
}

}  // namespace quyhoach::geo
