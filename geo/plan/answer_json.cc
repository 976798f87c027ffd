#include "geo/plan/answer_json.h"

#include <cmath>
#include <stdexcept>

#include "geo/base/sha256.h"
#include "geo/geom/overlay.h"
#include "geo/plan/canonical_json.h"

namespace quyhoach::geo {

namespace {

struct ReasonText {
  std::string_view code, vi, en;
};

ReasonText text_of(NoDataReason reason) noexcept {
  switch (reason) {
    case NoDataReason::kNone: break;
    case NoDataReason::kNoPlan:
      return {"no_plan", "Kho dữ liệu chưa có đồ án nào thuộc chủ đề này.", "The register holds no plan of this topic."};
    case NoDataReason::kNoPlanHere:
      return {"no_plan_here", "Không có đồ án nào đang hiệu lực vào ngày tra cứu bao phủ vị trí này.",
              "No plan in force on the day asked covers this place."};
    case NoDataReason::kBeforeFirstPlan:
      return {"before_first_plan", "Vào ngày tra cứu chưa có đồ án nào có hiệu lực tại vị trí này.",
              "On the day asked no plan was in force here yet."};
    case NoDataReason::kPartlyCovered:
      return {"partly_covered", "Các đồ án đang hiệu lực chỉ bao phủ một phần; phần còn lại chưa có dữ liệu.",
              "The plans in force cover only a part; nothing is known of the rest."};
  }
  return {};
}

}  // namespace

void write_place(JsonWriter& json, const Snapshot& snapshot, const GridTransform& transform, const Place& place, double area_m2, bool geometry) {
  if (place.kind == Place::Kind::kParcel && !geometry) {
    write_parcel(json, snapshot, place.parcel, place.duplicates);
    return;
  }
  if (place.kind == Place::Kind::kParcel) {
    JsonWriter inner;
    write_parcel(inner, snapshot, place.parcel, place.duplicates);
    std::string text{inner.text()};
    inner.clear();
    write_polygons(inner, place.outline.view(0), transform);
    text.pop_back();
    text.append(",\"geometry\":").append(inner.text()).append("}");
    json.raw(text);
    return;
  }
  json.begin_object();
  json.member("kind", place.kind == Place::Kind::kPoint ? "point" : "polygon");
  if (place.kind == Place::Kind::kPoint) {
    const auto at = transform.to_lonlat(place.point);
    json.member("lon", at ? at->lon_deg : Indicators::kNone);
    json.member("lat", at ? at->lat_deg : Indicators::kNone);
    json.member("east_m", place.point.east_m);
    json.member("north_m", place.point.north_m);
    json.key("parcels");
    json.begin_array();
    for (const ParcelAt& parcel : place.parcels) {
      write_parcel(json, snapshot, parcel, 1);
    }
    json.end_array();
  } else {
    json.member("computed_area_m2", area_m2);
    if (geometry) {
      json.key("geometry");
      write_polygons(json, place.outline.view(0), transform);
    }
  }
  json.member("demo", snapshot.district->demo);
  json.end_object();
}

namespace {

class AnswerWriter {
 public:
  AnswerWriter(JsonWriter& json, const Snapshot& snapshot, const GridTransform& transform, const AnswerStyle& style)
      : json_(json), snapshot_(snapshot), transform_(transform), style_(style) {}

