#include "server/handlers/routes.h"

#include "server/handlers/catalogue.h"
#include "server/handlers/district.h"
#include "server/handlers/feeds.h"
#include "server/handlers/plan_parcels.h"
#include "server/handlers/planning.h"
#include "server/handlers/style.h"
#include "server/handlers/tiles.h"
#include "server/handlers/timeline.h"
#include "server/http/problem.h"

namespace quyhoach::server {

namespace {

constexpr std::size_t kPolygonBody_bytes = std::size_t{1} << 20U;

Response page(const std::shared_ptr<const StaticFiles>& pages, const Request& request, std::string_view path) {
  return pages ? pages->serve(request, path) : problem(geo::ErrorCode::kNotFound);
}

}  // namespace

Router make_router(const RouteSources& from) {
  Router router;
  const auto& service = from.service;
  const auto data = [&](std::string pattern, std::string name, RouteHandler handler, std::vector<std::string> parameters = {}) {
    router.add({.pattern = std::move(pattern), .name = std::move(name), .handler = with_edition(service, std::move(handler)),
                .parameters = std::move(parameters), .is_public = true, .compress = true});
  };
  const auto shell = [&, pages = from.pages](std::string pattern, std::string file = "/index.html") {
    router.add({.pattern = std::move(pattern), .name = "page",
                .handler = [pages, file](const Request& request, const PathValues&) { return page(pages, request, file); },
                .any_parameter = true});
  };
  const auto with_place = [](std::vector<std::string> parameters) {
    for (const char* name : {"parcel", "commune", "sheet", "number", "candidate", "lon", "lat", "east_m", "north_m", "corners", "lang"}) {
      parameters.emplace_back(name);
    }
    return parameters;
  };
  const std::vector<std::string> key{"commune", "sheet", "number", "edition", "lang"};

  router.add("/healthz", "health", [](const Request&) { return text_response("text/plain; charset=utf-8", "ok\n"); });
  router.add({.pattern = "/readyz", .name = "health", .handler = with_edition(service, [](const Request&, const PathValues&) {
                return text_response("text/plain; charset=utf-8", "ready\n");
              })});
  router.add("/metrics", "metrics", [metrics = from.metrics](const Request&) {
    return text_response("text/plain; version=0.0.4; charset=utf-8", metrics->render());
  });
  router.add({.pattern = "/api/v1/openapi.yaml", .name = "openapi", .handler = [text = from.openapi](const Request&, const PathValues&) {
                return text_response("application/yaml", text);
              }, .is_public = true, .compress = true});
  data("/api/v1/district", "district", DistrictHandler{service});
  data("/api/v1/search", "search", SearchHandler{service}, {"q", "limit", "lang", "edition"});
  data("/api/v1/parcels", "parcel", ParcelHandler{service}, key);
  data("/api/v1/parcels/{commune}/{sheet}/{number}", "parcel", ParcelHandler{service}, {"edition", "lang"});
  data("/api/v1/planning", "planning", PlanningHandler{service}, with_place({"as_of", "edition", "geometry"}));
  const auto many_days = [&](std::string pattern, std::string name, RouteHandler handler, std::vector<std::string> parameters) {
    router.add({.pattern = std::move(pattern), .name = std::move(name), .handler = with_edition(service, std::move(handler)),
                .parameters = with_place(std::move(parameters)), .rate_cost = 10.0, .is_slow = true, .is_public = true, .compress = true});
  };
  many_days("/api/v1/planning/timeline", "timeline", TimelineHandler{service}, {"edition"});
  many_days("/api/v1/planning/difference", "difference", DifferenceHandler{service}, {"edition", "from", "to"});
  const auto known = std::make_shared<RegisteredSince>();
  many_days("/feeds/planning.atom", "feed", PlaceFeedHandler{service, known}, {});
  router.add({.pattern = "/feeds/communes/{code}.atom", .name = "feed", .handler = with_edition(service, CommuneFeedHandler{service, known}),
              .parameters = {"lang"}, .rate_cost = 10.0, .is_slow = true, .is_public = true, .compress = true});
  router.add({.pattern = "/api/v1/planning", .name = "planning", .handler = with_edition(service, PlanningHandler{service}),
              .parameters = {"as_of", "edition", "geometry", "lang"}, .methods = {Method::kPost},
              .body_max_bytes = kPolygonBody_bytes, .is_public = true, .compress = true});
  data("/api/v1/plans", "plans", PlansHandler{service}, {"topic", "as_of", "edition", "lang"});
  data("/api/v1/plans/{id}", "plans", PlansHandler{service}, {"as_of", "edition", "lang"});
  router.add({.pattern = "/api/v1/plans/{id}/parcels", .name = "plan_parcels",
              .handler = with_edition(service, PlanParcelsHandler{service, from.accounts ? from.accounts->store : nullptr}),
              .parameters = {"zone", "as_of", "edition", "limit", "cursor", "format", "lang"}, .rate_cost = 20.0, .is_slow = true,
              .is_public = true, .compress = true});
  data("/api/v1/editions", "editions", EditionsHandler{service});
  data("/api/v1/editions/{id}", "editions", EditionsHandler{service});
  router.add({.pattern = "/documents/{sha256}.pdf", .name = "document", .handler = with_edition(service, DocumentHandler{service}),
              .rate_cost = 5.0, .is_slow = true, .is_public = true});
  data("/tiles/{tileset}.json", "tilejson", TileJsonHandler{service});
  router.add({.pattern = "/tiles/{tileset}/{z}/{x}/{y}.mvt", .name = "tile", .handler = with_edition(service, TileHandler{service, from.tiles}),
              .is_public = true});
  data("/style/{name}.json", "style", StyleHandler{service});
  if (from.accounts) {
    add_account_routes(router, from.accounts);
  }
  if (from.accounts && from.door) {
    add_oidc_routes(router, from.accounts, from.door);
  }
  if (from.accounts && from.desk) {
    add_desk_routes(router, {service, from.accounts->store, from.desk, from.uploads});
    shell("/quy-hoach-vien", "/desk.html");
  }
  shell("/");
  shell("/thua");
  shell("/thua/{key*}");
  router.add({.pattern = "/{file*}", .name = "static",
              .handler = [pages = from.pages](const Request& request, const PathValues&) { return page(pages, request, request.path); }});
  return router;
}

}  // namespace quyhoach::server
