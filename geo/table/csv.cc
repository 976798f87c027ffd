#include "geo/table/csv.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <charconv>
#include <cmath>

namespace quyhoach::geo {

namespace {

/// One line of the text.
class Line {
 public:
  explicit Line(std::string& out) : out_(out) {}
  Line(const Line&) = delete;
  Line& operator=(const Line&) = delete;
  ~Line() { out_ += "\r\n"; }

  void text(std::string_view value) {
    next();
    const bool guarded = looks_computed(value);
    if (value.find_first_of(",\"\r\n") == std::string_view::npos) {
      out_ += guarded ? "'" : "";
      out_ += value;
      return;
    }
    out_ += guarded ? "\"'" : "\"";
    for (const char c : value) {
      out_.append(c == '"' ? 2 : 1, c);
    }
    out_ += '"';
  }
  void number(double value, int decimals) {
    next();
    std::array<char, 340> digits{};  // 1e308 has 309 digits before its point.
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value, std::chars_format::fixed, decimals);
    if (std::isfinite(value) && end.ec == std::errc{}) {
      out_.append(digits.data(), end.ptr);
    }
  }
  void plain(std::string_view value) {
    next();
    out_ += value;
  }

 private:
  void next() {
    out_ += is_first_ ? "" : ",";
    is_first_ = false;
  }
  std::string& out_;
  bool is_first_ = true;
};

constexpr int kPlaceDecimals = 3;

void write_cell(Line& line, const Column& column, const Cell& cell) {
  if (column.type == ColumnType::kPlace) {
    const GridPoint at = point_of(cell);
    line.number(at.east_m, kPlaceDecimals);
    line.number(at.north_m, kPlaceDecimals);
  } else if (const auto* text = std::get_if<std::string_view>(&cell)) {
    line.text(*text);
  } else if (const auto* number = std::get_if<double>(&cell)) {
    line.number(*number, column.decimals);
  } else if (const auto* count = std::get_if<std::int64_t>(&cell)) {
    line.plain(std::to_string(*count));
  } else if (const auto* day = std::get_if<Date>(&cell)) {
    line.plain(format_date(*day));
  } else if (const auto* flag = std::get_if<bool>(&cell)) {
    line.plain(*flag ? "true" : "false");
  } else {
    line.plain("");
  }
}

}  // namespace

bool looks_computed(std::string_view text) noexcept {
  // The full-width forms are turned into the plain ones by spreadsheets with an East Asian keyboard.
  constexpr std::array<std::string_view, 4> kFullWidth{"\uFF1D", "\uFF0B", "\uFF0D", "\uFF20"};
  return (!text.empty() && std::string_view{"=+-@\t\r\n"}.find(text.front()) != std::string_view::npos) ||
         std::ranges::any_of(kFullWidth, [&](std::string_view sign) { return text.starts_with(sign); });
}

std::string to_csv(const Table& table) {
  std::string out = "\xEF\xBB\xBF";
  {
    Line head{out};
    for (const Column& column : table.columns) {
      if (column.type == ColumnType::kPlace) {
        head.plain("east_m");
        head.plain("north_m");
      } else {
        head.text(column.name);
      }
    }
  }
  table.rows([&](std::span<const Cell> row) {
    assert(row.size() == table.columns.size());
    Line line{out};
    for (std::size_t i = 0; i < row.size(); ++i) {
      write_cell(line, table.columns[i], row[i]);
    }
  });
  return out;
}

}  // namespace quyhoach::geo
