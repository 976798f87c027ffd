#include "geo/plan/value_reading.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <utility>
#include <vector>

#include "geo/base/text.h"

namespace quyhoach::geo {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// trim() that knows the no-break spaces too, written as plain ones.
std::string spaced(std::string_view text) {
  std::string out = to_nfc(text);
  for (const std::string_view space : {"\u00A0", "\u202F", "\u2009"}) {
    for (auto at = out.find(space); at != std::string::npos; at = out.find(space, at)) {
      out.replace(at, space.size(), " ");
    }
  }
  return std::string{trim(out)};
}

struct Unit {
  std::string_view folded;
  double factor;
};

/// Units a quantity may be written in, folded; "%" is written out, since folding drops it.
std::vector<Unit> units_of(Quantity quantity) {
  switch (quantity) {
    case Quantity::kStoreys:
      return {{"tang", 1}, {"t", 1}, {"storeys", 1}, {"storey", 1}, {"stories", 1}, {"floors", 1}, {"floor", 1}};
    case Quantity::kPercent:
      return {{"%", 1}, {"phan tram", 1}, {"percent", 1}};
    case Quantity::kRatio:
      return {{"lan", 1}, {"times", 1}};
    case Quantity::kPeople:
      return {{"nguoi", 1}, {"ng", 1}, {"dan", 1}, {"people", 1}, {"persons", 1}};
    case Quantity::kArea:
      return {{"m2", 1}, {"met vuong", 1}, {"ha", 1e4}, {"km2", 1e6}, {"sqm", 1}};
    case Quantity::kLength:
    case Quantity::kLevel:
      return {{"m", 1}, {"met", 1}, {"km", 1e3}, {"cm", 0.01}};
  }
  return {};
}

bool makes_sense(double value, Quantity quantity) {
  constexpr double kStoreysMost = 200.0;
  constexpr double kHundred = 100.0;
  constexpr double kMost = 1e12;
  switch (quantity) {
    case Quantity::kStoreys:
      return value >= 0.0 && value <= kStoreysMost;
    case Quantity::kPercent:
    case Quantity::kRatio:
      return value >= 0.0 && value <= kHundred;
    case Quantity::kPeople:
      return value >= 0.0 && value <= kMost && value == std::floor(value);
    case Quantity::kArea:
    case Quantity::kLength:
      return value >= 0.0 && value <= kMost;
    case Quantity::kLevel:
      return std::abs(value) <= kMost;
  }
  return false;
}

std::optional<double> parse(std::string_view text) {
  double value = 0.0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool whole = error == std::errc{} && end == text.data() + text.size() && std::isfinite(value);
  return whole ? std::optional{value} : std::nullopt;
}

/// Groups of three digits behind the first of one to three: "31.563" by '.'.
bool is_grouped(std::string_view text, char separator) {
  std::size_t digits = 0;
  bool first = true;
  for (const char c : text) {
    if (c == separator) {
      if (digits == 0 || digits > 3 || (!first && digits != 3)) {
        return false;
      }
      first = false;
      digits = 0;
    } else if (++digits; !is_digit(c)) {
      return false;
    }
  }
  return !first && digits == 3;
}

std::string without(std::string_view text, char separator) {
  std::string out{text};
  std::erase(out, separator);
  return out;
}

/// The number digits with separators stand for, and the other one they may.
struct Candidates {
  std::optional<double> decimal;
  std::optional<double> grouped;
};

Candidates candidates_of(std::string_view text) {
  const std::string joined =
      is_grouped(text.substr(0, text.find_first_of(".,")), ' ') ? without(text, ' ') : std::string{text};
  text = joined;
  const auto last = text.find_last_of(".,");
  if (last == std::string_view::npos) {
    return {parse(text), std::nullopt};
  }
  const char mark = text[last];
  const std::string_view whole = text.substr(0, last);
  const char other = mark == '.' ? ',' : '.';
  Candidates out;
  const bool once = whole.find(mark) == std::string_view::npos;
  if (once && whole.find(other) != std::string_view::npos) {
    out.decimal = is_grouped(whole, other) ? parse(without(whole, other) + "." + std::string{text.substr(last + 1)})
                                           : std::nullopt;
  } else if (once) {
    out.decimal = parse(std::string{whole} + "." + std::string{text.substr(last + 1)});
  }
  if (is_grouped(text, mark) && whole.front() != '0') {
    out.grouped = parse(without(text, mark));
  }
  return out;
}

/// Which of the two a person more likely wrote. Vietnamese groups by points and has a decimal comma; counts are whole;
/// lengths are short.
bool prefers_groups(std::string_view text, Quantity quantity) {
  return quantity == Quantity::kPeople || (quantity == Quantity::kArea && text.find('.') != std::string_view::npos);
}

/// One number of a text and what stands behind it.
struct Part {
  std::string_view digits;
  std::string_view after;  ///< To the next number or the end.
};

/// Cuts a text into what stands before its first number, and its numbers.
std::pair<std::string_view, std::vector<Part>> cut(std::string_view text) {
  std::vector<Part> parts;
  std::size_t i = std::min(text.find_first_of("0123456789"), text.size());
  const std::string_view before = text.substr(0, i);
  while (i < text.size()) {
    const std::size_t begin = i;
    const auto joins = [&](std::size_t at) {  // A separator between two digits; a space only before three of them.
      if (at + 1 >= text.size() || !is_digit(text[at + 1])) {
        return false;
      }
      const bool three = at + 3 < text.size() && is_digit(text[at + 2]) && is_digit(text[at + 3]) &&
                         (at + 4 == text.size() || !is_digit(text[at + 4]));
      return text[at] == '.' || text[at] == ',' || (text[at] == ' ' && three);
    };
    while (i < text.size() && (is_digit(text[i]) || joins(i))) {
      ++i;
    }
    const std::size_t end = i;
    // The 2 of m2 belongs to the unit.
    while (i < text.size() && !(is_digit(text[i]) && (text[i - 1] != 'm' && text[i - 1] != 'M'))) {
      ++i;
    }
    parts.push_back({text.substr(begin, end - begin), text.substr(end, i - end)});
  }
  return {before, std::move(parts)};
}

bool is_one_of(std::string_view folded, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), folded) != words.end();
}

