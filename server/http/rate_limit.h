#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/asio/ip/address.hpp>

#include "geo/base/result.h"
#include "server/http/options.h"

namespace quyhoach::server {

/// An IP network such as `10.1.0.0/16`. An address alone is a network of one.
class Network {
 public:
  /// kManifest when `cidr` is not one.
  [[nodiscard]] static geo::Result<Network> parse(std::string_view cidr);
  [[nodiscard]] bool contains(const boost::asio::ip::address& address) const noexcept;

 private:
  boost::asio::ip::address_v6::bytes_type bits_{};  ///< IPv4 as v4-mapped. RFC 4291 §2.5.5.2
  unsigned prefix_length_ = 0;
};

/// A token bucket per address, in a table of fixed size: however many addresses come, memory stays the same. When a
/// new address finds its places taken, it takes over the place used longest ago, with a full bucket; so a flood from
/// many addresses makes the limit milder for some, and never refuses one that is within it.
///
/// Threads: any.
class RateLimiter {
 public:
  using Clock = std::chrono::steady_clock;

  RateLimiter(const RateLimitOptions& options, std::vector<Network> exempt);

  /// Whether the limit is off for this address. Ask once per connection.
  [[nodiscard]] bool is_exempt(const boost::asio::ip::address& address) const noexcept;

  /// Takes `tokens`, and no more than a full bucket holds. Empty when they were there; else how long until they are.
  [[nodiscard]] std::optional<std::chrono::seconds> take(const boost::asio::ip::address& address, Clock::time_point now,
                                                         double tokens = 1.0);

  static constexpr std::size_t kSets = 16'384;
  static constexpr std::size_t kWays = 4;  ///< 65,536 addresses at once, in 2 MB

 private:
  struct Bucket {
    std::uint64_t key = 0;  ///< Keyed hash of the address, never 0 when used. The address itself is not kept.
    Clock::time_point last{};
    double tokens = 0.0;
  };
  struct Set {
    std::array<Bucket, kWays> ways{};
  };
  static constexpr std::size_t kLocks = 64;

  [[nodiscard]] std::uint64_t key_of(const boost::asio::ip::address& address) const noexcept;

  double per_second_;
  double burst_;
  std::vector<Network> exempt_;
  std::array<std::uint64_t, 2> secret_;
  std::vector<Set> sets_;
  std::array<std::mutex, kLocks> locks_;
};

}  // namespace quyhoach::server
