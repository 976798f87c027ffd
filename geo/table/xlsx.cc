#include "geo/table/xlsx.h"

#include <array>
#include <cassert>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <memory>

#include <xlsxwriter.h>

namespace quyhoach::geo {

namespace {

struct WorkbookFree {
  void operator()(lxw_workbook* book) const noexcept { lxw_workbook_free(book); }
};
using Workbook = std::unique_ptr<lxw_workbook, WorkbookFree>;

/// Any fixed moment: 2000-01-01, like that of a GeoPackage.
constexpr std::time_t kCreated = 946'684'800;
constexpr int kPlaceWidth = 14;

lxw_col_t column_count(const Table& table) {
  std::size_t count = table.columns.size();
  for (const Column& column : table.columns) {
    count += column.type == ColumnType::kPlace ? 1 : 0;
  }
  return static_cast<lxw_col_t>(count);
}

/// One table on as many leaves as it needs.
class Leaves {
 public:
  Leaves(lxw_workbook* book, lxw_format* head, const Table& table, const XlsxLimits& limits)
      : book_(book), head_(head), table_(table), limits_(limits) {
    for (const Column& column : table.columns) {
      formats_.push_back(format_of(column));
    }
    place_format_ = number_format("0.000");
    begin_leaf();
  }

  void row(std::span<const Cell> cells) {
    assert(cells.size() == table_.columns.size());
    if (next_ == limits_.rows) {
      end_leaf();
      begin_leaf();
    }
    lxw_col_t at = 0;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (table_.columns[i].type == ColumnType::kPlace) {
        const GridPoint point = point_of(cells[i]);
        number(at++, point.east_m, place_format_);
        number(at++, point.north_m, place_format_);
      } else {
        cell(at++, cells[i], formats_[i]);
      }
    }
    ++next_;
  }
  void end() { end_leaf(); }

  [[nodiscard]] int leaf_count() const noexcept { return leaves_; }
  [[nodiscard]] std::uint64_t cut_count() const noexcept { return cut_; }
  [[nodiscard]] bool is_good() const noexcept { return good_; }

 private:
  lxw_format* number_format(const char* pattern) {
    lxw_format* format = workbook_add_format(book_);
    format_set_num_format(format, pattern);
    return format;
  }
  lxw_format* format_of(const Column& column) {
    if (column.type == ColumnType::kDate) {
      return number_format("yyyy-mm-dd");
    }
    if (column.type != ColumnType::kNumber && column.type != ColumnType::kCount) {
      return nullptr;
    }
    std::string pattern = "#,##0";
    if (column.type == ColumnType::kNumber && column.decimals > 0) {
      pattern += "." + std::string(static_cast<std::size_t>(column.decimals), '0');
    }
    pattern += column.unit.empty() ? "" : "\" " + column.unit + "\"";
    return number_format(pattern.c_str());
  }

  void begin_leaf() {
    const std::string name = table_.name + (++leaves_ == 1 ? "" : " " + std::to_string(leaves_));
    leaf_ = workbook_add_worksheet(book_, name.c_str());
    good_ = good_ && leaf_ != nullptr;
    if (leaf_ == nullptr) {
      return;
    }
    worksheet_freeze_panes(leaf_, 1, 0);
    lxw_col_t at = 0;
    const auto head = [&](const std::string& text, int width) {
      worksheet_set_column(leaf_, at, at, width, nullptr);
      bool was_cut = false;
      worksheet_write_string(leaf_, 0, at++, xlsx_text(text, limits_.text, was_cut).c_str(), head_);
    };
    for (const Column& column : table_.columns) {
      if (column.type == ColumnType::kPlace) {
        head("east_m", kPlaceWidth);
        head("north_m", kPlaceWidth);
      } else {
        head(column.title.empty() ? column.name : column.title, column.width);
      }
    }
    next_ = 1;
  }
  void end_leaf() {
    if (leaf_ != nullptr) {
      worksheet_autofilter(leaf_, 0, 0, next_ - 1, static_cast<lxw_col_t>(column_count(table_) - 1));
    }
  }

