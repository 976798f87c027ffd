#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "geo/base/result.h"
#include "geo/table/table.h"

namespace quyhoach::geo {

/// What a spreadsheet holds. Excel specifications and limits.
struct XlsxLimits {
  std::uint32_t rows = 1'048'576;  ///< Of a leaf, its head among them: 2 or more.
  std::size_t text = 32'767;       ///< UTF-16 code units of a cell.
};

/// Writes tables as a spreadsheet (Office Open XML, ECMA-376), a leaf each: the heads stay in sight and can be filtered by, numbers,
/// dates and flags are what they are and not text, and nothing is a formula. The same tables give the same bytes. A table with more
/// rows than a leaf holds goes on in leaves "name 2", "name 3", …; a text longer than a cell holds is cut and ends with "…"; and a
/// last leaf "notes" says so in Vietnamese and English. Characters XML cannot hold become U+FFFD.
/// Numbers are written so that the same double is read back.
/// \param path  overwritten; what is needed meanwhile is kept beside it, in files without a name. One thread a path; the tables' rows
/// are asked for by a thread each, for packing takes the most time.
/// \return kUnavailable where it cannot be written
[[nodiscard]] Result<bool> write_xlsx(std::span<const Table> tables, const std::string& path, const XlsxLimits& limits = {});

/// A text as a cell of a spreadsheet can hold it, in at most `limit` UTF-16 code units: without what XML 1.0 §2.2 forbids, and with
/// what looks like an escape of ECMA-376 §22.9.2.19 (`_x0041_`) escaped. \param was_cut  set where the end is missing.
[[nodiscard]] std::string xlsx_text(std::string_view text, std::size_t limit, bool& was_cut);

}  // namespace quyhoach::geo
