#include "server/handlers/district.h"

#include <algorithm>
#include <set>

#include "geo/plan/json.h"
#include "geo/plan/search.h"
#include "server/http/problem.h"

namespace quyhoach::server {

namespace {

using geo::JsonWriter;

void write_text(JsonWriter& json, std::string_view name, const geo::Text& text) {
  json.key(name);
  json.begin_object();
  json.member("vi", text.vi);
  if (!text.en.empty()) {
    json.member("en", text.en);
  }
  json.end_object();
}

void write_box(JsonWriter& json, const geo::LonLatBox& box) {
  json.key("bbox");
  json.begin_array();
  for (const double side : {box.west_deg, box.south_deg, box.east_deg, box.north_deg}) {
    json.value(side);
  }
  json.end_array();
}

void write_unit(JsonWriter& json, const geo::AdministrativeUnit& unit) {
  json.begin_object();
  json.member("code", unit.code);
  json.member("name", unit.name);
  json.end_object();
}

void write_commune(JsonWriter& json, const geo::District& district, const geo::Commune& commune) {
  json.begin_object();
  json.member("code", commune.code);
  json.member("name", commune.name);
  json.key("lon");
  commune.inside ? json.value(commune.inside->lon_deg) : json.null();
  json.key("lat");
  commune.inside ? json.value(commune.inside->lat_deg) : json.null();
  json.member_or_null("valid_to", commune.valid_to ? geo::format_date(*commune.valid_to) : "");
  json.key("now");
  if (const geo::AdministrativeUnit* now = district.administrative_unit(commune.now)) {
    write_unit(json, *now);
  } else {
    json.null();
  }
  json.end_object();
}

/// The codes that occur, for the legend: those of parcels and of plans' areas.
std::set<std::string, std::less<>> codes_in_use(const geo::Snapshot& snapshot) {
  std::set<std::string, std::less<>> codes;
  const auto add = [&](std::string_view text) {
    while (!text.empty()) {
      const auto plus = text.find_first_of("+;");
      codes.emplace(text.substr(0, plus));
      text.remove_prefix(plus == std::string_view::npos ? text.size() : plus + 1);
    }
  };
  for (const auto& set : snapshot.parcels) {
    std::set<std::uint32_t> texts;
    for (std::size_t i = 0; i < set->size(); ++i) {
      texts.insert(set->row(i).land_use);
    }
    for (const std::uint32_t text : texts) {
      add(set->text(text));
    }
  }
  for (const auto& plan : snapshot.plans) {
    for (const geo::ZoneRow& row : plan->area_rows) {
      add(plan->texts.at(row.land_use));
    }
  }
  return codes;
}

std::string write_district(const geo::Snapshot& snapshot) {
  const geo::District& district = *snapshot.district;
  JsonWriter json;
  json.begin_object();
  json.member("id", district.id);
  json.member("demo", district.demo);
  write_text(json, "name", district.name);
  write_text(json, "office", district.office);
  write_text(json, "disclaimer", district.disclaimer);
  write_box(json, district.bbox);
  json.member("crs", district.crs);
  json.member("datum_operation", district.datum_operation);
  json.member("edition", snapshot.edition.id);
  json.member("edition_created_at", snapshot.edition.created_at);
  json.member("data_date", snapshot.edition.created_at.substr(0, 10));
  json.key("languages");
  json.begin_array();
  for (const std::string& language : district.languages) {
    json.value(language);
  }
  json.end_array();
  json.key("topics");
  json.begin_array();
  for (const geo::Topic& topic : district.topics) {
    json.begin_object();
    json.member("id", topic.id);
    json.member("geometry", geo::name_of(topic.geometry));
    json.member("colour", topic.colour_hex);
    write_text(json, "name", topic.name);
    std::uint64_t plans = 0;
    for (const auto& plan : snapshot.plans) {
      plans += plan->info.topic == topic.id ? std::uint64_t{1} : std::uint64_t{0};
    }
    json.member("plans", plans);
    json.end_object();
  }
  json.end_array();
  json.key("parcel_key");
  json.begin_object();
  json.key("parts");
  json.begin_array();
  for (const geo::KeyPart part : district.key_parts) {
    json.value(geo::name_of(part));
  }
  json.end_array();
  json.end_object();
  json.key("communes");
  json.begin_array();
  for (const geo::Commune& commune : district.communes) {
    write_commune(json, district, commune);
  }
  json.end_array();
  json.key("administrative_units");
  json.begin_array();
  for (const geo::AdministrativeUnit& unit : district.administrative_units) {
    write_unit(json, unit);
  }
  json.end_array();
  json.key("land_use");
  json.begin_array();
  for (const std::string& code : codes_in_use(snapshot)) {
    if (const geo::LandUse* use = district.land_use(code)) {
      json.begin_object();
      json.member("code", use->code);
      json.member("name", use->name.vi);
      json.member("fill", use->fill_hex);
      json.end_object();
    }
  }
  json.end_array();
  json.key("counts");
  json.begin_object();
  json.member("parcels", static_cast<std::uint64_t>(snapshot.parcel_count()));
  json.member("plans", static_cast<std::uint64_t>(snapshot.plans.size()));
  json.end_object();
  json.end_object();
  return std::string{json.text()};
}

}  // namespace

Response DistrictHandler::operator()(const Request& /*request*/, const PathValues& /*values*/) const {
  // The whole cadastre is looked through for the legend: written once an edition.
  thread_local std::string edition;
  thread_local std::string body;
  const SnapshotPtr snapshot = service->current();
  if (edition != snapshot->edition.id) {
    body = write_district(*snapshot);
    edition = snapshot->edition.id;
  }
  return json_response(body, false);
}

Response SearchHandler::operator()(const Request& request, const PathValues& /*values*/) const {
  const auto question = asked(*service, request);
  if (!question) {
    return problem(question.error());
  }
  const std::string* text = request.find("q");
  constexpr std::ptrdiff_t kLongest = 200;
  // Characters, not bytes: the router lets only UTF-8 through, and a Vietnamese letter takes up to three bytes.
  const auto starts_character = [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; };
  if (text == nullptr || text->empty() || std::count_if(text->begin(), text->end(), starts_character) > kLongest) {
    return problem(text == nullptr ? geo::ErrorCode::kParameterMissing : geo::ErrorCode::kParameterValue,
                   "q is what to search for, 1 to 200 characters");
  }
  double limit = 10.0;
  constexpr double kMostHits = 50.0;
  if (const std::string* given = request.find("limit")) {
    const auto number = number_asked("limit", *given);
    if (!number || *number < 1.0 || *number > kMostHits || *number != std::floor(*number)) {
      return problem(geo::ErrorCode::kParameterValue, "limit is a whole number from 1 to 50");
    }
    limit = *number;
  }
  const geo::Snapshot& snapshot = *question->snapshot;
  const auto hits = geo::search(snapshot, *snapshot.names, transform_for(*snapshot.district), *text,
                                static_cast<std::size_t>(limit), question->language);
  JsonWriter json;
  json.begin_object();
  json.member("query", *text);
  json.key("hits");
  json.begin_array();
  for (const geo::Hit& hit : hits) {
    json.begin_object();
    json.member("kind", geo::name_of(hit.kind));
    json.member("label", hit.label);
    json.member("detail", hit.detail);
    for (const auto& [name, value] : {std::pair{"reference", &hit.reference}, {"code", &hit.code}, {"plan", &hit.plan}}) {
      if (!value->empty()) {
        json.member(name, *value);
      }
    }
    json.member("lon", hit.at.lon_deg);
    json.member("lat", hit.at.lat_deg);
    if (hit.box) {
      write_box(json, *hit.box);
    }
    json.member("score", hit.score);
    json.end_object();
  }
  json.end_array();
  json.end_object();
  return json_response(json.text(), question->pinned);
}

}  // namespace quyhoach::server
