#pragma once

#include <cstdint>
#include <functional>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "geo/geom/shape.h"
#include "geo/coord/points.h"
#include "geo/plan/date.h"

namespace quyhoach::geo {

/// What the cells of a column hold.
enum class ColumnType {
  kText,
  kNumber,
  kCount,  ///< A whole number.
  kDate,
  kFlag,
  kPlace,  ///< At most one column of a table.
};

/// One column of a table. Every form a table takes has the same columns in the same order.
struct Column {
  std::string name;   ///< Of the CSV's and the GeoPackage's column: says its unit, `area_m2`.
  std::string title;  ///< In the reader's language, for the heads of a spreadsheet; empty: the name.
  ColumnType type = ColumnType::kText;
  std::string unit = {};  ///< "m²": shown behind the numbers of a spreadsheet. Empty for none.
  int decimals = 3;       ///< Of numbers where they are shown as text: 0 to 9.
  int width = 14;         ///< Of the spreadsheet's column, in characters.
};

/// A place on the ground, in metres of the table's plane: a point, and what is drawn there.
struct TablePlace {
  GridPoint at;
  ShapeView<GridPoint> shape = {};  ///< Empty: only the point.
};

/// A cell of a row; std::monostate where there is nothing. Texts and shapes belong to whoever gives the row.
using Cell = std::variant<std::monostate, std::string_view, double, std::int64_t, Date, bool, TablePlace>;

/// The point of a place's cell; not a number where the cell is empty.
[[nodiscard]] inline GridPoint point_of(const Cell& cell) noexcept {
  constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
  const auto* place = std::get_if<TablePlace>(&cell);
  return place != nullptr ? place->at : GridPoint{kNone, kNone};
}

/// How the places of a table are drawn on a map.
enum class Drawn { kNot, kPoints, kLines, kPolygons };

/// Takes one row: a cell for each column, of the column's type or empty.
using RowSink = std::function<void(std::span<const Cell>)>;

/// Rows with typed columns, made only while they are written: a table of a million rows is never whole in memory.
struct Table {
  std::string name;   ///< a-z and '_', at most 24 characters: of a spreadsheet's leaf and of a GeoPackage's layer.
  std::string title;  ///< In the reader's language.
  std::vector<Column> columns;
  Drawn drawn = Drawn::kNot;
  std::string colour_column = {};  ///< Text column of "#RRGGBB" the places are coloured by on a map; empty: one colour for all.
  /// Gives every row, each time it is called the same ones in the same order; also while other tables give theirs.
  std::function<void(const RowSink&)> rows;
};

}  // namespace quyhoach::geo
