#include "server/handlers/oidc.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "data/store/secret.h"
#include "server/handlers/guard.h"
#include "server/http/cookie.h"
#include "server/http/problem.h"
#include "server/oidc/token_response.h"
#include "server/oidc/url.h"

namespace quyhoach::server {

namespace {

using geo::Error;
using geo::ErrorCode;
using geo::Result;

constexpr std::string_view kDesk = "/quy-hoach-vien";
constexpr std::string_view kDoorPath = "/api/v1/session/oidc";
constexpr std::size_t kTokenDigits = 64;

/// 303, so that whatever brought the browser here is followed by a GET. The address it comes from holds a code: no page sees it.
Response see_other(std::string location) {
  Response response;
  response.status = 303;
  response.headers.emplace_back("Location", std::move(location));
  response.headers.emplace_back("Referrer-Policy", "no-referrer");
  return uncached(std::move(response));
}

/// Lax: the provider sends the browser back here, and a cookie that is Strict would stay away.
void set_door_cookie(Response& response, const Accounts& accounts, std::string_view browser, std::chrono::seconds age) {
  std::string cookie{kDoorCookie};
  cookie.append("=").append(browser).append("; HttpOnly; SameSite=Lax; Path=").append(kDoorPath);
  cookie.append("; Max-Age=").append(std::to_string(age.count())).append(accounts.secure_cookies ? "; Secure" : "");
  response.headers.emplace_back("Set-Cookie", std::move(cookie));
}

/// People are led back to the desk, which says in their language what went wrong; programs get the problem itself.
Response refusal(const Request& request, const Error& error, const std::string& subject = {}) {
  if (request.accept.find("text/html") == std::string::npos) {
    std::vector<ProblemMember> members;
    if (!subject.empty()) {
      members.push_back({"subject", json_string(subject)});
    }
    return uncached(problem(error.code, {}, members));
  }
  // After `#`: it reaches no server and no log.
  std::string location{kDesk};
  location.append("#sign-in=").append(geo::error_name(error.code));
  return see_other(subject.empty() ? location : location + "&subject=" + oidc::escape(subject));
}

/// The right to wait for the provider, given back at the end.
class Turn {
 public:
  explicit Turn(OidcDoor& door) : door_(door), has_(door.waiting.try_acquire()) {}
  Turn(const Turn&) = delete;
  Turn& operator=(const Turn&) = delete;
  ~Turn() {
    if (has_) {
      door_.waiting.release();
    }
  }
  explicit operator bool() const noexcept { return has_; }

 private:
  OidcDoor& door_;
  bool has_;
};

/// What both routes do first: a limit per address, and a turn. \return the refusal, or nothing
std::optional<Response> busy(Accounts& accounts, const Turn& turn, const Request& request) {
  const auto wait = wait_before_attempt(accounts, request);
  if (!wait && turn) {
    return std::nullopt;
  }
  Response response = refusal(request, {ErrorCode::kTooManyRequests, ""});
  response.headers.emplace_back("Retry-After", std::to_string(wait ? wait->count() : 1));
  return response;
}

struct StartHandler {
  std::shared_ptr<Accounts> accounts;
  std::shared_ptr<OidcDoor> door;

