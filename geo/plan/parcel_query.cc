#include "geo/plan/parcel_query.h"

#include <algorithm>

#include "geo/base/text.h"

namespace quyhoach::geo {

namespace {

bool has_digit(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// Pieces between white space, commas, semicolons, colons and slashes; "12a" and "16-1" stay whole, "to10" is cut in two.
std::vector<std::string> pieces_of(std::string_view text, const SearchWords& words) {
  std::vector<std::string> pieces;
  std::string piece;
  const auto flush = [&] {
    if (!piece.empty()) {
      pieces.push_back(std::move(piece));
      piece.clear();
    }
  };
  for (const char c : text) {
    const bool ends = c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == ',' || c == ';' || c == ':' || c == '/';
    if (ends) {
      flush();
      continue;
    }
    const bool digit = c >= '0' && c <= '9';
    if (digit && !piece.empty() && !has_digit(piece)) {
      const std::string word = fold(piece);
      if (has_meaning(words, WordMeaning::kSheet, word) || has_meaning(words, WordMeaning::kNumber, word)) {
        flush();
      }
    }
    piece += c;
  }
  flush();
  return pieces;
}

}  // namespace

std::vector<ParcelGuess> parse_parcel_query(std::string_view text, const District& district) {
  const SearchWords& words = district.search_words;
  ParcelGuess marked;
  std::vector<std::string> loose;  // Numbers that no word explains.
  std::size_t numbers = 0;
  enum class Expect { kNothing, kSheet, kNumber } expect = Expect::kNothing;
  std::string commune;
  for (const std::string& piece : pieces_of(text, words)) {
    const std::string word = fold(piece);
    if (has_digit(piece)) {
      ++numbers;
      if (expect == Expect::kSheet && marked.sheet.empty()) {
        marked.sheet = piece;
      } else if (expect == Expect::kNumber && marked.number.empty()) {
        marked.number = piece;
      } else {
        loose.push_back(piece);
      }
      expect = Expect::kNothing;
    } else if (has_meaning(words, WordMeaning::kSheet, word)) {
      expect = Expect::kSheet;
    } else if (has_meaning(words, WordMeaning::kNumber, word)) {
      expect = Expect::kNumber;
    } else if (!has_meaning(words, WordMeaning::kNothing, word) && !word.empty()) {
      if (district.has_part(KeyPart::kCommune)) {  // Elsewhere a name says nothing of a parcel.
        commune += (commune.empty() ? "" : " ") + word;
      }
      expect = Expect::kNothing;
    }
  }
  if (commune.empty() && district.has_part(KeyPart::kCommune) && numbers >= district.key_parts.size()) {
    const auto code = std::find_if(loose.begin(), loose.end(), [&](const std::string& piece) {
      return district.commune(piece) != nullptr || district.administrative_unit(piece) != nullptr;
    });
    if (code != loose.end()) {
      commune = *code;
      loose.erase(code);
    }
  }
  std::vector<ParcelGuess> guesses;
  const auto guess = [&](const std::string& sheet, const std::string& number) {
    guesses.push_back({sheet, number, commune});
  };
  if (!district.has_part(KeyPart::kSheet)) {
    constexpr std::size_t kMostGuesses = 2;
    if (!marked.number.empty()) {
      loose = {marked.number};
    }
    for (std::size_t i = 0; i < std::min(loose.size(), kMostGuesses); ++i) {
      guess("", loose[i]);
    }
  } else if (!marked.number.empty()) {
    guess(!marked.sheet.empty() || loose.empty() ? marked.sheet : loose.front(), marked.number);
  } else if (!marked.sheet.empty()) {
    guess(marked.sheet, loose.empty() ? "" : loose.front());
  } else if (loose.size() >= 2) {
    guess(loose[0], loose[1]);
    guess(loose[1], loose[0]);
  } else if (loose.size() == 1 && (!commune.empty() || !district.has_part(KeyPart::kCommune))) {
    guess("", loose[0]);
  }
  return guesses;
}

std::vector<ParcelGuess> parse_with_named_sheet(std::string_view text, const District& district,
                                                std::span<const NamedSheet> sheets) {
  const std::string folded = " " + fold(text) + " ";
  const NamedSheet* named = nullptr;
  std::size_t at = std::string::npos;
  for (const NamedSheet& sheet : sheets) {
    if (named == nullptr || sheet.folded.size() > named->folded.size()) {
      if (const auto found = folded.find(sheet.folded); found != std::string::npos) {
        named = &sheet;
        at = found;
      }
    }
  }
  if (named == nullptr) {
    return {};
  }
  std::vector<std::string> numbers;
  std::string commune;
  for (const std::string& piece : pieces_of(folded.substr(0, at) + " " + folded.substr(at + named->folded.size()), {})) {
    const auto is = [&](WordMeaning meaning) { return has_meaning(district.search_words, meaning, piece); };
    if (has_digit(piece)) {
      numbers.push_back(piece);
    } else if (district.has_part(KeyPart::kCommune) && !is(WordMeaning::kSheet) && !is(WordMeaning::kNumber) &&
               !is(WordMeaning::kNothing)) {
      commune += (commune.empty() ? "" : " ") + piece;
    }
  }
  std::vector<ParcelGuess> guesses;
  // Folding took the mark out of "16-1": it is tried with what people write there.
  const std::vector<std::string_view> marks =
      numbers.size() > 1 ? std::vector<std::string_view>{"-", "/", " "} : std::vector<std::string_view>{""};
  for (const std::string_view mark : marks) {
    std::string number;
    for (const std::string& piece : numbers) {
      number += (number.empty() ? "" : std::string{mark}) + piece;
    }
    guesses.push_back({named->name, std::move(number), commune});
  }
  return guesses;
}

}  // namespace quyhoach::geo
