#include "server/handlers/oidc.h"

#include <algorithm>
#include <string>
#include <vector>

#include <gmock/gmock.h>

#include "tests/data/store/store_test.h"

namespace quyhoach::server {
namespace {

using geo::Error;
using geo::ErrorCode;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

constexpr const char* kStart = "/api/v1/session/oidc";
constexpr const char* kCallback = "/api/v1/session/oidc/callback";

/// The door with a provider that gives metadata and nothing else; the whole way is walked by tests/service/oidc.mjs.
class OidcRoutes : public store::test::StoreTest {
 protected:
  void SetUp() override {
    store::test::StoreTest::SetUp();
    accounts_ = std::make_shared<Accounts>();
    accounts_->store = {&store(), [](store::Store*) {}};
    door_ = std::make_shared<OidcDoor>(
        "SSO", oidc::Client{"https://sso.example", "quyhoach", "", "https://qh.example/callback"},
        [this](const oidc::HttpCall& call) { return answer(call); }, [this] { return now_; },
        [this](std::string_view line) { log_.append(line).append("\n"); });
    add_oidc_routes(router_, accounts_, door_);
  }
  geo::Result<oidc::HttpAnswer> answer(const oidc::HttpCall& call) {
    if (is_down_ || call.form) {
      return Error{ErrorCode::kOidcProvider, "the provider is down"};
    }
    return oidc::HttpAnswer{200, R"({"issuer":"https://sso.example","authorization_endpoint":"https://sso.example/auth",)"
                                 R"("token_endpoint":"https://sso.example/token","jwks_uri":"https://sso.example/keys"})"};
  }
  Response ask(const std::string& path, const std::string& cookie = "", const std::string& accept = "",
               std::vector<QueryParameter> query = {}) {
    Request request;
    request.path = path;
    request.cookie = cookie;
    request.accept = accept;
    request.query = std::move(query);
    request.client = boost::asio::ip::make_address("192.0.2.7");
    return router_.handle(request);
  }
  static std::string field(const Response& response, const std::string& name) {
    const auto found = std::ranges::find(response.headers, name, [](const auto& header) { return header.first; });
    return found == response.headers.end() ? "" : found->second;
  }
  /// \pre a good start. `quyhoach_oidc=…`, and the state it goes with
  static std::string cookie_of(const Response& response) {
    const std::string cookie = field(response, "Set-Cookie");
    return cookie.substr(0, cookie.find(';'));
  }
  static std::string state_of(const Response& response) {
    const std::string url = field(response, "Location");
    return url.substr(url.find("&state=") + 7, 64);
  }

  std::shared_ptr<Accounts> accounts_;
  std::shared_ptr<OidcDoor> door_;
  Router router_;
  std::chrono::sys_seconds now_{std::chrono::seconds{1'795'000'000}};
  std::string log_;
  bool is_down_ = false;
};

TEST_F(OidcRoutes, SendABrowserToTheProvider) {
  const Response response = ask(kStart);
  EXPECT_EQ(response.status, 303);
  EXPECT_THAT(field(response, "Location"), StartsWith("https://sso.example/auth?response_type=code&scope=openid&"));
  EXPECT_THAT(field(response, "Set-Cookie"), HasSubstr("; HttpOnly; SameSite=Lax; Path=/api/v1/session/oidc; Max-Age=600; Secure"));
  EXPECT_EQ(response.cache_control, "no-store");
  EXPECT_NE(state_of(response), state_of(ask(kStart)));
  accounts_->secure_cookies = false;
  EXPECT_THAT(field(ask(kStart), "Set-Cookie"), Not(HasSubstr("Secure")));
}

TEST_F(OidcRoutes, TellPeopleAtTheDeskAndProgramsInAProblem) {
  is_down_ = true;
  const Response told = ask(kStart, "", "text/html,application/xhtml+xml");
  EXPECT_EQ(told.status, 303);
  EXPECT_EQ(field(told, "Location"), "/quy-hoach-vien#sign-in=OIDC_PROVIDER");
  EXPECT_EQ(field(told, "Set-Cookie"), "");
  EXPECT_EQ(ask(kStart).status, 502);
  EXPECT_THAT(log_, HasSubstr("the provider is down"));
}

TEST_F(OidcRoutes, TakeASignInBackWithinTenMinutes) {
  const Response late = ask(kStart);
  now_ += std::chrono::minutes{10} + std::chrono::seconds{1};
  EXPECT_EQ(ask(kCallback, cookie_of(late), "", {{"state", state_of(late)}, {"code", "c"}}).status, 400);
  const Response began = ask(kStart);
  now_ += std::chrono::minutes{10};
  const Response back = ask(kCallback, cookie_of(began), "", {{"state", state_of(began)}, {"error", "access_denied"}});
  EXPECT_EQ(back.status, 403);
  EXPECT_THAT(field(back, "Set-Cookie"), StartsWith("quyhoach_oidc=; "));
  EXPECT_THAT(field(back, "Set-Cookie"), HasSubstr("Max-Age=0"));
  EXPECT_EQ(ask(kCallback, cookie_of(began), "", {{"state", state_of(began)}, {"error", "access_denied"}}).status, 400);
}

TEST_F(OidcRoutes, KeepWhatAProviderSaysOutOfTheLogUnlessItIsAName) {
  const Response began = ask(kStart);
  EXPECT_EQ(ask(kCallback, cookie_of(began), "", {{"state", state_of(began)}, {"error", "x\n\x1b[31mforged"}}).status, 502);
  EXPECT_THAT(log_, Not(HasSubstr("forged")));
}

TEST_F(OidcRoutes, AreNotForTwoCookies) {
  const Response began = ask(kStart);
  const std::string cookie = cookie_of(began);
  EXPECT_EQ(ask(kCallback, cookie + "; " + cookie, "", {{"state", state_of(began)}, {"error", "access_denied"}}).status, 400);
}

TEST_F(OidcRoutes, LimitTheAttemptsOfAnAddress) {
  accounts_->limiter = std::make_shared<RateLimiter>(RateLimitOptions{.per_second = 0.01, .burst = 2.0, .exempt_networks = {}},
                                                     std::vector<Network>{});
  EXPECT_EQ(ask(kStart).status, 303);
  EXPECT_EQ(ask(kCallback).status, 400);
  for (const char* path : {kStart, kCallback}) {
    const Response refused = ask(path);
    EXPECT_EQ(refused.status, 429);
    EXPECT_NE(field(refused, "Retry-After"), "");
  }
}

TEST_F(OidcRoutes, LeaveThreadsToOthersWhileTheProviderIsSlow) {
  for (unsigned i = 0; i < kDoorThreads; ++i) {
    door_->waiting.acquire();  // as somebody does who waits for the provider
  }
  const Response refused = ask(kStart);
  EXPECT_EQ(refused.status, 429);
  EXPECT_EQ(field(refused, "Retry-After"), "1");
  EXPECT_EQ(field(ask(kCallback, "", "text/html"), "Location"), "/quy-hoach-vien#sign-in=TOO_MANY_REQUESTS");
  door_->waiting.release(kDoorThreads);
  EXPECT_EQ(ask(kStart).status, 303);
}

}  // namespace
}  // namespace quyhoach::server
