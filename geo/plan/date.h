#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace quyhoach::geo {

/// A calendar day (no time of day, no time zone): decisions and legal force are dated, not timed.
using Date = std::chrono::sys_days;

/// \return the date written YYYY-MM-DD (ISO 8601 extended), years 1000 to 9999; nothing for any other text.
[[nodiscard]] std::optional<Date> parse_date(std::string_view text) noexcept;

/// \return YYYY-MM-DD.
[[nodiscard]] std::string format_date(Date date);

/// \return today's date in a fixed offset from UTC, hours (Vietnam: 7; it has no summer time).
[[nodiscard]] Date today(int utc_offset_h) noexcept;

/// \return the present moment as 2026-11-22T03:04:05Z (RFC 3339).
[[nodiscard]] std::string utc_now();

}  // namespace quyhoach::geo
