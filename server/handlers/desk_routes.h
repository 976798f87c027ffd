#pragma once

#include "server/handlers/desk.h"
#include "server/handlers/guard.h"
#include "server/handlers/json_body.h"

namespace quyhoach::server {

/// Adds a route of the desk: for people with one of `roles`, and no body of others is read; slow, as all that waits for disks is.
void add_desk_route(Router& router, const DeskSources& sources, Route route, SessionHandler handler,
                    std::vector<store::Role> roles = {store::Role::kPlanner, store::Role::kApprover});

/// Adds those under /api/v1/uploads.
void add_upload_routes(Router& router, const DeskSources& sources);
/// Adds those under /api/v1/drafts.
void add_draft_routes(Router& router, const DeskSources& sources);
/// Adds those that show a draft as if it were published: tiles and answers.
void add_preview_routes(Router& router, const DeskSources& sources);
/// Adds those under /api/v1/profiles.
void add_profile_routes(Router& router, const DeskSources& sources);
/// Adds those that say how far a check has come, and end it.
void add_progress_routes(Router& router, const DeskSources& sources);

/// What is wrong with a folder somebody uploaded is not our failure: kPlanUnfit for kManifest and kBadData.
[[nodiscard]] geo::Error unfit(geo::Error error);

/// JSON bodies of the desk: a few texts.
inline constexpr std::size_t kDeskBody_bytes = 65'536;
/// The body of a request that says it is JSON; kBodyUnreadable for another.
[[nodiscard]] geo::Result<std::string_view> json_body_of(const Request& request);
/// The reader's result for a body that says it is JSON; kBodyUnreadable for one that does not.
[[nodiscard]] geo::Result<Texts> texts_of(const Request& request, const std::vector<std::string_view>& needed,
                                          const std::vector<std::string_view>& optional = {});

/// A JSON answer to somebody with an account.
[[nodiscard]] inline Response json_of(std::string body, int status = 200) {
  Response response = text_response("application/json", std::move(body));
  response.status = status;
  return response;
}

/// 204
[[nodiscard]] inline Response nothing() {
  Response response;
  response.status = 204;
  return response;
}

}  // namespace quyhoach::server