  void write(const Answer& answer) {
    json_.key("place");
    write_place(json_, snapshot_, transform_, answer.place, answer.area_m2, style_.geometry);
    json_.member("as_of", format_date(answer.as_of));
    json_.member("edition", snapshot_.edition.id);
    json_.member("crs", snapshot_.district->crs);
    json_.member("datum_operation", snapshot_.district->datum_operation);
    json_.member("demo", snapshot_.district->demo);
    json_.key("topics");
    json_.begin_array();
    for (const TopicAnswer& topic : answer.topics) {
      write_topic(topic, answer);
    }
    json_.end_array();
    json_.key("balance");
    json_.begin_object();
    for (const TopicAnswer& topic : answer.topics) {
      if (topic.balance) {
        json_.key(topic.topic->id);
        json_.begin_object();
        json_.member("parcel_area_m2", topic.balance->parcel_area_m2);
        json_.member("covered_m2", topic.balance->covered_m2);
        json_.member("uncovered_m2", topic.balance->uncovered_m2);
        json_.member("overlapped_m2", topic.balance->overlapped_m2);
        json_.end_object();
      }
    }
    json_.end_object();
    json_.member_or_null("permalink", style_.permalink);
    json_.key("changes");
    json_.begin_array();
    for (const Restriction& change : answer.changes) {
      write_restriction(change, answer, true);
    }
    json_.end_array();
    write_notes();
  }

 private:
  void write_topic(const TopicAnswer& topic, const Answer& answer) {
    json_.begin_object();
    json_.member("topic", topic.topic->id);
    json_.member("name", topic.topic->name.in(style_.language));
    json_.member("state", name_of(topic.state));
    if (topic.reason != NoDataReason::kNone) {
      const ReasonText reason = text_of(topic.reason);
      json_.member("reason_code", reason.code);
      json_.member("reason", style_.language == "en" ? reason.en : reason.vi);
    }
    if (!topic.restrictions.empty()) {
      json_.key("restrictions");
      json_.begin_array();
      for (const Restriction& restriction : topic.restrictions) {
        write_restriction(restriction, answer);
      }
      json_.end_array();
    }
    json_.end_object();
  }

  void write_restriction(const Restriction& r, const Answer& answer, bool with_topic = false) {
    json_.begin_object();
    if (with_topic) {
      json_.member("topic", r.plan->info.topic);
    }
    json_.key("plan");
    json_.begin_object();
    write_plan_members(json_, r.plan->info, style_.language);
    json_.member("status", quyhoach::geo::name_of(r.status));
    json_.end_object();
    write_zone(r);
    const auto measure = [&](std::string_view name, const std::optional<double>& value) {
      json_.member(name, value.value_or(Indicators::kNone));
    };
    const auto interval = [&](std::string_view least, std::string_view most, const std::optional<Interval>& value) {
      json_.member(least, value ? value->least : Indicators::kNone);
      json_.member(most, value ? value->most : Indicators::kNone);
    };
    if (r.is_line) {
      measure("length_m", r.length_m);
    } else {
      measure("area_m2", r.area_m2);
      measure("share_percent", r.share_percent);
      interval("area_min_m2", "area_max_m2", r.area_interval_m2);
    }
    if (r.is_line || r.distance_m) {
      measure("distance_m", r.distance_m);
      interval("distance_min_m", "distance_max_m", r.distance_interval_m);
    }
    json_.member_or_null("certainty", quyhoach::geo::name_of(r.certainty));
    write_accuracy(json_, r.accuracy);
    if (!r.displaced_by.empty()) {
      write_displacement(r);
    }
    if (style_.geometry && !r.is_line) {
      write_common_shape(r, answer);
    }
    json_.end_object();
  }

  void write_displacement(const Restriction& r) {
    const auto measure = [&](std::string_view name, const std::optional<double>& value) {
      json_.member(name, value.value_or(Indicators::kNone));
    };
    json_.key("displaced_by");
    json_.begin_array();
    for (const Displacement& one : r.displaced_by) {
      json_.begin_object();
      json_.key("plan");
      json_.begin_object();
      write_plan_name(json_, one.by->info, style_.language);
      json_.end_object();
      measure("area_m2", one.area_m2);
      measure("share_percent", one.share_percent);
      measure("length_m", one.length_m);
      json_.end_object();
    }
    json_.end_array();
    json_.member("applies", quyhoach::geo::name_of(r.applies));
    measure("applies_area_m2", r.applies_area_m2);
    const std::optional<Interval>& bounds = r.applies_interval_m2;
    json_.member("applies_area_min_m2", bounds ? bounds->least : Indicators::kNone);
    json_.member("applies_area_max_m2", bounds ? bounds->most : Indicators::kNone);
    measure("applies_length_m", r.applies_length_m);
  }

