#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "tools/demo/world.h"

namespace quyhoach::tools::demo {

struct BlockOnSheet {
  const Cell* cell = nullptr;
  const Plot* block = nullptr;
  std::size_t sheet = 0;  ///< from 1
};

/// The commune's blocks in the order of their map sheets (west to east, north to south), and on a sheet from the north.
[[nodiscard]] std::vector<BlockOnSheet> blocks_by_sheet(const World& world, std::size_t commune, std::size_t parcels);

/// Gives the parcels of a sheet their numbers: running, with the irregularities of a map that has been kept for years.
class ParcelNumbers {
 public:
  explicit ParcelNumbers(std::size_t spare_sheet) : spare_sheet_(spare_sheet) {}
  struct Key {
    std::size_t sheet = 0;
    std::string number;
  };
  /// Next number on `sheet`; sheets must come in one run each. A full sheet (9,990 numbers) goes on on a spare one.
  [[nodiscard]] Key next(std::size_t sheet, Random& random);

 private:
  std::size_t sheet_ = 0;
  std::size_t used_sheet_ = 0;
  std::size_t spare_sheet_;
  int running_ = 0;
  int part_ = 0;
  std::string last_;
};

}  // namespace quyhoach::tools::demo
