#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace quyhoach::server {

class Metrics;

/// How long a client may take. Every read and write of a session has one of these deadlines.
struct Timeouts {
  std::chrono::milliseconds head{10'000};   ///< From the first byte of a head to its last.
  std::chrono::milliseconds idle{60'000};   ///< Between requests, and before the first.
  std::chrono::milliseconds body{30'000};   ///< For the whole body, and a second more for each 256 KiB of it.
  std::chrono::milliseconds write{30'000};  ///< Without any progress of a response.
  std::chrono::milliseconds drain{1'000};   ///< Reading off what a refused client still sends, before closing.
  std::chrono::milliseconds stop{5'000};    ///< For running requests when the server stops.
};

/// Requests per address. An IPv6 address counts as its /64 network.
struct RateLimitOptions {
  double per_second = 100.0;  ///< Refill; 0 turns the limit off.
  double burst = 400.0;       ///< Requests at once after a pause: a map page asks for dozens of tiles.
  std::vector<std::string> exempt_networks = {"127.0.0.0/8", "::1/128"};  ///< CIDR. The counter's network goes here.
};

inline constexpr std::size_t kLargeBody_bytes = std::size_t{1} << 20U;

struct Options {
  std::string address = "127.0.0.1";
  std::uint16_t port = 0;  ///< 0 takes a free one; `Server::port` tells which.
  unsigned threads = 0;    ///< 0 is one per processor.
  std::size_t connections_max = 10'000;
  std::size_t large_bodies_max = 4;  ///< Bodies over kLargeBody_bytes in memory at once; whoever comes then is told to wait.
  unsigned slow_threads = 2;         ///< That answer slow routes. There are none where no route is slow.
  Timeouts timeouts = {};
  RateLimitOptions rate_limit = {};
  std::shared_ptr<Metrics> metrics = {};  ///< Null: the server makes its own.
  /// Called from any thread with one line, without newline. Null writes to the standard log stream. The server never
  /// passes a path, a query, an address or the text of an exception.
  std::function<void(std::string_view)> log = {};
};

}  // namespace quyhoach::server
