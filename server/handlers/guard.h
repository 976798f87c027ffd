#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "data/store/store.h"
#include "server/http/message.h"
#include "server/http/router.h"

namespace quyhoach::server {

/// The cookie that holds a session's token.
inline constexpr std::string_view kSessionCookie = "quyhoach_session";

/// A handler that knows who asks.
using SessionHandler = std::function<Response(const Request&, const PathValues&, const store::Session&)>;

/// A handler for people who are signed in with one of `roles`; every route that is not public is made with it. Refusals, in this
/// order: UNAUTHENTICATED 401; CSRF 403 for a method that changes something without the session's token in X-CSRF-Token;
/// PASSWORD_CHANGE_DUE 403; FORBIDDEN 403; UNAVAILABLE 503 when the store does not answer. Nothing it answers is cached.
[[nodiscard]] RouteHandler with_role(std::shared_ptr<store::Store> store, std::vector<store::Role> roles, SessionHandler handler);

/// The same refusals before a body is read, for Route::before_body: a stranger cannot make the server hold a large one.
[[nodiscard]] BodyCheck before_role(std::shared_ptr<store::Store> store, std::vector<store::Role> roles);

/// The same as with_role for anybody who is signed in, whatever the role, and even while a password change is due: for a person's
/// own session and password.
[[nodiscard]] RouteHandler with_session(std::shared_ptr<store::Store> store, SessionHandler handler);

/// The session token in the request's cookie, if it can be one.
[[nodiscard]] std::optional<std::string_view> session_token(const Request& request) noexcept;

/// `response`, kept by no cache.
[[nodiscard]] Response uncached(Response response);

}  // namespace quyhoach::server
