#include "server/handlers/timeline.h"

#include "geo/geom/measure.h"
#include "geo/plan/answer_json.h"
#include "geo/plan/timeline.h"
#include "server/handlers/place_asked.h"
#include "server/handlers/planning.h"
#include "server/http/problem.h"

namespace quyhoach::server {

namespace {

using geo::ErrorCode;
using geo::JsonWriter;

void write_item(JsonWriter& json, const geo::ImpactItem& item, const geo::Snapshot& snapshot, std::string_view language, bool is_point) {
  json.begin_object();
  json.key("plan");
  json.begin_object();
  json.member("id", item.plan);
  const geo::PlanSet* plan = snapshot.plan(item.plan);
  json.member_or_null("title", plan != nullptr ? plan->info.title.in(language) : std::string_view{});
  json.end_object();
  json.member_or_null("code", item.code);
  json.member_or_null("function", item.function);
  json.member_or_null("land_use", item.land_use);
  json.member("status", geo::name_of(item.status));
  json.member("before", item.before_m2);
  json.member("after", item.after_m2);
  json.member("unit", is_point ? "point" : item.is_line ? "m" : "m2");
  json.end_object();
}

void write_changes(JsonWriter& json, const std::vector<geo::TopicDifference>& changes, const Asked& question, bool is_point) {
  json.key("changes");
  json.begin_array();
  for (const geo::TopicDifference& change : changes) {
    json.begin_object();
    json.member("topic", change.topic->id);
    json.member("name", change.topic->name.in(question.language));
    json.member("before", geo::name_of(change.before));
    json.member("after", geo::name_of(change.after));
    json.key("items");
    json.begin_array();
    for (const geo::ImpactItem& item : change.items) {
      write_item(json, item, *question.snapshot, question.language, is_point);
    }
    json.end_array();
    json.end_object();
  }
  json.end_array();
}

void write_events(JsonWriter& json, const std::vector<geo::PlanEvent>& events, const Asked& question) {
  json.key("events");
  json.begin_array();
  for (const geo::PlanEvent& event : events) {
    const geo::PlanInfo& plan = event.plan->info;
    const geo::Topic* topic = question.snapshot->district->topic(plan.topic);
    json.begin_object();
    json.member("event", geo::name_of(event.kind));
    json.key("plan");
    json.begin_object();
    json.member("id", plan.id);
    json.member("title", plan.title.in(question.language));
    json.member("topic", plan.topic);
    json.member_or_null("topic_name", topic != nullptr ? topic->name.in(question.language) : std::string_view{});
    json.end_object();
    if (event.decision) {
      geo::write_decision(json, "decision", *event.decision);
    } else {
      json.null_member("decision");
    }
    json.end_object();
  }
  json.end_array();
}

void write_head(JsonWriter& json, const Asked& question, const geo::Place& place) {
  const geo::Snapshot& snapshot = *question.snapshot;
  json.key("place");
  const double area_m2 = place.kind == geo::Place::Kind::kPolygon ? geo::area_m2(place.outline.view(0)) : 0.0;
  geo::write_place(json, snapshot, transform_for(*snapshot.district), place, area_m2, false);
  json.member("edition", snapshot.edition.id);
  json.member("demo", snapshot.district->demo);
}

}  // namespace

Response TimelineHandler::operator()(const Request& request, const PathValues& values) const {
  auto about = asked_with_place(*service, request, values);
  if (about.response) {
    return std::move(*about.response);
  }
  const auto& [question, place] = *about.value;
  const geo::Snapshot& snapshot = *question.snapshot;
  const auto entries = geo::timeline_of(snapshot, place);
  if (!entries) {
    return problem(entries.error());
  }
  const geo::Date today = geo::today(snapshot.district->utc_offset_h);
  const auto query = query_of(*snapshot.district, place);
  JsonWriter json;
  json.begin_object();
  write_head(json, question, place);
  json.member("today", geo::format_date(today));
  json.member_or_null("feed", query ? "/feeds/planning.atom?" + *query + "&lang=" + question.language : std::string{});
  json.key("entries");
  json.begin_array();
  for (const geo::TimelineEntry& entry : *entries) {
    json.begin_object();
    json.member("date", geo::format_date(entry.on));
    json.member("is_ahead", entry.on > today);
    write_events(json, entry.events, question);
    write_changes(json, entry.changes, question, place.kind == geo::Place::Kind::kPoint);
    json.member_or_null("answer", permalink_of(question, place, entry.on, false));
    json.end_object();
  }
  json.end_array();
  json.end_object();
  return json_response(json.text(), false);
}

Response DifferenceHandler::operator()(const Request& request, const PathValues& values) const {
  const auto question = asked(*service, request);
  if (!question) {
    return problem(question.error());
  }
  std::vector<geo::Date> days;
  for (const char* name : {"from", "to"}) {
    const std::string* text = request.find(name);
    if (text == nullptr) {
      return problem(ErrorCode::kParameterMissing, "from and to are the days to be compared");
    }
    const auto day = geo::parse_date(*text);
    if (!day) {
      return problem(ErrorCode::kParameterValue, std::string{name} + " is a date written YYYY-MM-DD");
    }
    days.push_back(*day);
  }
  if (days[1] < days[0]) {
    return problem(ErrorCode::kParameterValue, "from is not later than to");
  }
  auto place = place_asked(*question, request, values);
  if (place.response) {
    return std::move(*place.response);
  }
  const auto before = geo::compute_answer(*question->snapshot, *place.value, days[0]);
  const auto after = geo::compute_answer(*question->snapshot, *place.value, days[1]);
  if (!before || !after) {
    return problem(before ? after.error() : before.error());
  }
  JsonWriter json;
  json.begin_object();
  write_head(json, *question, *place.value);
  json.member("from", geo::format_date(days[0]));
  json.member("to", geo::format_date(days[1]));
  write_changes(json, geo::difference(*before, *after), *question, place.value->kind == geo::Place::Kind::kPoint);
  json.end_object();
  return json_response(json.text(), question->pinned);
}

}  // namespace quyhoach::server
