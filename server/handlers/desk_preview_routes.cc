#include <utility>

#include "geo/plan/json.h"
#include "server/handlers/desk_previews.h"
#include "server/handlers/desk_routes.h"
#include "server/handlers/planning.h"
#include "server/handlers/tiles.h"
#include "server/http/compression.h"
#include "server/http/problem.h"

namespace quyhoach::server {

namespace {

using geo::JsonWriter;
using geo::Result;

template <geo::Tileset kTileset>
Response preview_tile(Previews& previews, const Request& request, const PathValues& values) {
  const auto tile = tile_asked(values["z"], values["x"], values["y"]);
  const auto preview = tile ? previews.of(std::string{values["id"]}) : Result<SnapshotPtr>{tile.error()};
  if (!preview) {
    return problem(preview.error());
  }
  const geo::District& district = *(*preview)->district;
  const geo::Date day = geo::today(district.utc_offset_h);
  std::string bytes =
      geo::render_tile({**preview, kTileset, *tile, day, geo::grid_box(*tile, transform_for(district))});
  if (bytes.empty()) {
    return nothing();
  }
  Response response = text_response("application/vnd.mapbox-vector-tile", request.accepts_gzip ? gzip(bytes) : std::move(bytes));
  response.headers.emplace_back("Vary", "Accept-Encoding");
  if (request.accepts_gzip) {
    response.headers.emplace_back("Content-Encoding", "gzip");
  }
  return response;
}

Response preview_answer(Previews& previews, const Request& request, const PathValues& values) {
  const auto preview = previews.of(std::string{values["id"]});
  const auto language = preview ? language_asked(*(*preview)->district, request) : Result<std::string>{preview.error()};
  if (!language) {
    return problem(language.error());
  }
  return planning_answer({.snapshot = *preview, .language = *language, .pinned = false, .published = false}, request, {});
}

Response progress_of(const desk::Desk& desk, const std::string& id) {
  if (const auto draft = desk.store().draft(id); !draft) {
    return problem(draft.error());
  }
  const auto progress = desk.check_progress(id);
  JsonWriter json;
  json.begin_object();
  json.member("is_running", progress.has_value());
  if (progress) {
    json.member("is_read", progress->is_read);
    json.member("seconds", progress->seconds);
    if (progress->seconds_left) {
      json.member("seconds_left", *progress->seconds_left);
    }
    json.member("files", progress->files);
    json.member("files_begun", progress->files_begun);
    json.member("features", progress->features);
    json.member("features_expected", progress->features_expected);
  }
  json.end_object();
  return json_of(std::string{json.text()});
}

}  // namespace

void add_preview_routes(Router& router, const DeskSources& sources) {
  const auto previews = std::make_shared<Previews>(sources.desk, sources.service);
  const auto add = [&](std::string pattern, Response (*answer)(Previews&, const Request&, const PathValues&),
                       std::vector<std::string> parameters) {
    add_desk_route(router, sources, {.pattern = std::move(pattern), .parameters = std::move(parameters), .compress = true},
                   [previews, answer, service = sources.service](const Request& request, const PathValues& values, const store::Session&) {
                     return service->current() ? answer(*previews, request, values) : problem(geo::ErrorCode::kUnavailable);
                   });
  };
  add("/api/v1/drafts/{id}/tiles/planning/{z}/{x}/{y}.mvt", preview_tile<geo::Tileset::kPlanning>, {});
  add("/api/v1/drafts/{id}/tiles/cadastre/{z}/{x}/{y}.mvt", preview_tile<geo::Tileset::kCadastre>, {});
  add("/api/v1/drafts/{id}/planning", preview_answer,
      {"parcel", "commune", "sheet", "number", "candidate", "lon", "lat", "east_m", "north_m", "as_of", "geometry", "lang"});
}

void add_progress_routes(Router& router, const DeskSources& sources) {
  add_desk_route(router, sources, {.pattern = "/api/v1/drafts/{id}/check/progress"},
                 [sources](const Request&, const PathValues& values, const store::Session&) {
                   return progress_of(*sources.desk, std::string{values["id"]});
                 });
  add_desk_route(router, sources, {.pattern = "/api/v1/drafts/{id}/check", .methods = {Method::kDelete}},
                 [sources](const Request&, const PathValues& values, const store::Session& session) {
                   const auto done = sources.desk->cancel_check(std::string{values["id"]}, session.user.login);
                   return done ? nothing() : problem(done.error());
                 });
}

}  // namespace quyhoach::server
