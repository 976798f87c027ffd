// What a confined process can still do, tried out in a child: the limits are for ever.
#include "geo/io/confinement.h"

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <memory>
#include <new>

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/temp_folder.h"

namespace quyhoach::geo {
namespace {

using test::TempFolder;

/// Runs `attempt` in a confined child. \return what it returned, 0…100; 101 where the child cannot be confined.
int confined(const std::string& folder, const std::function<int()>& attempt, std::size_t memory = std::size_t{3} << 30U) {
  const pid_t child = ::fork();
  if (child == 0) {
    const auto done = confine({.readable = {folder}, .memory_bytes = memory});
    ::_exit(done ? attempt() : 101);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 102;
}

constexpr int kPossible = 1;
constexpr int kRefused = 0;
int outcome(long result) { return result >= 0 ? kPossible : errno == EACCES || errno == EPERM || errno == EAGAIN ? kRefused : 50; }

class ConfinementTest : public testing::Test {
 protected:
  ConfinementTest() {
    write("own.txt");
    std::filesystem::create_symlink("/etc/hostname", path("link.txt"));
  }
  [[nodiscard]] std::string path(const std::string& name) const { return (folder_.path() / name).string(); }
  void write(const std::string& name) const {
    const int fd = ::open(path(name).c_str(), O_CREAT | O_WRONLY, 0600);
    ASSERT_EQ(::write(fd, "mine", 4), 4);
    ::close(fd);
  }
  TempFolder folder_;
};

TEST_F(ConfinementTest, ItsOwnFolderCanBeRead) {
  EXPECT_EQ(confined(folder_.path().string(), [&] {
              char byte = 0;
              const int fd = ::open(path("own.txt").c_str(), O_RDONLY);
              return fd >= 0 && ::read(fd, &byte, 1) == 1 && byte == 'm' ? kPossible : kRefused;
            }), kPossible);
}

TEST_F(ConfinementTest, NoOtherFileCanBeOpened) {
  for (const std::string& other : {std::string{"/etc/hostname"}, std::string{"/proc/self/environ"}, path("link.txt"), path("../")}) {
    EXPECT_EQ(confined(folder_.path().string(), [&] { return outcome(::open(other.c_str(), O_RDONLY)); }), kRefused) << other;
  }
}

TEST_F(ConfinementTest, NothingCanBeWrittenOrRemoved) {
  EXPECT_EQ(confined(folder_.path().string(), [&] { return outcome(::open(path("own.txt").c_str(), O_WRONLY)); }), kRefused);
  EXPECT_EQ(confined(folder_.path().string(), [&] { return outcome(::open(path("new.txt").c_str(), O_CREAT | O_WRONLY, 0600)); }), kRefused);
  EXPECT_EQ(confined(folder_.path().string(), [&] { return outcome(::unlink(path("own.txt").c_str())); }), kRefused);
  EXPECT_EQ(confined(folder_.path().string(), [&] { return outcome(::rename(path("own.txt").c_str(), path("b.txt").c_str())); }), kRefused);
  EXPECT_EQ(confined(folder_.path().string(), [&] { return outcome(::chmod(path("own.txt").c_str(), 0777)); }), kRefused);
}

TEST_F(ConfinementTest, ThereIsNoNetwork) {
  for (const int family : {AF_INET, AF_INET6, AF_UNIX, AF_NETLINK}) {
    EXPECT_EQ(confined(folder_.path().string(), [&] { return outcome(::socket(family, SOCK_STREAM, 0)); }), kRefused) << family;
  }
}

TEST_F(ConfinementTest, ThereAreNoOtherProcesses) {
  EXPECT_EQ(confined(folder_.path().string(), [] { return outcome(::fork()); }), kRefused);
  EXPECT_EQ(confined(folder_.path().string(), [] { return outcome(::execl("/bin/true", "true", nullptr)); }), kRefused);
  EXPECT_EQ(confined(folder_.path().string(), [] { return outcome(::kill(::getppid(), SIGCONT)); }), kRefused);
  EXPECT_EQ(confined(folder_.path().string(), [] { return outcome(::ptrace(PTRACE_ATTACH, ::getppid(), nullptr, nullptr)); }), kRefused);
}

#ifndef __SANITIZE_ADDRESS__
TEST_F(ConfinementTest, MemoryEnds) {
  constexpr std::size_t kLimit = std::size_t{1} << 30U;
  EXPECT_EQ(confined(folder_.path().string(), [] {
              const std::unique_ptr<char[]> much{new (std::nothrow) char[kLimit]};
              return much ? kPossible : kRefused;
            }, kLimit), kRefused);
}
#endif

}  // namespace
}  // namespace quyhoach::geo
