#include "geo/plan/field_proposal.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <set>

#include "geo/base/text.h"
#include "geo/plan/layer_fields.h"
#include "geo/plan/value_reading.h"

namespace quyhoach::geo {

namespace {

constexpr double kLeast = 0.3;  ///< Below this a proposal would be a guess at random.

/// How surely a column's name means a field.
double name_score(std::string_view column, std::string_view field, const FieldNames& names) {
  constexpr double kSame = 1.0;
  constexpr double kCut = 0.9;    // A Shapefile keeps ten letters: MATDOXAYDU
  constexpr double kHolds = 0.7;  // TANG_CAO_QH
  constexpr std::size_t kShapefileName = 10;
  const std::string folded = " " + fold(column) + " ";
  const std::string letters = squashed(folded);
  double best = letters == squashed(fold(field)) ? kSame : 0.0;
  for (const FieldName& name : names) {
    if (name.field != field) {
      continue;
    }
    const std::string word = squashed(name.folded);
    const bool cut =
        column.size() == kShapefileName && letters.size() >= kShapefileName - 2 && word.starts_with(letters);
    const bool holds = name.folded.size() > 2 && folded.find(" " + name.folded + " ") != std::string::npos;
    best = std::max(best, letters == word ? kSame : cut ? kCut : holds ? kHolds : 0.0);
  }
  return best;
}

bool is_commune(std::string_view text, const District& district) {
  const std::string folded = fold(text);
  return std::any_of(district.communes.begin(), district.communes.end(), [&](const Commune& one) {
    return one.code == text || (!folded.empty() && fold(one.name) == folded);
  });
}

bool is_whole_number(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

/// Whether a value could stand in a field; for texts, whether it is one at all.
bool fits(std::string_view field, std::string_view text, const District& district) {
  constexpr std::size_t kLongestCode = 24;
  if (const auto quantity = quantity_of(field)) {
    return read_quantity(text, *quantity).has_value();
  }
  if (field == "land_use") {
    return read_land_use_codes(text, district).has_value();
  }
  if (field == "commune") {
    return district.communes.empty() || is_commune(text, district);
  }
  if (field == "code" || field == "sheet" || field == "number") {
    return text.size() <= kLongestCode;
  }
  return !is_whole_number(text);  // name, function, address …: words
}

/// Whether a value tells a field by itself: a code of a catalogue, or a unit that only one of our quantities has.
bool tells(std::string_view field, std::string_view text, const District& district) {
  if (field == "land_use") {
    return read_land_use_codes(text, district).has_value();
  }
  if (field == "commune") {
    return is_commune(text, district);
  }
  const std::string folded = fold(text);
  if (field == "storeys_max") {
    return (folded.ends_with(" tang") || folded.ends_with(" storeys")) && read_quantity(text, Quantity::kStoreys);
  }
  if (field == "building_coverage_percent") {
    return trim(text).ends_with('%') && read_quantity(text, Quantity::kPercent);
  }
  if (field == "registered_area_m2") {
    return folded.ends_with("m2") && read_quantity(text, Quantity::kArea);
  }
  return false;
}

Phrase told_as(std::string_view field) {
  return {field == "land_use" ? "field.codes" : field == "commune" ? "field.communes" : "field.unit", {}};
}

/// Values that are not blank, each once: a column of one code a thousand times tells no more than once, nor 100 less
/// than 1,000.
std::vector<std::string> distinct_values(const SourceColumn& column) {
  constexpr std::size_t kEnough = 100;
  std::set<std::string> seen;
  for (const std::string& value : column.values) {
    if (seen.size() < kEnough && is_utf8(value) && !is_blank(value)) {
      seen.insert(std::string{trim(value)});
    }
  }
  return {seen.begin(), seen.end()};
}

/// The case for one column being one field, if there is one.
std::optional<FieldProposal> weigh(const SourceColumn& column, const std::vector<std::string>& values, std::size_t index,
                                   std::string_view field, const FieldNames& names, const District& district) {
  constexpr double kNameAlone = 0.4;  // of a name whose values do not fit at all
  constexpr double kNoValues = 0.6;   // of a name without a value to check it by
  constexpr double kValuesAlone = 0.7;
  constexpr double kMost = 0.8;  // share of values that must tell
  const double all = static_cast<double>(values.size());
  const double name = name_score(column.name, field, names);
  const auto fitting =
      std::count_if(values.begin(), values.end(), [&](const std::string& v) { return fits(field, v, district); });
  const auto telling =
      std::count_if(values.begin(), values.end(), [&](const std::string& v) { return tells(field, v, district); });
  const bool told = telling > 0 && static_cast<double>(telling) >= kMost * all;
  FieldProposal out{std::string{field}, index, 0.0, {}};
  if (name > 0.0) {
    const double share = all == 0.0 ? 0.0 : static_cast<double>(fitting) / all;
    out.confidence = name * (all == 0.0 ? kNoValues : kNameAlone + (1.0 - kNameAlone) * share);
    out.reason = all == 0.0 ? Phrase{"field.by_name_alone", {}}
                            : Phrase{"field.by_name", {{"fitting", static_cast<double>(fitting)}, {"count", all}}};
  }
  if (told && out.confidence < kValuesAlone) {
    out.confidence = kValuesAlone;
    out.reason = told_as(field);
  }
  return out.confidence >= kLeast ? std::optional{out} : std::nullopt;
}

}  // namespace

std::string squashed(std::string_view folded) {
  std::string out{folded};
  std::erase(out, ' ');
  return out;
}

std::vector<FieldProposal> propose_fields(std::span<const SourceColumn> columns, LayerRole role, const FieldNames& names,
                                          const District& district) {
  const auto fields = fields_of(role);
  std::vector<FieldProposal> cases;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const std::vector<std::string> values = distinct_values(columns[i]);
    for (const std::string_view field : fields) {
      if (auto one = weigh(columns[i], values, i, field, names, district)) {
        cases.push_back(std::move(*one));
      }
    }
  }
  // The surest first; where two are alike, the earlier column: layers have their own columns before those a program
  // added.
  std::stable_sort(cases.begin(), cases.end(),
                   [](const FieldProposal& a, const FieldProposal& b) { return a.confidence > b.confidence; });
  std::set<std::string_view> given;
  std::set<std::size_t> taken;
  std::vector<FieldProposal> out;
  for (const FieldProposal& one : cases) {
    if (!given.contains(one.field) && !taken.contains(one.column)) {
      given.insert(one.field);
      taken.insert(one.column);
      out.push_back(one);
    }
  }
  std::sort(out.begin(), out.end(), [&](const FieldProposal& a, const FieldProposal& b) {
    return std::find(fields.begin(), fields.end(), a.field) < std::find(fields.begin(), fields.end(), b.field);
  });
  return out;
}

}  // namespace quyhoach::geo
