#include "geo/plan/parcel_query.h"

#include <algorithm>
#include <array>

#include "geo/base/text.h"

namespace quyhoach::geo {

namespace {

/// Words that say what the number after them is; folded.
constexpr std::array<std::string_view, 6> kSheetWords{"to", "sheet", "tbd", "bando", "t", "map"};
constexpr std::array<std::string_view, 6> kNumberWords{"thua", "parcel", "plot", "th", "lo", "lot"};
/// Words that say nothing: "số tờ bản đồ", "thửa đất số".
constexpr std::array<std::string_view, 9> kFillers{"so", "ban", "do", "dat", "no", "number", "xa", "phuong", "commune"};

template <std::size_t N>
bool is_one_of(const std::array<std::string_view, N>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool has_digit(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// Pieces between white space, commas, semicolons, colons and slashes; "12a" and "16-1" stay whole, "to10" is cut in two.
std::vector<std::string> pieces_of(std::string_view text) {
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
      if (is_one_of(kSheetWords, word) || is_one_of(kNumberWords, word)) {
        flush();
      }
    }
    piece += c;
  }
  flush();
  return pieces;
}

}  // namespace

std::vector<ParcelGuess> parse_parcel_query(std::string_view text, bool has_sheet) {
  ParcelGuess marked;
  std::vector<std::string> loose;  // Numbers that no word explains.
  enum class Expect { kNothing, kSheet, kNumber } expect = Expect::kNothing;
  std::string commune;
  for (const std::string& piece : pieces_of(text)) {
    const std::string word = fold(piece);
    if (has_digit(piece)) {
      if (expect == Expect::kSheet && marked.sheet.empty()) {
        marked.sheet = piece;
      } else if (expect == Expect::kNumber && marked.number.empty()) {
        marked.number = piece;
      } else {
        loose.push_back(piece);
      }
      expect = Expect::kNothing;
    } else if (is_one_of(kSheetWords, word)) {
      expect = Expect::kSheet;
    } else if (is_one_of(kNumberWords, word)) {
      expect = Expect::kNumber;
    } else if (!is_one_of(kFillers, word) && !word.empty()) {
      commune += (commune.empty() ? "" : " ") + word;
      expect = Expect::kNothing;
    }
  }
  constexpr std::size_t kCodeDigits = 5;
  if (commune.empty() && loose.size() + (marked.sheet.empty() ? 0U : 1U) + (marked.number.empty() ? 0U : 1U) >= 2) {
    // A commune's code is longer than any sheet or parcel number.
    const auto code = std::find_if(loose.begin(), loose.end(), [](const std::string& piece) {
      return piece.size() >= kCodeDigits && std::all_of(piece.begin(), piece.end(), [](char c) { return c >= '0' && c <= '9'; });
    });
    if (code != loose.end()) {
      commune = *code;
      loose.erase(code);
    }
  }
  marked.commune = commune;
  std::vector<ParcelGuess> guesses;
  const auto guess = [&](const std::string& sheet, const std::string& number) {
    guesses.push_back({sheet, number, commune});
  };
  if (!marked.number.empty()) {
    guess(!marked.sheet.empty() || loose.empty() ? marked.sheet : loose.front(), marked.number);
  } else if (!marked.sheet.empty()) {
    guess(marked.sheet, loose.empty() ? "" : loose.front());
  } else if (loose.size() >= 2) {
    guess(loose[0], loose[1]);
    guess(loose[1], loose[0]);
  } else if (loose.size() == 1 && (!has_sheet || !commune.empty())) {
    guess("", loose[0]);
  }
  return guesses;
}

}  // namespace quyhoach::geo
