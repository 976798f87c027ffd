#pragma once

#include <string>
#include <string_view>

#include "geo/table/table.h"

namespace quyhoach::geo {

/// A table as text (RFC 4180). Begins with a byte order mark, or spreadsheets take UTF-8 for something else; and a text that a
/// spreadsheet would compute has an apostrophe before it (CWE-1236). A place is two columns, `east_m` and `north_m`; numbers have
/// the column's decimals, dates are YYYY-MM-DD, and what is no finite number is empty.
[[nodiscard]] std::string to_csv(const Table& table);

/// Whether a spreadsheet may take `text` for a formula or a command.
[[nodiscard]] bool looks_computed(std::string_view text) noexcept;

}  // namespace quyhoach::geo
