#pragma once

#include <chrono>
#include <sstream>
#include <string>
#include <string_view>

#include "geo/plan/manifest.h"
#include "geo/plan/toml_reader.h"

namespace quyhoach::geo {

[[nodiscard]] inline toml::date to_toml(Date day) {
  const std::chrono::year_month_day parts{day};
  return {static_cast<int>(parts.year()), static_cast<unsigned>(parts.month()), static_cast<unsigned>(parts.day())};
}

/// A table as TOML: the same table gives the same text, its keys in the order of their bytes.
[[nodiscard]] inline std::string to_text(const toml::table& table) {
  std::ostringstream out;
  out << toml::toml_formatter{table, toml::format_flags::allow_unicode_strings} << '\n';
  return std::move(out).str();
}

/// Parses the text and hands the root table to `read`; a syntax error is the only defect then.
template <typename T, typename Read>
Manifest<T> parse_toml(std::string_view text, const std::string& file, Read&& read) {
  Manifest<T> out;
  const toml::parse_result parsed = toml::parse(text, file);
  if (!parsed) {
    out.errors.push_back(syntax_error(parsed.error(), file));
    return out;
  }
  TomlReader root{parsed.table(), file, "", out.errors};
  read(root, out.value);
  root.finish();
  return out;
}

}  // namespace quyhoach::geo
