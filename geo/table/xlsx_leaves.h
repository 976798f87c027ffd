#pragma once

#include <span>
#include <string>

#include "geo/table/deflated_file.h"

namespace quyhoach::geo {

/// Puts rows into the first leaves of a workbook, behind the row they have, packed as they are (ECMA-376 part 2: a workbook is a ZIP
/// archive). The looks the cells have must be the workbook's. \param rows  of a leaf each; not ended, and are so by this.
/// \return whether all is written
[[nodiscard]] bool put_rows(const std::string& workbook, std::span<DeflatedFile> rows);

}  // namespace quyhoach::geo
