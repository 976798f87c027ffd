#pragma once

#include <algorithm>
#include <memory>
#include <string>
#include <utility>

#include <gmock/gmock.h>
#include <rapidjson/document.h>

#include "server/handlers/desk.h"
#include "server/handlers/planning.h"
#include "tests/data/store/store_test.h"
#include "tests/geo/io/district_folder.h"

namespace quyhoach::server::test {

/// What a browser keeps between requests.
struct Browser {
  std::string token;
  std::string csrf;
};

/// A small district that is published, a desk over it, and people with every role. Routes are asked without a socket.
class DeskTest : public store::test::StoreTest {
 protected:
  static constexpr const char* kNewPassword = "một mật khẩu khác";

  void SetUp() override {
    store::test::StoreTest::SetUp();
    first_ = district_.load().edition;
    ASSERT_NE(first_, "");
    auto service = Service::open(district_.register_path(), 1, [](std::string_view) {});
    ASSERT_TRUE(service);
    sources_.service = *service;
    sources_.store = {&store(), [](store::Store*) {}};  // the fixture owns it and outlives the routes
    sources_.desk = std::make_shared<const desk::Desk>(
        desk::DeskOptions{.register_folder = district_.register_path(), .state_folder = state().string(),
                          .catalogue = geo::test::source_dir() / "data" / "catalogue", .reader = {}, .threads = 1},
        sources_.store);
    sources_.uploads = std::make_shared<Uploads>(state() / "uploads");
    add_desk_routes(router_, sources_);
    router_.add({.pattern = "/planning", .handler = PlanningHandler{sources_.service}, .parameters = {"parcel", "as_of"}});
  }

  [[nodiscard]] std::filesystem::path state() const { return state_.path(); }

  /// A user who has chosen a password.
  Browser person(const std::string& login, store::Role role) {
    add(login, role);
    const auto changed = store().change_password(sign_in(login).token, kPassword, kNewPassword);
    EXPECT_TRUE(changed && changed->opened) << login;
    return {changed->opened->token, changed->opened->session.csrf};
  }
  static Request request(Method method, const std::string& target, const Browser& who, std::string body = {}) {
    Request out;
    out.method = method;
    const std::size_t mark = std::min(target.find('?'), target.size());
    out.path = target.substr(0, mark);
    for (std::size_t at = mark + 1; at < target.size();) {
      const std::size_t end = std::min(target.find('&', at), target.size());
      const std::size_t equals = target.find('=', at);
      out.query.push_back({target.substr(at, equals - at), target.substr(equals + 1, end - equals - 1)});
      at = end + 1;
    }
    out.body = std::move(body);
    out.content_type = "application/json";
    out.cookie = who.token.empty() ? "" : "quyhoach_session=" + who.token;
    out.csrf_token = who.csrf;
    return out;
  }
  Response get(const std::string& target, const Browser& who) { return router_.handle(request(Method::kGet, target, who)); }
  Response post(const std::string& target, const Browser& who, std::string body = {}) {
    return router_.handle(request(Method::kPost, target, who, std::move(body)));
  }
  Response remove(const std::string& target, const Browser& who) { return router_.handle(request(Method::kDelete, target, who)); }

  static std::string body_of(const Response& response) { return response.body ? *response.body : ""; }
  static rapidjson::Document json_of(const Response& response) {
    rapidjson::Document json;
    json.Parse(body_of(response).c_str());
    EXPECT_FALSE(json.HasParseError()) << body_of(response);
    return json;
  }
  static std::string code_of(const Response& response) {
    const auto json = json_of(response);
    return json.IsObject() && json.HasMember("code") ? json["code"].GetString() : "";
  }

  /// \return the upload's id
  std::string begin(const Browser& who) {
    const Response begun = post("/api/v1/uploads", who);
    EXPECT_EQ(begun.status, 201) << body_of(begun);
    return json_of(begun)["upload"].GetString();
  }
  Response put(const std::string& upload, const std::string& path, const Browser& who, std::string bytes) {
    return post("/api/v1/uploads/" + upload + "/files?path=" + path, who, std::move(bytes));
  }
  /// A draft of the plan with these zones.
  std::string draft_of(const std::vector<std::string>& zones, const Browser& who) {
    const std::string upload = begin(who);
    EXPECT_EQ(put(upload, "plan.toml", who, std::string{geo::test::kPlanToml} + std::string{geo::test::kZonesToml}).status, 204);
    EXPECT_EQ(put(upload, "zones.geojson", who, geo::test::collection(zones)).status, 204);
    const Response made = post("/api/v1/drafts", who, R"({"upload":")" + upload + "\"}");
    EXPECT_EQ(made.status, 201) << body_of(made);
    EXPECT_EQ(get("/api/v1/uploads/" + upload, who).status, 404) << "the upload has become the draft";
    return json_of(made)["id"].GetString();
  }
  Response check(const std::string& draft, const Browser& who, const std::string& accept = "") {
    return post("/api/v1/drafts/" + draft + "/check", who, R"({"accept":[)" + accept + "]}");
  }
  Response step(const std::string& draft, const std::string& to, const Browser& who, const std::string& reason = "vì thế") {
    return post("/api/v1/drafts/" + draft + "/steps", who, R"({"to":")" + to + R"(","reason":")" + reason + "\"}");
  }
  std::string answer() {
    const std::string all = body_of(router_.handle(request(Method::kGet, "/planning?parcel=27553/10/1&as_of=2026-01-01", {})));
    return all.substr(0, all.find("\"computed_at\""));
  }

  geo::test::DistrictFolder district_;
  std::string first_;  ///< Edition.
  DeskSources sources_;
  Router router_;

 private:
  geo::test::TempFolder state_;
};

}  // namespace quyhoach::server::test
