#include "server/handlers/planning.h"

#include "geo/plan/answer.h"
#include "geo/plan/answer_json.h"
#include "server/handlers/place_asked.h"
#include "server/handlers/polygon_body.h"
#include "server/http/problem.h"

namespace quyhoach::server {

namespace {

using geo::Error;
using geo::ErrorCode;
using geo::Result;

/// The time of day, formatted once a second on each thread.
const std::string& now_text() {
  thread_local std::time_t second = 0;
  thread_local std::string text;
  const std::time_t now = std::time(nullptr);
  if (now != second) {
    second = now;
    text = geo::utc_now();
  }
  return text;
}

bool wants_geometry(const Request& request, std::optional<Error>& error) {
  const std::string* text = request.find("geometry");
  if (text == nullptr || *text == "false") {
    return false;
  }
  if (*text != "true") {
    error = Error{ErrorCode::kParameterValue, "geometry is true or false"};
  }
  return true;
}

Response answer(const Asked& question, geo::Place place, geo::Date day, bool dated, bool geometry) {
  const geo::Snapshot& snapshot = *question.snapshot;
  const auto computed = geo::compute_answer(snapshot, std::move(place), day);
  if (!computed) {
    return problem(computed.error());
  }
  const std::string permalink = permalink_of(question, computed->place, day, geometry);
  const auto json = geo::to_json(*computed, snapshot, transform_for(*snapshot.district), {question.language, permalink, geometry}, now_text());
  return json_response(json.body, question.pinned && dated, json.digest);
}

}  // namespace

std::string permalink_of(const Asked& question, const geo::Place& place, geo::Date day, bool geometry) {
  const auto query = question.published ? query_of(*question.snapshot->district, place) : std::nullopt;
  return query ? "/api/v1/planning?" + *query + "&as_of=" + geo::format_date(day) + "&edition=" + question.snapshot->edition.id +
                     (geometry ? "&geometry=true" : "") + "&lang=" + question.language
               : std::string{};
}

Response PlanningHandler::operator()(const Request& request, const PathValues& values) const {
  const auto question = asked(*service, request);
  return question ? planning_answer(*question, request, values) : problem(question.error());
}

Response planning_answer(const Asked& question, const Request& request, const PathValues& values) {
  const geo::Snapshot& snapshot = *question.snapshot;
  const geo::District& district = *snapshot.district;
  const geo::GridTransform& transform = transform_for(district);
  const auto day = day_asked(district, request);
  std::optional<Error> error;
  const bool geometry = wants_geometry(request, error);
  if (!day || error) {
    return problem(day ? *error : day.error());
  }
  const bool dated = request.find("as_of") != nullptr;
  if (request.method == Method::kPost) {
    geo::Place place;
    auto polygon = read_polygon(request.body, district, transform, PolygonLimits{});
    if (!polygon) {
      return problem(polygon.error());
    }
    place.kind = geo::Place::Kind::kPolygon;
    place.outline = std::move(*polygon);
    return answer(question, std::move(place), *day, dated, geometry);
  }
  auto asked_for = place_asked(question, request, values);
  return asked_for.response ? std::move(*asked_for.response) : answer(question, std::move(*asked_for.value), *day, dated, geometry);
}

Response ParcelHandler::operator()(const Request& request, const PathValues& values) const {
  const auto question = asked(*service, request);
  if (!question) {
    return problem(question.error());
  }
  const geo::Snapshot& snapshot = *question->snapshot;
  const auto key = key_asked(*snapshot.district, request, values);
  if (!key) {
    return problem(key.error());
  }
  if (!*key) {
    return problem(ErrorCode::kParameterMissing, "name a parcel by the parts of its key");
  }
  const auto parcels = geo::find_parcels(snapshot, **key);
  if (parcels.empty()) {
    return parcel_unknown(snapshot, **key);
  }
  const geo::GridTransform& transform = transform_for(*snapshot.district);
  geo::JsonWriter json;
  if (parcels.size() == 1) {
    geo::write_parcel_feature(json, snapshot, parcels.front(), 1, transform);
    Response response = json_response(json.text(), question->pinned);
    response.content_type = "application/geo+json";
    return response;
  }
  json.begin_object();
  json.key("candidates");
  json.begin_array();
  for (const geo::ParcelAt& parcel : parcels) {
    geo::write_parcel_feature(json, snapshot, parcel, parcels.size(), transform);
  }
  json.end_array();
  json.end_object();
  Response response = json_response(json.text(), question->pinned);
  response.status = 300;
  return response;
}

}  // namespace quyhoach::server
