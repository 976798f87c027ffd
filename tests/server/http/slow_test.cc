// Bodies that are refused before they are read, room for large ones, and routes that take their time.
#include <future>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "server/http/problem.h"
#include "tests/server/http/test_server.h"

namespace quyhoach::server {
namespace {

using std::chrono::milliseconds;
using ::testing::HasSubstr;

constexpr std::size_t kLarge = std::size_t{2} << 20U;

std::string post_head(const std::string& path, std::size_t length, const std::string& fields = {}) {
  return "POST " + path + " HTTP/1.1\r\nHost: a\r\nContent-Length: " + std::to_string(length) + "\r\n" + fields + "\r\n";
}

/// `/upload` takes up to 64 MiB and answers its length, from people who send a token; `/slow` waits until `open` is called.
class SlowServer {
 public:
  explicit SlowServer(Options options = {}) : server_(std::move(options), [this](Router& router) { add_routes(router); }) {}
  ~SlowServer() { open(); }

  void open() {
    if (!is_open_.exchange(true)) {
      gate_.set_value();
    }
  }
  [[nodiscard]] std::uint16_t port() const { return server_.port(); }
  [[nodiscard]] TestServer& server() { return server_; }
  [[nodiscard]] int uploads() const { return uploads_; }
  [[nodiscard]] int asked() const { return asked_; }
  [[nodiscard]] int slow() const { return slow_; }

 private:
  void add_routes(Router& router) {
    router.add({.pattern = "/upload",
                .handler = [this](const Request& r, const PathValues&) {
                  ++uploads_;
                  return text_response("text/plain", std::to_string(r.body.size()));
                },
                .methods = {Method::kPost},
                .body_max_bytes = std::size_t{64} << 20U,
                .before_body = [this](const Request& r) -> std::optional<Response> {
                  ++asked_;
                  if (r.csrf_token == "throw") {
                    throw std::runtime_error{"a secret"};
                  }
                  return r.csrf_token.empty() ? std::optional{problem(geo::ErrorCode::kUnauthenticated)} : std::nullopt;
                }});
    router.add({.pattern = "/slow",
                .handler = [this](const Request& r, const PathValues&) {
                  ++slow_;
                  gate_opened_.wait();
                  return text_response("text/plain", "slow " + r.body);
                },
                .methods = {Method::kGet, Method::kPost},
                .body_max_bytes = 100,
                .is_slow = true});
  }

