// libFuzzer target for the tab-separated catalogues: topics, land uses, words of searches, names of columns. What is read without
// an error can be drawn, searched and mapped by.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "geo/base/text.h"
#include "geo/plan/coordinate_query.h"
#include "geo/plan/manifest.h"
#include "geo/plan/parcel_query.h"

namespace {

namespace geo = quyhoach::geo;

void require(bool claim) {
  if (!claim) {
    std::abort();
  }
}

bool is_colour(const std::string& text) {
  return text.size() == 7 && text.front() == '#' && text.find_first_not_of("0123456789ABCDEFabcdef", 1) == std::string::npos;
}

void check_topics(std::string_view text) {
  const auto topics = geo::parse_topics(text, "topics.tsv");
  std::set<std::string> ids;
  for (const geo::Topic& topic : topics.value) {
    require(!topics.errors.empty() || (!topic.id.empty() && ids.insert(topic.id).second && is_colour(topic.colour_hex)));
  }
}

void check_land_uses(std::string_view text) {
  const auto uses = geo::parse_land_uses(text, "land_use.tsv");
  std::set<std::string> codes;
  for (const geo::LandUse& use : uses.value) {
    require(!uses.errors.empty() || (!use.code.empty() && codes.insert(use.code).second && is_colour(use.fill_hex)));
  }
}

/// Reads the table, and then the table itself as something typed with these words.
void check_words(std::string_view text) {
  geo::District district;
  district.key_parts = {geo::KeyPart::kCommune, geo::KeyPart::kSheet, geo::KeyPart::kNumber};
  district.search_words = geo::parse_search_words(text, "words.tsv", {"vi", "en"}).value;
  for (const geo::SearchWord& word : district.search_words) {
    require(word.language == "vi" || word.language == "en");
    require(!word.folded.empty() && geo::fold(word.folded) == word.folded);
  }
  const std::string_view query = text.substr(0, 200);
  const std::string folded = geo::fold(query);
  for (const std::string& name : geo::names_in(district.search_words, folded)) {
    require(!name.empty() && folded.find(name) != std::string::npos);
  }
  for (const geo::ParcelGuess& guess : geo::parse_parcel_query(query, district)) {
    require(!guess.number.empty() || !guess.sheet.empty());
  }
  static_cast<void>(geo::parse_coordinate_query(query, district.search_words));
}

void check_field_names(std::string_view text) {
  const auto names = geo::parse_field_names(text, "field_names.tsv");
  for (const geo::FieldName& name : names.value) {
    require(!name.folded.empty() && geo::fold(name.folded) == name.folded);
  }
  const std::vector<geo::SourceColumn> columns{{std::string{text.substr(0, 40)}, {std::string{text.substr(0, 200)}}}};
  require(geo::propose_fields(columns, geo::LayerRole::kZones, names.value, {}).size() <= columns.size());
}

void check_accuracy(std::string_view text) {
  const auto table = geo::parse_accuracy(text, "accuracy.tsv");
  for (const auto* rows : {&table.value.parcel, &table.value.plan}) {
    for (const geo::AccuracyTable::Row& row : *rows) {
      require(row.scale >= 0 && row.metres >= 0.0 && row.area_tolerance >= 0.0);
    }
    for (const int scale : {0, 1, 500, 2'000, 10'000'000}) {
      require(geo::AccuracyTable::row_for(*rows, scale).metres >= 0.0);
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text{reinterpret_cast<const char*>(data), size};  // NOLINT(*-reinterpret-cast)
  check_topics(text);
  check_land_uses(text);
  check_words(text);
  check_field_names(text);
  check_accuracy(text);
  return 0;
}
