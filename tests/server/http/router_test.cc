#include "server/http/router.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace quyhoach::server {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Pair;

Request get(std::string path) {
  Request request;
  request.path = std::move(path);
  return request;
}

/// A handler that answers its name and all it captured.
RouteHandler echo(std::string name) {
  return [name = std::move(name)](const Request&, const PathValues& values) {
    std::string text = name;
    for (std::size_t i = 0; i < values.size(); ++i) {
      text.append("|").append(values[i]);
    }
    return text_response("text/plain", text);
  };
}

Router table() {
  Router router;
  router.add({.pattern = "/", .name = "map", .handler = echo("map")});
  router.add({.pattern = "/api/v1/parcels/{commune}/{sheet}/{number}",
              .name = "parcel",
              .handler = echo("parcel"),
              .parameters = {"edition", "lang"},
              .is_public = true});
  router.add({.pattern = "/tiles/{tileset}/{z}/{x}/{y}.mvt", .name = "tile", .handler = echo("tile")});
  router.add({.pattern = "/tiles/{tileset}.json", .name = "tilejson", .handler = echo("tilejson")});
  router.add({.pattern = "/api/v1/planning", .name = "planning", .handler = echo("get"), .is_public = true});
  router.add({.pattern = "/api/v1/planning",
              .name = "planning",
              .handler = echo("post"),
              .methods = {Method::kPost},
              .body_max_bytes = 100,
              .is_public = true});
  router.add({.pattern = "/api/v1/planning/batch",
              .name = "batch",
              .handler = echo("batch"),
              .methods = {Method::kPost},
              .body_max_bytes = 100});
  router.add({.pattern = "/editions/{id}", .name = "edition", .handler = echo("edition")});
  router.add({.pattern = "/editions/latest", .name = "latest", .handler = echo("latest")});
  router.add({.pattern = "/editions/{a}/diff/{b}", .name = "diff", .handler = echo("diff")});
  router.add({.pattern = "/assets/{path*}", .name = "asset", .handler = echo("asset")});
  return router;
}

std::string answer(const Router& router, std::string path) { return *router.handle(get(std::move(path))).body; }

TEST(Router, CapturesTheSegmentsOfAPattern) {
  const Router router = table();
  EXPECT_EQ(answer(router, "/"), "map");
  EXPECT_EQ(answer(router, "/api/v1/parcels/27553/10/16"), "parcel|27553|10|16");
  EXPECT_EQ(answer(router, "/tiles/planning/14/13050/7660.mvt"), "tile|planning|14|13050|7660");
  EXPECT_EQ(answer(router, "/tiles/planning.json"), "tilejson|planning");
  EXPECT_EQ(answer(router, "/editions/a/diff/b"), "diff|a|b");
  EXPECT_EQ(answer(router, "/assets/a/b.js"), "asset|a/b.js");
  EXPECT_EQ(answer(router, "/assets/"), "asset|");
}

TEST(Router, PrefersTheMoreLiteralPatternWhateverTheOrder) {
  EXPECT_EQ(answer(table(), "/editions/latest"), "latest");
  EXPECT_EQ(answer(table(), "/editions/latest2"), "edition|latest2");
  EXPECT_EQ(answer(table(), "/editions/latest/diff/b"), "diff|latest|b");
}

TEST(Router, NamesCapturedValues) {
  Router router;
  router.add({.pattern = "/p/{sheet}/{number}.x", .handler = [](const Request&, const PathValues& values) {
                return text_response("text/plain", std::string{values["number"]} + "," + std::string{values["sheet"]});
              }});
  EXPECT_EQ(answer(router, "/p/10/16.x"), "16,10");
}

TEST(Router, DoesNotFindWhatHasAnotherShape) {
  const Router router = table();
  for (const char* path : {"/api", "/api/v1/parcels/1/2", "/api/v1/parcels/1/2/3/4", "/api/v1/parcels/1/2/", "//",
                           "/tiles/a/1/2/.mvt", "/tiles/.json", "/editions/", "/api/v1/planning/", "", "*", "api"}) {
    EXPECT_EQ(router.handle(get(path)).status, 404) << path;
  }
}

