#include "server/http/static_files.h"

#include <filesystem>
#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/server/http/test_server.h"

namespace quyhoach::server {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

class StaticFilesTest : public ::testing::Test {
 protected:
  void SetUp() override {
    directory_ = fs::path{::testing::TempDir()} /
                 ("static_files_" + std::string{::testing::UnitTest::GetInstance()->current_test_info()->name()});
    fs::remove_all(directory_);
    write("index.html", "<!doctype html>" + std::string(2'000, ' '));
    write("assets/index-DiwrgTd4.js", "export {}" + std::string(2'000, ';'));
    write("assets/planning-overview.js", "1");
    write("data.pdf", "0123456789");
    write("a.unknown", "?");
    write(".hidden/secret.txt", "no");
    write(".env", "no");
  }
  void TearDown() override { fs::remove_all(directory_); }

  void write(const std::string& name, const std::string& content) const {
    fs::create_directories((directory_ / name).parent_path());
    std::ofstream{directory_ / name, std::ios::binary} << content;
  }

  [[nodiscard]] std::unique_ptr<TestServer> serve() const {
    auto files = StaticFiles::load(directory_);
    EXPECT_TRUE(files.has_value());
    return std::make_unique<TestServer>(Options{}, [files = *files](Router& router) {
      router.add({.pattern = "/{path*}", .name = "page", .handler = [files](const Request& request, const PathValues&) {
                    return files->serve(request, request.path);
                  }});
    });
  }

  fs::path directory_;
};

TEST_F(StaticFilesTest, ServesFilesByPathWithTypeAndTag) {
  const auto server = serve();
  RawClient client{server->port()};
  const RawResponse page = client.ask(get("/"));
  EXPECT_EQ(page.status, 200);
  EXPECT_EQ(page.field("Content-Type"), "text/html; charset=utf-8");
  EXPECT_EQ(page.field("Cache-Control"), "no-cache");
  EXPECT_THAT(page.field("Content-Security-Policy"), HasSubstr("default-src 'none'; script-src 'self';"));
  EXPECT_EQ(page.field("Referrer-Policy"), "no-referrer");
  EXPECT_EQ(client.ask(get("/", "If-None-Match: " + page.field("ETag") + "\r\n")).status, 304);
  EXPECT_EQ(client.ask(get("/data.pdf")).field("Content-Type"), "application/pdf");
  EXPECT_EQ(client.ask(get("/a.unknown")).field("Content-Type"), "application/octet-stream");
  EXPECT_EQ(client.ask(get("/assets")).status, 404);
  EXPECT_EQ(client.ask(get("/assets/")).status, 404);
  EXPECT_EQ(client.ask(get("/.env")).status, 404);
  EXPECT_EQ(client.ask(get("/.hidden/secret.txt")).status, 404);
}

TEST_F(StaticFilesTest, KeepsOnlyHashedNamesForever) {
  const auto server = serve();
  RawClient client{server->port()};
  EXPECT_THAT(client.ask(get("/assets/index-DiwrgTd4.js")).field("Cache-Control"), HasSubstr("immutable"));
  EXPECT_EQ(client.ask(get("/assets/planning-overview.js")).field("Cache-Control"), "no-cache");
}

TEST_F(StaticFilesTest, CompressesAsAcceptedWithATagOfItsOwn) {
  const auto server = serve();
  RawClient client{server->port()};
  const RawResponse plain = client.ask(get("/"));
  const RawResponse gzip = client.ask(get("/", "Accept-Encoding: gzip\r\n"));
  const RawResponse brotli = client.ask(get("/", "Accept-Encoding: gzip, br\r\n"));
  EXPECT_EQ(plain.field("Content-Encoding"), "");
  EXPECT_EQ(gzip.field("Content-Encoding"), "gzip");
  EXPECT_EQ(brotli.field("Content-Encoding"), "br");
  EXPECT_LT(gzip.body.size(), plain.body.size());
  EXPECT_NE(gzip.field("ETag"), plain.field("ETag"));
  EXPECT_NE(gzip.field("ETag"), brotli.field("ETag"));
  for (const RawResponse& response : {plain, gzip, brotli}) {
    EXPECT_EQ(response.field("Vary"), "Accept-Encoding");
  }
  EXPECT_EQ(client.ask(get("/", "Accept-Encoding: br\r\nIf-None-Match: " + brotli.field("ETag") + "\r\n")).status, 304);
  EXPECT_EQ(client.ask(get("/data.pdf", "Accept-Encoding: br\r\n")).field("Content-Encoding"), "");
}

TEST_F(StaticFilesTest, AnswersOneRangeAndNeverMany) {
  const auto server = serve();
  RawClient client{server->port()};
  const RawResponse part = client.ask(get("/data.pdf", "Range: bytes=2-4\r\nAccept-Encoding: gzip\r\n"));
  EXPECT_EQ(part.status, 206);
  EXPECT_EQ(part.body, "234");
  EXPECT_EQ(part.field("Content-Range"), "bytes 2-4/10");
  EXPECT_EQ(part.field("Content-Length"), "3");
  const RawResponse none = client.ask(get("/data.pdf", "Range: bytes=10-\r\n"));
  EXPECT_EQ(none.status, 416);
  EXPECT_EQ(none.field("Content-Range"), "bytes */10");
  std::string thousand = "Range: bytes=0-1";
  for (int i = 1; i < 1'000; ++i) {
    thousand += ",0-1";
  }
  const RawResponse whole = client.ask(get("/data.pdf", thousand + "\r\n"));
  EXPECT_EQ(whole.status, 200);
  EXPECT_EQ(whole.body, "0123456789");
  EXPECT_EQ(client.ask(get("/data.pdf", "Range: bytes=0-1\r\nRange: bytes=2-3\r\n")).status, 200);
}

TEST_F(StaticFilesTest, ObeysIfRangeAndIfNoneMatchBeforeARange) {
  const auto server = serve();
  RawClient client{server->port()};
  const std::string tag = client.ask(get("/data.pdf")).field("ETag");
  EXPECT_EQ(client.ask(get("/data.pdf", "Range: bytes=0-1\r\nIf-Range: " + tag + "\r\n")).status, 206);
  EXPECT_EQ(client.ask(get("/data.pdf", "Range: bytes=0-1\r\nIf-Range: \"old\"\r\n")).status, 200);
  EXPECT_EQ(client.ask(get("/data.pdf", "Range: bytes=0-1\r\nIf-Range: W/" + tag + "\r\n")).status, 200);
  EXPECT_EQ(client.ask(get("/data.pdf", "Range: bytes=99-\r\nIf-None-Match: " + tag + "\r\n")).status, 304);
}

TEST_F(StaticFilesTest, DoesNotLoadWhatCouldLeadOutOrIsTooLarge) {
  EXPECT_EQ(StaticFiles::load(directory_ / "nowhere").error().code, geo::ErrorCode::kUnavailable);
  EXPECT_EQ(StaticFiles::load(directory_, {.file_max_bytes = 100}).error().code, geo::ErrorCode::kBadData);
  EXPECT_EQ(StaticFiles::load(directory_, {.total_max_bytes = 3'000}).error().code, geo::ErrorCode::kBadData);
  fs::create_symlink("/etc/hostname", directory_ / "link.txt");
  EXPECT_EQ(StaticFiles::load(directory_).error().code, geo::ErrorCode::kBadData);
}

}  // namespace
}  // namespace quyhoach::server
