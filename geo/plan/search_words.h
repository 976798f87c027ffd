#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace quyhoach::geo {

/// What a word of a search says of the number or name beside it (data/catalogue/search_words.tsv).
enum class WordMeaning { kSheet, kNumber, kNothing, kKind, kNorth, kSouth, kEast, kWest };
[[nodiscard]] std::string_view name_of(WordMeaning meaning) noexcept;

struct SearchWord {
  std::string language;
  WordMeaning meaning = WordMeaning::kNothing;
  std::string folded;  ///< "thi tran": one word or several.
};

/// The words a district's languages know. Immutable once loaded.
using SearchWords = std::vector<SearchWord>;

[[nodiscard]] bool has_meaning(const SearchWords& words, WordMeaning meaning, std::string_view folded) noexcept;

/// The names in a folded text, in its order, cut where a word says a kind: "duong tinh lo 8 xa tan phu trung" holds "tinh lo 8" and
/// "tan phu trung". Empty where no word says a kind: then the text is one name as it stands.
[[nodiscard]] std::vector<std::string> names_in(const SearchWords& words, std::string_view folded);

/// Whether a folded text says kinds and nothing else: "xa", of somebody who has not typed on yet.
[[nodiscard]] bool only_kinds(const SearchWords& words, std::string_view folded);

}  // namespace quyhoach::geo
