#include "geo/plan/coordinate_query.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>
#include <string>
#include <tuple>
#include <utility>

#include "geo/base/text.h"

namespace quyhoach::geo {

namespace {

/// Marks that mean the same, each as the one that is read below.
constexpr std::array<std::pair<std::string_view, std::string_view>, 19> kSameMarks{{
    {"º", "°"}, {"˚", "°"}, {"′", "'"}, {"’", "'"}, {"‘", "'"}, {"ʹ", "'"}, {"´", "'"}, {"`", "'"}, {"″", "\""}, {"”", "\""},
    {"“", "\""}, {"ʺ", "\""}, {"−", "-"}, {"\u00A0", " "}, {"\u202F", " "}, {"\u2009", " "}, {"\t", " "}, {"\n", " "}, {"''", "\""},
}};

std::string with_plain_marks(std::string_view text) {
  std::string plain{text};
  for (const auto& [mark, same] : kSameMarks) {
    for (auto at = plain.find(mark); at != std::string::npos; at = plain.find(mark, at + same.size())) {
      plain.replace(at, mark.size(), same);
    }
  }
  return plain;
}

bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }

/// How numbers are written: "1213456.78", "1,213,456.78" or "1.213.456,78".
struct Convention {
  char decimal;
  char group;  ///< Between groups of three digits; NUL where there are none.
};
constexpr std::array<Convention, 3> kConventions{{{'.', '\0'}, {'.', ','}, {',', '.'}}};

enum class Mark { kNumber, kDegree, kMinute, kSecond, kWord };
struct Token {
  Mark mark;
  double value = 0.0;
  std::string word;  ///< Folded.
};

/// Cuts a text into numbers, marks and words under one convention. Nothing where a character is none of these.
class Tokens {
 public:
  static std::optional<std::vector<Token>> of(std::string_view text, Convention convention) {
    Tokens tokens{text, convention};
    while (tokens.at_ < text.size()) {
      if (!tokens.take()) {
        return std::nullopt;
      }
    }
    return std::move(tokens.all_);
  }

 private:
  Tokens(std::string_view text, Convention convention) : text_(text), convention_(convention) {}

  [[nodiscard]] char peek(std::size_t ahead = 0) const noexcept {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
  }

  bool take() {
    constexpr std::string_view kDegree = "°";
    const char c = peek();
    if (c == ' ' || c == ',' || c == ';') {
      ++at_;
    } else if (text_.substr(at_).starts_with(kDegree)) {
      all_.push_back({Mark::kDegree, 0.0, {}});
      at_ += kDegree.size();
    } else if (c == '\'' || c == '"') {
      all_.push_back({c == '"' ? Mark::kSecond : Mark::kMinute, 0.0, {}});
      ++at_;
    } else if (is_digit(c) || ((c == '-' || c == '+') && is_digit(peek(1)) && (at_ == 0 || !is_digit(text_[at_ - 1])))) {
      return take_number();
    } else {
      return take_word();
    }
    return true;
  }

  bool take_number() {
    std::string digits;
    if (peek() == '-' || peek() == '+') {
      digits = text_[at_++] == '-' ? "-" : "";
    }
    const std::size_t begin = at_;
    const auto take_digits = [&] {
      for (; is_digit(peek()); ++at_) {
        digits += peek();
      }
    };
    take_digits();
    constexpr std::size_t kGroup = 3;
    if (at_ - begin <= kGroup) {
      while (convention_.group != '\0' && peek() == convention_.group && is_digit(peek(1)) && is_digit(peek(2)) &&
             is_digit(peek(3)) && !is_digit(peek(4))) {
        ++at_;
        take_digits();
      }
    }
    if (peek() == convention_.decimal && is_digit(peek(1))) {
      ++at_;
      digits += '.';
      take_digits();
    }
    double value = 0.0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value, std::chars_format::fixed);
    all_.push_back({Mark::kNumber, value, {}});
    return error == std::errc{} && end == digits.data() + digits.size() && std::isfinite(value);
  }