  Response operator()(const Request& request, const PathValues& /*values*/) const {
    const Turn turn{*door};
    if (auto refused = busy(*accounts, turn, request)) {
      return std::move(*refused);
    }
    oidc::PendingSignIn pending{{store::random_token(), store::random_token(), store::random_token()},
                                std::string{session_token(request).value_or("")}};
    const auto url = door->provider.authorization_url(pending.secrets);
    if (!url) {
      door->log("sign-in by " + door->issuer + ": " + url.error().message);
      return refusal(request, url.error());
    }
    const std::string browser = store::random_token();
    door->pending.add(browser, std::move(pending));
    Response response = see_other(*url);
    set_door_cookie(response, *accounts, browser, oidc::PendingSignIns::kLongest);
    return response;
  }
};

/// What the provider sends a browser back with (RFC 6749 §4.1.2). Parameters we do not know are not looked at, as it demands.
struct Callback {
  std::string state;
  std::string error;
  oidc::Authorized authorized;
};

Result<Callback> read_callback(const Request& request) {
  Callback out;
  for (const std::string_view name : {"state", "code", "iss", "error"}) {
    const auto is_it = [name](const QueryParameter& parameter) { return parameter.name == name; };
    if (std::ranges::count_if(request.query, is_it) > 1) {
      return Error{ErrorCode::kParameterRepeated, std::string{name} + " is given twice"};  // RFC 6749 §3.1
    }
  }
  const auto value = [&](std::string_view name) {
    const std::string* text = request.find(name);
    return text == nullptr ? std::string{} : *text;
  };
  out.state = value("state");
  out.error = value("error");
  out.authorized.code = value("code");
  if (const std::string* issuer = request.find("iss")) {
    out.authorized.issuer = *issuer;
  }
  return out;
}

/// RFC 6749 §4.1.2.1, OpenID Connect Core §3.1.2.6: who ends up without a code because of themselves, and because of the provider.
Error error_of(const std::string& name) {
  const bool is_persons = name == "access_denied" || name == "login_required" || name == "consent_required" ||
                          name == "interaction_required" || name == "account_selection_required";
  return {is_persons ? ErrorCode::kOidcDenied : ErrorCode::kOidcProvider,
          "the provider sends " + (oidc::is_error_name(name) ? name : std::string{"an error"})};
}

struct CallbackHandler {
  std::shared_ptr<Accounts> accounts;
  std::shared_ptr<OidcDoor> door;

  Response operator()(const Request& request, const PathValues& /*values*/) const {
    const Turn turn{*door};
    if (auto refused = busy(*accounts, turn, request)) {
      return std::move(*refused);
    }
    const auto callback = read_callback(request);
    if (!callback) {
      return refusal(request, callback.error());
    }
    const auto browser = cookie_value(request.cookie, kDoorCookie);
    const auto pending =
        browser && browser->size() == kTokenDigits ? door->pending.take(*browser, callback->state) : std::nullopt;
    if (!pending) {
      return refusal(request, {ErrorCode::kOidcState, ""});
    }
    Response response = answer(request, *callback, *pending);
    set_door_cookie(response, *accounts, "", std::chrono::seconds{0});
    return response;
  }

 private:
  Response answer(const Request& request, const Callback& callback, const oidc::PendingSignIn& pending) const {
    const auto identity = callback.error.empty() ? door->provider.redeem(callback.authorized, pending.secrets)
                                                 : Result<oidc::Identity>{error_of(callback.error)};
    if (!identity) {
      door->log("sign-in by " + door->issuer + ": " + identity.error().message);
      return refusal(request, identity.error());
    }
    const auto signed_in = accounts->store->sign_in_linked(identity->issuer, identity->subject);
    if (!signed_in) {
      return refusal(request, signed_in.error());
    }
    if (signed_in->locked_for != std::chrono::seconds{0}) {
      Response response = refusal(request, {ErrorCode::kSignInLocked, ""});
      response.headers.emplace_back("Retry-After", std::to_string(signed_in->locked_for.count()));
      return response;
    }
    if (!signed_in->opened) {
      return refusal(request, {ErrorCode::kOidcUnlinked, ""}, identity->subject);
    }
    // Whoever signs in anew leaves the session before. Its cookie is Strict and did not come with the provider's redirect.
    if (!pending.session_before.empty()) {
      if (const auto ended = accounts->store->sign_out(pending.session_before); !ended) {
        return refusal(request, ended.error());
      }
    }
    Response response = see_other(std::string{kDesk});
    set_session_cookie(response, *accounts, *signed_in->opened);
    return response;
  }
};

}  // namespace

void add_oidc_routes(Router& router, const std::shared_ptr<Accounts>& accounts, const std::shared_ptr<OidcDoor>& door) {
  router.add({.pattern = std::string{kDoorPath}, .name = "account", .handler = StartHandler{accounts, door}, .is_slow = true});
  router.add({.pattern = std::string{kDoorPath} + "/callback", .name = "account", .handler = CallbackHandler{accounts, door},
              .any_parameter = true, .is_slow = true});
}

}  // namespace quyhoach::server
