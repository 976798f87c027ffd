#include "server/handlers/planning.h"

#include <charconv>

#include "geo/base/text.h"
#include "geo/plan/answer.h"
#include "geo/plan/answer_json.h"
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

/// The point a request names, in the grid. Nothing if it names none.
Result<std::optional<geo::GridPoint>> point_asked(const geo::District& district, const geo::GridTransform& transform,
                                                  const Request& request) {
  const std::string* lon_text = request.find("lon");
  const std::string* lat_text = request.find("lat");
  const std::string* east_text = request.find("east_m");
  const std::string* north_text = request.find("north_m");
  const bool degrees = lon_text != nullptr || lat_text != nullptr;
  const bool metres = east_text != nullptr || north_text != nullptr;
  if (!degrees && !metres) {
    return std::optional<geo::GridPoint>{};
  }
  if (degrees == metres || (lon_text == nullptr) != (lat_text == nullptr) || (east_text == nullptr) != (north_text == nullptr)) {
    return Error{ErrorCode::kParameterMissing, "a point is lon and lat, or east_m and north_m"};
  }
  const auto first = number_asked(degrees ? "lon" : "east_m", degrees ? *lon_text : *east_text);
  const auto second = number_asked(degrees ? "lat" : "north_m", degrees ? *lat_text : *north_text);
  if (!first || !second) {
    return first ? second.error() : first.error();
  }
  if (degrees) {
    const geo::LonLat at{*first, *second};
    if (std::abs(at.lon_deg) > 180.0 || std::abs(at.lat_deg) > 90.0) {
      return Error{ErrorCode::kParameterValue, "lon is −180…180 and lat −90…90 degrees"};
    }
    if (!district.bbox.contains(at)) {
      return district.bbox.contains({at.lat_deg, at.lon_deg})
                 ? Error{ErrorCode::kParameterValue, "lon and lat are swapped"}
                 : Error{ErrorCode::kOutsideDistrict, "the point lies outside the district"};
    }
    const auto grid = transform.to_grid(at);
    return grid ? Result<std::optional<geo::GridPoint>>{*grid} : grid.error();
  }
  const geo::GridPoint grid{*first, *second};
  const auto at = transform.to_lonlat(grid);
  if (at && district.bbox.contains(*at)) {
    return std::optional{grid};
  }
  const auto turned = transform.to_lonlat({grid.north_m, grid.east_m});
  return turned && district.bbox.contains(*turned) ? Error{ErrorCode::kParameterValue, "east_m and north_m are swapped"}
                                                    : Error{ErrorCode::kOutsideDistrict, "the point lies outside the district"};
}

Response candidates(const geo::Snapshot& snapshot, const std::vector<geo::ParcelAt>& parcels, bool pinned) {
  geo::JsonWriter json;
  json.begin_object();
  json.key("candidates");
  json.begin_array();
  int index = 0;
  for (const geo::ParcelAt& parcel : parcels) {
    json.begin_object();
    json.key("place");
    geo::write_parcel(json, snapshot, parcel, parcels.size());
    json.member("index", ++index);
    json.end_object();
  }
  json.end_array();
  json.end_object();
  Response response = json_response(json.text(), pinned);
  response.status = 300;
  return response;
}

Response answer(const Asked& question, geo::Place place, geo::Date day, bool dated, bool geometry) {
  const geo::Snapshot& snapshot = *question.snapshot;
  const auto computed = geo::compute_answer(snapshot, std::move(place), day);
  if (!computed) {
    return problem(computed.error());
  }
  const auto json = geo::to_json(*computed, snapshot, transform_for(*snapshot.district), {question.language, geometry}, now_text());
  return json_response(json.body, question.pinned && dated, json.digest);
}

}  // namespace