  void write_zone(const Restriction& r) {
    const ZoneRow& zone = r.zone();
    const TextTable& texts = r.plan->texts;
    json_.key("zone");
    json_.begin_object();
    json_.member_or_null("code", texts.at(zone.code));
    json_.member_or_null("name", texts.at(zone.name));
    json_.member_or_null("function", texts.at(zone.function));
    json_.member_or_null("land_use", texts.at(zone.land_use));
    if (std::isfinite(zone.width_m)) {
      json_.member("width_m", zone.width_m);
    }
    json_.key("indicators");
    json_.begin_object();
    const auto indicator = [&](std::string_view name, double value) {
      if (std::isfinite(value)) {
        json_.member(name, value);
      }
    };
    indicator("building_coverage_percent", zone.indicators.building_coverage_percent);
    indicator("storeys_max", zone.indicators.storeys_max);
    indicator("height_max_m", zone.indicators.height_max_m);
    indicator("floor_area_ratio", zone.indicators.floor_area_ratio);
    indicator("population", zone.indicators.population);
    indicator("ground_level_m", zone.indicators.ground_level_m);
    json_.end_object();
    json_.end_object();
  }

  /// The part of the zone inside the place; the whole zone for a point. Left out where GEOS cannot build it.
  void write_common_shape(const Restriction& r, const Answer& answer) {
    const auto zone = r.plan->areas.view(r.index);
    if (answer.place.kind == Place::Kind::kPoint) {
      json_.key("geometry");
      write_polygons(json_, zone, transform_);
      return;
    }
    auto a = polygons_to_geos(answer.place.outline.view(0));
    auto b = polygons_to_geos(zone);
    if (!a || !b) {
      return;
    }
    const auto common = intersection(**a, **b);
    ShapeStore store;
    if (common && add_polygons(**common, store)) {
      json_.key("geometry");
      write_polygons(json_, store.view(store.points().data(), 0), transform_);
    }
  }

  void write_notes() {
    json_.key("notes");
    json_.begin_array();
    const auto note = [&](std::string_view kind, std::string_view text) {
      json_.begin_object();
      json_.member("kind", kind);
      json_.member("text", text);
      json_.end_object();
    };
    const District& district = *snapshot_.district;
    if (district.demo) {
      note("demo", style_.language == "en" ? "DEMO data: no real parcel, plan or decision."
                                           : "Dữ liệu DEMO: không phải thửa đất, đồ án hay quyết định thật.");
    }
    note("disclaimer", district.disclaimer.in(style_.language));
    note("office", district.office.in(style_.language));
    json_.end_array();
  }

  JsonWriter& json_;
  const Snapshot& snapshot_;
  const GridTransform& transform_;
  const AnswerStyle& style_;
};

}  // namespace

AnswerJson to_json(const Answer& answer, const Snapshot& snapshot, const GridTransform& transform, const AnswerStyle& style,
                   std::string_view computed_at) {
  thread_local JsonWriter json;
  json.clear();
  json.begin_object();
  AnswerWriter{json, snapshot, transform, style}.write(answer);
  json.end_object();
  AnswerJson out;
  const auto canonical = canonical_json(json.text());
  if (!canonical) {  // What is not UTF-8 is not let into the register.
    throw std::runtime_error{"the answer has no canonical form"};
  }
  out.digest = sha256_hex(*canonical);
  out.body.reserve(json.text().size() + 160);
  out.body = json.text();
  out.body.pop_back();
  out.body.append(R"(,"digest":"sha256:)").append(out.digest);
  out.body.append(R"(","computed_at":")").append(computed_at).append(R"("})");
  return out;
}

}  // namespace quyhoach::geo
