#include "geo/table/xlsx.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <fstream>
#include <memory>
#include <thread>

#include <xlsxwriter.h>

#include "geo/table/xlsx_leaves.h"

namespace quyhoach::geo {

namespace {

/// Any fixed moment: 2000-01-01, like that of a GeoPackage.
constexpr std::time_t kCreated = 946'684'800;
constexpr int kPlaceWidth = 14;

/// A workbook being written. Every part of one spreadsheet has the same formats by the same numbers, whichever of them it uses.
class Book {
 public:
  Book(const std::string& path, std::span<const Table> tables) {
    std::string folder = std::filesystem::absolute(path).parent_path().string();
    lxw_workbook_options options{.constant_memory = LXW_TRUE, .tmpdir = folder.data(), .use_zip64 = LXW_FALSE};
    book_.reset(workbook_new_opt(path.c_str(), &options));
    if (!book_) {
      return;
    }
    lxw_doc_properties properties{};
    properties.created = kCreated;
    workbook_set_properties(book_.get(), &properties);
    head_ = workbook_add_format(book_.get());
    format_set_bold(head_);
    format_set_text_wrap(head_);
    format_set_bottom(head_, LXW_BORDER_THIN);
    lxw_format_get_xf_index(head_);
    for (const Table& table : tables) {
      formats_.emplace_back();
      for (const Column& column : table.columns) {
        formats_.back().push_back(format_of(column));
      }
    }
    formats_.push_back({nullptr});  // Of the notes.
  }

  [[nodiscard]] bool is_open() const noexcept { return book_ != nullptr; }
  lxw_worksheet* add_leaf(const std::string& name) { return workbook_add_worksheet(book_.get(), name.c_str()); }
  [[nodiscard]] lxw_format* head() const noexcept { return head_; }
  /// Of the columns of the table with that index; behind the last, of the notes.
  [[nodiscard]] const std::vector<lxw_format*>& formats(std::size_t table) const { return formats_.at(table); }
  [[nodiscard]] bool close() { return workbook_close(book_.release()) == LXW_NO_ERROR; }  // Frees it, whatever comes of it.

 private:
  struct Free {
    void operator()(lxw_workbook* book) const noexcept { lxw_workbook_free(book); }
  };

  lxw_format* number_format(const char* pattern) {
    lxw_format* format = workbook_add_format(book_.get());
    format_set_num_format(format, pattern);
    lxw_format_get_xf_index(format);  // Numbers it now; else it were numbered when a cell first has it.
    return format;
  }
  lxw_format* format_of(const Column& column) {
    switch (column.type) {
      case ColumnType::kDate: return number_format("yyyy-mm-dd");
      case ColumnType::kPlace: return number_format("0.000");
      case ColumnType::kNumber:
      case ColumnType::kCount: break;
      default: return nullptr;
    }
    std::string pattern = "#,##0";
    if (column.type == ColumnType::kNumber && column.decimals > 0) {
      pattern += "." + std::string(static_cast<std::size_t>(column.decimals), '0');
    }
    pattern += column.unit.empty() ? "" : "\" " + column.unit + "\"";
    return number_format(pattern.c_str());
  }

