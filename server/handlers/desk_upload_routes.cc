#include <utility>

#include "data/desk/proposal_json.h"
#include "geo/plan/json.h"
#include "server/handlers/desk_routes.h"
#include "server/http/problem.h"

namespace quyhoach::server {

namespace {

using geo::ErrorCode;
using geo::JsonWriter;

constexpr std::size_t kFileMax_bytes = std::size_t{64} << 20U;

Response begun(Uploads& uploads, const store::Session& session) {
  const auto id = uploads.begin(session.user.id);
  if (!id) {
    return problem(id.error());
  }
  JsonWriter json;
  json.begin_object();
  json.member("upload", *id);
  json.end_object();
  return json_of(std::string{json.text()}, 201);
}

Response put(Uploads& uploads, const Request& request, std::string_view id, const store::Session& session) {
  const std::string* path = request.find("path");
  if (path == nullptr) {
    return problem(ErrorCode::kParameterMissing, "path is where the file lies in its folder");
  }
  const auto done = uploads.put(session.user.id, id, *path, request.body);
  return done ? nothing() : problem(done.error());
}

Response listed(const Uploads& uploads, std::string_view id, const store::Session& session) {
  const auto files = uploads.files(session.user.id, id);
  if (!files) {
    return problem(files.error());
  }
  JsonWriter json;
  json.begin_object();
  json.key("files");
  json.begin_array();
  for (const UploadedFile& file : *files) {
    json.begin_object();
    json.member("path", file.path);
    json.member("bytes", static_cast<std::uint64_t>(file.bytes));
    json.end_object();
  }
  json.end_array();
  json.end_object();
  return json_of(std::string{json.text()});
}

Response removed(Uploads& uploads, std::string_view id, const store::Session& session) {
  const auto done = uploads.remove(session.user.id, id);
  return done ? nothing() : problem(done.error());
}

Response proposed(const DeskSources& from, std::string_view id, const store::Session& session) {
  const auto folder = from.uploads->source(session.user.id, id);
  if (!folder) {
    return problem(folder.error());
  }
  const auto proposal = from.desk->propose(*folder, from.service->current());
  return proposal ? json_of(desk::proposal_json(*proposal)) : problem(unfit(proposal.error()));
}

}  // namespace

void add_upload_routes(Router& router, const DeskSources& sources) {
  const auto& uploads = sources.uploads;
  add_desk_route(router, sources, {.pattern = "/api/v1/uploads", .methods = {Method::kPost}},
                 [uploads](const Request&, const PathValues&, const store::Session& session) {
                   return begun(*uploads, session);
                 });
  add_desk_route(router, sources,
                 {.pattern = "/api/v1/uploads/{id}/files", .parameters = {"path"}, .methods = {Method::kPost},
                  .body_max_bytes = kFileMax_bytes},
                 [uploads](const Request& request, const PathValues& values, const store::Session& session) {
                   return put(*uploads, request, values["id"], session);
                 });
  add_desk_route(router, sources, {.pattern = "/api/v1/uploads/{id}"},
                 [uploads](const Request&, const PathValues& values, const store::Session& session) {
                   return listed(*uploads, values["id"], session);
                 });
  add_desk_route(router, sources, {.pattern = "/api/v1/uploads/{id}", .methods = {Method::kDelete}},
                 [uploads](const Request&, const PathValues& values, const store::Session& session) {
                   return removed(*uploads, values["id"], session);
                 });
  add_desk_route(router, sources,
                 {.pattern = "/api/v1/uploads/{id}/proposal", .methods = {Method::kPost}, .compress = true},
                 [sources](const Request&, const PathValues& values, const store::Session& session) {
                   return proposed(sources, values["id"], session);
                 });
}

}  // namespace quyhoach::server