TEST(Router, RefusesUnknownAndRepeatedParametersBeforeTheHandler) {
  const Router router = table();
  Request request = get("/api/v1/parcels/1/2/3");
  request.query = {{"lang", "vi"}, {"edition", "e"}};
  EXPECT_EQ(router.handle(request).status, 200);
  request.query = {{"lang", "vi"}, {"lang", "vi"}};
  EXPECT_EQ(router.handle(request).status, 400);
  EXPECT_THAT(*router.handle(request).body, HasSubstr(R"("code":"PARAMETER_REPEATED")"));
  request.query = {{"Lang", "vi"}};
  EXPECT_EQ(router.handle(request).status, 400);
  EXPECT_THAT(*router.handle(request).body, HasSubstr(R"("code":"PARAMETER_UNKNOWN")"));
  EXPECT_THAT(*router.handle(request).body, HasSubstr(R"("parameter":"Lang")"));
}

TEST(Router, SaysWhichMethodsAPathHas) {
  const Router router = table();
  EXPECT_THAT(router.route(Verb::kPost, get("/")).refusal->headers, Contains(Pair("Allow", "GET, HEAD, OPTIONS")));
  EXPECT_THAT(router.route(Verb::kGet, get("/api/v1/planning/batch")).refusal->headers,
              Contains(Pair("Allow", "POST, OPTIONS")));
  const auto decision = router.route(Verb::kOtherKnown, get("/api/v1/planning"));
  EXPECT_EQ(decision.refusal->status, 405);
  EXPECT_THAT(decision.refusal->headers, Contains(Pair("Allow", "GET, HEAD, POST, OPTIONS")));
}

TEST(Router, GivesEachMethodOfAPatternItsOwnRoute) {
  Router router;
  router.add({.pattern = "/session", .name = "get", .handler = echo("get")});
  router.add({.pattern = "/session", .name = "post", .handler = echo("post"), .methods = {Method::kPost}, .body_max_bytes = 100});
  router.add({.pattern = "/session", .name = "delete", .handler = echo("delete"), .methods = {Method::kDelete}});
  router.add({.pattern = "/only", .name = "only", .handler = echo("only"), .methods = {Method::kDelete}});
  for (const auto& [method, name] : {std::pair{Method::kGet, "get"}, std::pair{Method::kHead, "get"},
                                     std::pair{Method::kPost, "post"},
                                     std::pair{Method::kDelete, "delete"}}) {
    Request request = get("/session");
    request.method = method;
    EXPECT_EQ(*router.handle(request).body, name);
  }
  EXPECT_THAT(router.route(Verb::kOtherKnown, get("/session")).refusal->headers,
              Contains(Pair("Allow", "GET, HEAD, POST, DELETE, OPTIONS")));
  EXPECT_THAT(router.route(Verb::kGet, get("/only")).refusal->headers, Contains(Pair("Allow", "DELETE, OPTIONS")));
  EXPECT_EQ(router.route(Verb::kDelete, get("/only")).route->name, "only");
  EXPECT_EQ(table().route(Verb::kDelete, get("/api/v1/planning")).refusal->status, 405);
  EXPECT_EQ(table().route(Verb::kDelete, get("/nowhere")).refusal->status, 404);
}

TEST(Router, RefusesTraceAndUnknownMethodsOnEveryPath) {
  const Router router = table();
  for (const char* path : {"/", "/nowhere"}) {
    EXPECT_EQ(router.route(Verb::kTrace, get(path)).refusal->status, 405);
    EXPECT_EQ(router.route(Verb::kUnknown, get(path)).refusal->status, 501);
  }
  EXPECT_EQ(verb_of("get"), Verb::kUnknown);
  EXPECT_EQ(verb_of("PATCH"), Verb::kOtherKnown);
}

TEST(Router, HeadFollowsGetAndPostHasItsOwnHandler) {
  const Router router = table();
  EXPECT_EQ(router.route(Verb::kHead, get("/api/v1/planning")).route->methods.front(), Method::kGet);
  EXPECT_EQ(router.route(Verb::kPost, get("/api/v1/planning")).route->body_max_bytes, 100U);
}

TEST(Router, AnswersPreflightOnlyWhereAnyPageMayRead) {
  const Router router = table();
  const auto open = router.route(Verb::kOptions, get("/api/v1/planning"));
  EXPECT_EQ(open.refusal->status, 204);
  EXPECT_TRUE(open.route->is_public);
  EXPECT_THAT(open.refusal->headers, Contains(Pair("Access-Control-Allow-Methods", "GET, HEAD, POST, OPTIONS")));
  const auto closed = router.route(Verb::kOptions, get("/editions/x"));
  EXPECT_EQ(closed.route, nullptr);
  EXPECT_EQ(closed.refusal->headers.size(), 1U);
}

}  // namespace
}  // namespace quyhoach::server
