#pragma once

#include <optional>
#include <string>
#include <vector>

#include "geo/coord/points.h"

namespace quyhoach::geo {

/// A point of a layer and what its row says.
struct SurveyedRow {
  GridPoint at;  ///< As the numbers stand.
  std::vector<std::string> values;
};

/// What a table of corners was found to be.
struct CornerTable {
  std::size_t column = 0;             ///< Whose rows, where they say the same, are the corners of one zone.
  std::size_t zones = 0;
  std::vector<std::size_t> of_zones;  ///< Columns that say the same of all rows of a zone, or nothing; itself among them.
};

/// Whether a layer's rows are the corners of zones rather than points: whether a column's values come in runs of three and more, none
/// twice, and what a run encloses is a good polygon, nine times of ten. \param likely  of the columns, the one whose name says that it
/// holds codes: it alone may say the same in every row.
[[nodiscard]] std::optional<CornerTable> find_corner_table(const std::vector<SurveyedRow>& rows, std::optional<std::size_t> likely);

}  // namespace quyhoach::geo
