#include "server/http/head_check.h"

#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "server/http/head_parser.h"
#include "server/http/path_decode.h"

namespace quyhoach::server {
namespace {

using namespace std::string_literals;

const std::string kGood =
    "POST /api/v1/planning?lon=106.49 HTTP/1.1\r\nHost: [2001:db8::1]:8080\r\nUser-Agent: T\xC3\xA2n (x; y)\r\n"
    "Content-Length: 0012\r\nX-Empty:\r\nX-Spaced: \t a b \t\r\n\r\n";

std::string with_host(const std::string& host) { return "GET / HTTP/1.1\r\nHost: " + host + "\r\n\r\n"; }

TEST(CheckHead, TakesAWholeHeadAndLeavesTheRest) {
  const HeadCheck check = check_head(kGood + "GET / HTTP/1.1");
  EXPECT_EQ(check.state, HeadState::kComplete) << check.reason;
  EXPECT_EQ(check.size, kGood.size());
  EXPECT_EQ(check.content_length, 12U);
}

TEST(CheckHead, WaitsOnEveryPrefixOfAGoodHead) {
  for (std::size_t size = 0; size < kGood.size(); ++size) {
    EXPECT_EQ(check_head(kGood.substr(0, size)).state, HeadState::kIncomplete) << size;
  }
}

TEST(CheckHead, TakesHostsAsTheyAreInUse) {
  for (const char* host :
       {"a", "quyhoach.example.vn", "quyhoach.example.vn:8080", "10.1.2.3:80", "[::1]", "[::1]:80", "may_chu", "a:"}) {
    EXPECT_EQ(check_head(with_host(host)).state, HeadState::kComplete) << host;
  }
  for (const char* host : {"", "a b", "a:b", "a:123456", "[", "[]", "[::1", "[::1]x", "[g::1]", "a@b", "a,b", "a/b",
                           "%61", ":80", "\xC3\xA2"}) {
    EXPECT_EQ(check_head(with_host(host)).state, HeadState::kBad) << host;
  }
}

TEST(CheckHead, RefusesAControlByteWhereverItStands) {
  for (std::size_t at = 0; at < kGood.size(); ++at) {
    for (const char c : {'\0', '\x01', '\x0B', '\x7F', '\n'}) {
      std::string head = kGood;
      if (head[at] != c) {
        head[at] = c;
        EXPECT_EQ(check_head(head).state, HeadState::kBad) << at << " byte " << int{c};
      }
      head = kGood;
      head.insert(at, 1, c);
      if (at + 1 == kGood.size() && c == '\n') {
        continue;  // ends the head as it was, and is the first byte of the next
      }
      EXPECT_EQ(check_head(head).state, HeadState::kBad) << at << " inserted " << int{c};
    }
  }
}

TEST(CheckHead, RefusesMoreFieldsThanAnyClientSends) {
  std::string head = "GET / HTTP/1.1\r\nHost: a\r\n";
  for (std::size_t i = 1; i < kFieldCountMax; ++i) {
    head += "X: y\r\n";
  }
  EXPECT_EQ(check_head(head + "\r\n").state, HeadState::kComplete);
  EXPECT_EQ(check_head(head + "X: y\r\n\r\n").state, HeadState::kFieldsTooLarge);
}

TEST(CheckHead, RefusesALongMethodAndALongTargetBeforeTheyEnd) {
  EXPECT_EQ(check_head(std::string(kMethodMax + 1, 'A')).state, HeadState::kBad);
  EXPECT_EQ(check_head("GET /" + std::string(kTargetMax, 'a')).state, HeadState::kTargetTooLong);
  EXPECT_EQ(check_head("GET /" + std::string(kTargetMax - 1, 'a')).state, HeadState::kIncomplete);
}

/// What must hold for any bytes at all.
void check_properties(const std::string& bytes) {
  const HeadCheck whole = check_head(bytes);
  if (whole.state == HeadState::kComplete) {
    ASSERT_GE(whole.size, 4U);
    ASSERT_LE(whole.size, bytes.size());
    const std::string head = bytes.substr(0, whole.size);
    ASSERT_EQ(head.substr(head.size() - 4), "\r\n\r\n");
    ASSERT_EQ(head.find("\r\n\r\n"), head.size() - 4) << "another reader would see another end";
    ASSERT_EQ(check_head(head).state, HeadState::kComplete) << "what follows a head changed it";
    // Beast may refuse more (a Connection that is no list), never less; the target is decoded in the same step.
    Request request;
    HeadParser parser{request};
    std::string path;
    std::vector<QueryParameter> query;
    const std::size_t target = head.find(' ') + 1;
    ASSERT_TRUE(!parser.parse(head) ||
                decode_target(head.substr(target, head.find(' ', target) - target), path, query));
  }
  // A refusal is final: more bytes never make a head good that was refused, nor a complete one another.
  for (std::size_t size = 0; size < bytes.size(); size += 1 + bytes.size() / 16) {
    const HeadCheck part = check_head(std::string_view{bytes}.substr(0, size));
    if (part.state != HeadState::kIncomplete) {
      ASSERT_EQ(part.state, whole.state);
      ASSERT_EQ(part.size, whole.size);
    }
  }
}

TEST(CheckHead, KeepsItsPromisesOnRandomBytes) {
  static constexpr int kRounds = 200'000;
  static const std::vector<std::string> kPieces = {"GET ",
                                                   "POST ",
                                                   "/",
                                                   "a",
                                                   "%41",
                                                   "%2e",
                                                   "?",
                                                   "&",
                                                   "=",
                                                   "+",
                                                   " HTTP/1.1",
                                                   " HTTP/1.0",
                                                   "\r\n",
                                                   "\r",
                                                   "\n",
                                                   "\r\n\r\n",
                                                   "Host: a",
                                                   "Content-Length: 1",
                                                   "Transfer-Encoding: x",
                                                   ":",
                                                   " ",
                                                   "\t",
                                                   "X",
                                                   "\0"s,
                                                   "\xC3\xA2",
                                                   "\xFF",
                                                   "Expect: 100-continue",
                                                   "Connection: close, x",
                                                   "Accept-Encoding: gzip;q=0, br",
                                                   "Upgrade: h2c",
                                                   "*",
                                                   "http://a/"};
  std::mt19937 random{20'261'122};  // NOLINT(cert-msc51-cpp): a failure must come again
  const auto below = [&random](std::size_t bound) {
    return std::uniform_int_distribution<std::size_t>{0, bound - 1}(random);
  };
  int complete = 0;
  for (int round = 0; round < kRounds; ++round) {
    std::string bytes = round % 2 == 0 ? "GET / HTTP/1.1\r\nHost: a\r\n\r\n" : kGood;
    for (std::size_t edits = below(4); edits > 0; --edits) {
      const std::size_t at = below(bytes.size() + 1);
      switch (below(4)) {
        case 0:
          bytes.insert(at, kPieces[below(kPieces.size())]);
          break;
        case 1:
          bytes.erase(at, below(6));
          break;
        case 2:
          bytes.insert(at, 1, static_cast<char>(below(256)));
          break;
        default:
          bytes.insert(at, bytes.substr(below(bytes.size() + 1), below(40)));
      }
    }
    complete += check_head(bytes).state == HeadState::kComplete ? 1 : 0;
    check_properties(bytes);
    ASSERT_FALSE(HasFatalFailure()) << ::testing::PrintToString(bytes);
  }
  EXPECT_GT(complete, kRounds / 10) << "the test no longer makes good heads";
}

}  // namespace
}  // namespace quyhoach::server
