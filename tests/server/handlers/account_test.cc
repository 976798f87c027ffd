#include "server/handlers/account.h"

#include <algorithm>
#include <cctype>
#include <future>
#include <string>
#include <utility>

#include <gmock/gmock.h>
#include <rapidjson/document.h>

#include "server/handlers/guard.h"
#include "tests/data/store/store_test.h"
#include "tests/server/http/raw_client.h"
#include "tests/server/http/test_server.h"

namespace quyhoach::server {
namespace {

using store::Role;
using ::testing::HasSubstr;
using ::testing::Not;
using namespace std::string_literals;

constexpr const char* kSession = "/api/v1/session";
constexpr const char* kPasswordPath = "/api/v1/session/password";
constexpr const char* kNewPassword = "một mật khẩu khác";

/// What a browser keeps between requests.
struct Browser {
  std::string token;
  std::string csrf;
};

class AccountRoutes : public store::test::StoreTest {
 protected:
  void SetUp() override {
    store::test::StoreTest::SetUp();
    accounts_ = std::make_shared<Accounts>();
    // The fixture owns the store and outlives the routes.
    accounts_->store = {&store(), [](store::Store*) {}};
    add_account_routes(router_, accounts_);
    const auto who = [](const Request&, const PathValues&, const store::Session& session) {
      return text_response("text/plain", session.user.login);
    };
    router_.add({.pattern = "/desk", .handler = with_role(accounts_->store, {Role::kPlanner, Role::kApprover}, who),
                 .methods = {Method::kGet, Method::kPost, Method::kDelete}});
    add("an", Role::kPlanner);
  }

  static Request request(Method method, std::string path, const Browser& browser = {}, std::string body = {}) {
    Request out;
    out.method = method;
    out.path = std::move(path);
    out.body = std::move(body);
    out.content_type = out.body.empty() ? "" : "application/json";
    out.cookie = browser.token.empty() ? "" : "quyhoach_session=" + browser.token;
    out.csrf_token = browser.csrf;
    return out;
  }
  Response ask(Method method, std::string path, const Browser& browser = {}, std::string body = {}) {
    return router_.handle(request(method, std::move(path), browser, std::move(body)));
  }
  static std::string credentials(const std::string& login, const std::string& password) {
    return R"({"login":")" + login + R"(","password":")" + password + "\"}";
  }
  Response sign_in_as(const std::string& login, const std::string& password = kPassword) {
    return ask(Method::kPost, kSession, {}, credentials(login, password));
  }
  static std::string field(const Response& response, const std::string& name) {
    const auto found = std::find_if(response.headers.begin(), response.headers.end(),
                                    [&](const auto& h) { return h.first == name; });
    return found == response.headers.end() ? "" : found->second;
  }
  static std::string body_of(const Response& response) { return response.body ? *response.body : ""; }
  static std::string code_of(const Response& response) {
    rapidjson::Document json;
    json.Parse(body_of(response).c_str());
    return json.IsObject() && json.HasMember("code") ? json["code"].GetString() : "";
  }
  /// \pre a good answer of signing in
  static Browser browser_of(const Response& response) {
    const std::string cookie = field(response, "Set-Cookie");
    const std::size_t begin = cookie.find('=') + 1;
    rapidjson::Document json;
    json.Parse(body_of(response).c_str());
    return {cookie.substr(begin, cookie.find(';') - begin), json["csrf"].GetString()};
  }
  /// A user whose password is no longer the first one.
  Browser settled(const std::string& login, Role role) {
    add(login, role);
    const auto changed = ask(Method::kPost, kPasswordPath, browser_of(sign_in_as(login)),
                             R"({"old":")"s + kPassword + R"(","new":")" + kNewPassword + "\"}");
    EXPECT_EQ(changed.status, 200) << body_of(changed);
    return browser_of(changed);
  }

  std::shared_ptr<Accounts> accounts_;
  Router router_;
};

