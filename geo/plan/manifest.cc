#include "geo/plan/manifest.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <set>

#include "geo/base/text.h"
#include "geo/coord/grid_transform.h"
#include "geo/plan/layer_fields.h"
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

/// Rows of a tab-separated catalogue whose header must be `columns`; the last `newer` of them may be missing all together, as in
/// catalogues that older editions keep, and are then empty.
std::vector<std::vector<std::string>> read_table(std::string_view tsv, const std::string& file,
                                                 const std::vector<std::string_view>& columns,
                                                 std::vector<std::string>& errors, std::size_t newer = 0) {
  std::vector<std::vector<std::string>> rows;
  int line = 0;
  while (!tsv.empty()) {
    const auto end = tsv.find('\n');
    std::string_view text = tsv.substr(0, end);
    tsv.remove_prefix(end == std::string_view::npos ? tsv.size() : end + 1);
    ++line;
    if (text.ends_with('\r')) {
      text.remove_suffix(1);
    }
    if (text.empty() || text.starts_with('#')) {
      continue;
    }
    std::vector<std::string> row;
    for (;;) {
      const auto tab = text.find('\t');
      row.push_back(to_nfc(trim(text.substr(0, tab))));
      if (tab == std::string_view::npos) {
        break;
      }
      text.remove_prefix(tab + 1);
    }
    const std::size_t expected = !rows.empty() ? rows.front().size() : row.size() + newer == columns.size() ? row.size() : columns.size();
    if (row.size() != expected) {
      errors.push_back(file + ":" + std::to_string(line) + ": expected " + std::to_string(expected) + " columns");
    } else {
      rows.push_back(std::move(row));
    }
  }
  if (rows.empty() || !std::equal(rows.front().begin(), rows.front().end(), columns.begin())) {
    errors.push_back(file + ":1: the first line does not name the columns expected");
    return {};
  }
  rows.erase(rows.begin());
  for (auto& row : rows) {
    row.resize(columns.size());
  }
  return rows;
}

/// A number from 0 that is nothing but one, or nothing.
std::optional<double> read_plain(const std::string& text) {
  double value = 0.0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed);
  const bool good = error == std::errc{} && end == text.data() + text.size() && std::isfinite(value) && value >= 0.0;
  return good ? std::optional{value} : std::nullopt;
}

