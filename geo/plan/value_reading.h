#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "geo/plan/date.h"
#include "geo/plan/district.h"
#include "geo/plan/phrase.h"

namespace quyhoach::geo {

/// What a number of a layer counts, which decides the units it may carry and the sizes that make sense.
enum class Quantity {
  kStoreys,  ///< 0 … 200
  kPercent,  ///< 0 … 100
  kRatio,    ///< 0 … 100
  kPeople,   ///< a whole number
  kArea,     ///< m²
  kLength,   ///< m
  kLevel,    ///< m, of either sign
};

/// The quantity of one of our fields ("storeys_max"); nothing for a field that holds no number.
[[nodiscard]] std::optional<Quantity> quantity_of(std::string_view field) noexcept;

/// What a text may mean: a proposal for a person to accept, never taken silently unless `exact`.
template <typename T>
struct Reading {
  T value{};
  bool exact = false;      ///< The text already was in the plain form.
  std::optional<T> other;  ///< What it may mean just as well: "1.234" is 1.234 or 1234.
  Phrase how{};  ///< How it was read, to follow the value: `without "tầng"`; empty where there is nothing to say.
};

/// Whether a text says nothing: empty, white space (the no-break one too) or a dash.
[[nodiscard]] bool is_blank(std::string_view text);

/// A number in the unit of `quantity`: "5 tầng", "31.563,48 m²", "1,5", "60%", "2,5 ha", "≤ 5"; of a range ("2-5 tầng")
/// the larger. Plain is what std::from_chars reads whole. \return nothing where there is no number, or something the
/// reading would have to leave out.
[[nodiscard]] std::optional<Reading<double>> read_quantity(std::string_view text, Quantity quantity);

/// "2025-07-01" (plain), "01/07/2025", "1.7.2025", "ngày 1 tháng 7 năm 2025", "20250701"; of "tháng 7/2025" the first
/// day, which `how` says. Day before month, as Vietnamese and most of Europe write; the other way only where the first
/// number is no day of the second. Years 1900 to 2199.
[[nodiscard]] std::optional<Reading<Date>> read_date(std::string_view text);

/// Land-use codes of the district's catalogue joined by "+" (plain), from "ONT, CLN", "ont/cln", or a land use's whole
/// name. \return nothing where one of them is not in the catalogue.
[[nodiscard]] std::optional<Reading<std::string>> read_land_use_codes(std::string_view text, const District& district);

/// A number as messages write it: the shortest decimal form with a point.
[[nodiscard]] std::string plain_number(double value);

}  // namespace quyhoach::geo
