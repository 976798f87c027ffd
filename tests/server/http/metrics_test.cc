#include "server/http/metrics.h"

#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace quyhoach::server {
namespace {

using std::chrono::microseconds;
using ::testing::HasSubstr;
using ::testing::Not;

TEST(Metrics, GivesOneSlotPerName) {
  Metrics metrics;
  EXPECT_EQ(metrics.slot("tile"), metrics.slot("tile"));
  EXPECT_NE(metrics.slot("tile"), metrics.slot("planning"));
  EXPECT_EQ(metrics.slot("none"), Metrics::kUnmatchedSlot);
  EXPECT_EQ(metrics.slot("refused"), Metrics::kRefusedSlot);
}

TEST(Metrics, RendersCumulativeBuckets) {
  Metrics metrics;
  const std::size_t tile = metrics.slot("ti\"le");
  metrics.request(tile, 200, microseconds{50}, 100);
  metrics.request(tile, 304, microseconds{51}, 10);
  metrics.request(tile, 200, std::chrono::hours{1}, 1);
  metrics.connection_opened();
  const std::string text = metrics.render();
  for (const char* line : {
           "# TYPE quyhoach_http_requests_total counter\n",
           "quyhoach_http_requests_total{route=\"ti\\\"le\",status=\"2xx\"} 2\n",
           "quyhoach_http_requests_total{route=\"ti\\\"le\",status=\"3xx\"} 1\n",
           "# TYPE quyhoach_http_request_duration_seconds histogram\n",
           "_bucket{route=\"ti\\\"le\",le=\"5e-05\"} 1\n",
           "_bucket{route=\"ti\\\"le\",le=\"1e-04\"} 2\n",
           "_bucket{route=\"ti\\\"le\",le=\"10\"} 2\n",
           "_bucket{route=\"ti\\\"le\",le=\"+Inf\"} 3\n",
           "_sum{route=\"ti\\\"le\"} 3600.000101\n",
           "_count{route=\"ti\\\"le\"} 3\n",
           "quyhoach_http_response_bytes_total{route=\"ti\\\"le\"} 111\n",
           "quyhoach_http_connections_open 1\n",
       }) {
    EXPECT_THAT(text, HasSubstr(line));
  }
  EXPECT_THAT(text, Not(HasSubstr("refused\"")));
}

TEST(Metrics, LosesNothingBetweenThreads) {
  static constexpr int kRounds = 10'000;
  Metrics metrics;
  const std::size_t slot = metrics.slot("a");
  const auto count = [&] {
    for (int i = 0; i < kRounds; ++i) {
      metrics.request(slot, 200, microseconds{i}, 1);
    }
  };
  std::thread other{count};
  count();
  other.join();
  EXPECT_EQ(metrics.requests("a", 2), 2U * kRounds);
}

}  // namespace
}  // namespace quyhoach::server
