#include <utility>

#include "data/desk/profiles.h"
#include "geo/plan/json.h"
#include "server/handlers/desk_routes.h"
#include "server/http/problem.h"

namespace quyhoach::server {

namespace {

using geo::JsonWriter;

Response list_profiles(const DeskSources& from) {
  const auto profiles = from.store->profiles();
  if (!profiles) {
    return problem(profiles.error());
  }
  JsonWriter json;
  json.begin_object();
  json.key("profiles");
  json.begin_array();
  for (const store::Profile& one : *profiles) {
    desk::write_profile(json, one);
  }
  json.end_array();
  json.end_object();
  return json_of(std::string{json.text()});
}

Response save_profile(const DeskSources& from, const Request& request, const store::Session& session) {
  const auto body = json_body_of(request);
  const auto order = body ? read_profile_order(*body) : geo::Result<ProfileOrder>{body.error()};
  if (!order) {
    return problem(order.error());
  }
  const auto saved = desk::save_profile(*from.store, order->name, order->plan_toml, order->repairs, session.user.login);
  if (!saved) {
    return problem(unfit(saved.error()));
  }
  JsonWriter json;
  desk::write_profile(json, *saved);
  return json_of(std::string{json.text()});
}

Response remove_profile(const DeskSources& from, const Request& request, const store::Session& session) {
  const auto texts = texts_of(request, {"name"});
  if (!texts) {
    return problem(texts.error());
  }
  const auto removed = from.store->remove_profile(texts->at("name"), {.by = session.user.login, .files = {}});
  return removed ? nothing() : problem(removed.error());
}

}  // namespace

void add_profile_routes(Router& router, const DeskSources& sources) {
  add_desk_route(router, sources, {.pattern = "/api/v1/profiles", .compress = true},
                 [sources](const Request&, const PathValues&, const store::Session&) { return list_profiles(sources); });
  // A whole plan.toml, as JSON.
  constexpr std::size_t kBody_bytes = std::size_t{4} * store::kProfileMax_bytes;
  add_desk_route(router, sources, {.pattern = "/api/v1/profiles", .methods = {Method::kPost}, .body_max_bytes = kBody_bytes},
                 [sources](const Request& request, const PathValues&, const store::Session& session) {
                   return save_profile(sources, request, session);
                 });
  add_desk_route(router, sources, {.pattern = "/api/v1/profiles/remove", .methods = {Method::kPost}, .body_max_bytes = kDeskBody_bytes},
                 [sources](const Request& request, const PathValues&, const store::Session& session) {
                   return remove_profile(sources, request, session);
                 });
}

}  // namespace quyhoach::server
