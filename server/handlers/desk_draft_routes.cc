#include <set>
#include <utility>

#include "data/desk/findings_report.h"
#include "data/desk/impact_report.h"
#include "data/desk/profiles.h"
#include "data/desk/report.h"
#include "geo/plan/json.h"
#include "server/handlers/desk_draft_order.h"
#include "server/handlers/desk_routes.h"
#include "server/handlers/exports.h"
#include "server/http/problem.h"

namespace quyhoach::server {

namespace {

using geo::ErrorCode;
using geo::JsonWriter;
using geo::Result;

void write_draft(JsonWriter& json, const store::Draft& draft) {
  desk::write_draft(json, draft);
  json.member("created_at", store::to_rfc3339(draft.created_at));
  json.member("changed_at", store::to_rfc3339(draft.changed_at));
}

Response draft_response(const desk::Desk& desk, const Result<store::Draft>& draft, int status = 200) {
  if (!draft) {
    return problem(draft.error());
  }
  JsonWriter json;
  json.begin_object();
  write_draft(json, *draft);
  json.key("check");
  const std::string check = desk.last_check(*draft);
  check.empty() ? json.null() : json.raw(check);
  json.end_object();
  return json_of(std::string{json.text()}, status);
}

Response import_draft(const DeskSources& from, const Request& request, const store::Session& session) {
  const auto body = json_body_of(request);
  const auto order = body ? read_draft_order(*body) : Result<DraftOrder>{body.error()};
  if (!order) {
    return problem(order.error());
  }
  desk::DraftSource source{.kind = order->kind, .folder = {}, .patch = order->patch};
  if (order->upload) {
    const auto folder = from.uploads->source(session.user.id, *order->upload);
    if (!folder) {
      return problem(folder.error());
    }
    source.folder = *folder;
  }
  const auto draft = from.desk->import(source, session.user.login);
  if (!draft) {
    return problem(unfit(draft.error()));
  }
  if (order->upload) {
    // The draft has its own copy; an upload that cannot be removed now goes with the old ones.
    static_cast<void>(from.uploads->remove(session.user.id, *order->upload).has_value());
  }
  return draft_response(*from.desk, draft, 201);
}

Response list_drafts(const DeskSources& from) {
  const auto drafts = from.store->drafts(std::nullopt);
  if (!drafts) {
    return problem(drafts.error());
  }
  JsonWriter json;
  json.begin_object();
  json.key("drafts");
  json.begin_array();
  for (const store::Draft& draft : *drafts) {
    json.begin_object();
    write_draft(json, draft);
    json.end_object();
  }
  json.end_array();
  json.end_object();
  return json_of(std::string{json.text()});
}

Response check_draft(const DeskSources& from, const Request& request, const std::string& id, const store::Session& session) {
  const auto body = json_body_of(request);
  const auto order = body ? read_check_order(*body) : Result<CheckOrder>{body.error()};
  const auto repairs = order ? desk::with_repairs_of(*from.store, order->profile, order->repairs) : Result<std::set<std::string>>{order.error()};
  if (!repairs) {
    return problem(repairs.error());
  }
  const auto checked = from.desk->check(id, order->accept, session.user.login, *repairs);
  return checked ? json_of(from.desk->last_check(checked->draft)) : problem(checked.error());
}

Response impact_of(const DeskSources& from, const Request& request, const std::string& id) {
  constexpr std::size_t kListed = 1'000;
  const SnapshotPtr now = from.service->current();
  const auto form = table_asked(request);
  const auto question = asked(*from.service, request);
  if (!form || !question) {
    return problem(form ? question.error() : form.error());
  }
  const auto day = day_asked(*now->district, request);
  const auto impact = day ? from.desk->impact(id, *day, now) : Result<desk::DraftImpact>{day.error()};
  if (!impact) {
    return problem(impact.error());
  }
  if (!*form) {
    return json_of(impact_json(*impact, transform_for(*now->district), kListed));
  }
  return export_response(impact_tables(*impact, question->language, **form), **form, now->district->crs, "impact-" + id);
}

/// The kept report of the last check, in the form asked for.
Response findings_of(const DeskSources& from, const Request& request, const std::string& id) {
  const std::string* name = request.find("format");
  const bool is_page = name != nullptr && *name == "html";
  const auto form = is_page ? Result<std::optional<desk::ExportFormat>>{std::nullopt} : table_asked(request);
  const auto question = asked(*from.service, request);
  const auto draft = from.store->draft(id);
  if (!form || !question || !draft) {
    return problem(!form ? form.error() : question ? draft.error() : question.error());
  }
  const std::string kept = from.desk->last_check(*draft);
  if (kept.empty()) {
    return problem(ErrorCode::kDraftState, "the draft has not been checked");
  }
  if (!is_page && !*form) {
    return json_of(kept);
  }
  const geo::District& district = *question->snapshot->district;
  const auto check = desk::read_check(kept, transform_for(district));
  if (!check) {
    return problem(check.error());
  }
  const desk::CheckedFor about{.draft = &*draft, .district = &district};
  if (!is_page) {
    return export_response(findings_tables(*check, about, question->language), **form, district.crs, "findings-" + id);
  }
  Response page = text_response("text/html; charset=utf-8", findings_html(*check, about, question->language));
  page.headers.emplace_back("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'");
  return page;
}

Response take_step(const DeskSources& from, const Request& request, const std::string& id, const store::Session& session) {
  const auto texts = texts_of(request, {"to"}, {"reason"});
  if (!texts) {
    return problem(texts.error());
  }
  const auto to = store::state_of_name(texts->at("to"));
  if (!to || *to == store::DraftState::kDraft) {
    return problem(ErrorCode::kParameterValue, "to is submitted, returned, approved, withdrawn or published");
  }
  const std::string& by = session.user.login;
  if (*to != store::DraftState::kPublished) {
    const auto reason = texts->find("reason");
    return draft_response(*from.desk, from.desk->step(id, *to, reason == texts->end() ? "" : reason->second, by));
  }
  const auto published = from.desk->publish(id, by);
  from.service->refresh();  // whoever asks after this answer is answered from the new edition
  return draft_response(*from.desk, published);
}

}  // namespace

void add_draft_routes(Router& router, const DeskSources& sources) {
  using Handle = std::function<Response(const Request&, const PathValues&, const store::Session&)>;
  const auto get = [&](std::string pattern, Handle handle, std::vector<std::string> parameters = {}) {
    add_desk_route(router, sources, {.pattern = std::move(pattern), .parameters = std::move(parameters), .compress = true},
                   std::move(handle));
  };
  const auto post = [&](std::string pattern, Handle handle) {
    add_desk_route(router, sources,
                   {.pattern = std::move(pattern), .methods = {Method::kPost}, .body_max_bytes = kDeskBody_bytes,
                    .compress = true},
                   std::move(handle));
  };
  const auto with_current = [service = sources.service](Handle handle) -> Handle {
    return [service, handle = std::move(handle)](const Request& request, const PathValues& values, const store::Session& who) {
      return service->current() ? handle(request, values, who) : problem(ErrorCode::kUnavailable);
    };
  };
  const auto id_of = [](const PathValues& values) { return std::string{values["id"]}; };
  using store::Session;

  post("/api/v1/drafts", [sources](const Request& request, const PathValues&, const Session& session) {
    return import_draft(sources, request, session);
  });
  get("/api/v1/drafts", [sources](const Request&, const PathValues&, const Session&) { return list_drafts(sources); });
  get("/api/v1/drafts/{id}", [sources, id_of](const Request&, const PathValues& values, const Session&) {
    return draft_response(*sources.desk, sources.store->draft(id_of(values)));
  });
  post("/api/v1/drafts/{id}/check", [sources, id_of](const Request& request, const PathValues& values, const Session& session) {
    return check_draft(sources, request, id_of(values), session);
  });
  get("/api/v1/drafts/{id}/check",
      with_current([sources, id_of](const Request& request, const PathValues& values, const Session&) {
        return findings_of(sources, request, id_of(values));
      }),
      {"format", "lang"});
  get("/api/v1/drafts/{id}/impact",
      with_current([sources, id_of](const Request& request, const PathValues& values, const Session&) {
        return impact_of(sources, request, id_of(values));
      }),
      {"as_of", "format", "lang"});
  post("/api/v1/drafts/{id}/steps", [sources, id_of](const Request& request, const PathValues& values, const Session& session) {
    return take_step(sources, request, id_of(values), session);
  });
}

}  // namespace quyhoach::server