  std::atomic<bool> is_open_ = false;
  std::promise<void> gate_;
  std::shared_future<void> gate_opened_ = gate_.get_future().share();
  std::atomic<int> uploads_ = 0;
  std::atomic<int> asked_ = 0;
  std::atomic<int> slow_ = 0;
  TestServer server_;
};

// --- before a body is read

TEST(BeforeBody, RefusesAStrangerBeforeAByteOfTheBody) {
  const SlowServer server;
  RawClient client{server.port()};
  const RawResponse refused = client.ask(post_head("/upload", 64U << 20U, "Expect: 100-continue\r\n"));
  EXPECT_EQ(refused.status, 401) << "and not 100";
  EXPECT_EQ(refused.field("Connection"), "close");
  EXPECT_TRUE(client.is_closed());
  RawClient hasty{server.port()};
  hasty.send(post_head("/upload", kLarge) + "the first of many bytes" + get("/marker"));
  EXPECT_EQ(hasty.read().status, 401);
  EXPECT_EQ(hasty.read_all(), "") << "what follows is never read as a request";
  EXPECT_EQ(server.uploads(), 0);
}

TEST(BeforeBody, LetsThoseInWhoMay) {
  SlowServer server;
  RawClient client{server.port()};
  const std::string head = post_head("/upload", kLarge, "X-CSRF-Token: x\r\n");
  EXPECT_EQ(client.ask(head + std::string(kLarge, 'b')).body, std::to_string(kLarge));
  EXPECT_EQ(client.ask(post_head("/upload", 3, "X-CSRF-Token: x\r\n") + "abc").body, "3");
  EXPECT_EQ(server.asked(), 2);
  EXPECT_EQ(client.ask(post_head("/upload", 0)).body, "0") << "without a body there is nothing to keep out";
  EXPECT_EQ(server.asked(), 2);
}

TEST(BeforeBody, RefusesWhatIsTooLongWithoutAsking) {
  SlowServer server;
  RawClient client{server.port()};
  EXPECT_EQ(client.ask(post_head("/upload", (64U << 20U) + 1, "X-CSRF-Token: x\r\n")).status, 413);
  EXPECT_EQ(server.asked(), 0);
}

TEST(BeforeBody, SaysNothingOfACheckThatThrows) {
  SlowServer server;
  RawClient client{server.port()};
  const RawResponse answer = client.ask(post_head("/upload", 3, "X-CSRF-Token: throw\r\n"));
  EXPECT_EQ(answer.status, 500);
  EXPECT_THAT(server.server().log(), HasSubstr("threw"));
  EXPECT_THAT(server.server().log(), ::testing::Not(HasSubstr("secret")));
}

TEST(LargeBodies, AreNoMoreAtOnceThanThereIsRoomFor) {
  Options options;
  options.large_bodies_max = 1;
  SlowServer server{options};
  const std::string fields = "X-CSRF-Token: x\r\nExpect: 100-continue\r\n";
  RawClient first{server.port()};
  EXPECT_EQ(first.ask(post_head("/upload", kLarge, fields)).status, 100);
  RawClient second{server.port()};
  const RawResponse refused = second.ask(post_head("/upload", kLarge, fields));
  EXPECT_EQ(refused.status, 503);
  EXPECT_GT(std::stoi(refused.field("Retry-After")), 0);
  RawClient small{server.port()};
  EXPECT_EQ(small.ask(post_head("/upload", 3, "X-CSRF-Token: x\r\n") + "abc").body, "3") << "small ones take no room";
  EXPECT_EQ(first.ask(std::string(kLarge, 'b')).body, std::to_string(kLarge));
  RawClient third{server.port()};
  EXPECT_EQ(third.ask(post_head("/upload", kLarge, fields)).status, 100) << "the first gave its room back with its answer";
}

TEST(LargeBodies, GiveTheirRoomBackWhenTheyAreBrokenOff) {
  Options options;
  options.large_bodies_max = 1;
  SlowServer server{options};
  const std::string fields = "X-CSRF-Token: x\r\nExpect: 100-continue\r\n";
  {
    RawClient broken{server.port()};
    EXPECT_EQ(broken.ask(post_head("/upload", kLarge, fields)).status, 100);
    broken.send(std::string(kLarge / 2, 'b'));
  }
  EXPECT_TRUE(eventually([&] {
    RawClient next{server.port()};
    return next.ask(post_head("/upload", kLarge, fields)).status == 100;
  }));
  EXPECT_EQ(server.uploads(), 0);
}

// --- slow routes

TEST(SlowRoutes, KeepNobodyElseWaiting) {
  Options options;
  options.slow_threads = 2;
  SlowServer server{options};
  std::vector<std::unique_ptr<RawClient>> waiting;
  for (int i = 0; i < 5; ++i) {
    waiting.push_back(std::make_unique<RawClient>(server.port()));
    waiting.back()->send(get("/slow"));
  }
  ASSERT_TRUE(eventually([&] { return server.slow() == 2; }));
  RawClient other{server.port()};
  for (int i = 0; i < 100; ++i) {
    EXPECT_EQ(other.ask(get("/marker")).status, 200) << "more slow requests than threads that answer";
  }
  EXPECT_EQ(server.slow(), 2) << "no more at once than there are threads for them";
  server.open();
  for (const auto& client : waiting) {
    EXPECT_EQ(client->read().body, "slow ");
  }
}

TEST(SlowRoutes, KeepTheOrderOfAConnection) {
  SlowServer server;
  RawClient client{server.port()};
  client.send(get("/echo?a=1") + post_head("/slow", 3) + "abc" + get("/slow") + get("/echo?a=2"));
  EXPECT_EQ(client.read().body, "GET /echo|a=1#");
  EXPECT_FALSE(client.is_readable(50));
  server.open();
  EXPECT_EQ(client.read().body, "slow abc");
  EXPECT_EQ(client.read().body, "slow ");
  EXPECT_EQ(client.read().body, "GET /echo|a=2#");
}

TEST(SlowRoutes, MayTakeLongerThanABody) {
  Options options;
  options.timeouts.body = milliseconds{60};
  options.timeouts.head = milliseconds{60};
  options.timeouts.idle = milliseconds{60};
  SlowServer server{options};
  RawClient client{server.port()};
  client.send(post_head("/slow", 3, "Expect: 100-continue\r\n"));
  EXPECT_EQ(client.read().status, 100);
  client.send("abc");
  ASSERT_TRUE(eventually([&] { return server.slow() == 1; }));
  EXPECT_FALSE(client.is_readable(200));
  server.open();
  EXPECT_EQ(client.read().body, "slow abc");
  EXPECT_TRUE(client.is_closed()) << "and then the connection is as idle as any";
}

TEST(SlowRoutes, AreFinishedOrCutWhenTheServerStops) {
  Options options;
  options.slow_threads = 1;
  options.timeouts.stop = milliseconds{50};
  SlowServer server{options};
  RawClient answered{server.port()};
  RawClient queued{server.port()};
  answered.send(get("/slow"));
  ASSERT_TRUE(eventually([&] { return server.slow() == 1; }));
  queued.send(get("/slow"));
  const auto stopping = std::async(std::launch::async, [&] { server.server().server().stop(); });
  EXPECT_EQ(stopping.wait_for(milliseconds{200}), std::future_status::timeout) << "waits for what is being answered";
  server.open();
  stopping.wait();
  EXPECT_EQ(server.slow(), 1) << "what still waited is cut";
  EXPECT_TRUE(queued.is_closed());
}

}  // namespace
}  // namespace quyhoach::server
