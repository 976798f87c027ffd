#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace quyhoach::geo {

/// A leaf of a workbook.
struct XlsxLeaf {
  std::string workbook;    ///< Path.
  std::size_t number = 1;  ///< Of its file in there: xl/worksheets/sheet1.xml.
  std::uint64_t least_bytes = 0;  ///< That file unpacked. If it has fewer, a disk was full and nobody said so.
};

/// Puts leaves in the places of the first ones of a workbook, packed as they are (ECMA-376 part 2: a workbook is a ZIP archive). Their
/// formats must have the same numbers in both. \return whether all is written; if not, the workbook is as it was
[[nodiscard]] bool put_leaves(const std::string& workbook, std::span<const XlsxLeaf> leaves);

}  // namespace quyhoach::geo
