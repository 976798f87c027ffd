#include "geo/table/xlsx_frame.h"

#include <filesystem>

#include <xlsxwriter.h>

#include "geo/table/xlsx.h"

namespace quyhoach::geo {

namespace {

/// Any fixed moment: 2000-01-01, like that of a GeoPackage.
constexpr std::time_t kCreated = 946'684'800;
constexpr int kPlaceWidth = 14;

}  // namespace

void XlsxFrame::Free::operator()(lxw_workbook* book) const noexcept { lxw_workbook_free(book); }

XlsxFrame::XlsxFrame(const std::string& path) {
  std::string folder = std::filesystem::absolute(path).parent_path().string();
  // In constant memory the heads stand in their leaves, as the other texts do, and not in a list of all texts.
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
}

int XlsxFrame::number_style(const std::string& pattern) {
  lxw_format* format = workbook_add_format(book_.get());
  format_set_num_format(format, pattern.c_str());
  return lxw_format_get_xf_index(format);
}

std::vector<int> XlsxFrame::styles(const Table& table) {
  std::vector<int> styles;
  for (const Column& column : table.columns) {
    std::string pattern = "#,##0";
    switch (column.type) {
      case ColumnType::kDate: styles.push_back(number_style("yyyy-mm-dd")); continue;
      case ColumnType::kPlace: styles.push_back(number_style("0.000")); continue;
      case ColumnType::kNumber:
        pattern += column.decimals > 0 ? "." + std::string(static_cast<std::size_t>(column.decimals), '0') : "";
        break;
      case ColumnType::kCount: break;
      default: styles.push_back(0); continue;
    }
    styles.push_back(number_style(pattern + (column.unit.empty() ? "" : "\" " + column.unit + "\"")));
  }
  return styles;
}

bool XlsxFrame::add_leaf(const std::string& name, const Table& table, std::uint32_t rows, std::size_t text_limit) {
  lxw_worksheet* leaf = workbook_add_worksheet(book_.get(), name.c_str());
  if (leaf == nullptr) {
    return false;
  }
  worksheet_freeze_panes(leaf, 1, 0);
  bool is_good = true;
  lxw_col_t at = 0;
  const auto head = [&](const std::string& text, int width) {
    bool was_cut = false;
    const std::string fitting = xlsx_text(text, text_limit, was_cut);
    is_good = worksheet_set_column(leaf, at, at, width, nullptr) == LXW_NO_ERROR &&
              worksheet_write_string(leaf, 0, at, fitting.c_str(), head_) == LXW_NO_ERROR && is_good;
    ++at;
  };
  for (const Column& column : table.columns) {
    if (column.type == ColumnType::kPlace) {
      head("east_m", kPlaceWidth);
      head("north_m", kPlaceWidth);
    } else {
      head(column.title.empty() ? column.name : column.title, column.width);
    }
  }
  leaf->dim_rowmax = rows - 1;  // libxlsxwriter has no function for rows that come from elsewhere.
  return is_good && worksheet_autofilter(leaf, 0, 0, rows - 1, static_cast<lxw_col_t>(at - 1)) == LXW_NO_ERROR;
}

bool XlsxFrame::close() { return workbook_close(book_.release()) == LXW_NO_ERROR; }  // Frees it, whatever comes of it.

}  // namespace quyhoach::geo