TEST_F(AccountRoutes, SignInAndSayWhoThatIs) {
  const Response answer = sign_in_as("an");
  ASSERT_EQ(answer.status, 200) << body_of(answer);
  EXPECT_EQ(answer.cache_control, "no-store");
  EXPECT_EQ(answer.etag, "");
  const Browser browser = browser_of(answer);
  EXPECT_EQ(body_of(answer), R"({"user":{"login":"an","name":"Người an"},"role":"planner","csrf":")" + browser.csrf +
                                 R"(","must_change_password":true,"expires_at":")" +
                                 store::to_rfc3339(clock_.now() + std::chrono::hours{12}) + "\"}");
  const Response who = ask(Method::kGet, kSession, browser);
  EXPECT_EQ(who.status, 200);
  EXPECT_EQ(body_of(who), body_of(answer));
  EXPECT_EQ(who.cache_control, "no-store");
  EXPECT_EQ(field(who, "Set-Cookie"), "");
}

TEST_F(AccountRoutes, GiveACookieThatOnlyWeCanRead) {
  const Response secure = sign_in_as("an");
  const std::string token = browser_of(secure).token;
  EXPECT_EQ(token.size(), 64U);
  EXPECT_EQ(field(secure, "Set-Cookie"), "quyhoach_session=" + token +
            "; HttpOnly; SameSite=Strict; Path=/; Max-Age=43200; Secure");
  EXPECT_THAT(body_of(secure), Not(HasSubstr(token)));
  accounts_->secure_cookies = false;
  EXPECT_THAT(field(sign_in_as("an"), "Set-Cookie"), Not(HasSubstr("Secure")));
}

TEST_F(AccountRoutes, RefuseUnknownLoginAndWrongPasswordWithTheSameBytes) {
  const Response wrong = sign_in_as("an", "a wrong password");
  const Response unknown = sign_in_as("nobody");
  EXPECT_EQ(wrong.status, 401);
  EXPECT_EQ(code_of(wrong), "SIGN_IN_REFUSED");
  EXPECT_EQ(unknown.status, wrong.status);
  EXPECT_EQ(body_of(unknown), body_of(wrong));
  EXPECT_EQ(unknown.headers, wrong.headers);
  EXPECT_EQ(wrong.cache_control, "no-store");
}

TEST_F(AccountRoutes, LockWithRetryAfter) {
  for (const char* login : {"an", "nobody"}) {
    for (int i = 0; i < store::kFreeFailures; ++i) {
      EXPECT_EQ(sign_in_as(login, "a wrong password").status, 401);
    }
    const Response locked = sign_in_as(login);
    EXPECT_EQ(locked.status, 429) << login;
    EXPECT_EQ(code_of(locked), "SIGN_IN_LOCKED");
    EXPECT_EQ(field(locked, "Retry-After"), "2");
    EXPECT_EQ(field(locked, "Set-Cookie"), "");
  }
  clock_.pass(std::chrono::seconds{2});
  EXPECT_EQ(sign_in_as("an").status, 200);
}

