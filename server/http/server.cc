#include "server/http/server.h"

#include <algorithm>
#include <cassert>
#include <exception>
#include <optional>
#include <thread>
#include <typeinfo>
#include <utility>
#include <vector>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>

#include "server/http/listener.h"
#include "server/http/session.h"

namespace quyhoach::server {
namespace {

unsigned thread_count(const Options& options) {
  return options.threads != 0 ? options.threads : std::max(1U, std::thread::hardware_concurrency());
}

}  // namespace

struct Server::State {
  // The order matters: handlers still queued in `io` hold sessions, which use `context`, and die with `io`.
  ServerContext context;
  boost::asio::io_context io;
  std::optional<boost::asio::executor_work_guard<boost::asio::io_context::executor_type>> work;
  std::shared_ptr<Listener> listener;
  std::vector<std::thread> threads;
  std::uint16_t port = 0;

  explicit State(Options options, Router router)
      : context{.options = std::move(options),
                .router = std::move(router),
                .metrics = {},
                .limiter = {},
                .connections = {},
                .large_bodies = {},
                .slow = {}},
        io(static_cast<int>(thread_count(context.options))) {}

  void run() {
    for (;;) {
      try {
        io.run();
        return;
      } catch (const std::exception& e) {
        // Out of memory in a session: that connection is gone, the others go on.
        context.log(std::string{"a connection was dropped: "} + typeid(e).name());
      }
    }
  }
};

Server::Server(Options options, Router router)
    : state_(std::make_unique<State>(std::move(options), std::move(router))) {
  ServerContext& context = state_->context;
  context.metrics = context.options.metrics ? context.options.metrics : std::make_shared<Metrics>();
  for (const auto& route : context.router.routes()) {
    route->metrics_slot = context.metrics->slot(route->name);
  }
}

Server::~Server() { stop(); }

geo::Result<std::uint16_t> Server::start() {
  assert(!state_->listener);
  ServerContext& context = state_->context;
  std::vector<Network> exempt;
  for (const std::string& cidr : context.options.rate_limit.exempt_networks) {
    auto network = Network::parse(cidr);
    if (!network) {
      return network.error();
    }
    exempt.push_back(*network);
  }
  context.limiter = std::make_unique<RateLimiter>(context.options.rate_limit, std::move(exempt));
  state_->listener = std::make_shared<Listener>(state_->io, context);
  const auto port = state_->listener->listen();
  if (!port) {
    return port.error();
  }
  state_->port = *port;
  const auto& routes = context.router.routes();
  if (std::any_of(routes.begin(), routes.end(), [](const auto& route) { return route->is_slow; })) {
    context.slow.emplace(std::max(1U, context.options.slow_threads));
  }
  state_->work.emplace(state_->io.get_executor());
  state_->listener->start();
  for (unsigned i = 0; i < thread_count(context.options); ++i) {
    state_->threads.emplace_back([state = state_.get()] { state->run(); });
  }
  return state_->port;
}

std::uint16_t Server::port() const noexcept { return state_->port; }

void Server::stop() {
  if (state_->threads.empty()) {
    return;
  }
  ServerContext& context = state_->context;
  context.is_stopping = true;
  state_->listener->stop();
  for (const auto& session : context.connections.all()) {
    if (session) {
      session->finish_soon();
    }
  }
  if (!context.connections.wait_until_empty(context.options.timeouts.stop)) {
    context.log("stopping: connections with unfinished requests were cut");
  }
  state_->work.reset();
  state_->io.stop();
  for (std::thread& thread : state_->threads) {
    thread.join();
  }
  state_->threads.clear();
  context.slow.reset();  // Waits for what is being answered; what still waited holds sockets of `io` and goes before it.
}

Metrics& Server::metrics() noexcept { return *state_->context.metrics; }

}  // namespace quyhoach::server
