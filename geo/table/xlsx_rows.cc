#include "geo/table/xlsx_rows.h"

#include <array>
#include <cassert>
#include <charconv>
#include <cmath>

#include "geo/table/xlsx.h"

namespace quyhoach::geo {

namespace {

/// A to Z, AA to ZZ, AAA, … of 0, 1, 2, …
std::string letters_of(std::size_t column) {
  constexpr std::size_t kLetters = 26;
  std::string letters(1, static_cast<char>('A' + column % kLetters));
  return column < kLetters ? letters : letters_of(column / kLetters - 1) + letters;
}

/// Whether a text is its own XML, as most are: ASCII without markup, and nothing of what xlsx_text() changes.
bool is_plain(std::string_view text) noexcept {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c < ' ' || c > '~' || c == '&' || c == '<' || c == '>' || (c == '_' && text.substr(i + 1).starts_with('x'))) {
      return false;
    }
  }
  return true;
}

void append_escaped(std::string_view text, std::string& xml) {
  for (const char c : text) {
    switch (c) {
      case '&': xml += "&amp;"; break;
      case '<': xml += "&lt;"; break;
      case '>': xml += "&gt;"; break;
      default: xml += c;
    }
  }
}

/// What XML readers may take for layout (XML 1.0 §2.10).
bool is_space(char c) noexcept { return c == ' ' || c == '\t' || c == '\n'; }

}  // namespace

XlsxRows::XlsxRows(const Table& table, std::span<const int> styles, std::size_t text_limit) : table_(table), text_limit_(text_limit) {
  assert(styles.size() == table.columns.size());
  for (std::size_t i = 0; i < styles.size(); ++i) {
    const std::string style = styles[i] == 0 ? "" : " s=\"" + std::to_string(styles[i]) + "\"";
    for (int parts = table.columns[i].type == ColumnType::kPlace ? 2 : 1; parts > 0; --parts) {
      columns_.push_back({"<c r=\"" + letters_of(columns_.size()), style});
    }
  }
}

void XlsxRows::append(std::uint32_t number, std::span<const Cell> cells, std::string& xml) {
  assert(cells.size() == table_.columns.size());
  row_ = std::to_string(number) + "\"";
  const std::size_t before = xml.size();
  xml += "<row r=\"" + row_ + ">";
  const std::size_t empty = xml.size();
  std::size_t at = 0;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (table_.columns[i].type == ColumnType::kPlace) {
      const GridPoint point = point_of(cells[i]);
      this->number(at++, point.east_m, xml);
      this->number(at++, point.north_m, xml);
    } else {
      cell(at++, cells[i], xml);
    }
  }
  if (xml.size() == empty) {
    xml.resize(before);
  } else {
    xml += "</row>";
  }
}

void XlsxRows::begin_cell(std::size_t at, bool has_style, std::string_view rest, std::string& xml) const {
  xml += columns_[at].begin;
  xml += row_;
  xml += has_style ? std::string_view{columns_[at].style} : std::string_view{};
  xml += rest;
}

void XlsxRows::cell(std::size_t at, const Cell& cell, std::string& xml) {
  if (const auto* text = std::get_if<std::string_view>(&cell)) {
    this->text(at, *text, xml);
  } else if (const auto* value = std::get_if<double>(&cell)) {
    number(at, *value, xml);
  } else if (const auto* count = std::get_if<std::int64_t>(&cell)) {
    number(at, static_cast<double>(*count), xml);
  } else if (const auto* flag = std::get_if<bool>(&cell)) {
    begin_cell(at, false, *flag ? " t=\"b\"><v>1</v></c>" : " t=\"b\"><v>0</v></c>", xml);
  } else if (const auto* day = std::get_if<Date>(&cell)) {
    // Spreadsheets count days from 1900, and count a 29th of February in it: what was before 1901 stands as text.
    constexpr Date kFirst{std::chrono::year{1901} / 1 / 1};
    constexpr Date kZero{std::chrono::year{1899} / 12 / 30};
    if (*day < kFirst) {
      this->text(at, format_date(*day), xml);
    } else {
      number(at, static_cast<double>((*day - kZero).count()), xml);
    }
  }
}

void XlsxRows::number(std::size_t at, double value, std::string& xml) const {
  if (!std::isfinite(value)) {
    return;
  }
  begin_cell(at, true, "><v>", xml);
  std::array<char, 32> digits{};
  // The shortest that is read back as the same double, in the form of XML Schema part 2 §3.2.5: 0.1, 1e-300.
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value);
  xml.append(digits.data(), end.ptr) += "</v></c>";
}

void XlsxRows::text(std::size_t at, std::string_view text, std::string& xml) {
  const bool is_own_xml = text.size() <= text_limit_ && is_plain(text);
  bool was_cut = false;
  const std::string fitting = is_own_xml ? std::string{} : xlsx_text(text, text_limit_, was_cut);
  cut_ += was_cut ? 1 : 0;
  const std::string_view shown = is_own_xml ? text : std::string_view{fitting};
  if (shown.empty()) {
    return;
  }
  const bool keeps_space = is_space(shown.front()) || is_space(shown.back());
  begin_cell(at, false, keeps_space ? " t=\"inlineStr\"><is><t xml:space=\"preserve\">" : " t=\"inlineStr\"><is><t>", xml);
  if (is_own_xml) {
    xml += shown;
  } else {
    append_escaped(shown, xml);
  }
  xml += "</t></is></c>";
}

}  // namespace quyhoach::geo
