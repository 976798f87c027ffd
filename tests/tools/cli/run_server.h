#pragma once

#include <array>
#include <csignal>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <fcntl.h>
#include <gtest/gtest.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/server/http/raw_client.h"
#include "tests/temp_folder.h"
#include "tests/tools/cli/run_program.h"

namespace quyhoach::cli::test {

/// The built `quyhoach-server` on a port of its own; ends with the object.
class RunningServer {
 public:
  explicit RunningServer(std::vector<std::string> words) {
    std::array<int, 2> out{-1, -1};
    EXPECT_EQ(::pipe2(out.data(), O_CLOEXEC), 0);
    const std::string program = (cli::test::program().parent_path() / "quyhoach-server").string();
    words.insert(words.begin(), program);
    words.insert(words.end(), {"--port", "0"});
    std::vector<char*> arguments;
    for (std::string& word : words) {
      arguments.push_back(word.data());
    }
    arguments.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_adddup2(&actions, out[1], STDOUT_FILENO);
    ::posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, log_path().c_str(), O_CREAT | O_WRONLY | O_TRUNC, 0600);
    EXPECT_EQ(::posix_spawn(&pid_, program.c_str(), &actions, nullptr, arguments.data(), environ), 0);
    ::posix_spawn_file_actions_destroy(&actions);
    ::close(out[1]);
    std::string url;
    for (char letter = 0; ::read(out[0], &letter, 1) == 1 && letter != '\n';) {
      url += letter;
    }
    ::close(out[0]);
    EXPECT_NE(url, "") << log();
    const std::size_t colon = url.rfind(':');
    port_ = colon == std::string::npos ? std::uint16_t{0} : static_cast<std::uint16_t>(std::atoi(url.c_str() + colon + 1));
  }
  ~RunningServer() {
    if (pid_ > 0) {
      ::kill(pid_, SIGTERM);
      ::waitpid(pid_, nullptr, 0);
    }
  }
  RunningServer(const RunningServer&) = delete;
  RunningServer& operator=(const RunningServer&) = delete;

  /// What it has written to stderr.
  [[nodiscard]] std::string log() const {
    std::ifstream file{log_path(), std::ios::binary};
    return {std::istreambuf_iterator<char>{file}, {}};
  }
  /// \param fields  further ones, each ended by CR LF
  [[nodiscard]] server::RawResponse post(const std::string& path, const std::string& json, const std::string& fields = {}) const {
    server::RawClient client{port_};
    return client.ask("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n" + fields +
                      "Content-Length: " + std::to_string(json.size()) + "\r\n\r\n" + json);
  }
  /// The fields of somebody who has signed in with a password of their own.
  [[nodiscard]] std::string sign_in(const std::string& login, const std::string& password) const {
    const auto opened = post("/api/v1/session", R"({"login":")" + login + R"(","password":")" + password + "\"}");
    EXPECT_EQ(opened.status, 200) << opened.body;
    const std::string cookie = opened.field("Set-Cookie");
    const std::string mark = "\"csrf\":\"";
    const std::size_t at = opened.body.find(mark) + mark.size();
    return "Cookie: " + cookie.substr(0, cookie.find(';')) + "\r\nX-CSRF-Token: " + opened.body.substr(at, opened.body.find('"', at) - at) + "\r\n";
  }

 private:
  [[nodiscard]] std::string log_path() const { return (folder_.path() / "log").string(); }

  geo::test::TempFolder folder_;
  pid_t pid_ = -1;
  std::uint16_t port_ = 0;
};

}  // namespace quyhoach::cli::test
