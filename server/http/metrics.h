#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace quyhoach::server {

/// Counters of the HTTP layer, rendered in the Prometheus text format (exposition format 0.0.4). Labels are route names
/// and status classes only: never a path, a parcel or an address.
///
/// Threads: `slot` before the server starts, from one thread; everything else from any, without locks.
class Metrics {
 public:
  /// Upper bounds of the latency buckets, in microseconds; a last bucket takes the rest.
  static constexpr std::array<std::int64_t, 14> kBuckets_us = {
      50, 100, 250, 500, 1'000, 2'500, 5'000, 10'000, 25'000, 50'000, 100'000, 250'000, 1'000'000, 10'000'000};
  static constexpr std::size_t kUnmatchedSlot = 0;  ///< Requests no route took, name "none".
  static constexpr std::size_t kRefusedSlot = 1;    ///< Heads that were refused before they were requests, "refused".

  Metrics();

  /// The slot of route name `name`, made when it is new.
  std::size_t slot(std::string_view name);

  /// One answered request. \pre slot came from `slot`
  void request(std::size_t slot, int status, std::chrono::steady_clock::duration latency, std::uint64_t bytes_out);
  void connection_opened() noexcept { connections_open_.fetch_add(1, std::memory_order_relaxed); }
  void connection_closed() noexcept { connections_open_.fetch_sub(1, std::memory_order_relaxed); }
  void connection_refused() noexcept { connections_refused_.fetch_add(1, std::memory_order_relaxed); }

  [[nodiscard]] std::int64_t connections_open() const noexcept {
    return connections_open_.load(std::memory_order_relaxed);
  }
  /// Requests of one route name answered with one status class (2 for 2xx). For tests.
  [[nodiscard]] std::uint64_t requests(std::string_view name, int status_class) const noexcept;

  [[nodiscard]] std::string render() const;

 private:
  struct alignas(64) Slot {
    explicit Slot(std::string_view route_name) : name(route_name) {}
    std::string name;
    std::array<std::atomic<std::uint64_t>, 5> by_class{};  ///< 1xx … 5xx
    std::array<std::atomic<std::uint64_t>, kBuckets_us.size() + 1> by_latency{};
    std::atomic<std::uint64_t> latency_sum_us = 0;
    std::atomic<std::uint64_t> bytes_out = 0;
  };

  std::vector<std::unique_ptr<Slot>> slots_;
  std::atomic<std::int64_t> connections_open_ = 0;
  std::atomic<std::uint64_t> connections_refused_ = 0;
};

}  // namespace quyhoach::server
