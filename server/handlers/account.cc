#include "server/handlers/account.h"

#include <string>
#include <utility>

#include "geo/plan/json.h"
#include "server/handlers/guard.h"
#include "server/handlers/json_body.h"
#include "server/http/problem.h"

namespace quyhoach::server {

namespace {

using geo::Error;
using geo::ErrorCode;
using geo::Result;
using std::chrono::seconds;

/// A login and a password of the greatest length, in escapes of six bytes each.
constexpr std::size_t kBodyMax_bytes = 16'384;

Response wait_for(ErrorCode code, seconds wait) {
  Response response = problem(code);
  response.headers.emplace_back("Retry-After", std::to_string(wait.count()));
  return response;
}

Response session_response(const store::Session& session) {
  geo::JsonWriter json;
  json.begin_object();
  json.key("user");
  json.begin_object();
  json.member("login", std::string_view{session.user.login});
  json.member("name", std::string_view{session.user.name});
  json.end_object();
  json.member("role", store::role_name(session.user.role));
  json.member("csrf", std::string_view{session.csrf});
  json.member("must_change_password", session.user.must_change_password);
  json.member("expires_at", std::string_view{store::to_rfc3339(session.expires_at)});
  json.end_object();
  return text_response("application/json", std::string{json.text()});
}

void set_cookie(Response& response, const Accounts& accounts, std::string_view token, seconds age) {
  // Strict: no request that another site causes carries it.
  std::string cookie{kSessionCookie};
  cookie.append("=").append(token).append("; HttpOnly; SameSite=Strict; Path=/; Max-Age=").append(std::to_string(age.count()));
  response.headers.emplace_back("Set-Cookie", cookie + (accounts.secure_cookies ? "; Secure" : ""));
}

Response sign_in_response(const Accounts& accounts, const Result<store::SignIn>& signed_in) {
  if (!signed_in) {
    return problem(signed_in.error());
  }
  if (signed_in->locked_for != seconds{0}) {
    return wait_for(ErrorCode::kSignInLocked, signed_in->locked_for);
  }
  if (!signed_in->opened) {
    return problem(ErrorCode::kSignInRefused);
  }
  Response response = session_response(signed_in->opened->session);
  set_session_cookie(response, accounts, *signed_in->opened);
  return response;
}

/// Reads two texts and does `work` with them, which hashes passwords, unless this address or all together ask for too much.
template <typename Work>
Response with_two_texts(Accounts& accounts, const Request& request, std::string_view first, std::string_view second, Work work) {
  if (!is_json_type(request.content_type)) {
    return problem(ErrorCode::kBodyUnreadable, "the Content-Type is application/json");
  }
  const auto texts = read_texts(request.body, {first, second});
  if (!texts) {
    return problem(texts.error());
  }
  if (const auto wait = wait_before_attempt(accounts, request)) {
    return wait_for(ErrorCode::kTooManyRequests, *wait);
  }
  const std::unique_lock lock{accounts.hashing, std::try_to_lock};
  return lock ? sign_in_response(accounts, work(*texts)) : wait_for(ErrorCode::kTooManyRequests, seconds{1});
}

struct SignInHandler {
  std::shared_ptr<Accounts> accounts;

  Response operator()(const Request& request, const PathValues& /*values*/) const {
    return uncached(with_two_texts(*accounts, request, "login", "password", [&](const Texts& texts) {
      auto signed_in = accounts->store->sign_in(texts.at("login"), texts.at("password"));
      // Whoever signs in anew leaves the session before.
      if (const auto token = session_token(request); token && signed_in && signed_in->opened) {
        if (auto ended = accounts->store->sign_out(*token); !ended) {
          signed_in = ended.error();
        }
      }
      return signed_in;
    }));
  }
};

struct SignOutHandler {
  std::shared_ptr<Accounts> accounts;

  Response operator()(const Request& request, const PathValues& /*values*/, const store::Session& session) const {
    const std::string* everywhere = request.find("everywhere");
    if (everywhere != nullptr && *everywhere != "true" && *everywhere != "false") {
      return problem(ErrorCode::kParameterValue, "everywhere is true or false");
    }
    if (everywhere != nullptr && *everywhere == "true") {
      if (const auto ended = accounts->store->sign_out_everywhere(session.user.id); !ended) {
        return problem(ended.error());
      }
    } else if (const auto ended = accounts->store->sign_out(session_token(request).value()); !ended) {
      return problem(ended.error());
    }
    Response response;
    response.status = 204;
    set_cookie(response, *accounts, "", seconds{0});
    return response;
  }
};

struct PasswordHandler {
  std::shared_ptr<Accounts> accounts;

  Response operator()(const Request& request, const PathValues& /*values*/, const store::Session& /*session*/) const {
    return with_two_texts(*accounts, request, "old", "new", [&](const Texts& texts) {
      return accounts->store->change_password(session_token(request).value(), texts.at("old"), texts.at("new"));
    });
  }
};

/// How people may sign in. Public, and the same for everybody.
Response ways_response(const Accounts& accounts) {
  geo::JsonWriter json;
  json.begin_object();
  json.member("password", true);
  json.key("provider");
  if (accounts.provider_name.empty()) {
    json.null();
  } else {
    json.begin_object();
    json.member("name", std::string_view{accounts.provider_name});
    json.member("href", "/api/v1/session/oidc");
    json.end_object();
  }
  json.end_object();
  return uncached(text_response("application/json", std::string{json.text()}));
}

}  // namespace

std::optional<seconds> wait_before_attempt(Accounts& accounts, const Request& request) {
  return accounts.limiter && !accounts.limiter->is_exempt(request.client)
             ? accounts.limiter->take(request.client, RateLimiter::Clock::now())
             : std::nullopt;
}

void set_session_cookie(Response& response, const Accounts& accounts, const store::OpenedSession& opened) {
  set_cookie(response, accounts, opened.token,
             std::chrono::duration_cast<seconds>(opened.session.expires_at - opened.session.created_at));
}

void add_account_routes(Router& router, const std::shared_ptr<Accounts>& accounts) {
  const auto& store = accounts->store;
  router.add({.pattern = "/api/v1/session", .name = "account", .handler = SignInHandler{accounts}, .methods = {Method::kPost},
              .body_max_bytes = kBodyMax_bytes});
  router.add({.pattern = "/api/v1/session", .name = "account",
              .handler = with_session(store, [](const Request&, const PathValues&, const store::Session& session) {
                return session_response(session);
              })});
  router.add({.pattern = "/api/v1/session", .name = "account", .handler = with_session(store, SignOutHandler{accounts}),
              .parameters = {"everywhere"}, .methods = {Method::kDelete}});
  router.add({.pattern = "/api/v1/session/ways", .name = "account",
              .handler = [accounts](const Request&, const PathValues&) { return ways_response(*accounts); }});
  router.add({.pattern = "/api/v1/session/password", .name = "account", .handler = with_session(store, PasswordHandler{accounts}),
              .methods = {Method::kPost}, .body_max_bytes = kBodyMax_bytes});
}

}  // namespace quyhoach::server