  std::unique_ptr<lxw_workbook, Free> book_;
  lxw_format* head_ = nullptr;
  std::vector<std::vector<lxw_format*>> formats_;
};

std::string leaf_name(const Table& table, std::size_t leaf) { return table.name + (leaf == 0 ? "" : " " + std::to_string(leaf + 1)); }

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
  Leaves(Book& book, std::size_t index, const Table& table, const XlsxLimits& limits)
      : book_(book), formats_(book.formats(index)), table_(table), limits_(limits) {
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
        number(at++, point.east_m, formats_[i]);
        number(at++, point.north_m, formats_[i]);
      } else {
        cell(at++, cells[i], formats_[i]);
      }
    }
    ++next_;
  }
  void end() { end_leaf(); }

  /// Rows of each leaf, their heads counted.
  [[nodiscard]] const std::vector<lxw_row_t>& lengths() const noexcept { return lengths_; }
  /// Of each leaf, written until now: all but its last row. Unpacked, it will have more.
  [[nodiscard]] const std::vector<std::uint64_t>& bytes() const noexcept { return bytes_; }
  [[nodiscard]] std::uint64_t cut_count() const noexcept { return cut_; }
  [[nodiscard]] bool is_good() const noexcept { return good_; }

 private:
  void begin_leaf() {
    leaf_ = book_.add_leaf(leaf_name(table_, lengths_.size()));
    good_ = good_ && leaf_ != nullptr;
    if (leaf_ == nullptr) {
      return;
    }
    worksheet_freeze_panes(leaf_, 1, 0);
    lxw_col_t at = 0;
    const auto head = [&](const std::string& text, int width) {
      worksheet_set_column(leaf_, at, at, width, nullptr);
      bool was_cut = false;
      worksheet_write_string(leaf_, 0, at++, xlsx_text(text, limits_.text, was_cut).c_str(), book_.head());
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
    lengths_.push_back(next_);
    bytes_.push_back(0);
    if (leaf_ != nullptr) {
      worksheet_autofilter(leaf_, 0, 0, next_ - 1, static_cast<lxw_col_t>(column_count(table_) - 1));
      // libxlsxwriter does not look whether its passing files could be written, and packs what there is of them.
      std::FILE* const rows = leaf_->optimize_tmpfile;
      good_ = good_ && rows != nullptr && std::fflush(rows) == 0 && std::ferror(rows) == 0;
      const long at = good_ ? std::ftell(rows) : 0;
      bytes_.back() = static_cast<std::uint64_t>(std::max(at, 0L));
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

  Book& book_;
  const std::vector<lxw_format*>& formats_;
  const Table& table_;
  const XlsxLimits& limits_;
  lxw_worksheet* leaf_ = nullptr;
  lxw_row_t next_ = 0;
  std::vector<lxw_row_t> lengths_;
  std::vector<std::uint64_t> bytes_;
  std::uint64_t cut_ = 0;
  bool good_ = true;
};

/// A table that was written, in a workbook of its own.
struct Written {
  std::vector<lxw_row_t> lengths = {};
  std::vector<std::uint64_t> bytes = {};  ///< Of each leaf at least, unpacked.
  std::uint64_t cut = 0;
  bool is_good = false;
  std::string why_not = {};  ///< Where something was thrown.
};

/// Only the first leaf of a workbook is shown when it is opened: that of the first table. The others have one before theirs.
Written write_part(const std::string& path, std::span<const Table> tables, std::size_t index, const XlsxLimits& limits) {
  Book book{path, tables};
  if (!book.is_open() || (index > 0 && book.add_leaf("-") == nullptr)) {
    return {};
  }
  Leaves leaves{book, index, tables[index], limits};
  tables[index].rows([&](std::span<const Cell> row) { leaves.row(row); });
  leaves.end();
  const bool is_closed = book.close();
  return {.lengths = leaves.lengths(), .bytes = leaves.bytes(), .cut = leaves.cut_count(), .is_good = leaves.is_good() && is_closed};
}

/// What is thrown in a thread of its own (memory may end, and rows are others' code) would end the program.
Written write_part_of_thread(const std::string& path, std::span<const Table> tables, std::size_t index, const XlsxLimits& limits) noexcept {
  try {
    return write_part(path, tables, index, limits);
  } catch (const std::exception& thrown) {
    return {.why_not = thrown.what()};
  }
}

/// What did not fit, in both languages.
void add_note(const Written& written, const std::string& name, std::vector<std::string>& notes) {
  if (written.lengths.size() > 1) {
    const std::string count = std::to_string(written.lengths.size());
    notes.push_back("Bảng \"" + name + "\" dài hơn một trang tính chứa được nên nằm trên " + count + " trang tính.");
    notes.push_back("The table \"" + name + "\" has more rows than a leaf holds and goes over " + count + " leaves.");
  }
  if (written.cut > 0) {
    const std::string count = std::to_string(written.cut);
    notes.push_back("Bảng \"" + name + "\": " + count +
                    " ô có chữ dài hơn một ô chứa được; phần cuối bị cắt, thay bằng \"…\".");
    notes.push_back("The table \"" + name + "\": " + count +
                    " cells have a text longer than a cell holds; its end is cut and shown as \"…\".");
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

/// Everything but the tables' rows: a blank leaf for each of theirs, and the notes. The leaves that stand in for blank ones are
/// added to `leaves`.
bool write_frame(const std::string& path, std::span<const Table> tables, const std::vector<std::string>& parts,
                 const std::vector<Written>& written, const XlsxLimits& limits, std::vector<XlsxLeaf>& leaves) {
  std::vector<std::string> notes;
  Book book{path, tables};
  if (!book.is_open()) {
    return false;
  }
  for (std::size_t i = 0; i < tables.size(); ++i) {
    for (std::size_t n = 0; n < written[i].lengths.size(); ++n) {
      lxw_worksheet* leaf = book.add_leaf(leaf_name(tables[i], n));
      if (leaf == nullptr) {
        return false;
      }
      // The workbook names what is filtered, too.
      worksheet_autofilter(leaf, 0, 0, written[i].lengths[n] - 1, static_cast<lxw_col_t>(column_count(tables[i]) - 1));
      leaves.push_back({parts[i], n + (i > 0 ? 2U : 1U), written[i].bytes[n]});
    }
    add_note(written[i], tables[i].name, notes);
  }
  bool is_good = true;
  if (!notes.empty()) {
    const Table table = table_of_notes(notes);
    Leaves told{book, tables.size(), table, limits};
    table.rows([&](std::span<const Cell> row) { told.row(row); });
    told.end();
    is_good = told.is_good();
  }
  return book.close() && is_good;
}

/// Files that go when it goes out of scope.
struct Passing {
  std::vector<std::string> paths;
  ~Passing() {
    std::error_code ignored;
    for (const std::string& path : paths) {
      std::filesystem::remove(path, ignored);
    }
  }
};

Error failed(const std::string& path, const std::string& why = {}) {
  return {ErrorCode::kUnavailable, "cannot write " + path + (why.empty() ? "" : ": " + why)};
}

}  // namespace

Result<bool> write_xlsx(std::span<const Table> tables, const std::string& path, const XlsxLimits& limits) {
  assert(limits.rows >= 2 && limits.rows <= LXW_ROW_MAX);
  if (!std::ofstream{path, std::ios::binary}) {
    return failed(path);
  }
  Passing parts;
  for (std::size_t i = 0; i < tables.size(); ++i) {
    parts.paths.push_back(path + "." + std::to_string(i + 1));
  }
  std::vector<Written> written(tables.size());
  {
    std::vector<std::jthread> threads;
    for (std::size_t i = 0; i < tables.size(); ++i) {
      threads.emplace_back([&, i] { written[i] = write_part_of_thread(parts.paths[i], tables, i, limits); });
    }
  }
  const auto thrown = std::ranges::find_if(written, [](const Written& part) { return !part.why_not.empty(); });
  if (thrown != written.end()) {
    return failed(path, thrown->why_not);
  }
  std::vector<XlsxLeaf> leaves;
  const bool is_good = std::ranges::all_of(written, &Written::is_good) &&
                       write_frame(path, tables, parts.paths, written, limits, leaves) && put_leaves(path, leaves);
  return is_good ? Result<bool>{true} : failed(path);
}

}  // namespace quyhoach::geo
