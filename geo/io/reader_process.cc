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

  enum class Wait { kThere, kGone, kStalled, kCancelled };
  /// Waits until `size` bytes are in the buffer behind what is used. \param progress  asked again and again; may be null
  Wait need(std::size_t size, std::chrono::milliseconds patience, const Progress* progress) {
    constexpr std::chrono::milliseconds kGlance{100};
    std::chrono::milliseconds waited{0};
    if (progress != nullptr && progress->is_cancelled()) {  // A busy reader is never waited for.
      return Wait::kCancelled;
    }
    if (used > 0 && buffer.size() - used < size) {
      buffer.erase(0, used);
      used = 0;
    }
    while (buffer.size() - used < size) {
      if (progress != nullptr && progress->is_cancelled()) {
        return Wait::kCancelled;
      }
      const auto glance = progress == nullptr ? patience : std::min(kGlance, patience - waited);
      pollfd waiting{socket, POLLIN, 0};
      const int ready = ::poll(&waiting, 1, static_cast<int>(glance.count()));
      if (ready == 0) {
        waited += glance;
        if (waited >= patience) {
          return Wait::kStalled;
        }
        continue;
      }
      waited = std::chrono::milliseconds{0};
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
  std::string zone = "TZ=UTC0";  // Or the C library looks for a file that tells.
  std::array<char*, 3> environment{locale.data(), zone.data(), nullptr};
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

Result<bool> ReaderProcess::send(const std::string& bytes) {
  if (!child_) {
    if (const auto started = start(); !started) {
      return started.error();
    }
  }
  is_written_ = write_all(child_->socket, bytes);
  return true;
}

RawFault ReaderProcess::ended(const char* code, std::string message) {
  child_.reset();
  return {code, "", std::move(message)};
}

std::variant<ReaderProcess::Message, RawFault> ReaderProcess::next() {
  const auto need = [&](std::size_t size) { return child_->need(size, options_.patience, options_.progress.get()); };
  auto wait = need(kWireHead);
  std::uint32_t length = 0;
  if (wait == Child::Wait::kThere) {
    std::memcpy(&length, child_->buffer.data() + child_->used + 1, sizeof length);
    if (length > kWireLongest) {
      return ended("SOURCE_ERROR", "the reader sent a message that cannot be read");
    }
    wait = need(kWireHead + length);
  }
  if (wait == Child::Wait::kCancelled) {
    return ended("CHECK_CANCELLED", "");
  }
  if (wait == Child::Wait::kStalled) {
    return ended("LIMIT_TIME", std::to_string(options_.patience.count() / 1000));
  }
  if (wait == Child::Wait::kGone) {
    const bool before = !is_written_ || !has_begun_;
    return ended("SOURCE_ERROR", std::string{"the reader could not stand it: "} + child_->last_words() + (before ? "" : ", amid the features"));
  }
  const Message message{static_cast<WireTag>(child_->buffer[child_->used]), {child_->buffer.data() + child_->used + kWireHead, length}};
  child_->used += kWireHead + length;
  return message;
}

Result<Outcome> ReaderProcess::fault_of(std::string_view body) {
  auto got = get_fault(body);
  if (got && got->code == kCannotConfine) {
    child_.reset();
    return Error{ErrorCode::kUnavailable, got->message};
  }
  return got ? Outcome{std::move(*got)} : Outcome{ended("SOURCE_ERROR", got.error().message)};
}

Result<Outcome> ReaderProcess::end_of(std::string_view body) {
  auto got = get_end(body);
  return got ? Outcome{std::move(*got)} : Outcome{ended("SOURCE_ERROR", got.error().message)};
}

Result<Outcome> ReaderProcess::read(const ReaderJob& job, const Taker& take) {
  Progress* const progress = options_.progress.get();
  const auto cancelled = [] { return Error{ErrorCode::kCheckCancelled, "the check was cancelled"}; };
  if (is_cancelled()) {
    return cancelled();
  }
  std::string bytes;
  if (!put(job, bytes)) {
    return Error{ErrorCode::kInternal, "a job too long for the reader"};
  }
  has_begun_ = false;
  if (const auto sent = send(bytes); !sent) {
    return sent.error();
  }
  std::size_t columns = 0;
  for (;;) {
    const auto got = next();
    if (const auto* fault = std::get_if<RawFault>(&got)) {
      return is_cancelled() ? Result<Outcome>{cancelled()} : Outcome{*fault};
    }
    const auto& message = std::get<Message>(got);
    switch (message.tag) {
      case WireTag::kHead: {
        const auto head = get_head(message.body);
        if (!head) {
          return Outcome{ended("SOURCE_ERROR", head.error().message)};
        }
        columns = head->sent.size();
        has_begun_ = true;
        if (!take.head(*head)) {
          child_.reset();  // Cheaper than reading what nobody wants.
          return Outcome{RawEnd{}};
        }
        if (progress != nullptr) {
          progress->begin_file(head->features);
        }
        break;
      }
      case WireTag::kFeature: {
        auto feature = get_feature(message.body);
        if (!feature || !has_begun_ || feature->values.size() != columns) {
          return Outcome{ended("SOURCE_ERROR", feature ? "the reader sent features of no layer" : feature.error().message)};
        }
        take.feature(*feature);
        if (progress != nullptr) {
          progress->count_feature();
        }
        break;
      }
      case WireTag::kFault: return fault_of(message.body);
      case WireTag::kEnd: return end_of(message.body);
      default: return Outcome{ended("SOURCE_ERROR", "the reader sent a message that cannot be read")};
    }
  }
}

Result<Outcome> ReaderProcess::unpack(const ArchiveJob& job, const MemberTaker& take) {
  std::string bytes;
  if (!put(job, bytes)) {
    return Error{ErrorCode::kInternal, "a job too long for the reader"};
  }
  has_begun_ = false;
  if (const auto sent = send(bytes); !sent) {
    return sent.error();
  }
  std::uint64_t members = 0;
  std::uint64_t total = 0;
  std::uint64_t left = 0;  // Of the member that is coming.
  const auto nonsense = [&] { return Outcome{ended("SOURCE_ERROR", "the reader sent what is no archive's member")}; };
  for (;;) {
    const auto got = next();
    if (const auto* fault = std::get_if<RawFault>(&got)) {
      return Outcome{*fault};
    }
    const auto& message = std::get<Message>(got);
    bool goes_on = true;
    switch (message.tag) {
      case WireTag::kMember: {
        const auto member = get_member(message.body);
        if (!member || left > 0 || ++members > job.limits.max_members || member->bytes > job.limits.max_member_bytes ||
            member->bytes > job.limits.max_bytes - total) {
          return nonsense();
        }
        left = member->bytes;
        total += left;
        has_begun_ = true;
        goes_on = take.member(*member);
        break;
      }
      case WireTag::kData: {
        const auto data = get_data(message.body);
        if (!data || data->bytes.size() > left) {
          return nonsense();
        }
        left -= data->bytes.size();
        goes_on = take.data(data->bytes);
        break;
      }
      case WireTag::kFault: return fault_of(message.body);
      case WireTag::kEnd: return left > 0 ? Result<Outcome>{nonsense()} : end_of(message.body);
      default: return nonsense();
    }
    if (!goes_on) {
      child_.reset();
      return Outcome{RawEnd{}};
    }
  }
}

}  // namespace quyhoach::geo
