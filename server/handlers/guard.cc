#include "server/handlers/guard.h"

#include <algorithm>
#include <utility>

#include "data/store/secret.h"
#include "server/http/cookie.h"
#include "server/http/problem.h"

namespace quyhoach::server {

namespace {

using geo::Error;
using geo::ErrorCode;
using geo::Result;

/// RFC 9110 §9.2.1
bool is_safe(Method method) noexcept { return method == Method::kGet || method == Method::kHead; }

Result<store::Session> session_of(store::Store& store, const Request& request) {
  const auto token = session_token(request);
  auto session = token ? store.session(*token) : Result<std::optional<store::Session>>{std::nullopt};
  if (!session) {
    return session.error();
  }
  if (!*session) {
    return Error{ErrorCode::kUnauthenticated, ""};
  }
  if (!is_safe(request.method) && !store::equal_secrets(request.csrf_token, (*session)->csrf)) {
    return Error{ErrorCode::kCsrf, "send the csrf of GET /api/v1/session as X-CSRF-Token"};
  }
  return std::move(**session);
}

std::optional<ErrorCode> refusal_of(const store::User& user, const std::vector<store::Role>& roles) {
  if (user.must_change_password) {
    return ErrorCode::kPasswordChangeDue;
  }
  return std::find(roles.begin(), roles.end(), user.role) == roles.end() ? std::optional{ErrorCode::kForbidden} : std::nullopt;
}

}  // namespace

std::optional<std::string_view> session_token(const Request& request) noexcept {
  constexpr std::size_t kDigits = 64;
  const auto value = cookie_value(request.cookie, kSessionCookie);
  const bool is_token = value && value->size() == kDigits &&
                        value->find_first_not_of("0123456789abcdef") == std::string_view::npos;
  return is_token ? value : std::nullopt;
}

Response uncached(Response response) {
  response.cache_control = "no-store";
  response.etag.clear();
  return response;
}

RouteHandler with_session(std::shared_ptr<store::Store> store, SessionHandler handler) {
  return [store = std::move(store), handler = std::move(handler)](const Request& request, const PathValues& values) {
    const auto session = session_of(*store, request);
    return uncached(session ? handler(request, values, *session) : problem(session.error()));
  };
}

RouteHandler with_role(std::shared_ptr<store::Store> store, std::vector<store::Role> roles, SessionHandler handler) {
  return with_session(std::move(store), [roles = std::move(roles), handler = std::move(handler)](
                                            const Request& request, const PathValues& values, const store::Session& session) {
    const auto refused = refusal_of(session.user, roles);
    return refused ? problem(*refused) : handler(request, values, session);
  });
}

BodyCheck before_role(std::shared_ptr<store::Store> store, std::vector<store::Role> roles) {
  return [store = std::move(store), roles = std::move(roles)](const Request& request) -> std::optional<Response> {
    const auto session = session_of(*store, request);
    if (!session) {
      return uncached(problem(session.error()));
    }
    const auto refused = refusal_of(session->user, roles);
    return refused ? std::optional{uncached(problem(*refused))} : std::nullopt;
  };
}

}  // namespace quyhoach::server