/// The factor of the unit a text is, 1 for no text; nothing for any other.
std::optional<double> factor_of(std::string_view text, Quantity quantity) {
  text = trim(text);
  const std::string folded = text == "%" ? "%" : fold(text);
  if (text.empty()) {
    return 1.0;
  }
  for (const Unit& unit : units_of(quantity)) {
    if (unit.folded == folded) {
      return unit.factor;
    }
  }
  return std::nullopt;
}

/// What stands between the two numbers of a range, less the sign of a range; nothing where there is none.
std::optional<std::string_view> before_range_sign(std::string_view text) {
  for (const std::string_view sign : {"-", "–", "—", "÷", "~", "đến", "tới", "to"}) {
    if (trim(text).ends_with(sign)) {
      return trim(text).substr(0, trim(text).size() - sign.size());
    }
  }
  return std::nullopt;
}

/// Words before a number that leave it what it is, and whether they say that it is the most.
bool is_introduction(std::string_view text) {
  const std::string folded = fold(text);
  return is_one_of(trim(text), {"≤", "<=", "~", "≈", "<", "+"}) ||
         (folded.empty() ? trim(text).empty()
                         : is_one_of(folded, {"toi da", "max", "khoang", "tu", "cao", "den", "tang cao", "tang",
                                              "up to", "about"}));
}

std::optional<Reading<double>> read_one(std::string_view digits, double factor, Quantity quantity) {
  Candidates both = candidates_of(digits);
  for (auto* one : {&both.decimal, &both.grouped}) {
    if (*one && !makes_sense(**one * factor, quantity)) {
      *one = std::nullopt;
    }
  }
  if (!both.decimal || (both.grouped && prefers_groups(digits, quantity))) {
    std::swap(both.decimal, both.grouped);
  }
  if (!both.decimal) {
    return std::nullopt;
  }
  Reading<double> out{*both.decimal * factor, false, std::nullopt, {}};
  if (both.grouped) {
    out.other = *both.grouped * factor;
  }
  return out;
}

