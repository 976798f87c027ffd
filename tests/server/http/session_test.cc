#include "server/http/session.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/server/http/test_server.h"

namespace quyhoach::server {
namespace {

using std::chrono::milliseconds;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

/// Short, so that a test that waits for one is quick; long enough that no step of a test meets one by accident.
constexpr milliseconds kShort{100};

std::string post(std::string_view body, std::string_view fields = {}) {
  return "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" +
         std::string{fields} + "\r\n" + std::string{body};
}

TEST(Session, KeepsAConnectionForManyRequests) {
  TestServer server;
  RawClient client{server.port()};
  for (int i = 0; i < 5; ++i) {
    const RawResponse response = client.ask(get("/echo?a=1"));
    EXPECT_EQ(response.status, 200);
    EXPECT_EQ(response.body, "GET /echo|a=1#");
    EXPECT_EQ(response.field("Connection"), "");
    EXPECT_THAT(response.field("Date"), EndsWith(" GMT"));
    EXPECT_EQ(response.field("X-Content-Type-Options"), "nosniff");
    EXPECT_EQ(response.field("Access-Control-Allow-Origin"), "*");
  }
  EXPECT_EQ(client.ask(get("/tagged")).field("Access-Control-Allow-Origin"), "");
}

TEST(Session, DecodesPathAndQuery) {
  TestServer server;
  RawClient client{server.port()};
  EXPECT_EQ(client.ask(get("/echo/T%C3%A2n%20Ph%C3%BA+1")).body, "GET /echo/Tân Phú+1#");
  EXPECT_EQ(client.ask(get("/echo?a=10%2F16+x&b=%C4%91")).body, "GET /echo|a=10/16 x|b=đ#");
  EXPECT_EQ(client.ask(get("/echo?a=T\xC3\xA2n")).body, "GET /echo|a=Tân#");
  EXPECT_EQ(client.ask(get("http://other.example/echo?a=1")).body, "GET /echo|a=1#");
}

TEST(Session, AnswersPipelinedRequestsInOrder) {
  TestServer server;
  RawClient client{server.port()};
  std::string requests;
  for (int i = 0; i < 100; ++i) {
    requests += i % 3 == 0 ? get("/echo?a=" + std::to_string(i)) : post("body " + std::to_string(i));
  }
  client.send(requests + get("/echo", "Connection: close\r\n") + get("/marker"));
  for (int i = 0; i < 100; ++i) {
    EXPECT_EQ(client.read().body,
              i % 3 == 0 ? "GET /echo|a=" + std::to_string(i) + "#" : "POST /echo#body " + std::to_string(i));
  }
  EXPECT_EQ(client.read().field("Connection"), "close");
  EXPECT_TRUE(client.is_closed());
  EXPECT_EQ(server.markers(), 0);
}

TEST(Session, TakesRequestsCutAnywhere) {
  TestServer server;
  const std::string request = post("0123456789");
  for (std::size_t cut = 1; cut < request.size(); ++cut) {
    RawClient client{server.port()};
    client.send(request.substr(0, cut));
    client.send(request.substr(cut) + get("/echo"));
    EXPECT_EQ(client.read().body, "POST /echo#0123456789") << cut;
    EXPECT_EQ(client.read().body, "GET /echo#") << cut;
  }
}

TEST(Session, AnswersHeadWithTheHeadOfGet) {
  TestServer server;
  for (const char* path : {"/tagged", "/prepared", "/pages", "/big", "/nowhere"}) {
    RawClient client{server.port()};
    const RawResponse full = client.ask(get(path));
    client.send("HEAD " + std::string{path} + " HTTP/1.1\r\nHost: a\r\n\r\n");
    const RawResponse head = client.read(false);
    EXPECT_EQ(head.status, full.status);
    EXPECT_EQ(head.field("Content-Length"), full.field("Content-Length"));
    EXPECT_EQ(head.field("ETag"), full.field("ETag"));
    EXPECT_EQ(head.field("Content-Type"), full.field("Content-Type"));
    EXPECT_EQ(client.ask(get("/echo")).body, "GET /echo#") << "a body followed the head";
  }
}

TEST(Session, AnswersAMatchingIfNoneMatchWith304) {
  TestServer server;
  RawClient client{server.port()};
  for (const char* path : {"/tagged", "/prepared"}) {
    for (const char* tags : {"\"v1\"", "W/\"v1\"", "\"a\", \"v1\"", "*"}) {
      const RawResponse response = client.ask(get(path, "If-None-Match: " + std::string{tags} + "\r\n"));
      EXPECT_EQ(response.status, 304) << path << tags;
      EXPECT_EQ(response.field("ETag"), "\"v1\"");
      EXPECT_EQ(response.field("Cache-Control"), "no-cache");
      EXPECT_EQ(response.field("Content-Length"), "");
      EXPECT_EQ(response.field("Content-Type"), "");
    }
    EXPECT_EQ(client.ask(get(path, "If-None-Match: \"v2\"\r\n")).body, "tagged body");
  }
  EXPECT_EQ(client.ask(get("/pages", "If-None-Match: \"v1\"\r\n")).status, 304);
  EXPECT_EQ(client.ask(get("/echo", "If-None-Match: *\r\n")).status, 200) << "there is no tag to match";
}

TEST(Session, SendsPageFilesWholeToAClientThatReadsLate) {
  ASSERT_TRUE(PageFile::make(TestServer::page_bytes()));
  TestServer server;
  RawClient client{server.port()};
  constexpr int kRequests = 300;  // 15 MB: more than the kernel's buffers hold.
  std::string requests;
  for (int i = 0; i < kRequests; ++i) {
    requests += get(i % 2 == 0 ? "/pages" : "/echo");
  }
  client.send(requests);
  std::this_thread::sleep_for(std::chrono::milliseconds{50});
  for (int i = 0; i < kRequests; ++i) {
    ASSERT_EQ(client.read().body, i % 2 == 0 ? TestServer::page_bytes() : "GET /echo#") << i;
  }
}

TEST(PageFile, IsMadeOnlyWhereItHelps) {
  EXPECT_FALSE(PageFile::make(std::string(PageFile::kSmallest_bytes - 1, 'a')));
  EXPECT_TRUE(PageFile::make(std::string(PageFile::kSmallest_bytes, 'a')));
  EXPECT_TRUE(PageFile::make(std::string(PageFile::kLargest_bytes, 'a')));
  EXPECT_FALSE(PageFile::make(std::string(PageFile::kLargest_bytes + 1, 'a')));
}

TEST(Session, SendsNoLengthAndNoBodyWith204) {
  TestServer server;
  RawClient client{server.port()};
  const RawResponse response = client.ask(get("/empty"));
  EXPECT_EQ(response.status, 204);
  EXPECT_EQ(response.field("Content-Length"), "");
  EXPECT_EQ(client.ask(get("/echo")).status, 200);
}

TEST(Session, AnswersHttp10OnceAndClosesEvenWithoutHost) {
  TestServer server;
  RawClient client{server.port()};
  client.send("GET /echo HTTP/1.0\r\nConnection: keep-alive\r\n\r\n" + get("/marker"));
  EXPECT_EQ(client.read().status, 200);
  EXPECT_TRUE(client.is_closed());
  EXPECT_EQ(server.markers(), 0);
}

TEST(Session, KeepsTheConnectionAfterARefusalOfTheRouterThatLeavesNothingUnread) {
  TestServer server;
  RawClient client{server.port()};
  EXPECT_EQ(client.ask(get("/nowhere")).status, 404);
  EXPECT_EQ(client.ask(get("/echo?c=1")).status, 400);
  EXPECT_EQ(client.ask(get("/echo?a=1&a=1")).status, 400);
  EXPECT_EQ(client.ask("POST /marker HTTP/1.1\r\nHost: a\r\n\r\n").field("Allow"), "GET, HEAD, OPTIONS");
  EXPECT_EQ(client.ask("OPTIONS /echo HTTP/1.1\r\nHost: a\r\n\r\n").field("Access-Control-Allow-Origin"), "*");
  EXPECT_EQ(client.ask("OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n").status, 204);
  EXPECT_EQ(client.ask(get("/echo")).status, 200);
}

TEST(Session, SendsContinueOnlyWhenTheBodyIsWanted) {
  TestServer server;
  RawClient client{server.port()};
  client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nExpect: 100-Continue\r\n\r\n");
  EXPECT_EQ(client.read().status, 100);
  EXPECT_EQ(client.ask("body").body, "POST /echo#body");
  client.send(post("body", "Expect: 100-continue\r\n"));
  EXPECT_EQ(client.read().status, 200) << "the body was there already";
  client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 4000\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_EQ(client.read().status, 413);
  EXPECT_TRUE(client.is_closed());
}

TEST(Session, SurvivesAHandlerThatThrowsAndSaysNothingOfIt) {
  TestServer server;
  RawClient client{server.port()};
  const RawResponse response = client.ask(get("/throws"));
  EXPECT_EQ(response.status, 500);
  EXPECT_THAT(response.body, HasSubstr(R"("code":"INTERNAL")"));
  EXPECT_THAT(response.body, Not(HasSubstr("parcel")));
  EXPECT_EQ(client.ask(get("/echo")).status, 200);
  EXPECT_THAT(server.log(), HasSubstr("handler of route throws threw"));
  EXPECT_THAT(server.log(), Not(HasSubstr("27553")));
}

TEST(Session, CutsAHeadDrippedByteByByte) {
  TestServer server{{.timeouts = {.head = kShort}}};
  RawClient client{server.port()};
  std::size_t sent = 0;
  // Each byte comes well within the deadline; all together they must not.
  while (client.send(sent == 0 ? "GET / HTTP/1.1\r\nX: " : "x") && !client.is_readable(5) && sent < 4'000) {
    ++sent;
  }
  EXPECT_EQ(client.read().status, 408);
  EXPECT_TRUE(client.is_closed());
}

TEST(Session, CutsABodyThatDoesNotCome) {
  TestServer server{{.timeouts = {.body = kShort}}};
  RawClient client{server.port()};
  EXPECT_EQ(client.ask("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nhalf").status, 408);
  EXPECT_TRUE(client.is_closed());
}

TEST(Session, ClosesAnIdleConnectionWithoutAWord) {
  TestServer server{{.timeouts = {.idle = kShort}}};
  RawClient fresh{server.port()};
  RawClient used{server.port()};
  EXPECT_EQ(used.ask(get("/echo")).status, 200);
  EXPECT_TRUE(fresh.is_closed());
  EXPECT_TRUE(used.is_closed());
}

TEST(Session, SendsALargeBodyToASlowReaderWhole) {
  TestServer server;
  RawClient client{server.port(), 4'096};
  const RawResponse response = client.ask(get("/big"));
  EXPECT_EQ(response.body, std::string(TestServer::kBig, 'b'));
  EXPECT_EQ(client.ask(get("/echo")).status, 200);
}

TEST(Session, CutsAClientThatDoesNotRead) {
  TestServer server{{.timeouts = {.write = kShort}}};
  RawClient client{server.port(), 4'096};
  client.send(get("/big"));
  EXPECT_TRUE(eventually([&] { return server.server().metrics().connections_open() == 1; }));
  EXPECT_TRUE(eventually([&] { return server.server().metrics().connections_open() == 0; }));
}

TEST(Session, AnswersAClientThatHasStoppedSending) {
  TestServer server;
  RawClient client{server.port()};
  client.send(get("/echo"));
  client.finish_sending();
  EXPECT_EQ(client.read().status, 200);
  EXPECT_TRUE(client.is_closed());
}

TEST(Session, ARefusalReachesAClientThatGoesOnSending) {
  TestServer server;
  for (int i = 0; i < 20; ++i) {
    RawClient client{server.port()};
    client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 200000\r\n\r\n" + std::string(200'000, 'x'));
    EXPECT_EQ(client.read().status, 413);
  }
}

}  // namespace
}  // namespace quyhoach::server
