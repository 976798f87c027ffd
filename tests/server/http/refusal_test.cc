// The HTTP table of refusals, byte for byte over a socket: the status, that the connection is closed, and that what
// follows a refused request is never read as another one.
#include <array>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/server/http/test_server.h"

namespace quyhoach::server {
namespace {

using namespace std::string_literals;
using ::testing::HasSubstr;

struct Row {
  const char* name;
  std::string bytes;
  int status;
  const char* code;
};

void PrintTo(const Row& row, std::ostream* out) { *out << row.name; }

class Refusal : public ::testing::TestWithParam<Row> {};

TEST_P(Refusal, AnswersOnceAndClosesWithoutReadingOn) {
  TestServer server;
  RawClient client{server.port()};
  client.send(GetParam().bytes + get("/marker"));
  const RawResponse response = client.read();
  EXPECT_EQ(response.status, GetParam().status) << response.head << response.body;
  EXPECT_EQ(response.field("Connection"), "close");
  EXPECT_EQ(response.field("Content-Type"), "application/problem+json");
  EXPECT_EQ(response.field("X-Content-Type-Options"), "nosniff");
  EXPECT_THAT(response.body, HasSubstr("\"code\":\""s + GetParam().code + "\""));
  EXPECT_TRUE(client.is_closed());
  EXPECT_EQ(server.markers(), 0);
  EXPECT_EQ(RawClient{server.port()}.ask(get("/echo")).status, 200) << "the server did not survive";
}

std::string post(const std::string& fields, const std::string& body) {
  return "POST /echo HTTP/1.1\r\nHost: a\r\n" + fields + "\r\n" + body;
}

const std::string kSmuggled = "GET /marker HTTP/1.1\r\nHost: a\r\n\r\n";

INSTANTIATE_TEST_SUITE_P(
    Framing, Refusal,
    ::testing::Values(Row{"Chunked", post("Transfer-Encoding: chunked\r\n", "0\r\n\r\n"), 400, "BAD_REQUEST"},
                      Row{"ChunkedAndLength", post("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"),
                          400, "BAD_REQUEST"},
                      Row{"XChunked", post("Transfer-Encoding: xchunked\r\n", kSmuggled), 400, "BAD_REQUEST"},
                      Row{"TransferEncodingIdentity", post("transfer-encoding: identity\r\n", ""), 400, "BAD_REQUEST"},
                      Row{"TransferEncodingEmpty", post("Transfer-Encoding:\r\n", ""), 400, "BAD_REQUEST"},
                      Row{"ChunkedOnHttp10", "POST /echo HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400,
                          "BAD_REQUEST"},
                      Row{"TwoCookies", "GET /echo HTTP/1.1\r\nHost: a\r\nCookie: a=1\r\nCookie: b=2\r\n\r\n", 400,
                          "BAD_REQUEST"},
                      Row{"TwoCsrfTokens", "GET /echo HTTP/1.1\r\nHost: a\r\nX-CSRF-Token: a\r\nx-csrf-token: a\r\n\r\n", 400,
                          "BAD_REQUEST"},
                      Row{"TwoLengths", post("Content-Length: 1\r\nContent-Length: 1\r\n", "x"), 400, "BAD_REQUEST"},
                      Row{"LengthList", post("Content-Length: 1, 1\r\n", "x"), 400, "BAD_REQUEST"},
                      Row{"LengthSigned", post("Content-Length: +1\r\n", "x"), 400, "BAD_REQUEST"},
                      Row{"LengthNegative", post("Content-Length: -1\r\n", "x"), 400, "BAD_REQUEST"},
                      Row{"LengthHex", post("Content-Length: 0x1\r\n", "x"), 400, "BAD_REQUEST"},
                      Row{"LengthEmpty", post("Content-Length:\r\n", ""), 400, "BAD_REQUEST"},
                      Row{"LengthOverflow", post("Content-Length: 18446744073709551617\r\n", "x"), 400, "BAD_REQUEST"},
                      Row{"NoHost", "GET /echo HTTP/1.1\r\n\r\n", 400, "BAD_REQUEST"},
                      Row{"TwoHosts", "GET /echo HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n", 400, "BAD_REQUEST"},
                      Row{"EmptyHost", "GET /echo HTTP/1.1\r\nHost:\r\n\r\n", 400, "BAD_REQUEST"},
                      Row{"BadHost", "GET /echo HTTP/1.1\r\nHost: a/b\r\n\r\n", 400, "BAD_REQUEST"},
                      Row{"ObsFold", "GET /echo HTTP/1.1\r\nHost: a\r\nX: b\r\n c\r\n\r\n", 400, "BAD_REQUEST"},
                      Row{"ObsFoldOfFirstLine", "GET /echo HTTP/1.1\r\n Host: a\r\n\r\n", 400, "BAD_REQUEST"},
                      Row{"BareLf", "GET /echo HTTP/1.1\nHost: a\n\n", 400, "BAD_REQUEST"},
                      Row{"BareLfInField", "GET /echo HTTP/1.1\r\nHost: a\r\nX: b\nY: c\r\n\r\n", 400, "BAD_REQUEST"},
                      Row{"BareCr", "GET /echo HTTP/1.1\r\nHost: a\r\nX: b\rY: c\r\n\r\n", 400, "BAD_REQUEST"},
                      Row{"NulInField", "GET /echo HTTP/1.1\r\nHost: a\r\nX: b\0c\r\n\r\n"s, 400, "BAD_REQUEST"},
                      Row{"NulInTarget", "GET /echo\0 HTTP/1.1\r\nHost: a\r\n\r\n"s, 400, "BAD_REQUEST"},
                      Row{"SpaceBeforeColon", post("Content-Length : 1\r\n", "x"), 400, "BAD_REQUEST"},
                      Row{"NoName", "GET /echo HTTP/1.1\r\nHost: a\r\n: b\r\n\r\n", 400, "BAD_REQUEST"},
                      Row{"Http2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400, "BAD_REQUEST"},
                      Row{"Http09", "GET /echo\r\n\r\n", 400, "BAD_REQUEST"},
                      Row{"LowerCaseVersion", "GET /echo http/1.1\r\nHost: a\r\n\r\n", 400, "BAD_REQUEST"},
                      Row{"TwoSpaces", "GET  /echo HTTP/1.1\r\nHost: a\r\n\r\n", 400, "BAD_REQUEST"},
                      Row{"EmptyLineFirst", "\r\nGET /echo HTTP/1.1\r\nHost: a\r\n\r\n", 400, "BAD_REQUEST"},
                      Row{"TlsHello", "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"s, 400, "BAD_REQUEST"}),
    [](const auto& row) { return std::string{row.param.name}; });

INSTANTIATE_TEST_SUITE_P(Target, Refusal,
                         ::testing::Values(Row{"DotSegment", get("/echo/../marker"), 400, "BAD_REQUEST"},
                                           Row{"EscapedDots", get("/echo/%2e%2e/marker"), 400, "BAD_REQUEST"},
                                           Row{"HalfEscapedDots", get("/echo/.%2E"), 400, "BAD_REQUEST"},
                                           Row{"EscapedSlash", get("/echo/a%2fb"), 400, "BAD_REQUEST"},
                                           Row{"EscapedBackslash", get("/echo/a%5Cb"), 400, "BAD_REQUEST"},
                                           Row{"EscapedNul", get("/echo/a%00b"), 400, "BAD_REQUEST"},
                                           Row{"Overlong", get("/echo/%c0%ae%c0%ae"), 400, "BAD_REQUEST"},
                                           Row{"Surrogate", get("/echo/%ed%a0%80"), 400, "BAD_REQUEST"},
                                           Row{"NotUtf8", get("/echo/%ff"), 400, "BAD_REQUEST"},
                                           Row{"RawNotUtf8", get("/echo/\xff"), 400, "BAD_REQUEST"},
                                           Row{"BadHex", get("/echo/%zz"), 400, "BAD_REQUEST"},
                                           Row{"CutHex", get("/echo/%2"), 400, "BAD_REQUEST"},
                                           Row{"QueryNul", get("/echo?a=%00"), 400, "BAD_REQUEST"},
                                           Row{"QueryNotUtf8", get("/echo?a=%e1%ba"), 400, "BAD_REQUEST"},
                                           Row{"Fragment", get("/echo#x"), 400, "BAD_REQUEST"},
                                           Row{"Relative", get("echo"), 400, "BAD_REQUEST"}),
                         [](const auto& row) { return std::string{row.param.name}; });

INSTANTIATE_TEST_SUITE_P(
    Limits, Refusal,
    ::testing::Values(
        Row{"LongTarget", get("/" + std::string(4'096, 'a')), 414, "TARGET_TOO_LONG"},
        Row{"LargeField", get("/echo", "X: " + std::string(8'192, 'a') + "\r\n"), 431, "HEADER_TOO_LARGE"},
        Row{"LongBody", post("Content-Length: 1001\r\n", std::string(1'001, 'x')), 413, "BODY_TOO_LARGE"},
        Row{"LongBodyAnnounced", post("Content-Length: 100000000000\r\n", ""), 413, "BODY_TOO_LARGE"},
        Row{"BodyOnGet", get("/marker", "Content-Length: " + std::to_string(kSmuggled.size()) + "\r\n") + kSmuggled,
            413, "BODY_TOO_LARGE"}),
    [](const auto& row) { return std::string{row.param.name}; });

INSTANTIATE_TEST_SUITE_P(
    Methods, Refusal,
    ::testing::Values(Row{"Trace", "TRACE /echo HTTP/1.1\r\nHost: a\r\n\r\n", 405, "METHOD_NOT_ALLOWED"},
                      Row{"Put", "PUT /echo HTTP/1.1\r\nHost: a\r\n\r\n", 405, "METHOD_NOT_ALLOWED"},
                      Row{"Unknown", "BREW /echo HTTP/1.1\r\nHost: a\r\n\r\n", 501, "NOT_IMPLEMENTED"},
                      Row{"LowerCase", "get /echo HTTP/1.1\r\nHost: a\r\n\r\n", 501, "NOT_IMPLEMENTED"},
                      Row{"PostWithBodyToNowhere",
                          "POST /nowhere HTTP/1.1\r\nHost: a\r\nContent-Length: " + std::to_string(kSmuggled.size()) +
                              "\r\n\r\n" + kSmuggled,
                          404, "NOT_FOUND"}),
    [](const auto& row) { return std::string{row.param.name}; });

TEST(HeadLimits, RefusesAnEndlessHeaderWhileItIsSent) {
  TestServer server;
  for (const std::string& piece : {"X-Field: value\r\n"s, "aaaaaaaaaaaaaaaaaaaa"s, "X: "s + std::string(500, 'v')}) {
    RawClient client{server.port()};
    client.send("GET /echo HTTP/1.1\r\nHost: a\r\n");
    std::size_t sent = 0;
    while (sent < 2 * 8'192 && client.send(piece)) {
      sent += piece.size();
    }
    EXPECT_EQ(client.read().status, 431) << "it waits for an end that never comes";
    EXPECT_TRUE(client.is_closed());
  }
}

TEST(HeadLimits, TakesATargetAndAHeaderOfExactlyTheLimits) {
  TestServer server;
  RawClient client{server.port()};
  EXPECT_EQ(client.ask(get("/echo/" + std::string(4'096 - 6, 'a'))).status, 200);
  const std::size_t around = std::string{"Host: localhost\r\nX: \r\n\r\n"}.size();
  EXPECT_EQ(client.ask(get("/echo", "X: " + std::string(8'192 - around, 'a') + "\r\n")).status, 200);
  EXPECT_EQ(client.ask(get("/echo", "X: " + std::string(8'193 - around, 'a') + "\r\n")).status, 431);
}

}  // namespace
}  // namespace quyhoach::server