/// What was made of a number's unit, and of the words before it.
Phrase how_of(std::string_view unit, double factor, std::string_view before) {
  const std::string word{trim(unit)};
  const std::string other{trim(before)};
  if (word.empty()) {
    return other.empty() ? Phrase{} : Phrase{"how.without", {{"word", other}}};
  }
  const std::string id = factor == 1.0 ? "how.without" : "how.converted";
  return other.empty() ? Phrase{id, {{"word", word}}} : Phrase{id + "_too", {{"word", word}, {"other", other}}};
}

}  // namespace

std::optional<Quantity> quantity_of(std::string_view field) noexcept {
  constexpr std::array<std::pair<std::string_view, Quantity>, 12> kFields{
      {{"building_coverage_percent", Quantity::kPercent},
       {"storeys_max", Quantity::kStoreys},
       {"height_max_m", Quantity::kLength},
       {"floor_area_ratio", Quantity::kRatio},
       {"population", Quantity::kPeople},
       {"ground_level_m", Quantity::kLevel},
       {"width_m", Quantity::kLength},
       {"offset_left_m", Quantity::kLength},
       {"offset_right_m", Quantity::kLength},
       {"radius_m", Quantity::kLength},
       {"registered_area_m2", Quantity::kArea},
       {"stated_area_m2", Quantity::kArea}}};
  const auto found = std::find_if(kFields.begin(), kFields.end(), [&](const auto& one) { return one.first == field; });
  return found == kFields.end() ? std::nullopt : std::optional{found->second};
}

bool is_blank(std::string_view text) {
  const std::string plain = spaced(text);
  return plain.empty() || is_one_of(plain, {"-", "–", "—"});
}

std::optional<Reading<double>> read_quantity(std::string_view text, Quantity quantity) {
  const std::string plain = spaced(text);
  if (const auto value = parse(plain)) {
    Reading<double> out{*value, true, std::nullopt, {}};
    const auto grouped = candidates_of(plain).grouped;
    const bool counts = quantity == Quantity::kArea || quantity == Quantity::kPeople;
    if (grouped && counts) {
      out.other = grouped;
    } else if (quantity == Quantity::kPercent && *value > 0.0 && *value <= 1.0) {
      out.other = *value * 100.0;
    }
    return out;
  }
  const auto [before, parts] = cut(plain);
  if (parts.empty() || parts.size() > 2) {
    return std::nullopt;
  }
  const bool negative = quantity == Quantity::kLevel && parts.size() == 1 && is_one_of(trim(before), {"-", "−"});
  if (!negative && !is_introduction(before)) {
    return std::nullopt;
  }
  const auto factor = factor_of(parts.back().after, quantity);
  auto out = factor ? read_one(parts.back().digits, *factor, quantity) : std::nullopt;
  if (!out) {
    return std::nullopt;
  }
  if (negative) {
    out->value = -out->value;
    out->other = out->other ? std::optional{-*out->other} : std::nullopt;
  }
  out->how = how_of(parts.back().after, *factor, negative ? "" : before);
  if (parts.size() == 2) {
    const auto rest = before_range_sign(parts.front().after);
    const auto first_factor = rest ? factor_of(*rest, quantity) : std::nullopt;
    const bool shares_unit = rest && trim(*rest).empty();
    const auto first =
        first_factor ? read_one(parts.front().digits, shares_unit ? *factor : *first_factor, quantity) : std::nullopt;
    if (!first) {
      return std::nullopt;
    }
    out->how = {"how.larger", {{"first", first->value}, {"second", out->value}}};
    out->value = std::max(out->value, first->value);
  }
  return out;
}

