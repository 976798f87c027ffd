#include "server/handlers/catalogue.h"

#include <algorithm>
#include <filesystem>

#include "geo/base/sha256.h"
#include "geo/io/durable.h"
#include "geo/plan/answer_json.h"
#include "geo/plan/document_files.h"
#include "server/http/problem.h"

namespace quyhoach::server {

namespace {

using geo::ErrorCode;
using geo::JsonWriter;

void write_plan(JsonWriter& json, const geo::PlanSet& plan, const geo::GridTransform& transform, geo::Date day,
                std::string_view language) {
  json.begin_object();
  geo::write_plan_members(json, plan.info, language);
  json.member("status", geo::name_of(geo::status_on(plan.info, day)));
  const auto low = transform.to_lonlat({plan.box.min_east_m, plan.box.min_north_m});
  const auto high = transform.to_lonlat({plan.box.max_east_m, plan.box.max_north_m});
  if (low && high) {
    json.key("bbox");
    json.begin_array();
    for (const double side : {low->lon_deg, low->lat_deg, high->lon_deg, high->lat_deg}) {
      json.value(side);
    }
    json.end_array();
  }
  json.member("zones", static_cast<std::uint64_t>(plan.area_rows.size() + plan.line_rows.size()));
  json.member("object", "sha256:" + plan.object);
  json.end_object();
}

void write_edition_members(JsonWriter& json, const geo::EditionManifest& edition, const std::string& current) {
  std::uint64_t parcels = 0;
  std::uint64_t plans = 0;
  for (const geo::ObjectEntry& object : edition.objects) {
    parcels += object.kind == "parcels" ? object.features : 0;
    plans += object.kind == "plan" ? std::uint64_t{1} : std::uint64_t{0};
  }
  json.member("id", edition.info.id);
  json.member("created_at", edition.info.created_at);
  json.member("data_date", edition.info.created_at.substr(0, 10));
  json.member("created_by", edition.info.who);
  json.member("reason", edition.info.why);
  json.member_or_null("parent", edition.info.parent);
  json.member("current", edition.info.id == current);
  json.key("accepted");
  json.begin_array();
  for (const std::string& code : edition.info.accepted) {
    json.value(code);
  }
  json.end_array();
  json.key("repairs");
  json.begin_array();
  for (const std::string& id : edition.info.repairs) {
    json.value(id);
  }
  json.end_array();
  json.key("counts");
  json.begin_object();
  json.member("parcels", parcels);
  json.member("plans", plans);
  json.end_object();
}

}  // namespace

Response PlansHandler::operator()(const Request& request, const PathValues& values) const {
  const auto question = asked(*service, request);
  if (!question) {
    return problem(question.error());
  }
  const geo::Snapshot& snapshot = *question->snapshot;
  const auto day = day_asked(*snapshot.district, request);
  if (!day) {
    return problem(day.error());
  }
  const bool immutable = question->pinned && request.find("as_of") != nullptr;  // A status depends on the day.
  const geo::GridTransform& transform = transform_for(*snapshot.district);
  JsonWriter json;
  if (values.size() > 0) {
    const geo::PlanSet* plan = snapshot.plan(values[0]);
    if (plan == nullptr) {
      return problem(ErrorCode::kPlanUnknown);
    }
    write_plan(json, *plan, transform, *day, question->language);
    return json_response(json.text(), immutable);
  }
  const std::string* topic = request.find("topic");
  if (topic != nullptr && snapshot.district->topic(*topic) == nullptr) {
    return problem(ErrorCode::kParameterValue, "the district has no such topic");
  }
  std::vector<const geo::PlanSet*> plans;
  for (const auto& plan : snapshot.plans) {
    if (topic == nullptr || plan->info.topic == *topic) {
      plans.push_back(plan.get());
    }
  }
  // Snapshots keep plans by topic; within a topic the newest decision comes first.
  for (auto begin = plans.begin(); begin != plans.end();) {
    const auto end = std::find_if(begin, plans.end(), [&](const auto* p) { return p->info.topic != (*begin)->info.topic; });
    std::stable_sort(begin, end, [](const auto* a, const auto* b) { return a->info.decision.date > b->info.decision.date; });
    begin = end;
  }
  json.begin_object();
  json.member("edition", snapshot.edition.id);
  json.key("plans");
  json.begin_array();
  for (const geo::PlanSet* plan : plans) {
    write_plan(json, *plan, transform, *day, question->language);
  }
  json.end_array();
  json.end_object();
  return json_response(json.text(), immutable);
}

Response EditionsHandler::operator()(const Request& /*request*/, const PathValues& values) const {
  const std::string current = service->current()->edition.id;
  JsonWriter json;
  json.begin_object();
  if (values.size() > 0) {
    const auto edition = service->store().manifest(std::string{values[0]});
    if (!edition) {
      return problem(edition.error().code == ErrorCode::kEditionUnknown ? edition.error()
                                                                         : geo::Error{ErrorCode::kInternal, edition.error().message});
    }
    write_edition_members(json, *edition, current);
    json.member("datum_operation", edition->datum_operation);
    json.key("objects");
    json.begin_array();
    for (const geo::ObjectEntry& object : edition->objects) {
      json.begin_object();
      json.member("role", object.kind);
      json.member("sha256", object.sha256());
      json.member_or_null("plan", object.kind == "plan" ? object.id : "");
      json.member_or_null("commune", object.kind == "parcels" ? object.id : "");
      json.member("bytes", object.bytes);
      json.member("features", object.features);
      json.end_object();
    }
    json.end_array();
  } else {
    json.member("current", current);
    json.key("editions");
    json.begin_array();
    for (const geo::EditionManifest& edition : service->store().editions()) {
      json.begin_object();
      write_edition_members(json, edition, current);
      json.end_object();
    }
    json.end_array();
  }
  json.end_object();
  return json_response(json.text(), false);
}

Response DocumentHandler::operator()(const Request& /*request*/, const PathValues& values) const {
  const std::string file = std::string{values[0]} + ".pdf";
  const SnapshotPtr snapshot = service->current();
  bool named = std::any_of(snapshot->plans.begin(), snapshot->plans.end(), [&](const auto& plan) {
    return std::any_of(plan->info.documents.begin(), plan->info.documents.end(),
                       [&](const geo::Document& document) { return document.file == file; });
  });
  const bool may_be = geo::is_kept({.kind = {}, .title = {}, .file = file}) && std::filesystem::exists(service->store().object_path(file));
  if (!named && may_be) {  // Older editions are asked for years later.
    const auto editions = service->store().editions();
    named = std::ranges::any_of(editions, [&](const geo::EditionManifest& edition) {
      return std::ranges::any_of(edition.objects, [&](const geo::ObjectEntry& object) { return object.kind == "document" && object.file == file; });
    });
  }
  if (!named) {
    return problem(ErrorCode::kNotFound);
  }
  auto bytes = geo::read_file(service->store().object_path(file));
  if (!bytes || geo::sha256_hex(*bytes) != values[0]) {
    return problem(ErrorCode::kUnavailable);
  }
  Response response = text_response("application/pdf", std::move(*bytes));
  response.etag = "\"" + std::string{values[0]} + "\"";
  response.cache_control = "public, max-age=31536000, immutable";
  return response;
}

}  // namespace quyhoach::server
