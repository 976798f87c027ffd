#pragma once

#include <limits>

#include "geo/table/table.h"

namespace quyhoach::geo::test {

/// A table of one row for each text, with a column of each type.
inline Table sample_table(std::vector<std::string> texts) {
  Table table{.name = "sample", .title = "Bảng mẫu", .columns = {}, .rows = {}};
  table.columns = {{.name = "text", .title = "Chữ"},
                   {.name = "area_m2", .title = "Diện tích", .type = ColumnType::kNumber, .unit = "m²"},
                   {.name = "parts", .title = {}, .type = ColumnType::kCount},
                   {.name = "day", .title = "Ngày", .type = ColumnType::kDate},
                   {.name = "is_line", .title = {}, .type = ColumnType::kFlag},
                   {.name = "place", .title = {}, .type = ColumnType::kPlace}};
  table.rows = [texts = std::move(texts)](const RowSink& sink) {
    for (const std::string& text : texts) {
      const std::vector<Cell> row{std::string_view{text}, 1234.5678, std::int64_t{3}, Date{std::chrono::year{2026} / 11 / 23}, true,
                                  TablePlace{.at = {585'000.25, 1'212'000.5}}};
      sink(row);
    }
  };
  return table;
}

/// The same columns, and one row with nothing in it.
inline Table table_of_nothing() {
  Table table = sample_table({});
  table.rows = [](const RowSink& sink) {
    const std::vector<Cell> row{std::string_view{}, std::numeric_limits<double>::quiet_NaN(), {}, {}, {}, {}};
    sink(row);
  };
  return table;
}

}  // namespace quyhoach::geo::test
