#include "server/http/listener.h"

#include <chrono>
#include <string>
#include <utility>

#include <boost/asio/post.hpp>

#include "server/http/session.h"

namespace quyhoach::server {
namespace {

namespace net = boost::asio;

/// How long to wait when the process has no file descriptor left: asking again at once would only burn a processor.
constexpr std::chrono::milliseconds kPause{50};

}  // namespace

Listener::Listener(net::io_context& io, ServerContext& context)
    : io_(io), context_(context), strand_(net::make_strand(io)), acceptor_(strand_), pause_(strand_) {}

geo::Result<std::uint16_t> Listener::listen() {
  boost::system::error_code error;
  const auto address = net::ip::make_address(context_.options.address, error);
  if (error) {
    return geo::Error{geo::ErrorCode::kManifest, "not an address to listen on: " + context_.options.address};
  }
  const net::ip::tcp::endpoint endpoint{address, context_.options.port};
  acceptor_.open(endpoint.protocol(), error);
  if (!error) {
    acceptor_.set_option(net::socket_base::reuse_address{true}, error);
  }
  if (!error) {
    acceptor_.bind(endpoint, error);
  }
  if (!error) {
    acceptor_.listen(net::socket_base::max_listen_connections, error);
  }
  const auto local = error ? net::ip::tcp::endpoint{} : acceptor_.local_endpoint(error);
  if (error) {
    return geo::Error{geo::ErrorCode::kUnavailable, "cannot listen on " + context_.options.address + " port " +
                                                        std::to_string(context_.options.port) + ": " + error.message()};
  }
  return local.port();
}

void Listener::start() {
  net::post(strand_, [self = shared_from_this()] { self->accept(); });
}

void Listener::stop() {
  net::post(strand_, [self = shared_from_this()] {
    boost::system::error_code error;
    self->pause_.cancel();
    self->acceptor_.close(error);
  });
}

void Listener::accept() {
  if (!acceptor_.is_open()) {
    return;
  }
  acceptor_.async_accept(net::make_strand(io_.get_executor()),
                         [self = shared_from_this()](boost::system::error_code error, Socket socket) {
                           self->on_accept(error, std::move(socket));
                         });
}

void Listener::on_accept(boost::system::error_code error, Socket socket) {
  if (error == net::error::operation_aborted || !acceptor_.is_open()) {
    return;
  }
  if (error) {
    pause_.expires_after(kPause);
    pause_.async_wait([self = shared_from_this()](boost::system::error_code) { self->accept(); });
    return;
  }
  if (context_.connections.size() >= context_.options.connections_max) {
    context_.metrics->connection_refused();
    socket.close(error);
  } else {
    const auto session = std::make_shared<Session>(std::move(socket), context_);
    context_.connections.insert(session.get(), session);
    session->start();
  }
  accept();
}

}  // namespace quyhoach::server
