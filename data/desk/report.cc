#include "data/desk/report.h"

#include <set>
#include <string_view>

#include "geo/plan/answer_json.h"
#include "geo/plan/json.h"

namespace quyhoach::desk {

using geo::JsonWriter;

namespace {

/// Points of the largest shape that is drawn beside a finding: what is larger is told by its place.
constexpr std::size_t kMostShown = 2'000;

template <typename Texts>
void write_texts(JsonWriter& json, std::string_view name, const Texts& texts) {
  json.key(name);
  json.begin_array();
  for (const std::string& text : texts) {
    json.value(text);
  }
  json.end_array();
}

void write_degrees(JsonWriter& json, geo::GridPoint point, const geo::GridTransform& transform) {
  if (const auto at = transform.to_lonlat(point)) {
    json.member("lon", at->lon_deg);
    json.member("lat", at->lat_deg);
  }
}

void write_finding(JsonWriter& json, const geo::Defect& defect, const geo::GridTransform* transform) {
  json.begin_object();
  json.member("code", defect.code);
  json.member("severity", geo::name_of(defect.severity));
  json.member("file", defect.file);
  json.member("feature", defect.feature);
  json.member("message", defect.message.en);
  json.member("message_vi", defect.message.vi);
  if (defect.place) {
    json.member("east_m", defect.place->east_m);
    json.member("north_m", defect.place->north_m);
    if (transform != nullptr) {
      write_degrees(json, *defect.place, *transform);
    }
  }
  if (transform != nullptr && defect.shape && defect.shape->store.points().size() <= kMostShown) {
    const geo::ShapeStore& store = defect.shape->store;
    const auto shape = store.view(store.points().data(), 0);
    json.key("geometry");
    defect.shape->is_lines ? geo::write_lines(json, shape, *transform) : geo::write_polygons(json, shape, *transform);
  }
  json.end_object();
}

void write_text(JsonWriter& json, std::string_view name, const geo::Text& text) {
  json.key(name);
  json.begin_object();
  json.member("vi", text.vi);
  json.member("en", text.en);
  json.end_object();
}

void write_shape(JsonWriter& json, std::string_view name, const geo::ShapeStore& store, bool is_lines, const geo::GridTransform& transform) {
  json.key(name);
  if (store.points().size() > kMostShown) {
    json.null();
  } else {
    const auto shape = store.view(store.points().data(), 0);
    is_lines ? geo::write_lines(json, shape, transform) : geo::write_polygons(json, shape, transform);
  }
}

/// What would mend findings, and what did.
void write_repairs(JsonWriter& json, const geo::RepairList& repairs, const geo::GridTransform& transform) {
  json.key("repairs");
  json.begin_array();
  for (const geo::Repair& repair : repairs.listed()) {
    json.begin_object();
    json.member("id", repair.id);
    json.member("code", repair.code);
    json.member("file", repair.file);
    json.member("feature", repair.feature);
    json.member("area_m2", repair.area_m2);
    json.member("applied", repair.applied);
    write_shape(json, "before", repair.before, repair.is_from_lines, transform);
    write_shape(json, "after", repair.after, false, transform);
    json.end_object();
  }
  json.end_array();
}

/// Why each code that occurred matters, and how to mend it.
void write_kinds(JsonWriter& json, const geo::ImportReport& report) {
  std::set<std::string> told;
  json.key("kinds");
  json.begin_array();
  for (const geo::Defect& defect : report.listed()) {
    const geo::FindingKind* kind = report.catalogue()->kind(defect.kind);
    if (kind == nullptr || !told.insert(defect.code).second) {
      continue;
    }
    json.begin_object();
    json.member("code", defect.code);
    write_text(json, "why", kind->why);
    write_text(json, "mend", kind->mend);
    json.member_or_null("source", kind->source);
    json.end_object();
  }
  json.end_array();
}

}  // namespace

void write_report(JsonWriter& json, const geo::ImportReport& report, const geo::GridTransform* transform) {
  write_texts(json, "refusing", report.refusing());
  write_texts(json, "accepted", report.accepted_codes());
  json.key("counts");
  json.begin_object();
  for (const auto& [code, count] : report.counts()) {
    json.member(code, static_cast<std::uint64_t>(count));
  }
  json.end_object();
  json.key("findings");
  json.begin_array();
  for (const geo::Defect& defect : report.listed()) {
    write_finding(json, defect, transform);
  }
  json.end_array();
  write_kinds(json, report);
}

void write_draft(JsonWriter& json, const store::Draft& draft) {
  json.member("id", draft.id);
  json.member("title", draft.text.title);
  json.member("kind", kind_name(draft.text.kind));
  json.member("plan", draft.text.plan);
  json.member("state", state_name(draft.state));
  json.member("author", draft.author);
  json.member_or_null("approver", draft.approver);
  json.member_or_null("edition", draft.edition);
  json.member("reason", draft.text.reason);
}

std::string check_json(const geo::CheckedPlan& checked, double seconds, const geo::GridTransform& transform) {
  JsonWriter json;
  json.begin_object();
  json.member("edition", checked.edition);
  json.member("seconds", seconds);
  write_report(json, checked.report, &transform);
  write_repairs(json, checked.repairs, transform);
  json.end_object();
  return std::string{json.text()};
}

}  // namespace quyhoach::desk
