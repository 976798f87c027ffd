#pragma once

#include <cstdint>
#include <memory>

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>

#include "geo/base/result.h"
#include "server/http/server_context.h"

namespace quyhoach::server {

/// Accepts connections and makes a Session of each, up to `Options::connections_max`; beyond, a connection is closed at
/// once. Runs on its own strand.
class Listener : public std::enable_shared_from_this<Listener> {
 public:
  Listener(boost::asio::io_context& io, ServerContext& context);

  /// Binds and listens. kManifest when the address is none, kUnavailable when it cannot be had. One thread, once.
  [[nodiscard]] geo::Result<std::uint16_t> listen();
  /// Begins to accept. One thread, once, after `listen`.
  void start();
  /// Stops accepting. Any thread.
  void stop();

 private:
  void accept();
  void on_accept(boost::system::error_code error, Socket socket);

  boost::asio::io_context& io_;
  ServerContext& context_;
  Strand strand_;
  boost::asio::basic_socket_acceptor<boost::asio::ip::tcp, Strand> acceptor_;
  boost::asio::basic_waitable_timer<std::chrono::steady_clock, boost::asio::wait_traits<std::chrono::steady_clock>,
                                    Strand>
      pause_;
};

}  // namespace quyhoach::server
