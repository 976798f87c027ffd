#include "geo/plan/manifest.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "geo/coord/grid_transform.h"
#include "geo/plan/document_files.h"
#include "geo/plan/manifest_layer.h"
#include "geo/plan/manifest_status.h"
#include "geo/plan/toml_manifest.h"

namespace quyhoach::geo {

namespace {

using Need = TomlReader::Need;

void check_id(TomlReader& reader, const std::string& id) {
  const bool good = std::all_of(id.begin(), id.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
  if (!good) {
    reader.error("id", "expected only a-z, 0-9 and -");
  }
}

void check_crs(TomlReader& reader, const std::string& crs) {
  if (!crs.empty() && !is_epsg_code(crs)) {
    reader.error("crs", "expected EPSG:nnnn");
  }
}

Text read_text(TomlReader& parent, std::string_view key) {
  Text text;
  if (auto reader = parent.table(key)) {
    text.vi = reader->text("vi", Need::kOptional);
    text.en = reader->text("en", Need::kOptional);
    if (text.vi.empty() && text.en.empty()) {
      reader->error("vi", "missing; expected a text in at least one language");
    }
    if (text.vi.empty()) {
      text.vi = text.en;
    }
    reader->finish();
  }
  return text;
}

std::optional<LonLat> read_inside(TomlReader& reader) {
  const auto lon = reader.number("lon", Need::kOptional);
  const auto lat = reader.number("lat", Need::kOptional);
  if (lon.has_value() != lat.has_value()) {
    reader.error("lon", "lon and lat come together");
  }
  return lon && lat ? std::optional<LonLat>{LonLat{*lon, *lat}} : std::nullopt;
}

void read_key(TomlReader& root, District& district) {
  auto reader = root.table("parcel_key");
  if (!reader) {
    return;
  }
  for (const std::string& part : reader->texts("parts")) {
    bool known = false;
    for (const KeyPart candidate : {KeyPart::kCommune, KeyPart::kSheet, KeyPart::kNumber}) {
      if (name_of(candidate) == part && !district.has_part(candidate)) {
        district.key_parts.push_back(candidate);
        known = true;
      }
    }
    if (!known) {
      reader->error("parts", "expected commune, sheet, number, each at most once; found " + part);
    }
  }
  if (!district.has_part(KeyPart::kNumber)) {
    reader->error("parts", "a parcel key needs a number");
  }
  const std::vector<double> widths = reader->numbers("compact_widths", Need::kOptional);
  const bool good = std::all_of(widths.begin(), widths.end(),
                                [](double width) { return width >= 1 && width <= 12 && width == std::floor(width); });
  if (good) {
    district.compact_widths.assign(widths.begin(), widths.end());
  }
  if (!good || (!widths.empty() && widths.size() != district.key_parts.size())) {
    reader->error("compact_widths", "expected as many widths (1 to 12) as parts");
  }
  reader->finish();
}

/// What the parcels were mapped at, or as sure as somebody says they are.
void read_parcel_map(TomlReader& root, District& district) {
  auto reader = root.table("parcel_map", Need::kOptional);
  if (!reader) {
    return;
  }
  const std::int64_t scale = reader->integer("scale", Need::kOptional).value_or(0);
  if (scale < 0 || scale > 10'000'000) {
    reader->error("scale", "expected the denominator: 2000 means 1/2000");
  } else {
    district.parcel_scale = static_cast<int>(scale);
  }
  district.parcel_accuracy_m = reader->number("accuracy_m", Need::kOptional);
  if (district.parcel_accuracy_m && *district.parcel_accuracy_m < 0.0) {
    reader->error("accuracy_m", "expected metres, not negative");
  }
  reader->finish();
}

void read_units(TomlReader& root, District& district) {
  std::set<std::string> codes;
  for (TomlReader& reader : root.tables("commune")) {
    Commune commune;
    commune.code = reader.text("code");
    commune.name = reader.text("name");
    commune.inside = read_inside(reader);
    commune.valid_to = reader.date("valid_to", Need::kOptional);
    commune.now = reader.text("now", Need::kOptional);
    if (!codes.insert(commune.code).second) {
      reader.error("code", "commune " + commune.code + " is listed twice");
    }
    reader.finish();
    district.communes.push_back(std::move(commune));
  }
  for (TomlReader& reader : root.tables("administrative_unit")) {
    AdministrativeUnit unit;
    unit.code = reader.text("code");
    unit.name = reader.text("name");
    unit.valid_from = reader.date("valid_from", Need::kOptional);
    unit.inside = read_inside(reader);
    reader.finish();
    district.administrative_units.push_back(std::move(unit));
  }
}

void read_topics(TomlReader& root, District& district, const std::vector<Topic>& catalogue) {
  for (const std::string& id : root.texts("topics")) {
    const auto found = std::find_if(catalogue.begin(), catalogue.end(), [&](const Topic& t) { return t.id == id; });
    if (found == catalogue.end()) {
      root.error("topics", "no topic " + id + " in the catalogue");
    } else if (district.topic(id) != nullptr) {
      root.error("topics", "topic " + id + " is listed twice");
    } else {
      district.topics.push_back(*found);
    }
  }
}

}  // namespace

Manifest<District> parse_district(std::string_view toml, const std::string& file, const std::vector<Topic>& topics) {
  return parse_toml<District>(toml, file, [&](TomlReader& root, District& d) {
    d.id = root.text("id");
    check_id(root, d.id);
    d.demo = root.boolean("demo");
    d.crs = root.text("crs");
    check_crs(root, d.crs);
    d.datum_operation = root.text("datum_operation");
    const auto box = root.numbers("bbox");
    if (box.size() == 4 && box[0] < box[2] && box[1] < box[3] && box[0] >= -180 && box[2] <= 180 && box[1] >= -85 && box[3] <= 85) {
      d.bbox = {box[0], box[1], box[2], box[3]};
    } else if (!box.empty()) {
      root.error("bbox", "expected [west, south, east, north] in degrees");
    }
    const std::int64_t offset = root.integer("utc_offset_h", Need::kOptional).value_or(7);
    if (offset < -12 || offset > 14) {
      root.error("utc_offset_h", "expected hours from -12 to 14");
    } else {
      d.utc_offset_h = static_cast<int>(offset);
    }
    d.languages = root.texts("languages");
    for (const std::string& language : d.languages) {
      if (language != "vi" && language != "en") {
        root.error("languages", "expected vi or en, found " + language);
      }
    }
    read_topics(root, d, topics);
    d.land_use_catalogue = root.text("land_use_catalogue");
    d.name = read_text(root, "name");
    d.office = read_text(root, "office");
    d.disclaimer = read_text(root, "disclaimer");
    read_key(root, d);
    read_parcel_map(root, d);
    read_units(root, d);
    for (TomlReader& reader : root.tables("layer")) {
      d.layers.push_back(read_layer(reader, false));
    }
  });
}

Manifest<PlanInfo> parse_plan(std::string_view toml, const std::string& file, const District& district) {
  return parse_toml<PlanInfo>(toml, file, [&](TomlReader& root, PlanInfo& plan) {
    plan.id = root.text("id");
    check_id(root, plan.id);
    plan.topic = root.text("topic");
    if (!plan.topic.empty() && district.topic(plan.topic) == nullptr) {
      root.error("topic", "the district has no topic " + plan.topic);
    }
    plan.title.vi = root.text("title");
    plan.title.en = root.text("title_en", Need::kOptional);
    const std::string status = root.text("status");
    if (const auto parsed = parse_status(status)) {
      plan.status = *parsed;
    } else if (!status.empty()) {
      root.error("status", "expected in_force, consultation, approved_not_yet_in_force, suspended, replaced, expired or repealed");
    }
    const auto scale = root.integer("scale").value_or(1);
    if (scale < 1 || scale > 10'000'000) {
      root.error("scale", "expected the denominator: 2000 means 1/2000");
    }
    plan.scale = static_cast<int>(std::clamp<std::int64_t>(scale, 1, 10'000'000));
    plan.accuracy_m = root.number("accuracy_m", Need::kOptional);
    if (plan.accuracy_m && *plan.accuracy_m < 0.0) {
      root.error("accuracy_m", "expected metres, not negative");
    }
    plan.crs = root.text("crs");
    check_crs(root, plan.crs);
    plan.communes = root.texts("communes", Need::kOptional);
    for (const std::string& code : plan.communes) {
      if (district.commune(code) == nullptr) {
        root.error("communes", "the district has no commune " + code);
      }
    }
    plan.amends = root.text("amends", Need::kOptional);
    plan.replaces = root.texts("replaces", Need::kOptional);
    if (auto decision = root.table("decision")) {
      plan.decision = read_decision(*decision);
    }
    const bool dated = plan.status != PlanStatus::kConsultation;
    if (auto force = root.table("in_force", dated ? Need::kRequired : Need::kOptional)) {
      plan.in_force_from = force->date("from");
      plan.in_force_to = force->date("to", Need::kOptional);
      if (plan.in_force_from && plan.in_force_to && *plan.in_force_to <= *plan.in_force_from) {
        force->error("to", "must come after from");
      }
      const bool ended = plan.status == PlanStatus::kReplaced || plan.status == PlanStatus::kExpired ||
                         plan.status == PlanStatus::kRepealed;
      if (ended && !plan.in_force_to) {
        force->error("to", "missing; a plan that ended needs the day it ended");
      }
      force->finish();
    }
    read_status(root, plan);
    for (TomlReader& reader : root.tables("document")) {
      Document document;
      document.kind = reader.text("kind");
      if (document.kind != "decision" && document.kind != "regulation" && document.kind != "drawing" && document.kind != "other") {
        reader.error("kind", "expected decision, regulation, drawing or other");
      }
      document.title = reader.text("title");
      document.file = reader.text("file");
      if (document.file.starts_with('/') || document.file.find("..") != std::string::npos) {
        reader.error("file", "expected a path inside the manifest's folder");
      }
      document.page = read_page(reader);
      reader.finish();
      plan.documents.push_back(std::move(document));
    }
    for (TomlReader& reader : root.tables("layer")) {
      plan.layers.push_back(read_layer(reader, true));
    }
    if (plan.layers.empty()) {
      root.error("layer", "missing; a plan needs at least one [[layer]]");
    }
  });
}

}  // namespace quyhoach::geo
