#pragma once

#include <chrono>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "data/store/store.h"
#include "server/http/message.h"
#include "server/http/rate_limit.h"
#include "server/http/router.h"

namespace quyhoach::server {

/// What the routes of accounts share.
struct Accounts {
  std::shared_ptr<store::Store> store;
  std::shared_ptr<RateLimiter> limiter;  ///< Of attempts to sign in, per address; null: no limit.
  bool secure_cookies = true;            ///< The browser sends the cookie over TLS only (and to its own machine).
  /// Held while a password is hashed: one at a time, so that a flood of attempts takes one thread from those who look up
  /// plans, and not all.
  std::mutex hashing = {};
  std::string provider_name = {};  ///< Of the OpenID provider that people may sign in by; empty: there is none.
};

/// Attempts to sign in per address: a rush in the morning behind one address passes, guessing does not.
inline constexpr double kSignInsPerSecond = 0.5;
inline constexpr double kSignInsBurst = 30.0;

/// How long whoever asks must wait before another attempt to sign in; takes one of the attempts of that address. Any thread.
[[nodiscard]] std::optional<std::chrono::seconds> wait_before_attempt(Accounts& accounts, const Request& request);

/// Gives the browser the token of a session.
void set_session_cookie(Response& response, const Accounts& accounts, const store::OpenedSession& opened);

/// Adds GET /api/v1/session/ways, POST, GET and DELETE /api/v1/session and POST /api/v1/session/password, as openapi.yaml says.
void add_account_routes(Router& router, const std::shared_ptr<Accounts>& accounts);

}  // namespace quyhoach::server
