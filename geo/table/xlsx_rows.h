#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "geo/table/table.h"

namespace quyhoach::geo {

/// Makes rows of a leaf (ECMA-376 part 1 §18.3.1.73) of the rows of a table. Numbers stand there so that the same double is read back.
/// Each row and cell says where it is (`r`), which the schema does not ask for: else every reader would have to be trusted to count
/// them, and what is empty would have to be written.
class XlsxRows {
 public:
  /// \param styles  of each column by its number in the workbook, 0 for none; both must outlive this. \param text_limit  as of XlsxLimits
  XlsxRows(const Table& table, std::span<const int> styles, std::size_t text_limit);

  /// Appends a row to `xml`; nothing where all its cells are empty. \param number  from 1
  void append(std::uint32_t number, std::span<const Cell> cells, std::string& xml);
  /// Cells until now whose text was cut.
  [[nodiscard]] std::uint64_t cut_count() const noexcept { return cut_; }

 private:
  /// A column of the leaf: a place has two.
  struct Column {
    std::string begin;  ///< Of a cell: `<c r="AB`.
    std::string style;  ///< ` s="3"`, or nothing.
  };
  void begin_cell(std::size_t at, bool has_style, std::string_view rest, std::string& xml) const;
  void cell(std::size_t at, const Cell& cell, std::string& xml);
  void number(std::size_t at, double value, std::string& xml) const;
  void text(std::size_t at, std::string_view text, std::string& xml);

  const Table& table_;
  std::size_t text_limit_;
  std::vector<Column> columns_;
  std::string row_;  ///< The number of the row being written, and the quote behind it.
  std::uint64_t cut_ = 0;
};

}  // namespace quyhoach::geo
