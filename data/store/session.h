#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "data/store/time.h"
#include "data/store/user.h"

namespace quyhoach::store {

/// A signed-in person. The token that proves it is known to the browser alone; the store keeps its SHA-256.
struct Session {
  User user;
  std::string csrf;  ///< What a page must send along to change anything.
  Time created_at{};
  Time seen_at{};     ///< Within a minute.
  Time expires_at{};  ///< Whatever happens.
};

struct SessionLimits {
  std::chrono::minutes idle{60};   ///< Without a request.
  std::chrono::hours longest{12};  ///< From signing in.
};

struct OpenedSession {
  std::string token;  ///< For the cookie: 64 hexadecimal digits.
  Session session;
};

/// What an attempt to sign in led to: a session; or a wait, after too many wrong passwords; or neither, and login or password
/// are wrong. Which of the two, and whether there is such a login, is not told.
struct SignIn {
  std::optional<OpenedSession> opened;
  std::chrono::seconds locked_for{0};
};

}  // namespace quyhoach::store
