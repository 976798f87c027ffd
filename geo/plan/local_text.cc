#include "geo/plan/local_text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>

namespace quyhoach::geo {

std::string number_text(double value, int decimals, std::string_view language) {
  constexpr std::size_t kLongest = 400;  // Digits of the largest double, and a few decimals.
  std::array<char, kLongest> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value, std::chars_format::fixed, decimals).ptr;
  const std::string_view plain{digits.data(), static_cast<std::size_t>(end - digits.data())};
  const bool english = language == "en";
  const std::size_t point = std::min(plain.find('.'), plain.size());
  std::string text;
  constexpr std::size_t kGroup = 3;
  for (std::size_t i = 0; i < plain.size(); ++i) {
    if (i == point) {
      text += english ? '.' : ',';
      continue;
    }
    const bool group_begins = i > 0 && i < point && (point - i) % kGroup == 0 && plain[i - 1] != '-';
    if (group_begins) {
      text += english ? ',' : '.';
    }
    text += plain[i];
  }
  return text;
}

std::string date_text(Date date, std::string_view language) {
  constexpr std::array<const char*, 12> kMonths{"January", "February", "March",     "April",   "May",      "June",
                                                "July",    "August",   "September", "October", "November", "December"};
  const std::chrono::year_month_day parts{date};
  const auto day = static_cast<unsigned>(parts.day());
  const auto month = static_cast<unsigned>(parts.month());
  const int year = static_cast<int>(parts.year());
  std::array<char, 40> text{};
  const int length = language == "en" ? std::snprintf(text.data(), text.size(), "%u %s %d", day, kMonths[month - 1], year)
                                      : std::snprintf(text.data(), text.size(), "%02u/%02u/%d", day, month, year);
  return {text.data(), static_cast<std::size_t>(length)};
}

}  // namespace quyhoach::geo
