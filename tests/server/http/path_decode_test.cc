#include "server/http/path_decode.h"

#include <algorithm>
#include <random>
#include <string>

#include <gtest/gtest.h>

#include "geo/base/text.h"

namespace quyhoach::server {
namespace {

using namespace std::string_literals;

/// The decoded path, or "refused".
std::string path_of(std::string_view target) {
  std::string path;
  std::vector<QueryParameter> query;
  return decode_target(target, path, query) ? path : "refused";
}

/// `name=value` joined by `|`, or "refused".
std::string query_of(std::string_view target) {
  std::string path;
  std::vector<QueryParameter> query;
  if (!decode_target(target, path, query)) {
    return "refused";
  }
  std::string text;
  for (const auto& [name, value] : query) {
    text.append(text.empty() ? "" : "|").append(name).append("=").append(value);
  }
  return text;
}

TEST(DecodeTarget, DecodesAPath) {
  EXPECT_EQ(path_of("/"), "/");
  EXPECT_EQ(path_of("/a/b.c/..d/e../...?x"), "/a/b.c/..d/e../...");
  EXPECT_EQ(path_of("/th%E1%BB%ADa/%C4%91+%25"), "/thửa/đ+%");
  EXPECT_EQ(path_of("/th\xE1\xBB\xAD"
                    "a"),
            "/thửa");
  EXPECT_EQ(path_of("*"), "*");
  EXPECT_EQ(path_of("/a//b/"), "/a//b/");
}

TEST(DecodeTarget, TakesTheAbsoluteForm) {
  EXPECT_EQ(path_of("http://example.vn:80/a?b"), "/a");
  EXPECT_EQ(path_of("https://example.vn/"), "/");
  for (const char* target : {"http://", "http:///a", "http://example.vn", "http://example.vn?a", "ftp://a/b",
                             "example.vn:443", "HTTP://a/b"}) {
    EXPECT_EQ(path_of(target), "refused") << target;
  }
}

TEST(DecodeTarget, RefusesWhatCouldLeadElsewhere) {
  for (const char* target :
       {"",       "a",      "/..",  "/../", "/a/..", "/a/../b", "/.",   "/./a", "/%2e",      "/%2E%2e/", "/.%2e",
        "/a%2fb", "/a%2Fb", "/%5c", "/\\",  "/%00",  "/a%0a",   "/%7f", "/a#b", "/a%23b/..", "/?a#b"}) {
    EXPECT_EQ(path_of(target), "refused") << target;
  }
}

TEST(DecodeTarget, RefusesBadEscapesAndBadUtf8) {
  for (const char* target : {"/%",
                             "/%1",
                             "/%g0",
                             "/%0g",
                             "/%-1",
                             "/%+1",
                             "/% 1",
                             "/%%41",
                             "/%u0041",
                             "/%80",
                             "/%c0%af",
                             "/%c1%81",
                             "/%e0%80%af",
                             "/%f0%80%80%af",
                             "/%ed%a0%80",
                             "/%f4%90%80%80",
                             "/%f8%88%80%80%80",
                             "/%c3",
                             "/%c3/%a2",
                             "/\xC3%28"}) {
    EXPECT_EQ(path_of(target), "refused") << target;
  }
}

TEST(DecodeTarget, DecodesAQueryInOrderAndKeepsDuplicates) {
  EXPECT_EQ(query_of("/?b=2&a=1&b=3"), "b=2|a=1|b=3");
  EXPECT_EQ(query_of("/?a=%2F..%5C+%2B%26%3D&t%E1%BB%9D=10"), "a=/..\\ +&=|tờ=10");
  EXPECT_EQ(query_of("/?a&=b&c==d&&"), "a=|=b|c==d");
  EXPECT_EQ(query_of("/?"), "");
  EXPECT_EQ(query_of("/?a=/?b"), "a=/?b");
  for (const char* target : {"/?a=%00", "/?%00=a", "/?a=%", "/?a=%c0%af", "/?%ff=1", "/?a=%e1&b=%bb%ad"}) {
    EXPECT_EQ(query_of(target), "refused") << target;
  }
}

TEST(DecodeTarget, KeepsItsPromisesOnRandomBytes) {
  static constexpr int kRounds = 200'000;
  static const std::vector<std::string> kPieces = {"/",   ".",        "..",   "%2e", "%2f", "%5c",      "%00", "%c3",
                                                   "%a2", "%c3%a2",   "a",    "+",   "%",   "?",        "&",   "=",
                                                   "#",   "\xC3\xA2", "\xE1", "*",   "%25", "http://h", "\0"s, "%7F"};
  std::mt19937 random{1'122};  // NOLINT(cert-msc51-cpp): a failure must come again
  for (int round = 0; round < kRounds; ++round) {
    std::string target = "/";
    for (std::size_t count = random() % 8; count > 0; --count) {
      target += round % 4 == 0 ? std::string(1, static_cast<char>(random() % 256)) : kPieces[random() % kPieces.size()];
    }
    std::string path;
    std::vector<QueryParameter> query;
    if (!decode_target(target, path, query)) {
      continue;
    }
    ASSERT_EQ(path.front(), '/');
    ASSERT_TRUE(geo::is_utf8(path));
    ASSERT_TRUE(std::none_of(path.begin(), path.end(),
                             [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F || c == '\\'; }));
    ASSERT_EQ((path + "/").find("/../"), std::string::npos) << target;
    ASSERT_EQ((path + "/").find("/./"), std::string::npos) << target;
    for (const auto& [name, value] : query) {
      ASSERT_TRUE(geo::is_utf8(name) && geo::is_utf8(value));
      ASSERT_EQ((name + value).find('\0'), std::string::npos);
    }
  }
}

}  // namespace
}  // namespace quyhoach::server