TEST_F(AccountRoutes, RefuseABodyThatIsNotTwoTexts) {
  for (const std::string& body :
       {"{"s, "[]"s, "null"s, "1"s, "\"x\""s, "{}"s, R"({"login":"an"})"s, R"({"login":"an","password":1})"s,
        R"({"login":null,"password":"x"})"s,
        R"({"login":"an","password":"x","more":1})"s, R"({"login":"an","login":"an"})"s, R"({"password":"x","password":"y"})"s,
        R"({"Login":"an","password":"x"})"s, R"({"login":["an"],"password":"x"})"s,
        "{\"login\":\"an\",\"password\":\"\xFF\xFE\"}"s,
        R"({"login":"\ud800","password":"x"})"s, R"({"login":"an","password":"x"} x)"s, "\0"s, std::string(16'000, '[')}) {
    const Response answer = ask(Method::kPost, kSession, {}, body);
    EXPECT_EQ(answer.status, 400) << body.substr(0, 60);
    EXPECT_EQ(code_of(answer), "BODY_UNREADABLE") << body.substr(0, 60);
    EXPECT_EQ(answer.cache_control, "no-store");
  }
  EXPECT_EQ(code_of(ask(Method::kPost, kSession)), "BODY_UNREADABLE");
}

TEST_F(AccountRoutes, RefuseHostileLoginsLikeUnknownOnes) {
  for (const std::string& login : {""s, "an\\u0000"s, "\\u0000"s, "an' OR '1'='1"s, std::string(15'000, 'a'), "\\ud83d\\ude00"s,
                                   "../../etc"s}) {
    const Response answer = sign_in_as(login);
    EXPECT_TRUE(answer.status == 401 || answer.status == 429) << login.substr(0, 40) << body_of(answer);
  }
  EXPECT_EQ(sign_in_as("an", std::string(15'000, 'a')).status, 401);
  EXPECT_EQ(sign_in_as("an").status, 200);
}

TEST_F(AccountRoutes, TakeNoFormOfAnotherSite) {
  for (const char* type : {"", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x",
                           "application/jsonp", "json"}) {
    Request form = request(Method::kPost, kSession, {}, credentials("an", kPassword));
    form.content_type = type;
    EXPECT_EQ(router_.handle(form).status, 400) << type;
  }
  Request json = request(Method::kPost, kSession, {}, credentials("an", kPassword));
  json.content_type = "Application/JSON; charset=utf-8";
  EXPECT_EQ(router_.handle(json).status, 200);
  for (const auto& route : router_.routes()) {
    EXPECT_FALSE(route->is_public) << route->pattern;
  }
}

TEST_F(AccountRoutes, HashOnePasswordAtATime) {
  const std::lock_guard busy{accounts_->hashing};
  const Response answer = std::async(std::launch::async, [this] { return sign_in_as("an"); }).get();
  EXPECT_EQ(answer.status, 429);
  EXPECT_EQ(code_of(answer), "TOO_MANY_REQUESTS");
  EXPECT_EQ(field(answer, "Retry-After"), "1");
}

TEST_F(AccountRoutes, LimitTheAttemptsOfAnAddress) {
  accounts_->limiter = std::make_shared<RateLimiter>(RateLimitOptions{.per_second = 0.001, .burst = 2.0}, std::vector<Network>{});
  EXPECT_EQ(sign_in_as("an").status, 200);
  EXPECT_EQ(sign_in_as("an").status, 200);
  const Response answer = sign_in_as("an");
  EXPECT_EQ(answer.status, 429);
  EXPECT_GT(std::stoi(field(answer, "Retry-After")), 0);
  accounts_->limiter = std::make_shared<RateLimiter>(RateLimitOptions{.per_second = 0.001, .burst = 1.0},
                                                     std::vector<Network>{*Network::parse("0.0.0.0/0")});
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(sign_in_as("an").status, 200) << "an exempt network";
  }
}

TEST_F(AccountRoutes, LeaveTheSessionBeforeWhenSigningInAnew) {
  const Browser first = browser_of(sign_in_as("an"));
  const Response answer = ask(Method::kPost, kSession, first, credentials("an", kPassword));
  ASSERT_EQ(answer.status, 200);
  EXPECT_NE(browser_of(answer).token, first.token);
  EXPECT_EQ(ask(Method::kGet, kSession, first).status, 401);
}

TEST_F(AccountRoutes, SignOutHereOrEverywhere) {
  const Browser first = browser_of(sign_in_as("an"));
  const Browser second = browser_of(sign_in_as("an"));
  const Browser third = browser_of(sign_in_as("an"));
  const Response out = ask(Method::kDelete, kSession, first);
  EXPECT_EQ(out.status, 204);
  EXPECT_THAT(field(out, "Set-Cookie"), HasSubstr("quyhoach_session=; "));
  EXPECT_THAT(field(out, "Set-Cookie"), HasSubstr("Max-Age=0"));
  EXPECT_EQ(out.cache_control, "no-store");
  EXPECT_EQ(ask(Method::kGet, kSession, first).status, 401);
  EXPECT_EQ(ask(Method::kGet, kSession, third).status, 200);
  Request everywhere = request(Method::kDelete, kSession, second);
  everywhere.query = {{"everywhere", "maybe"}};
  EXPECT_EQ(code_of(router_.handle(everywhere)), "PARAMETER_VALUE");
  everywhere.query = {{"everywhere", "true"}};
  EXPECT_EQ(router_.handle(everywhere).status, 204);
  EXPECT_EQ(ask(Method::kGet, kSession, second).status, 401);
  EXPECT_EQ(ask(Method::kGet, kSession, third).status, 401);
}

TEST_F(AccountRoutes, ChangeThePassword) {
  const Browser browser = browser_of(sign_in_as("an"));
  const auto change = [&](const std::string& from, const std::string& to) {
    return ask(Method::kPost, kPasswordPath, browser, R"({"old":")" + from + R"(","new":")" + to + "\"}");
  };
  EXPECT_EQ(code_of(change("a wrong password", kNewPassword)), "SIGN_IN_REFUSED");
  EXPECT_EQ(code_of(change(kPassword, "short")), "PASSWORD_UNFIT");
  EXPECT_EQ(code_of(change(kPassword, kPassword)), "PASSWORD_UNFIT");
  EXPECT_EQ(code_of(ask(Method::kPost, kPasswordPath, browser, R"({"old":"x"})")), "BODY_UNREADABLE");
  EXPECT_EQ(code_of(ask(Method::kPost, kPasswordPath, {}, R"({"old":"x","new":"y"})")), "UNAUTHENTICATED");
  const Response changed = change(kPassword, kNewPassword);
  ASSERT_EQ(changed.status, 200) << body_of(changed);
  EXPECT_THAT(body_of(changed), HasSubstr(R"("must_change_password":false)"));
  EXPECT_EQ(ask(Method::kGet, kSession, browser).status, 401);
  EXPECT_EQ(ask(Method::kGet, kSession, browser_of(changed)).status, 200);
  EXPECT_EQ(sign_in_as("an").status, 401);
  EXPECT_EQ(sign_in_as("an", kNewPassword).status, 200);
}

TEST_F(AccountRoutes, AreNotThereWithoutAState) {
  const Router without;
  EXPECT_EQ(without.handle(request(Method::kGet, kSession)).status, 404);
}

// --- the guard

class Guard : public AccountRoutes {};

TEST_F(Guard, LetsInItsRoles) {
  const Browser planner = settled("binh", Role::kPlanner);
  const Browser approver = settled("cuc", Role::kApprover);
  EXPECT_EQ(body_of(ask(Method::kGet, "/desk", planner)), "binh");
  EXPECT_EQ(body_of(ask(Method::kPost, "/desk", approver)), "cuc");
  EXPECT_EQ(body_of(ask(Method::kDelete, "/desk", approver)), "cuc");
  EXPECT_EQ(ask(Method::kGet, "/desk", planner).cache_control, "no-store");
}

TEST_F(Guard, RefusesOtherRoles) {
  for (const Role role : {Role::kClerk, Role::kAdministrator}) {
    const Response answer = ask(Method::kGet, "/desk", settled("user-" + std::string{store::role_name(role)}, role));
    EXPECT_EQ(answer.status, 403);
    EXPECT_EQ(code_of(answer), "FORBIDDEN");
    EXPECT_EQ(answer.cache_control, "no-store");
  }
}

TEST_F(Guard, RefusesWhoIsNotSignedIn) {
  const Browser browser = settled("binh", Role::kPlanner);
  std::string upper = browser.token;
  std::transform(upper.begin(), upper.end(), upper.begin(), [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  const std::string name = "quyhoach_session=";
  for (const std::string& cookie : {""s, name, name + std::string(64, '0'), name + upper, "session=" + browser.token,
                                    name + browser.token + "; " + name + browser.token, name + browser.token + "\0"s,
                                    name + std::string(7'000, 'a'), name + browser.csrf}) {
    Request request = AccountRoutes::request(Method::kGet, "/desk");
    request.cookie = cookie;
    const Response answer = router_.handle(request);
    EXPECT_EQ(answer.status, 401) << cookie.substr(0, 100);
    EXPECT_EQ(code_of(answer), "UNAUTHENTICATED");
    EXPECT_EQ(answer.cache_control, "no-store");
  }
  clock_.pass(std::chrono::hours{12});
  EXPECT_EQ(code_of(ask(Method::kGet, "/desk", browser)), "UNAUTHENTICATED");
}

TEST_F(Guard, WantsTheTokenOfTheSessionForWhateverChangesSomething) {
  const Browser browser = settled("binh", Role::kPlanner);
  const Browser other = settled("cuc", Role::kPlanner);
  for (const std::string& csrf : {""s, other.csrf, browser.token, browser.csrf + " ", browser.csrf.substr(1)}) {
    for (const auto& [method, path] : {std::pair{Method::kPost, "/desk"}, std::pair{Method::kDelete, "/desk"},
                                       std::pair{Method::kDelete, kSession},
                                       std::pair{Method::kPost, kPasswordPath}}) {
      const Response answer = ask(method, path, {browser.token, csrf});
      EXPECT_EQ(answer.status, 403) << path;
      EXPECT_EQ(code_of(answer), "CSRF") << path;
    }
  }
  EXPECT_EQ(ask(Method::kGet, "/desk", {browser.token, ""}).status, 200);
  EXPECT_EQ(ask(Method::kHead, "/desk", {browser.token, ""}).status, 200);
}

TEST_F(Guard, LetsNobodyWorkWithAPasswordSomebodyElseChose) {
  const Browser browser = browser_of(sign_in_as("an"));
  for (const Method method : {Method::kGet, Method::kPost}) {
    const Response answer = ask(method, "/desk", browser);
    EXPECT_EQ(answer.status, 403);
    EXPECT_EQ(code_of(answer), "PASSWORD_CHANGE_DUE");
  }
  EXPECT_EQ(ask(Method::kGet, kSession, browser).status, 200);
  EXPECT_EQ(ask(Method::kDelete, kSession, browser).status, 204);
}

TEST_F(Guard, SeesAtOnceThatAnAccountWasDisabled) {
  const Browser browser = settled("binh", Role::kPlanner);
  ASSERT_TRUE(store().disable_user("binh", {"test", {}, "{}"}));
  EXPECT_EQ(code_of(ask(Method::kGet, "/desk", browser)), "UNAUTHENTICATED");
}

TEST_F(Guard, IsReachedOverTheWireByCookieAndField) {
  const Browser browser = settled("binh", Role::kPlanner);
  const TestServer server{{}, [&](Router& router) { add_account_routes(router, accounts_); }};
  RawClient client{server.port()};
  const std::string cookie = "Cookie: a=1; quyhoach_session=" + browser.token + "\r\n";
  const RawResponse who = client.ask(get(kSession, cookie));
  EXPECT_EQ(who.status, 200);
  EXPECT_EQ(who.field("Cache-Control"), "no-store");
  EXPECT_EQ(who.field("Access-Control-Allow-Origin"), "");
  const auto sign_out = [&](const std::string& fields) {
    return client.ask("DELETE /api/v1/session HTTP/1.1\r\nHost: a\r\n" + fields + "\r\n");
  };
  EXPECT_EQ(sign_out(cookie).status, 403);
  EXPECT_EQ(client.ask(get(kSession)).status, 401) << "the request before left nothing behind";
  EXPECT_EQ(sign_out(cookie + "X-CSRF-Token: " + browser.csrf + "\r\n").status, 204);
  EXPECT_EQ(client.ask(get(kSession, cookie)).status, 401);
}

}  // namespace
}  // namespace quyhoach::server
