#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "geo/table/table.h"

struct lxw_format;
struct lxw_workbook;

namespace quyhoach::geo {

/// A workbook without the tables' rows: the looks of cells, and leaves with the heads. By libxlsxwriter.
class XlsxFrame {
 public:
  /// \param path  where close() writes it
  explicit XlsxFrame(const std::string& path);

  [[nodiscard]] bool is_open() const noexcept { return book_ != nullptr; }
  /// Numbers of the looks of a table's columns, 0 for that of any text. \pre is_open()
  [[nodiscard]] std::vector<int> styles(const Table& table);
  /// Adds a leaf for rows of `table`. \param rows  its head among them. \pre is_open()
  [[nodiscard]] bool add_leaf(const std::string& name, const Table& table, std::uint32_t rows, std::size_t text_limit);
  /// Writes it. \pre is_open()
  [[nodiscard]] bool close();

 private:
  struct Free {
    void operator()(lxw_workbook* book) const noexcept;
  };
  int number_style(const std::string& pattern);

  std::unique_ptr<lxw_workbook, Free> book_;
  lxw_format* head_ = nullptr;
};

}  // namespace quyhoach::geo
