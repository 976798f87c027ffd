#include "geo/plan/date.h"

#include <array>
#include <cstdio>
#include <ctime>

namespace quyhoach::geo {

std::optional<Date> parse_date(std::string_view text) noexcept {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') {
    return std::nullopt;
  }
  const auto number = [&](std::size_t at, std::size_t length) -> std::optional<unsigned> {
    unsigned value = 0;
    for (const char c : text.substr(at, length)) {
      if (c < '0' || c > '9') {
        return std::nullopt;
      }
      value = value * 10 + static_cast<unsigned>(c - '0');
    }
    return value;
  };
  const auto year = number(0, 4);
  const auto month = number(5, 2);
  const auto day = number(8, 2);
  if (!year || !month || !day || *year < 1000) {
    return std::nullopt;
  }
  const std::chrono::year_month_day date{std::chrono::year{static_cast<int>(*year)}, std::chrono::month{*month},
                                         std::chrono::day{*day}};
  return date.ok() ? std::optional<Date>{Date{date}} : std::nullopt;
}

std::string format_date(Date date) {
  const std::chrono::year_month_day parts{date};
  std::string text = "0000-00-00";
  const auto put = [&](std::size_t end, unsigned number) {
    for (; number != 0; number /= 10) {
      text[--end] = static_cast<char>('0' + number % 10);
    }
  };
  put(4, static_cast<unsigned>(static_cast<int>(parts.year())));
  put(7, static_cast<unsigned>(parts.month()));
  put(10, static_cast<unsigned>(parts.day()));
  return text;
}

Date today(int utc_offset_h) noexcept {
  return std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now() + std::chrono::hours{utc_offset_h});
}

std::string utc_now() {
  const std::time_t now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
  std::tm parts{};
  gmtime_r(&now, &parts);
  std::array<char, 32> text{};
  const std::size_t length = std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &parts);
  return {text.data(), length};
}

}  // namespace quyhoach::geo
