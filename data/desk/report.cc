#include "data/desk/report.h"

#include <algorithm>
#include <array>
#include <charconv>
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

void write_shape(JsonWriter& json, std::string_view name, const geo::ShapeStore& store, const geo::GridTransform& transform) {
  json.key(name);
  if (store.points().size() > kMostShown) {
    json.null();
  } else {
    geo::write_polygons(json, store.view(store.points().data(), 0), transform);
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
    write_shape(json, "before", repair.before, transform);
    write_shape(json, "after", repair.after, transform);
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

geo::GridPoint centre_of(const geo::ParcelImpact& parcel) {
  const geo::ShapeStore shape = parcel.parcel.shape();
  geo::GridBox box;
  for (const geo::GridPoint& point : shape.points()) {
    box.extend(point);
  }
  return box.center();
}

void write_cadastre(JsonWriter& json, const std::optional<CadastreImpact>& cadastre) {
  json.key("cadastre");
  if (!cadastre) {
    json.null();
    return;
  }
  json.begin_object();
  json.member("commune", cadastre->commune);
  json.member("added", static_cast<std::uint64_t>(cadastre->added));
  json.member("gone", static_cast<std::uint64_t>(cadastre->gone));
  json.member("reshaped", static_cast<std::uint64_t>(cadastre->reshaped));
  json.member("attributes", static_cast<std::uint64_t>(cadastre->attributes));
  json.end_object();
}

std::string reference_of(const DraftImpact& impact, const geo::ParcelImpact& parcel) {
  return geo::reference(*impact.after->district, key_of(parcel.parcel));
}

void write_parcel(JsonWriter& json, const DraftImpact& impact, const geo::ParcelImpact& parcel,
                  const geo::GridTransform& transform) {
  json.begin_object();
  json.member("reference", reference_of(impact, parcel));
  write_degrees(json, centre_of(parcel), transform);
  json.member_or_null("topic", parcel.topic);
  json.member("change", geo::name_of(parcel.change));
  json.member("area_m2", parcel.area_m2);
  json.member("before", geo::name_of(parcel.before));
  json.member("after", geo::name_of(parcel.after));
  json.member("only_words", parcel.only_words);
  json.member("gained_m2", parcel.gained_m2());
  json.key("items");
  json.begin_array();
  for (const geo::ImpactItem& item : parcel.items) {
    json.begin_object();
    json.member("plan", item.plan);
    json.member("code", item.code);
    json.member("function", item.function);
    json.member("land_use", item.land_use);
    json.member("status", geo::name_of(item.status));
    json.member("is_line", item.is_line);
    json.member("before_m2", item.before_m2);
    json.member("after_m2", item.after_m2);
    json.end_object();
  }
  json.end_array();
  json.end_object();
}

// ---- CSV

/// One line of a table.
class CsvLine {
 public:
  explicit CsvLine(std::string& out) : out_(out) {}
  CsvLine(const CsvLine&) = delete;
  CsvLine& operator=(const CsvLine&) = delete;
  ~CsvLine() { out_ += "\r\n"; }

  CsvLine& text(std::string_view value) {
    std::string cell{value};
    if (!cell.empty() && std::string_view{"=+-@\t\r"}.find(cell.front()) != std::string_view::npos) {
      cell.insert(cell.begin(), '\'');
    }
    if (cell.find_first_of(",\"\r\n") != std::string::npos) {
      std::string quoted = "\"";
      for (const char c : cell) {
        quoted.append(c == '"' ? 2 : 1, c);
      }
      cell = quoted + '"';
    }
    return put(cell);
  }
  /// With three decimals, which is what areas and places are good for.
  CsvLine& number(double value) {
    std::array<char, 40> text{};
    const auto end = std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed, 3);
    return put(end.ec == std::errc{} ? std::string_view{text.data(), end.ptr} : std::string_view{});
  }
  CsvLine& flag(bool value) { return put(value ? "true" : "false"); }
  CsvLine& none() { return put(""); }

 private:
  CsvLine& put(std::string_view cell) {
    out_ += is_first_ ? "" : ",";
    out_ += cell;
    is_first_ = false;
    return *this;
  }
  std::string& out_;
  bool is_first_ = true;
};

void write_line(std::string& out, const std::string& reference, geo::GridPoint at, const geo::ParcelImpact& parcel,
                const geo::ImpactItem* item) {
  CsvLine line{out};
  line.text(reference).number(at.east_m).number(at.north_m).number(parcel.area_m2).text(geo::name_of(parcel.before));
  line.text(geo::name_of(parcel.after)).flag(parcel.only_words).number(parcel.gained_m2());
  if (item == nullptr) {
    line.none().none().none().none().none().none().none().none().text(parcel.topic).text(geo::name_of(parcel.change));
    return;
  }
  line.text(item->plan).text(item->code).text(item->function).text(item->land_use).text(geo::name_of(item->status));
  line.flag(item->is_line).number(item->before_m2).number(item->after_m2).text(parcel.topic).text(geo::name_of(parcel.change));
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

std::string impact_json(const DraftImpact& impact, const geo::GridTransform& transform, std::size_t limit) {
  JsonWriter json;
  json.begin_object();
  json.member_or_null("topic", impact.topic);
  json.member("looked_at", static_cast<std::uint64_t>(impact.looked_at));
  json.member("changed", static_cast<std::uint64_t>(impact.changed()));
  json.member("seconds", impact.seconds);
  write_texts(json, "topics", impact.topics);
  write_cadastre(json, impact.cadastre);
  json.key("parcels");
  json.begin_array();
  for (std::size_t i = 0; i < std::min(limit, impact.parcels.size()); ++i) {
    write_parcel(json, impact, impact.parcels[i], transform);
  }
  json.end_array();
  json.end_object();
  return std::string{json.text()};
}

std::string impact_csv(const DraftImpact& impact) {
  std::string out =
      "\xEF\xBB\xBF"
      "reference,east_m,north_m,area_m2,before,after,only_words,gained_m2,"
      "plan,code,function,land_use,status,is_line,before_m2,after_m2,topic,change\r\n";
  for (const geo::ParcelImpact& parcel : impact.parcels) {
    const std::string reference = reference_of(impact, parcel);
    const geo::GridPoint at = centre_of(parcel);
    if (parcel.items.empty()) {
      write_line(out, reference, at, parcel, nullptr);
    }
    for (const geo::ImpactItem& item : parcel.items) {
      write_line(out, reference, at, parcel, &item);
    }
  }
  return out;
}

}  // namespace quyhoach::desk
