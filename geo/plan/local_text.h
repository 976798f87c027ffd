#pragma once

#include <string>
#include <string_view>

#include "geo/plan/date.h"

namespace quyhoach::geo {

/// Numbers and days for people, as the page writes them. `language` is `en`; any other is Vietnamese, as in Text::in.

/// "1.234,5" in Vietnamese, "1,234.5" in English. \pre `value` is finite; decimals ≥ 0
[[nodiscard]] std::string number_text(double value, int decimals, std::string_view language);

/// "01/07/2025" in Vietnamese, "1 July 2025" in English.
[[nodiscard]] std::string date_text(Date date, std::string_view language);

}  // namespace quyhoach::geo
