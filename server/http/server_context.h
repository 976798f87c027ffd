#pragma once

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <memory>
#include <mutex>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/thread_pool.hpp>

#include "server/http/metrics.h"
#include "server/http/options.h"
#include "server/http/rate_limit.h"
#include "server/http/router.h"

namespace quyhoach::server {

class Session;

/// A socket whose handlers all run on its own strand.
using Strand = boost::asio::strand<boost::asio::io_context::executor_type>;
using Socket = boost::asio::basic_stream_socket<boost::asio::ip::tcp, Strand>;

/// The open connections. Threads: any.
class ConnectionSet {
 public:
  void insert(Session* key, std::weak_ptr<Session> session);
  void erase(Session* key);
  [[nodiscard]] std::vector<std::shared_ptr<Session>> all() const;
  [[nodiscard]] std::size_t size() const;
  /// Whether the set became empty within `limit`.
  [[nodiscard]] bool wait_until_empty(std::chrono::milliseconds limit);

 private:
  mutable std::mutex mutex_;
  std::condition_variable emptied_;
  std::unordered_map<Session*, std::weak_ptr<Session>> sessions_;
};

/// Room for large bodies. Threads: any.
class LargeBodies {
 public:
  /// Room for one, given back with the last copy of the pointer; null when there is none. The object outlives all pointers.
  [[nodiscard]] std::shared_ptr<void> take(std::size_t at_most) noexcept {
    if (taken_.fetch_add(1) >= at_most) {
      --taken_;
      return nullptr;
    }
    return {this, [](LargeBodies* from) { --from->taken_; }};
  }

 private:
  std::atomic<std::size_t> taken_ = 0;
};

/// What the listener and all sessions of a server share. Outlives them. Const but for what locks itself.
struct ServerContext {
  Options options;
  Router router;
  std::shared_ptr<Metrics> metrics;
  std::unique_ptr<RateLimiter> limiter;  ///< Set by Server::start.
  ConnectionSet connections;
  LargeBodies large_bodies;
  std::optional<boost::asio::thread_pool> slow;  ///< Answers slow routes; set by Server::start where there are any.
  std::atomic<bool> is_stopping = false;

  void log(std::string_view line) const;
};

}  // namespace quyhoach::server
