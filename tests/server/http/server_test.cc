#include "server/http/server.h"

#include <future>
#include <string>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/server/http/test_server.h"

namespace quyhoach::server {
namespace {

using ::testing::HasSubstr;

TEST(Server, TakesAFreePortAndTellsWhich) {
  TestServer a;
  TestServer b;
  EXPECT_NE(a.port(), 0);
  EXPECT_NE(a.port(), b.port());
}

TEST(Server, DoesNotStartOnAnAddressItCannotHave) {
  TestServer first;
  EXPECT_EQ((Server{{.port = first.port()}, Router{}}.start().error().code), geo::ErrorCode::kUnavailable);
  EXPECT_EQ((Server{{.address = "localhost"}, Router{}}.start().error().code), geo::ErrorCode::kManifest);
  EXPECT_EQ((Server{{.rate_limit = {.exempt_networks = {"10.0.0.0/33"}}}, Router{}}.start().error().code),
            geo::ErrorCode::kManifest);
}

TEST(Server, StopsBeforeItStartedAndTwice) {
  Server never{{}, Router{}};
  never.stop();
  TestServer server;
  server.server().stop();
  server.server().stop();
}

TEST(Server, AnswersManyClientsAtOnce) {
  TestServer server;
  std::vector<std::thread> clients;
  std::atomic<int> good = 0;
  for (int c = 0; c < 8; ++c) {
    clients.emplace_back([&, c] {
      RawClient client{server.port()};
      for (int i = 0; i < 200; ++i) {
        const std::string value = std::to_string(c * 1'000 + i);
        good += client.ask(get("/echo?a=" + value)).body == "GET /echo|a=" + value + "#" ? 1 : 0;
        good += client.ask(get("/prepared")).body == "tagged body" ? 1 : 0;
      }
    });
  }
  for (std::thread& client : clients) {
    client.join();
  }
  EXPECT_EQ(good, 8 * 400);
  EXPECT_TRUE(eventually([&] { return server.server().metrics().requests("echo", 2) == 1'600U; }));
}

TEST(Server, ClosesConnectionsOverTheCapAtOnce) {
  TestServer server{{.connections_max = 2}};
  RawClient second{server.port()};
  {
    RawClient first{server.port()};
    EXPECT_EQ(first.ask(get("/echo")).status, 200);
    EXPECT_EQ(second.ask(get("/echo")).status, 200);
    RawClient third{server.port()};
    EXPECT_TRUE(third.is_closed());
    EXPECT_EQ(second.ask(get("/echo")).status, 200);
  }
  EXPECT_TRUE(eventually([&] { return RawClient{server.port()}.ask(get("/echo")).status == 200; }));
}

TEST(Server, AnswersRequestsOverTheRateWith429) {
  constexpr double kOnePerThousandSeconds = 0.001;
  TestServer server{{.rate_limit = {.per_second = kOnePerThousandSeconds, .burst = 2, .exempt_networks = {}}}};
  RawClient client{server.port()};
  EXPECT_EQ(client.ask(get("/echo")).status, 200);
  EXPECT_EQ(client.ask(get("/echo")).status, 200);
  const RawResponse refused = client.ask(get("/echo"));
  EXPECT_EQ(refused.status, 429);
  EXPECT_GT(std::stoi(refused.field("Retry-After")), 900);
  EXPECT_THAT(refused.body, HasSubstr(R"("code":"TOO_MANY_REQUESTS")"));
  EXPECT_EQ(RawClient{server.port()}.ask(get("/echo")).status, 429) << "another connection has no other bucket";
}

TEST(Server, DoesNotLimitAnExemptNetwork) {
  TestServer server{{.rate_limit = {.per_second = 0.001, .burst = 1, .exempt_networks = {"127.0.0.0/8"}}}};
  RawClient client{server.port()};
  for (int i = 0; i < 10; ++i) {
    EXPECT_EQ(client.ask(get("/echo")).status, 200);
  }
}

TEST(Server, StopLetsARunningRequestEndAndClosesIdleOnes) {
  std::promise<void> entered;
  std::promise<void> may_end;
  TestServer server{{}, [&](Router& router) {
                      router.add("/slow", "slow", [&](const Request&) {
                        entered.set_value();
                        may_end.get_future().wait();
                        return text_response("text/plain", "done");
                      });
                    }};
  RawClient idle{server.port()};
  EXPECT_EQ(idle.ask(get("/echo")).status, 200);
  RawClient busy{server.port()};
  busy.send(get("/slow"));
  entered.get_future().wait();
  std::thread stopper{[&] { server.server().stop(); }};
  EXPECT_TRUE(idle.is_closed());
  EXPECT_TRUE(eventually([&] { return !RawClient{server.port()}.is_connected(); }));
  may_end.set_value();
  const RawResponse response = busy.read();
  EXPECT_EQ(response.body, "done");
  EXPECT_EQ(response.field("Connection"), "close");
  EXPECT_TRUE(busy.is_closed());
  stopper.join();
}

TEST(Server, StopCutsWhatDoesNotEnd) {
  TestServer server{{.timeouts = {.stop = std::chrono::milliseconds{50}}}};
  RawClient client{server.port()};
  EXPECT_EQ(client.ask(get("/echo")).status, 200);
  client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_EQ(client.read().status, 100);
  server.server().stop();
  EXPECT_THAT(server.log(), HasSubstr("were cut"));
}

TEST(Server, CountsByRouteNameAndNeverByPath) {
  TestServer server;
  RawClient client{server.port()};
  client.ask(get("/echo?a=27553"));
  client.ask(get("/nowhere/27553"));
  client.ask("BAD\r\n\r\n");
  EXPECT_TRUE(client.is_closed());  // by then all three are counted
  const std::string text = server.server().metrics().render();
  EXPECT_THAT(text, HasSubstr(R"(quyhoach_http_requests_total{route="echo",status="2xx"} 1)"));
  EXPECT_THAT(text, HasSubstr(R"(quyhoach_http_requests_total{route="none",status="4xx"} 1)"));
  EXPECT_THAT(text, HasSubstr(R"(quyhoach_http_requests_total{route="refused",status="4xx"} 1)"));
  EXPECT_THAT(text, ::testing::Not(HasSubstr("27553")));
  EXPECT_THAT(text, ::testing::Not(HasSubstr("127.0.0.1")));
}

}  // namespace
}  // namespace quyhoach::server
