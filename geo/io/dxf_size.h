#pragma once

#include <cstdint>
#include <istream>

#include "geo/base/result.h"

namespace quyhoach::geo {

/// How much a drawing becomes once its blocks are inserted where it says so; UINT64_MAX stands for that many or more.
struct DxfSize {
  std::uint64_t entities = 0;  ///< A block that holds none counts as one each time: it is work all the same.
  std::uint64_t vertices = 0;  ///< Or fewer than there are: arcs and splines count as the points they are written with.
};

/// Walks the group codes of an ASCII DXF without building anything: a few hundred bytes (a MINSERT of columns and rows, blocks of
/// blocks) may become billions of features, which no driver should begin with. Linear in the bytes; memory grows with the different
/// pairs of a block and one it inserts, of which there may be `most_pairs`.
/// AutoCAD 2012 DXF Reference: group codes in pairs of lines; INSERT has its block's name in 2, columns in 70 and rows in 71.
/// \return kBadData where a block that is inserted inserts itself; kBodyTooLarge for more pairs
[[nodiscard]] Result<DxfSize> measure_dxf(std::istream& dxf, std::uint64_t most_pairs);

}  // namespace quyhoach::geo
