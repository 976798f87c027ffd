#include "geo/table/xlsx.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <exception>
#include <fstream>
#include <iterator>

#include "geo/base/parallel.h"
#include "geo/table/deflated_file.h"
#include "geo/table/xlsx_frame.h"
#include "geo/table/xlsx_leaves.h"
#include "geo/table/xlsx_rows.h"

namespace quyhoach::geo {

namespace {

/// Rows of a table, on as many leaves as they need.
struct Packed {
  std::vector<DeflatedFile> leaves = {};
  std::vector<std::uint32_t> lengths = {};  ///< Rows of each leaf, their heads counted.
  std::uint64_t cut = 0;
};

Packed pack(const Table& table, std::span<const int> styles, const std::string& path, const XlsxLimits& limits) {
  constexpr std::size_t kBlock_bytes = std::size_t{1} << 16U;
  Packed packed;
  XlsxRows rows{table, styles, limits.text};
  std::string xml;
  const auto flush = [&] {
    packed.leaves.back().add(xml);
    xml.clear();
  };
  const auto begin_leaf = [&] {
    packed.leaves.emplace_back(path);
    packed.lengths.push_back(1);
  };
  begin_leaf();
  table.rows([&](std::span<const Cell> row) {
    if (packed.lengths.back() == limits.rows) {
      flush();
      begin_leaf();
    }
    rows.append(++packed.lengths.back(), row, xml);
    if (xml.size() >= kBlock_bytes) {
      flush();
    }
  });
  flush();
  packed.cut = rows.cut_count();
  return packed;
}

/// What did not fit, in both languages.
void add_note(const Packed& packed, const std::string& name, std::vector<std::string>& notes) {
  if (packed.lengths.size() > 1) {
    const std::string count = std::to_string(packed.lengths.size());
    notes.push_back("Bảng \"" + name + "\" dài hơn một trang tính chứa được nên nằm trên " + count + " trang tính.");
    notes.push_back("The table \"" + name + "\" has more rows than a leaf holds and goes over " + count + " leaves.");
  }
  if (packed.cut > 0) {
    const std::string count = std::to_string(packed.cut);
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

/// Writes what the rows stand in, and their leaves.
bool write_leaves(XlsxFrame& frame, std::span<const Table> tables, std::vector<Packed> packed, const std::string& path,
                  const XlsxLimits& limits) {
  std::vector<std::string> notes;
  for (std::size_t i = 0; i < tables.size(); ++i) {
    add_note(packed[i], tables[i].name, notes);
  }
  const Table table = table_of_notes(notes);
  if (!notes.empty()) {
    packed.push_back(pack(table, frame.styles(table), path, limits));
  }
  std::vector<DeflatedFile> leaves;
  for (std::size_t i = 0; i < packed.size(); ++i) {
    const Table& of = i < tables.size() ? tables[i] : table;
    for (std::size_t n = 0; n < packed[i].lengths.size(); ++n) {
      const std::string name = of.name + (n == 0 ? "" : " " + std::to_string(n + 1));
      if (!frame.add_leaf(name, of, packed[i].lengths[n], limits.text)) {
        return false;
      }
    }
    std::ranges::move(packed[i].leaves, std::back_inserter(leaves));
  }
  return frame.close() && put_rows(path, leaves);
}

Error failed(const std::string& path, const std::string& why = {}) {
  return {ErrorCode::kUnavailable, "cannot write " + path + (why.empty() ? "" : ": " + why)};
}

}  // namespace

Result<bool> write_xlsx(std::span<const Table> tables, const std::string& path, const XlsxLimits& limits) {
  assert(limits.rows >= 2 && limits.rows <= XlsxLimits{}.rows);
  XlsxFrame frame{path};
  if (!frame.is_open() || !std::ofstream{path, std::ios::binary}) {
    return failed(path);
  }
  std::vector<std::vector<int>> styles;
  for (const Table& table : tables) {
    styles.push_back(frame.styles(table));
  }
  std::vector<Packed> packed(tables.size());
  try {  // Memory may end, and rows are others' code.
    const auto done = in_parallel(tables.size(), static_cast<unsigned>(tables.size()), [&](std::size_t i, unsigned /*worker*/) -> Result<bool> {
      packed[i] = pack(tables[i], styles[i], path, limits);
      return true;
    });
    if (!done) {
      return failed(path, done.error().message);
    }
  } catch (const std::exception& thrown) {
    return failed(path, thrown.what());
  }
  return write_leaves(frame, tables, std::move(packed), path, limits) ? Result<bool>{true} : failed(path);
}

}  // namespace quyhoach::geo
