#include "server/http/rate_limit.h"

#include <gtest/gtest.h>

namespace quyhoach::server {
namespace {

using boost::asio::ip::make_address;
using std::chrono::milliseconds;
using std::chrono::seconds;

const RateLimiter::Clock::time_point kStart = RateLimiter::Clock::time_point{} + seconds{1'000};

bool contains(std::string_view network, const char* address) {
  const auto parsed = Network::parse(network);
  return parsed.has_value() && parsed->contains(make_address(address));
}

TEST(Network, HoldsItsAddresses) {
  EXPECT_TRUE(contains("10.1.0.0/16", "10.1.255.3"));
  EXPECT_FALSE(contains("10.1.0.0/16", "10.2.0.0"));
  EXPECT_TRUE(contains("10.1.0.0/15", "10.0.0.1"));
  EXPECT_FALSE(contains("10.1.0.0/15", "10.2.0.1"));
  EXPECT_TRUE(contains("192.168.1.7", "192.168.1.7"));
  EXPECT_FALSE(contains("192.168.1.7", "192.168.1.6"));
  EXPECT_TRUE(contains("0.0.0.0/0", "8.8.8.8"));
  EXPECT_FALSE(contains("0.0.0.0/0", "2001:db8::1"));
  EXPECT_TRUE(contains("2001:db8::/33", "2001:db8:7fff::1"));
  EXPECT_FALSE(contains("2001:db8::/33", "2001:db8:8000::1"));
  EXPECT_TRUE(contains("127.0.0.0/8", "::ffff:127.0.0.1")) << "an IPv4 client of an IPv6 socket";
}

TEST(Network, RefusesWhatIsNone) {
  for (const char* text :
       {"", "a", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/-1", "10.0.0.0/8x", "10.0.0/8", "::/129", "/8"}) {
    EXPECT_FALSE(Network::parse(text).has_value()) << text;
  }
}

TEST(RateLimiter, GivesABurstAndThenTheRate) {
  RateLimiter limiter{{.per_second = 2.0, .burst = 3.0}, {}};
  const auto address = make_address("10.0.0.1");
  for (int i = 0; i < 3; ++i) {
    EXPECT_FALSE(limiter.take(address, kStart).has_value());
  }
  EXPECT_EQ(limiter.take(address, kStart), seconds{1});
  EXPECT_FALSE(limiter.take(make_address("10.0.0.2"), kStart).has_value());
  EXPECT_FALSE(limiter.take(address, kStart + milliseconds{500}).has_value());
  EXPECT_TRUE(limiter.take(address, kStart + milliseconds{600}).has_value());
  for (int i = 0; i < 3; ++i) {
    EXPECT_FALSE(limiter.take(address, kStart + seconds{100}).has_value());
  }
  EXPECT_TRUE(limiter.take(address, kStart + seconds{100}).has_value()) << "a long pause gives no more than the burst";
}

TEST(RateLimiter, CountsAnIpv6NetworkAsOneClient) {
  RateLimiter limiter{{.per_second = 1.0, .burst = 1.0}, {}};
  EXPECT_FALSE(limiter.take(make_address("2001:db8::1"), kStart).has_value());
  EXPECT_TRUE(limiter.take(make_address("2001:db8::2"), kStart).has_value());
  EXPECT_FALSE(limiter.take(make_address("2001:db8:0:1::1"), kStart).has_value());
}

TEST(RateLimiter, LimitsAnAddressThroughAFloodOfOthers) {
  static constexpr int kOthers = 20'000;  // within the table's 65,536 places
  RateLimiter limiter{{.per_second = 0.001, .burst = 1.0}, {}};
  const auto address = make_address("192.0.2.1");
  EXPECT_FALSE(limiter.take(address, kStart).has_value());
  int refused = 0;
  for (unsigned i = 0; i < kOthers; ++i) {
    const boost::asio::ip::address_v4 other{0x0A000000U + i};
    EXPECT_FALSE(limiter.take(other, kStart).has_value()) << "one that is within its rate was refused";
    refused += i % 100 == 0 && limiter.take(address, kStart + milliseconds{i / 100}).has_value() ? 1 : 0;
  }
  EXPECT_GE(refused, kOthers / 100 - 1);
}

TEST(RateLimiter, IsOffAtZeroAndForExemptNetworks) {
  EXPECT_TRUE((RateLimiter{{.per_second = 0.0}, {}}.is_exempt(make_address("10.0.0.1"))));
  const RateLimiter limiter{{}, {*Network::parse("10.0.0.0/8")}};
  EXPECT_TRUE(limiter.is_exempt(make_address("10.9.9.9")));
  EXPECT_FALSE(limiter.is_exempt(make_address("11.0.0.1")));
}

}  // namespace
}  // namespace quyhoach::server
