#include "server/http/response_head.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace quyhoach::server {
namespace {

std::string fields(const Response& response, bool as_304 = false) {
  std::string out;
  append_fields(out, response, as_304);
  return out;
}

TEST(ResponseHead, FormatsTheDateAsRfc9110) {
  EXPECT_THAT(std::string{date_line()},
              ::testing::MatchesRegex("Date: [A-Z][a-z][a-z], [0-9][0-9] [A-Z][a-z][a-z] 20[0-9][0-9] "
                                      "[0-9][0-9]:[0-9][0-9]:[0-9][0-9] GMT\r\n"));
}

TEST(ResponseHead, NamesTheStatus) {
  std::string out;
  append_status_line(out, 200);
  append_status_line(out, 431);
  EXPECT_EQ(out, "HTTP/1.1 200 OK\r\nHTTP/1.1 431 Request Header Fields Too Large\r\n");
}

TEST(ResponseHead, KeepsOnlyWhatIsAboutTheResourceIn304) {
  Response response = text_response("text/html", "abc");
  response.etag = "\"a\"";
  response.cache_control = "no-cache";
  response.headers = {{"Content-Encoding", "gzip"}, {"Vary", "Accept-Encoding"}, {"Content-Security-Policy", "x"}};
  EXPECT_EQ(fields(response),
            "X-Content-Type-Options: nosniff\r\nContent-Type: text/html\r\nContent-Length: 3\r\nETag: \"a\"\r\n"
            "Cache-Control: no-cache\r\nContent-Encoding: gzip\r\nVary: Accept-Encoding\r\n"
            "Content-Security-Policy: x\r\n\r\n");
  EXPECT_EQ(fields(response, true),
            "X-Content-Type-Options: nosniff\r\nETag: \"a\"\r\nCache-Control: no-cache\r\nVary: Accept-Encoding\r\n"
            "Content-Security-Policy: x\r\n\r\n");
}

TEST(ResponseHead, PreparesTheSameBytes) {
  Response response = text_response("text/html", "abc");
  response.etag = "\"a\"";
  const auto prepared = prepare(response);
  EXPECT_EQ(prepared->head, fields(response));
  EXPECT_EQ(prepared->not_modified_head, fields(response, true));
  EXPECT_EQ(*prepared->body, "abc");
  EXPECT_EQ(prepared->etag, "\"a\"");
}

}  // namespace
}  // namespace quyhoach::server