std::optional<Reading<Date>> read_date(std::string_view text) {
  const std::string plain = spaced(text);
  if (const auto date = parse_date(plain)) {
    return Reading<Date>{*date, true, std::nullopt, {}};
  }
  std::vector<int> numbers;
  std::vector<std::size_t> widths;
  std::string words;
  for (std::size_t i = 0; i < plain.size();) {
    const std::size_t end = std::min(plain.find_first_not_of("0123456789", i), plain.size());
    constexpr std::size_t kMostDigits = 8;
    if (end == i) {
      words += plain[i++];
      continue;
    }
    int number = 0;
    if (end - i > kMostDigits || std::from_chars(plain.data() + i, plain.data() + end, number).ec != std::errc{}) {
      return std::nullopt;
    }
    numbers.push_back(number);
    widths.push_back(end - i);
    words += '#';
    i = end;
  }
  std::string form;  // "#/#/#", with the words of a written date and spaces left out
  for (const std::string_view word : {"ngày", "tháng", "năm", "Ngày", "Tháng"}) {
    for (auto at = words.find(word); at != std::string::npos; at = words.find(word)) {
      words.replace(at, word.size(), word == "ngày" || word == "Ngày" || at == 0 ? " " : "/");
    }
  }
  std::copy_if(words.begin(), words.end(), std::back_inserter(form), [](char c) { return c != ' '; });
  const auto make = [](int year, int month, int day) -> std::optional<Date> {
    const std::chrono::year_month_day parts{std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(month)},
                                            std::chrono::day{static_cast<unsigned>(day)}};
    constexpr int kFirstYear = 1900;
    constexpr int kLastYear = 2199;
    return parts.ok() && year >= kFirstYear && year <= kLastYear ? std::optional{Date{parts}} : std::nullopt;
  };
  const auto reading = [](std::optional<Date> date, std::string how) {
    return date ? std::optional{Reading<Date>{*date, false, std::nullopt, Phrase{std::move(how), {}}}} : std::nullopt;
  };
  if (form == "#" && widths[0] == 8) {
    return reading(make(numbers[0] / 10'000, numbers[0] / 100 % 100, numbers[0] % 100), "how.year_month_day");
  }
  if (is_one_of(form, {"#/#", "#-#", "#.#"}) && widths[0] <= 2 && widths[1] == 4) {
    return reading(make(numbers[1], numbers[0], 1), "how.first_of_month");
  }
  if (!is_one_of(form, {"#/#/#", "#-#-#", "#.#.#"})) {
    return std::nullopt;
  }
  if (widths[0] == 4 && widths[1] <= 2 && widths[2] <= 2) {
    return reading(make(numbers[0], numbers[1], numbers[2]), "how.year_month_day");
  }
  if (widths[0] > 2 || widths[1] > 2 || (widths[2] != 4 && widths[2] != 2)) {
    return std::nullopt;
  }
  constexpr int kCentury = 2000;
  const int year = widths[2] == 2 ? kCentury + numbers[2] : numbers[2];
  const std::string century = widths[2] == 2 ? "_20" : "";
  if (const auto date = make(year, numbers[1], numbers[0])) {
    return reading(date, "how.day_month_year" + century);
  }
  return reading(make(year, numbers[0], numbers[1]), "how.month_day_year" + century);
}

std::optional<Reading<std::string>> read_land_use_codes(std::string_view text, const District& district) {
  const std::string plain = spaced(text);
  const std::string whole = fold(plain);
  Reading<std::string> out;
  for (std::size_t i = 0; i < plain.size();) {
    const std::size_t end = std::min(plain.find_first_of("+;,/& \t", i), plain.size());
    std::string code = plain.substr(i, end - i);
    i = end + 1;
    if (code.empty()) {
      continue;
    }
    if (district.land_use(code) == nullptr) {
      std::transform(code.begin(), code.end(), code.begin(),
                     [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
    }
    if (district.land_use(code) == nullptr) {
      out.value.clear();
      break;
    }
    out.value += (out.value.empty() ? "" : "+") + code;
  }
  if (!out.value.empty()) {
    out.exact = out.value == plain;
    out.how.id = out.exact ? "" : "how.codes";
    return out;
  }
  for (const LandUse& use : district.land_uses) {
    if (!whole.empty() && (fold(use.name.vi) == whole || fold(use.name.en) == whole)) {
      return Reading<std::string>{use.code, false, std::nullopt, Phrase{"how.code_of_name", {}}};
    }
  }
  return std::nullopt;
}

std::string plain_number(double value) {
  std::array<char, 32> text{};
  const auto end = std::to_chars(text.data(), text.data() + text.size(), value).ptr;
  return {text.data(), end};
}

}  // namespace quyhoach::geo
