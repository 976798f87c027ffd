#include <csignal>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include <pthread.h>

#include "data/desk/desk.h"
#include "data/store/store.h"
#include "geo/io/catalogue_folder.h"
#include "geo/io/confinement.h"
#include "geo/io/durable.h"
#include "server/config.h"
#include "server/door.h"
#include "server/handlers/routes.h"
#include "server/http/server.h"

namespace {

namespace geo = quyhoach::geo;
namespace server = quyhoach::server;

constexpr int kFailed = 1;
constexpr int kUsage = 2;

void log_line(std::string_view line) { std::fprintf(stderr, "%.*s\n", static_cast<int>(line.size()), line.data()); }

int fail(const geo::Error& error) {
  log_line("quyhoach-server: " + error.message);
  return kFailed;
}

geo::Result<std::shared_ptr<server::Accounts>> open_accounts(const server::Config& config) {
  auto state = quyhoach::store::open_state(config.state, quyhoach::store::IfMissing::kMake);
  if (!state) {
    return state.error();
  }
  std::vector<server::Network> exempt;
  for (const std::string& text : config.exempt) {
    const auto network = server::Network::parse(text);
    if (!network) {
      return network.error();
    }
    exempt.push_back(*network);
  }
  auto accounts = std::make_shared<server::Accounts>();
  accounts->store = std::move(*state);
  accounts->limiter = std::make_shared<server::RateLimiter>(
      server::RateLimitOptions{.per_second = server::kSignInsPerSecond, .burst = server::kSignInsBurst}, std::move(exempt));
  accounts->secure_cookies = config.secure_cookies;
  return accounts;
}

}  // namespace

int main(int argc, char** argv) {
  const auto config = server::parse_config({argv, static_cast<std::size_t>(argc)});
  if (!config) {
    log_line("quyhoach-server: " + config.error().message);
    std::fputs(server::usage(), stderr);
    return kUsage;
  }
  // Blocked before the first thread, so that sigwait below is the only one to see them.
  sigset_t stop_signals;
  sigemptyset(&stop_signals);
  sigaddset(&stop_signals, SIGINT);
  sigaddset(&stop_signals, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &stop_signals, nullptr);
  std::signal(SIGPIPE, SIG_IGN);

  const unsigned threads = config->threads != 0 ? config->threads : std::max(1U, std::thread::hardware_concurrency());
  auto service = server::Service::open(config->register_folder, threads, log_line);
  if (!service) {
    return fail(service.error());
  }
  server::RouteSources sources;
  sources.service = *service;
  sources.tiles = std::make_shared<server::TileCache>(config->tile_cache_mb << 20U);
  sources.metrics = std::make_shared<server::Metrics>();
  sources.openapi = QUYHOACH_OPENAPI;
  if (const auto text = geo::read_file(sources.openapi)) {
    sources.openapi = *text;
  }
  if (!config->web.empty()) {
    auto pages = server::StaticFiles::load(config->web);
    if (!pages) {
      return fail(pages.error());
    }
    sources.pages = std::move(*pages);
  }
  if (!config->state.empty()) {
    auto accounts = open_accounts(*config);
    if (!accounts) {
      return fail(accounts.error());
    }
    sources.accounts = std::move(*accounts);
    if (!config->oidc.issuer.empty()) {
      auto door = server::open_door(*config, log_line);
      if (!door) {
        return fail(door.error());
      }
      sources.accounts->provider_name = (*door)->name;
      sources.door = std::move(*door);
    }
    geo::ReaderProcess::Options reader;
    reader.without_landlock = config->without_landlock;
    sources.desk = std::make_shared<const quyhoach::desk::Desk>(
        quyhoach::desk::DeskOptions{.register_folder = config->register_folder,
                                    .state_folder = config->state,
                                    .catalogue = config->catalogue.empty() ? geo::catalogue_folder(QUYHOACH_CATALOGUE)
                                                                                 : std::filesystem::path{config->catalogue},
                                    .reader = reader,
                                    .threads = threads},
        sources.accounts->store);
    if (!config->without_landlock && !geo::has_landlock()) {
      log_line(std::string{"drafts cannot be checked: "} + geo::kNoLandlock);
    }
    sources.uploads = std::make_shared<server::Uploads>(std::filesystem::path{config->state} / "uploads");
  }
  server::Options options;
  options.address = config->address;
  options.port = config->port;
  options.threads = threads;
  options.slow_threads += sources.door ? server::kDoorThreads : 0;
  options.rate_limit.per_second = config->rate_per_second;
  options.rate_limit.exempt_networks = config->exempt;
  options.metrics = sources.metrics;
  options.log = log_line;
  server::Server http{options, server::make_router(sources)};
  const auto port = http.start();
  if (!port) {
    return fail(port.error());
  }
  const auto snapshot = (*service)->current();
  log_line(snapshot ? snapshot->district->name.vi + ": " + std::to_string(snapshot->parcel_count()) + " parcels, " +
                          std::to_string(snapshot->plans.size()) + " plans, edition " + snapshot->edition.id
                    : "waiting for the first edition in " + config->register_folder);
  std::printf("http://%s:%u/\n", config->address.c_str(), static_cast<unsigned>(*port));
  std::fflush(stdout);
  int signal = 0;
  sigwait(&stop_signals, &signal);
  log_line("stopping");
  http.stop();
  return 0;
}
