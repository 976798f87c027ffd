// Two processes that write to one register.
#include <csignal>

#include <fcntl.h>
#include <unistd.h>

#include <gmock/gmock.h>

#include "tests/tools/cli/planning_folder.h"

namespace quyhoach::cli {
namespace {

using test::DeskCommand;
using test::Ended;
using test::program;
using test::run;
using testing::HasSubstr;
using testing::StartsWith;

/// A `quyhoach load` that has the register and does not go on: its progress goes to a pipe that is full.
class HeldLoad {
 public:
  HeldLoad(const std::string& district, const std::string& into) {
    EXPECT_EQ(::pipe2(pipe_.data(), O_CLOEXEC), 0);
    fill();
    child_ = ::fork();
    if (child_ == 0) {
      ::dup2(pipe_[1], STDERR_FILENO);
      ::dup2(::open("/dev/null", O_WRONLY | O_CLOEXEC), STDOUT_FILENO);
      ::execl(program().c_str(), "quyhoach", "load", district.c_str(), "--register", into.c_str(), "--why", "again", nullptr);
      ::_exit(127);
    }
    ::close(pipe_[1]);
  }
  ~HeldLoad() {
    if (child_ > 0) {
      ::kill(child_, SIGKILL);
      ::waitpid(child_, nullptr, 0);
    }
    ::close(pipe_[0]);
  }
  HeldLoad(const HeldLoad&) = delete;
  HeldLoad& operator=(const HeldLoad&) = delete;

  /// Lets it go on. \return its exit code
  int go_on() {
    std::array<char, 4'096> buffer{};
    while (::read(pipe_[0], buffer.data(), buffer.size()) > 0) {
    }
    int status = 0;
    ::waitpid(child_, &status, 0);
    child_ = -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }

 private:
  void fill() const {
    ::fcntl(pipe_[1], F_SETFL, O_NONBLOCK);
    const std::array<char, 4'096> bytes{};
    while (::write(pipe_[1], bytes.data(), bytes.size()) > 0) {
    }
    while (::write(pipe_[1], bytes.data(), 1) > 0) {
    }
    ::fcntl(pipe_[1], F_SETFL, 0);
  }

  std::array<int, 2> pipe_{-1, -1};
  pid_t child_ = -1;
};

TEST_F(DeskCommand, IsRefusedWhileAnotherPublicationRuns) {
  const std::string id = approved();
  const std::string current = folder_.current();
  const std::string edition = current.substr(0, current.find('\n'));
  HeldLoad other{folder_.path().string(), folder_.register_path()};
  // The other process needs a moment to start; until it has the register, going back to the current edition changes nothing.
  Ended refused;
  const auto until = std::chrono::steady_clock::now() + std::chrono::seconds{30};
  do {
    refused = as("binh", "rollback " + edition + " --why thử");
  } while (refused.exit_code == 0 && std::chrono::steady_clock::now() < until);
  EXPECT_EQ(refused.exit_code, 1) << "refused: nothing was done, and nothing failed";
  EXPECT_THAT(refused.err, HasSubstr("another publication or check is writing to the register"));
  for (const std::string& words : {"publish " + id, "rollback " + edition + " --why thử"}) {
    const Ended held = as("binh", words + " --json");
    EXPECT_EQ(held.exit_code, 1) << words;
    EXPECT_THAT(held.out, StartsWith(R"({"error":{"code":"BUSY","message":"another publication or check)")) << words;
  }
  const Ended load = run("load '" + folder_.path().string() + "' --quiet" + in_register());
  EXPECT_EQ(load.exit_code, 1);
  EXPECT_EQ(folder_.current(), current);
  EXPECT_EQ(run("editions" + in_register()).exit_code, 0) << "readers go on";
  EXPECT_EQ(other.go_on(), 0);
  EXPECT_EQ(as("binh", "publish " + id).exit_code, 0);
}

}  // namespace
}  // namespace quyhoach::cli