  void cell(lxw_col_t at, const Cell& cell, lxw_format* format) {
    if (const auto* text = std::get_if<std::string_view>(&cell)) {
      string(at, *text);
    } else if (const auto* value = std::get_if<double>(&cell)) {
      number(at, *value, format);
    } else if (const auto* count = std::get_if<std::int64_t>(&cell)) {
      number(at, static_cast<double>(*count), format);
    } else if (const auto* flag = std::get_if<bool>(&cell)) {
      keep(leaf_ == nullptr ? LXW_NO_ERROR : worksheet_write_boolean(leaf_, next_, at, *flag ? 1 : 0, nullptr));
    } else if (const auto* day = std::get_if<Date>(&cell)) {
      date(at, *day, format);
    }
  }
  void string(lxw_col_t at, std::string_view text) {
    bool was_cut = false;
    const std::string fitting = xlsx_text(text, limits_.text, was_cut);
    cut_ += was_cut ? 1 : 0;
    if (leaf_ != nullptr && !fitting.empty()) {
      keep(worksheet_write_string(leaf_, next_, at, fitting.c_str(), nullptr));
    }
  }
  void number(lxw_col_t at, double value, lxw_format* format) {
    if (leaf_ != nullptr && std::isfinite(value)) {
      keep(worksheet_write_number(leaf_, next_, at, value, format));
    }
  }
  /// Spreadsheets count days from 1900: what was before stands as text.
  void date(lxw_col_t at, Date day, lxw_format* format) {
    const std::chrono::year_month_day parts{day};
    constexpr std::chrono::year kFirst{1901};
    if (parts.year() < kFirst || leaf_ == nullptr) {
      return string(at, format_date(day));
    }
    lxw_datetime moment{.year = static_cast<int>(parts.year()), .month = static_cast<int>(static_cast<unsigned>(parts.month())),
                        .day = static_cast<int>(static_cast<unsigned>(parts.day())), .hour = 0, .min = 0, .sec = 0.0};
    keep(worksheet_write_datetime(leaf_, next_, at, &moment, format));
  }
  void keep(lxw_error error) { good_ = good_ && error == LXW_NO_ERROR; }

  lxw_workbook* book_;
  lxw_format* head_;
  const Table& table_;
  const XlsxLimits& limits_;
  std::vector<lxw_format*> formats_;
  lxw_format* place_format_ = nullptr;
  lxw_worksheet* leaf_ = nullptr;
  lxw_row_t next_ = 0;
  int leaves_ = 0;
  std::uint64_t cut_ = 0;
  bool good_ = true;
};

/// What did not fit, in both languages.
void add_note(const Leaves& leaves, const std::string& name, std::vector<std::string>& notes) {
  if (leaves.leaf_count() > 1) {
    const std::string count = std::to_string(leaves.leaf_count());
    notes.push_back("Bảng \"" + name + "\" dài hơn một trang tính chứa được nên nằm trên " + count + " trang tính.");
    notes.push_back("The table \"" + name + "\" has more rows than a leaf holds and goes over " + count + " leaves.");
  }
  if (leaves.cut_count() > 0) {
    const std::string count = std::to_string(leaves.cut_count());
    notes.push_back("Bảng \"" + name + "\": " + count + " ô có chữ dài hơn một ô chứa được; phần cuối bị cắt, thay bằng \"…\".");
    notes.push_back("The table \"" + name + "\": " + count + " cells have a text longer than a cell holds; its end is cut and shown as \"…\".");
  }
}

Table table_of_notes(const std::vector<std::string>& notes) {
  constexpr int kWide = 110;
  return {.name = "notes", .title = "notes", .columns = {{.name = "Ghi chú / Notes", .title = {}, .width = kWide}},
          .rows = [&notes](const RowSink& sink) {
            for (const std::string& note : notes) {
              sink(std::array{Cell{std::string_view{note}}});
            }
          }};
}

Error failed(const std::string& path) { return {ErrorCode::kUnavailable, "cannot write " + path}; }

}  // namespace

Result<bool> write_xlsx(std::span<const Table> tables, const std::string& path, const XlsxLimits& limits) {
  assert(limits.rows >= 2 && limits.rows <= LXW_ROW_MAX);
  if (!std::ofstream{path, std::ios::binary}) {
    return failed(path);
  }
  std::string folder = std::filesystem::absolute(path).parent_path().string();
  lxw_workbook_options options{.constant_memory = LXW_TRUE, .tmpdir = folder.data(), .use_zip64 = LXW_FALSE};
  Workbook book{workbook_new_opt(path.c_str(), &options)};
  if (!book) {
    return failed(path);
  }
  lxw_doc_properties properties{};
  properties.created = kCreated;
  workbook_set_properties(book.get(), &properties);
  lxw_format* head = workbook_add_format(book.get());
  format_set_bold(head);
  format_set_text_wrap(head);
  format_set_bottom(head, LXW_BORDER_THIN);
  bool good = true;
  std::vector<std::string> notes;
  const auto write = [&](const Table& table) {
    Leaves leaves{book.get(), head, table, limits};
    table.rows([&](std::span<const Cell> row) { leaves.row(row); });
    leaves.end();
    add_note(leaves, table.name, notes);
    good = good && leaves.is_good();
  };
  for (const Table& table : tables) {
    write(table);
  }
  if (!notes.empty()) {
    const std::vector<std::string> told = notes;
    write(table_of_notes(told));
  }
  const bool is_closed = workbook_close(book.release()) == LXW_NO_ERROR;  // Frees it, whatever comes of it.
  return good && is_closed ? Result<bool>{true} : failed(path);
}

}  // namespace quyhoach::geo
