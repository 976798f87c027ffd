#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <set>

#include "geo/base/text.h"
#include "geo/plan/layer_fields.h"
#include "geo/plan/manifest.h"

namespace quyhoach::geo {

namespace {

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