std::optional<int> read_whole(const std::string& text) {
  const auto value = read_plain(text);
  constexpr double kLargest = 10'000'000.0;
  return value && *value <= kLargest && *value == std::floor(*value) ? std::optional{static_cast<int>(*value)} : std::nullopt;
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

namespace {

bool is_topic_id(std::string_view text) noexcept {
  return !text.empty() && text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == std::string_view::npos;
}

}  // namespace

Manifest<std::vector<Topic>> parse_topics(std::string_view tsv, const std::string& file) {
  Manifest<std::vector<Topic>> out;
  std::set<std::string> ids;
  for (auto& row : read_table(tsv, file, {"id", "geometry", "colour_hex", "name_vi", "name_en", "covers"}, out.errors, 1)) {
    Topic topic{std::move(row[0]), TopicGeometry::kArea, std::move(row[2]), {std::move(row[3]), std::move(row[4])}, row[5] == "yes"};
    if (row[5] != "yes" && row[5] != "no" && !row[5].empty()) {
      out.errors.push_back(file + ": topic " + topic.id + ": covers: expected yes or no");
    }
    if (!is_topic_id(topic.id)) {
      out.errors.push_back(file + ": topic \"" + topic.id + "\": expected an id of only a-z, 0-9 and _");
    } else if (!ids.insert(topic.id).second) {
      out.errors.push_back(file + ": topic " + topic.id + " is listed twice");
    }
    if (!is_colour(topic.colour_hex)) {
      out.errors.push_back(file + ": topic " + topic.id + ": colour_hex: expected #RRGGBB");
    }
    bool known = false;
    for (const TopicGeometry geometry : {TopicGeometry::kArea, TopicGeometry::kCorridor, TopicGeometry::kLine}) {
      if (name_of(geometry) == row[1]) {
        topic.geometry = geometry;
        known = true;
      }
    }
    if (!known) {
      out.errors.push_back(file + ": topic " + topic.id + ": expected area, corridor or line");
    }
    out.value.push_back(std::move(topic));
  }
  return out;
}

Manifest<std::vector<LandUse>> parse_land_uses(std::string_view tsv, const std::string& file) {
  Manifest<std::vector<LandUse>> out;
  std::set<std::string> codes;
  const auto read_day = [&](const std::string& code, const std::string& text) {
    const auto day = parse_date(text);
    if (!day && !text.empty()) {
      out.errors.push_back(file + ": land use " + code + ": expected a date as 2025-07-01, not " + text);
    }
    return day;
  };
  for (auto& row : read_table(tsv, file, {"code", "fill_hex", "name_vi", "valid_from", "valid_to"}, out.errors, 2)) {
    if (row[0].empty()) {
      out.errors.push_back(file + ": a land use without a code");
    } else if (!codes.insert(row[0]).second) {
      out.errors.push_back(file + ": land use " + row[0] + " is listed twice");
    }
    if (!is_colour(row[1])) {
      out.errors.push_back(file + ": land use " + row[0] + ": fill_hex: expected #RRGGBB");
    }
    const auto from = read_day(row[0], row[3]);
    const auto to = read_day(row[0], row[4]);
    out.value.push_back({std::move(row[0]), std::move(row[1]), {std::move(row[2]), ""}, from, to});
  }
  return out;
}

Manifest<SearchWords> parse_search_words(std::string_view tsv, const std::string& file,
                                         const std::vector<std::string>& languages) {
  Manifest<SearchWords> out;
  constexpr std::array kMeanings{WordMeaning::kSheet, WordMeaning::kNumber, WordMeaning::kNothing, WordMeaning::kKind,
                                 WordMeaning::kNorth, WordMeaning::kSouth,  WordMeaning::kEast,    WordMeaning::kWest};
  for (auto& row : read_table(tsv, file, {"language", "meaning", "word"}, out.errors)) {
    const auto meaning =
        std::find_if(kMeanings.begin(), kMeanings.end(), [&](WordMeaning one) { return name_of(one) == row[1]; });
    std::string folded = fold(row[2]);
    const bool known = row[0] == "*" || std::find(languages.begin(), languages.end(), row[0]) != languages.end();
    if (meaning == kMeanings.end() || folded.empty()) {
      out.errors.push_back(file + ": word \"" + row[2] +
                           "\": expected sheet, number, nothing, kind, north, south, east or west, and a word");
    } else if (known) {
      out.value.push_back({std::move(row[0]), *meaning, std::move(folded)});
    }
  }
  return out;
}

Manifest<FieldNames> parse_field_names(std::string_view tsv, const std::string& file) {
  Manifest<FieldNames> out;
  for (const auto& row : read_table(tsv, file, {"field", "word"}, out.errors)) {
    FieldName name{row[0], fold(row[1])};
    const auto is_known = [&](LayerRole role) { return has_field(role, name.field); };
    const auto is_taken = [&](const FieldName& before) {
      const auto has_both = [&](LayerRole role) { return is_known(role) && has_field(role, before.field); };
      return squashed(before.folded) == squashed(name.folded) && std::any_of(kLayerRoles.begin(), kLayerRoles.end(), has_both);
    };
    if (std::none_of(kLayerRoles.begin(), kLayerRoles.end(), is_known)) {
      out.errors.push_back(file + ": \"" + row[0] + "\" is no field of any role");
    } else if (name.folded.empty()) {
      out.errors.push_back(file + ": " + row[0] + ": expected a word");
    } else if (std::any_of(out.value.begin(), out.value.end(), is_taken)) {
      out.errors.push_back(file + ": word \"" + row[1] + "\" is listed twice for columns of one role");
    } else {
      out.value.push_back(std::move(name));
    }
  }
  return out;
}

Manifest<AccuracyTable> parse_accuracy(std::string_view tsv, const std::string& file) {
  Manifest<AccuracyTable> out;
  for (const auto& row : read_table(tsv, file, {"of", "scale", "metres", "area_tolerance"}, out.errors)) {
    const bool is_parcel = row[0] == "parcel";
    const auto scale = read_whole(row[1]);
    const auto metres = read_plain(row[2]);
    const auto area = is_parcel ? read_plain(row[3]) : std::optional{0.0};
    auto& rows = is_parcel ? out.value.parcel : out.value.plan;
    if ((!is_parcel && row[0] != "plan") || !scale || !metres || !area) {
      out.errors.push_back(file + ": " + row[0] + " " + row[1] + ": expected parcel or plan, a scale, metres and, of parcels, m² for a root of m²");
    } else if (!rows.empty() && *scale <= rows.back().scale) {
      out.errors.push_back(file + ": " + row[0] + " " + row[1] + ": scales must ascend, each once");
    } else {
      rows.push_back({*scale, *metres, *area});
    }
  }
  if (out.errors.empty() && (out.value.plan.empty() || out.value.parcel.empty() || out.value.parcel.front().scale != 0)) {
    out.errors.push_back(file + ": expected rows of plans, and of parcels with one for scale 0");
  }
  return out;
}

}  // namespace quyhoach::geo
