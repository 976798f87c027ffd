#include "server/http/conditional.h"

#include <string>

#include <gtest/gtest.h>

namespace quyhoach::server {
namespace {

TEST(IfNoneMatch, ComparesWeaklyAndReadsLists) {
  for (const char* field : {"\"a\"", "W/\"a\"", "\"b\", \"a\"", "\"b\",W/\"a\"", "*", "\"x,y\" , \"a\"", ", \"a\""}) {
    EXPECT_TRUE(if_none_match_matches(field, "\"a\"")) << field;
    EXPECT_TRUE(if_none_match_matches(field, "W/\"a\"")) << field;
  }
  for (const char* field : {"", "a", "\"b\"", "\"a", "\"x,\"a\"\"", "w/\"a\"", "\"A\"", "**", "W/", "\"b\" x \"a\""}) {
    EXPECT_FALSE(if_none_match_matches(field, "\"a\"")) << field;
  }
  EXPECT_FALSE(if_none_match_matches("*", ""));
}

std::string range(std::string_view field, std::size_t size) {
  const RangeRequest request = read_range(field, size);
  switch (request.kind) {
    case RangeRequest::Kind::kWhole:
      return "whole";
    case RangeRequest::Kind::kUnsatisfiable:
      return "416";
    case RangeRequest::Kind::kOne:
      break;
  }
  return std::to_string(request.first) + "-" + std::to_string(request.last);
}

TEST(ReadRange, TakesOneRange) {
  EXPECT_EQ(range("bytes=0-0", 10), "0-0");
  EXPECT_EQ(range("bytes=2-5", 10), "2-5");
  EXPECT_EQ(range("bytes=2-", 10), "2-9");
  EXPECT_EQ(range("bytes=-3", 10), "7-9");
  EXPECT_EQ(range("bytes=-30", 10), "0-9");
  EXPECT_EQ(range("bytes=5-18446744073709551615", 10), "5-9");
}

TEST(ReadRange, TellsWhatCannotBeHad) {
  EXPECT_EQ(range("bytes=10-", 10), "416");
  EXPECT_EQ(range("bytes=10-20", 10), "416");
  EXPECT_EQ(range("bytes=-0", 10), "416");
  EXPECT_EQ(range("bytes=0-", 0), "416");
  EXPECT_EQ(range("bytes=-1", 0), "416");
}

TEST(ReadRange, AnswersWholeWhatItCannotReadOrWillNotServe) {
  for (const char* field :
       {"", "bytes", "bytes=", "bytes=-", "bytes=a-b", "bytes=5-2", "bytes=0-1,3-4", "bytes= 0-1", "lines=0-1",
        "bytes=0-1-2", "bytes=+1-2", "bytes=0x1-2", "bytes=1", "bytes=99999999999999999999-"}) {
    EXPECT_EQ(range(field, 10), "whole") << field;
  }
  std::string thousand = "bytes=0-1";
  for (int i = 1; i < 1'000; ++i) {
    thousand += ",0-1";
  }
  EXPECT_EQ(range(thousand, 10), "whole");
}

}  // namespace
}  // namespace quyhoach::server