  /// Letters, of any alphabet, and a colon or equals sign behind them.
  bool take_word() {
    const std::size_t begin = at_;
    const auto is_letter = [](char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80; };
    while (is_letter(peek()) && !text_.substr(at_).starts_with("°")) {
      ++at_;
    }
    std::string word = fold(text_.substr(begin, at_ - begin));
    if (word.empty()) {
      return false;
    }
    while (peek() == ':' || peek() == '=' || (peek() == ' ' && (peek(1) == ':' || peek(1) == '='))) {
      ++at_;
    }
    if (!all_.empty() && all_.back().mark == Mark::kWord) {
      all_.back().word += " " + word;  // "vĩ độ"
    } else {
      all_.push_back({Mark::kWord, 0.0, std::move(word)});
    }
    return true;
  }

  std::string_view text_;
  Convention convention_;
  std::size_t at_ = 0;
  std::vector<Token> all_;
};

/// One number with what is written around it.
struct Angle {
  double value = 0.0;
  bool is_degrees = false;
  std::string word;  ///< Which way it goes; empty where the text does not say.
};

/// Reads "10°58'24.5"" at `at`, which moves on behind it.
std::optional<Angle> take_angle(const std::vector<Token>& tokens, std::size_t& at) {
  const auto is = [&](std::size_t i, Mark mark) { return i < tokens.size() && tokens[i].mark == mark; };
  if (!is(at, Mark::kNumber)) {
    return std::nullopt;
  }
  Angle angle;
  const double degrees = tokens[at++].value;
  double share = 0.0;
  if (is(at, Mark::kDegree)) {
    ++at;
    angle.is_degrees = true;
    double of_degree = 60.0;
    for (const Mark mark : {Mark::kMinute, Mark::kSecond}) {
      if (is(at, Mark::kNumber) && is(at + 1, mark)) {
        if (std::signbit(tokens[at].value) || tokens[at].value >= 60.0) {
          return std::nullopt;
        }
        share += tokens[at].value / of_degree;
        at += 2;
      }
      of_degree *= 60.0;
    }
  }
  angle.value = std::copysign(std::abs(degrees) + share, degrees);
  return angle;
}

/// The two numbers of a text, or nothing. Words stand before each number or behind each: the first token tells.
std::optional<std::pair<Angle, Angle>> take_pair(const std::vector<Token>& tokens) {
  std::vector<Angle> angles;
  const bool before = !tokens.empty() && tokens.front().mark == Mark::kWord;
  for (std::size_t at = 0; at < tokens.size();) {
    std::string word;
    if (before && tokens[at].mark == Mark::kWord) {
      word = tokens[at++].word;
    }
    auto angle = take_angle(tokens, at);
    if (!angle || angles.size() == 2) {
      return std::nullopt;
    }
    if (!before && at < tokens.size() && tokens[at].mark == Mark::kWord) {
      word = tokens[at++].word;
    }
    angle->word = std::move(word);
    angles.push_back(std::move(*angle));
  }
  return angles.size() == 2 ? std::optional{std::pair{std::move(angles[0]), std::move(angles[1])}} : std::nullopt;
}

/// The values an angle may have along one axis: as it stands where it has no word, else with the signs the word allows.
std::vector<double> along(const Angle& angle, WordMeaning positive, WordMeaning negative, const SearchWords& words) {
  std::vector<double> values;
  if (angle.word.empty() || has_meaning(words, positive, angle.word)) {
    values.push_back(angle.value);
  }
  if (has_meaning(words, negative, angle.word)) {
    values.push_back(-angle.value);
  }
  return values;
}

}  // namespace

std::vector<CoordinateGuess> parse_coordinate_query(std::string_view text, const SearchWords& words) {
  std::vector<CoordinateGuess> guesses;
  const std::string plain = with_plain_marks(text);
  for (const bool north_first : {true, false}) {
    for (const Convention convention : kConventions) {
      const auto tokens = Tokens::of(plain, convention);
      const auto pair = tokens ? take_pair(*tokens) : std::nullopt;
      if (!pair) {
        continue;
      }
      const auto& [north, east] = north_first ? std::tie(pair->first, pair->second) : std::tie(pair->second, pair->first);
      for (const double n : along(north, WordMeaning::kNorth, WordMeaning::kSouth, words)) {
        for (const double e : along(east, WordMeaning::kEast, WordMeaning::kWest, words)) {
          const CoordinateGuess guess{n, e, north.is_degrees || east.is_degrees, north_first};
          if (std::find(guesses.begin(), guesses.end(), guess) == guesses.end()) {
            guesses.push_back(guess);
          }
        }
      }
    }
  }
  return guesses;
}

}  // namespace quyhoach::geo
