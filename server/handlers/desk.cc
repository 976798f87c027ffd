#include "server/handlers/desk.h"

#include <utility>

#include "server/handlers/desk_routes.h"
#include "server/http/problem.h"

namespace quyhoach::server {

using geo::Error;
using geo::ErrorCode;
using geo::Result;

void add_desk_route(Router& router, const DeskSources& sources, Route route, SessionHandler handler,
                    std::vector<store::Role> roles) {
  route.name = "desk";
  route.before_body = before_role(sources.store, roles);
  route.handler = with_role(sources.store, std::move(roles), std::move(handler));
  route.is_slow = true;
  router.add(std::move(route));
}

Result<std::string_view> json_body_of(const Request& request) {
  return is_json_type(request.content_type) ? Result<std::string_view>{request.body}
                                            : Error{ErrorCode::kBodyUnreadable, "the Content-Type is application/json"};
}

Result<Texts> texts_of(const Request& request, const std::vector<std::string_view>& needed,
                       const std::vector<std::string_view>& optional) {
  const auto body = json_body_of(request);
  return body ? read_texts(*body, needed, optional) : Result<Texts>{body.error()};
}

Error unfit(Error error) {
  const bool is_theirs = error.code == ErrorCode::kManifest || error.code == ErrorCode::kBadData;
  return {is_theirs ? ErrorCode::kPlanUnfit : error.code, std::move(error.message)};
}

namespace {

struct RestoreHandler {
  DeskSources from;

  Response operator()(const Request& request, const PathValues& values, const store::Session& session) const {
    const auto texts = texts_of(request, {"reason"});
    const auto restored = texts ? from.desk->restore(std::string{values["id"]}, texts->at("reason"), session.user.login)
                                : Result<bool>{texts.error()};
    if (!restored) {
      return problem(restored.error());
    }
    from.service->refresh();
    return nothing();
  }
};

}  // namespace

void add_desk_routes(Router& router, const DeskSources& sources) {
  add_upload_routes(router, sources);
  add_draft_routes(router, sources);
  add_preview_routes(router, sources);
  add_progress_routes(router, sources);
  add_profile_routes(router, sources);
  add_desk_route(router, sources,
                 {.pattern = "/api/v1/editions/{id}/restore", .methods = {Method::kPost}, .body_max_bytes = kDeskBody_bytes},
                 RestoreHandler{sources}, {store::Role::kApprover});
}

}  // namespace quyhoach::server
