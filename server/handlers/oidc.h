#pragma once

#include <functional>
#include <memory>
#include <semaphore>
#include <string>
#include <string_view>

#include "server/handlers/account.h"
#include "server/http/router.h"
#include "server/oidc/pending.h"
#include "server/oidc/provider.h"

namespace quyhoach::server {

/// Routes that wait for the provider take this many threads at most; Options::slow_threads is to have as many more.
inline constexpr unsigned kDoorThreads = 2;

/// The cookie that tells which sign-in under way is this browser's. It goes to the routes of the door only, for ten minutes.
inline constexpr std::string_view kDoorCookie = "quyhoach_oidc";

/// The door for those whom an OpenID provider knows.
struct OidcDoor {
  OidcDoor(std::string name_in, oidc::Client client, oidc::HttpClient http, oidc::UnixClock clock,
           std::function<void(std::string_view)> log_in)
      : name(std::move(name_in)), issuer(client.issuer), provider(std::move(client), std::move(http), clock),
        pending(std::move(clock)), log(std::move(log_in)) {}

  const std::string name;    ///< What people call the provider; it stands on the button.
  const std::string issuer;
  oidc::Provider provider;
  oidc::PendingSignIns pending;
  std::counting_semaphore<kDoorThreads> waiting{kDoorThreads};
  std::function<void(std::string_view)> log;  ///< Takes lines without secrets. Any thread.
};

/// Adds GET /api/v1/session/oidc and GET /api/v1/session/oidc/callback, as openapi.yaml says.
void add_oidc_routes(Router& router, const std::shared_ptr<Accounts>& accounts, const std::shared_ptr<OidcDoor>& door);

}  // namespace quyhoach::server
