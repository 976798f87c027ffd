#include "geo/geom/measure.h"
#include "geo/plan/answer_json.h"
#include "geo/plan/document_files.h"

namespace quyhoach::geo {

namespace {

void write_position(JsonWriter& json, GridPoint point, const GridTransform& transform) {
  const auto at = transform.to_lonlat(point);
  constexpr double kSteps = 1e9;  // 0.1 mm: more digits than the transformation is good for would only be noise.
  json.begin_array();
  json.value(at ? std::round(at->lon_deg * kSteps) / kSteps : Indicators::kNone);
  json.value(at ? std::round(at->lat_deg * kSteps) / kSteps : Indicators::kNone);
  json.end_array();
}

void write_ring(JsonWriter& json, std::span<const GridPoint> ring, const GridTransform& transform) {
  json.begin_array();
  for (const GridPoint point : ring) {
    write_position(json, point, transform);
  }
  write_position(json, ring.front(), transform);
  json.end_array();
}

}  // namespace

void write_lines(JsonWriter& json, const ShapeView<GridPoint>& shape, const GridTransform& transform) {
  json.begin_object();
  json.member("type", "MultiLineString");
  json.key("coordinates");
  json.begin_array();
  for (std::size_t i = 0; i < shape.ring_count(); ++i) {
    json.begin_array();
    for (const GridPoint point : shape.ring(i)) {
      write_position(json, point, transform);
    }
    json.end_array();
  }
  json.end_array();
  json.end_object();
}

void write_polygons(JsonWriter& json, const ShapeView<GridPoint>& shape, const GridTransform& transform) {
  std::size_t shells = 0;
  for (std::size_t i = 0; i < shape.ring_count(); ++i) {
    shells += shape.is_shell(i) ? std::size_t{1} : 0;
  }
  json.begin_object();
  json.member("type", shells == 1 ? "Polygon" : "MultiPolygon");
  json.key("coordinates");
  if (shells != 1) {
    json.begin_array();
  }
  for (std::size_t i = 0; i < shape.ring_count(); ++i) {
    if (shape.is_shell(i)) {
      json.begin_array();
    }
    write_ring(json, shape.ring(i), transform);
    if (i + 1 == shape.ring_count() || shape.is_shell(i + 1)) {
      json.end_array();
    }
  }
  if (shells != 1) {
    json.end_array();
  }
  json.end_object();
}

void write_accuracy(JsonWriter& json, const std::optional<Accuracy>& accuracy) {
  json.key("accuracy");
  if (!accuracy) {
    json.null();
    return;
  }
  json.begin_object();
  json.member("metres", accuracy->metres);
  json.member("source", name_of(accuracy->source));
  if (accuracy->scale > 0) {
    json.member("scale", accuracy->scale);
  } else {
    json.null_member("scale");
  }
  json.end_object();
}

namespace {

/// How far both areas may differ by the rules, and whether they do.
void write_area_tolerance(JsonWriter& json, const District& district, double registered_m2, double computed_m2) {
  const bool is_known = district.accuracy && std::isfinite(registered_m2) && registered_m2 > 0.0;
  if (!is_known) {
    json.null_member("area_tolerance_m2");
    json.null_member("area_within_tolerance");
    return;
  }
  const double tolerance_m2 = AccuracyTable::row_for(district.accuracy->parcel, district.parcel_scale).area_tolerance * std::sqrt(registered_m2);
  json.member("area_tolerance_m2", tolerance_m2);
  json.member("area_within_tolerance", std::abs(registered_m2 - computed_m2) <= tolerance_m2);
}

}  // namespace

void write_parcel(JsonWriter& json, const Snapshot& snapshot, const ParcelAt& parcel, std::size_t duplicates) {
  const District& district = *snapshot.district;
  const ParcelKey key = key_of(parcel);
  const ParcelRow& row = parcel.row();
  json.begin_object();
  json.member("kind", "parcel");
  json.member("reference", reference(district, key));
  json.key("parcel_key");
  json.begin_object();
  for (const KeyPart part : district.key_parts) {
    const std::string& text = part == KeyPart::kCommune ? key.commune : part == KeyPart::kSheet ? key.sheet : key.number;
    json.member(name_of(part), text);
  }
  json.end_object();
  json.key("commune");
  if (const Commune* commune = district.commune(key.commune)) {
    json.begin_object();
    json.member("code", commune->code);
    json.member("name", commune->name);
    json.key("valid_to");
    if (commune->valid_to) {
      json.value(format_date(*commune->valid_to));
    } else {
      json.null();
    }
    json.key("now");
    if (const AdministrativeUnit* now = district.administrative_unit(commune->now)) {
      json.begin_object();
      json.member("code", now->code);
      json.member("name", now->name);
      json.end_object();
    } else {
      json.null();
    }
    json.end_object();
  } else {
    json.null();
  }
  json.member_or_null("land_use", parcel.set->text(row.land_use));
  json.member("registered_area_m2", row.registered_area_m2);
  const double computed_m2 = area_m2(parcel.shape().view(0));
  json.member("computed_area_m2", computed_m2);
  write_area_tolerance(json, district, row.registered_area_m2, computed_m2);
  write_accuracy(json, district.accuracy ? std::optional{district.accuracy_of_parcels()} : std::nullopt);
  json.member_or_null("address", parcel.set->text(row.address));
  json.member("duplicates", static_cast<std::uint64_t>(duplicates));
  json.member("demo", district.demo);
  json.end_object();
}

void write_parcel_feature(JsonWriter& json, const Snapshot& snapshot, const ParcelAt& parcel, std::size_t duplicates,
                          const GridTransform& transform) {
  json.begin_object();
  json.member("type", "Feature");
  json.member("id", parcel.set->feature_id(parcel.index));
  json.key("geometry");
  write_polygons(json, parcel.shape().view(0), transform);
  json.key("properties");
  write_parcel(json, snapshot, parcel, duplicates);
  json.end_object();
}

void write_decision(JsonWriter& json, std::string_view name, const Decision& decision) {
  json.key(name);
  json.begin_object();
  json.member("number", decision.number);
  json.member("date", format_date(decision.date));
  json.member("authority", decision.authority);
  json.end_object();
}

namespace {

void date_or_null(JsonWriter& json, std::string_view name, const std::optional<Date>& date) {
  json.member_or_null(name, date ? format_date(*date) : std::string{});
}

/// Only of plans that have them: most plans were never suspended, and their answers stay the bytes they were.
void write_later_decisions(JsonWriter& json, const PlanInfo& plan) {
  if (!plan.suspensions.empty()) {
    json.key("suspensions");
    json.begin_array();
    for (const Suspension& time : plan.suspensions) {
      json.begin_object();
      date_or_null(json, "from", time.from);
      date_or_null(json, "to", time.to);
      if (time.decision) {
        write_decision(json, "decision", *time.decision);
      }
      if (time.lifted_by) {
        write_decision(json, "lifted_by", *time.lifted_by);
      }
      json.end_object();
    }
    json.end_array();
  }
  if (plan.ended_by) {
    write_decision(json, "ended_by", *plan.ended_by);
  }
}

}  // namespace

void write_plan_name(JsonWriter& json, const PlanInfo& plan, std::string_view language) {
  json.member("id", plan.id);
  json.member("title", plan.title.in(language));
  json.member("topic", plan.topic);
  write_decision(json, "decision", plan.decision);
  date_or_null(json, "in_force_from", plan.in_force_from);
}

void write_plan_members(JsonWriter& json, const PlanInfo& plan, std::string_view language) {
  json.member("id", plan.id);
  json.member("title", plan.title.in(language));
  json.member("topic", plan.topic);
  json.member_or_null("amends", plan.amends);
  json.key("replaces");
  json.begin_array();
  for (const std::string& id : plan.replaces) {
    json.value(id);
  }
  json.end_array();
  write_decision(json, "decision", plan.decision);
  json.member("scale", plan.scale);
  json.member("accuracy_m", plan.accuracy_m.value_or(Indicators::kNone));
  date_or_null(json, "in_force_from", plan.in_force_from);
  date_or_null(json, "in_force_to", plan.in_force_to);
  write_later_decisions(json, plan);
  json.key("documents");
  json.begin_array();
  for (const Document& document : plan.documents) {
    json.begin_object();
    json.member("kind", document.kind);
    json.member("title", document.title);
    const std::string anchor = document.page > 0 ? "#page=" + std::to_string(document.page) : "";
    json.member_or_null("href", is_kept(document) ? "/documents/" + document.file + anchor : "");
    if (document.page > 0) {
      json.member("page", document.page);
    }
    json.end_object();
  }
  json.end_array();
}

}  // namespace quyhoach::geo
