#include "server/http/compression.h"

#include <random>

#include <libdeflate.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace quyhoach::server {
namespace {

using ::testing::Contains;
using ::testing::Pair;

std::string gunzip(const std::string& data, std::size_t size) {
  std::string out(size, '\0');
  libdeflate_decompressor* decompressor = libdeflate_alloc_decompressor();
  const auto result =
      libdeflate_gzip_decompress(decompressor, data.data(), data.size(), out.data(), out.size(), nullptr);
  libdeflate_free_decompressor(decompressor);
  return result == LIBDEFLATE_SUCCESS ? out : "failed";
}

std::vector<std::string> samples() {
  std::mt19937 random{7};  // NOLINT(cert-msc51-cpp): the same bytes every time
  std::string noise(100'000, '\0');
  for (char& c : noise) {
    c = static_cast<char>(random());
  }
  return {"", "a", std::string(1'000'000, 'x'), noise};
}

TEST(Compression, GzipComesBackAsItWas) {
  for (const std::string& sample : samples()) {
    EXPECT_EQ(gunzip(gzip(sample), sample.size()), sample);
  }
}

std::string accepted(std::string_view field) {
  const AcceptedEncodings encodings = accepted_encodings(field);
  return std::string{encodings.gzip ? "gzip " : ""} + (encodings.brotli ? "br" : "");
}

TEST(AcceptedEncodings, ReadsWeights) {
  EXPECT_EQ(accepted("gzip, deflate, br"), "gzip br");
  EXPECT_EQ(accepted("gzip;q=0, br;q=0.001"), "br");
  EXPECT_EQ(accepted("GZIP ; Q=0.5,BR; q=0.000"), "gzip ");
  EXPECT_EQ(accepted("*"), "gzip br");
  EXPECT_EQ(accepted("*;q=0.1, br;q=0"), "gzip ");
  EXPECT_EQ(accepted("br, *;q=0"), "br");
  EXPECT_EQ(accepted("x-gzip"), "gzip ");
  EXPECT_EQ(accepted("gzip;q=1.000, br;q=1"), "gzip br");
}

TEST(AcceptedEncodings, AcceptsNothingItCannotRead) {
  for (const char* field : {"", ",", ";", "identity", "gzipped, brr", "gzip;q=", "gzip;q=2", "gzip;q=-1",
                            "gzip;q=0.0000001", "gzip;q=1.001", "gzip;q=.5", "gzip;level=9", "br;q=1e0", "br;;q=1"}) {
    EXPECT_EQ(accepted(field), "") << field;
  }
}

TEST(Compression, KnowsWhatShrinks) {
  for (const char* type : {"text/html; charset=utf-8", "application/json", "application/geo+json", "image/svg+xml",
                           "application/problem+json", "application/vnd.mapbox-vector-tile"}) {
    EXPECT_TRUE(is_compressible(type)) << type;
  }
  for (const char* type : {"", "image/png", "application/pdf", "font/woff2", "application/octet-stream"}) {
    EXPECT_FALSE(is_compressible(type)) << type;
  }
}

TEST(CompressFor, GivesEachEncodingItsOwnTag) {
  Request request;
  request.accepts_gzip = true;
  Response response = text_response("application/json", std::string(5'000, ' '));
  response.etag = "\"v\"";
  compress_for(request, response);
  EXPECT_EQ(response.etag, "\"v-gz\"");
  EXPECT_THAT(response.headers, Contains(Pair("Content-Encoding", "gzip")));
  EXPECT_THAT(response.headers, Contains(Pair("Vary", "Accept-Encoding")));
  EXPECT_EQ(gunzip(*response.body, 5'000), std::string(5'000, ' '));
}

TEST(CompressFor, PrefersBrotli) {
  Request request;
  request.accepts_gzip = true;
  request.accepts_brotli = true;
  Response response = text_response("application/json", std::string(5'000, ' '));
  response.etag = "W/\"v\"";
  compress_for(request, response);
  EXPECT_EQ(response.etag, "W/\"v-br\"");
  EXPECT_THAT(response.headers, Contains(Pair("Content-Encoding", "br")));
  EXPECT_LT(response.body->size(), 100U);
}

TEST(CompressFor, LeavesSmallAndPackedBodiesAndWhatWillBe304) {
  Request request;
  request.accepts_brotli = true;
  Response small = text_response("application/json", std::string(1'023, ' '));
  compress_for(request, small);
  EXPECT_TRUE(small.headers.empty());
  Response packed = text_response("image/png", std::string(5'000, ' '));
  compress_for(request, packed);
  EXPECT_TRUE(packed.headers.empty());
  request.if_none_match = "\"v-br\"";
  Response known = text_response("application/json", std::string(5'000, ' '));
  known.etag = "\"v\"";
  compress_for(request, known);
  EXPECT_EQ(known.body->size(), 5'000U);
  EXPECT_EQ(known.etag, "\"v-br\"");
}

}  // namespace
}  // namespace quyhoach::server