Result<std::optional<geo::ParcelKey>> key_asked(const geo::District& district, const Request& request, const PathValues& values) {
  if (const std::string* text = request.find("parcel")) {
    if (request.find("commune") != nullptr || request.find("sheet") != nullptr || request.find("number") != nullptr) {
      return Error{ErrorCode::kParameterValue, "name the parcel by its reference or by the parts of its key, not by both"};
    }
    auto key = geo::parse_reference(district, *text);
    return key ? Result<std::optional<geo::ParcelKey>>{std::move(*key)} : key.error();
  }
  geo::ParcelKey key;
  bool any = false;
  bool all = true;
  std::size_t at = 0;
  for (const geo::KeyPart part : {geo::KeyPart::kCommune, geo::KeyPart::kSheet, geo::KeyPart::kNumber}) {
    const std::string_view name = geo::name_of(part);
    const std::string* given = request.find(name);
    std::string text = given != nullptr ? *given : "";
    if (values.size() > 0) {
      text = std::string{values[at++]};
    }
    const bool used = district.has_part(part);
    any = any || !text.empty();
    all = all && (!used || !geo::trim(text).empty());
    if (!used && !text.empty()) {
      return Error{ErrorCode::kParameterValue, "this district's parcels have no " + std::string{name}};
    }
    (part == geo::KeyPart::kCommune ? key.commune : part == geo::KeyPart::kSheet ? key.sheet : key.number) = std::move(text);
  }
  if (!any) {
    return std::optional<geo::ParcelKey>{};
  }
  if (!all) {
    return Error{ErrorCode::kParameterMissing, "a part of the parcel's key is missing"};
  }
  return std::optional{std::move(key)};
}

Response parcel_unknown(const geo::Snapshot& snapshot, const geo::ParcelKey& key) {
  constexpr std::size_t kNear = 5;
  std::string near = "[";
  for (const geo::ParcelAt& parcel : geo::find_near(snapshot, key, kNear)) {
    near += (near.size() > 1 ? "," : "") + json_string(geo::reference(*snapshot.district, geo::key_of(parcel)));
  }
  const std::string date = snapshot.edition.created_at.substr(0, 10);
  return problem(ErrorCode::kParcelUnknown, "the parcel is not in the data of " + date,
                 {{"near", near + "]"}, {"data_date", json_string(date)}});
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
  geo::Place place;
  if (request.method == Method::kPost) {
    auto polygon = read_polygon(request.body, district, transform, PolygonLimits{});
    if (!polygon) {
      return problem(polygon.error());
    }
    place.kind = geo::Place::Kind::kPolygon;
    place.outline = std::move(*polygon);
    return answer(question, std::move(place), *day, dated, geometry);
  }
  const auto key = key_asked(district, request, values);
  const auto point = point_asked(district, transform, request);
  if (!key || !point) {
    return problem(key ? point.error() : key.error());
  }
  if (key->has_value() == point->has_value()) {
    return problem(ErrorCode::kParameterMissing, "name one place: a parcel, or a point");
  }
  if (*point) {
    place.kind = geo::Place::Kind::kPoint;
    place.point = **point;
    place.parcels = geo::parcels_at(snapshot, **point);
    return answer(question, std::move(place), *day, dated, geometry);
  }
  const auto parcels = geo::find_parcels(snapshot, **key);
  if (parcels.empty()) {
    return parcel_unknown(snapshot, **key);
  }
  std::size_t chosen = 1;
  if (const std::string* candidate = request.find("candidate")) {
    const auto number = number_asked("candidate", *candidate);
    if (!number || *number < 1.0 || *number > static_cast<double>(parcels.size()) || *number != std::floor(*number)) {
      return problem(ErrorCode::kParameterValue, "candidate counts from 1 to " + std::to_string(parcels.size()));
    }
    chosen = static_cast<std::size_t>(*number);
  } else if (parcels.size() > 1) {
    return candidates(snapshot, parcels, question.pinned);
  }
  place.kind = geo::Place::Kind::kParcel;
  place.parcel = parcels[chosen - 1];
  place.duplicates = parcels.size();
  return answer(question, std::move(place), *day, dated, geometry);
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
