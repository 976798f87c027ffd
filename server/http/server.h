#pragma once

#include <cstdint>
#include <memory>

#include "geo/base/result.h"
#include "server/http/metrics.h"
#include "server/http/options.h"
#include "server/http/router.h"

namespace quyhoach::server {

/// An HTTP/1.1 server: one io_context, `Options::threads` threads, a strand per connection. Handlers run on those
/// threads, any number at the same time; a slow handler holds one of them.
///
/// Threads: start, stop and the destructor from one thread; port and metrics from any after start.
class Server {
 public:
  Server(Options options, Router router);
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;
  ~Server();  ///< Stops.

  /// Listens and returns the port. kUnavailable when the address cannot be bound, kManifest when an address or network
  /// of the options cannot be read. \pre not started before
  [[nodiscard]] geo::Result<std::uint16_t> start();

  /// The port really listened on. \pre started
  [[nodiscard]] std::uint16_t port() const noexcept;

  /// Stops accepting, closes idle connections, lets running requests end for at most `Timeouts::stop`, then closes what
  /// is left and joins the threads. A handler that never returns is waited for. Does nothing when not running.
  void stop();

  [[nodiscard]] Metrics& metrics() noexcept;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace quyhoach::server
