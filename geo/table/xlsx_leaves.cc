#include "geo/table/xlsx_leaves.h"

#include <map>
#include <memory>

#include <zip.h>

namespace quyhoach::geo {

namespace {

struct Discard {
  void operator()(zip_t* archive) const noexcept { zip_discard(archive); }
};
using Archive = std::unique_ptr<zip_t, Discard>;

std::string file_of(std::size_t leaf) { return "xl/worksheets/sheet" + std::to_string(leaf) + ".xml"; }

bool put(zip_t& into, std::size_t place, zip_t& from, const XlsxLeaf& leaf) {
  const zip_int64_t there = zip_name_locate(&into, file_of(place).c_str(), 0);
  const zip_int64_t here = zip_name_locate(&from, file_of(leaf.number).c_str(), 0);
  zip_stat_t stat{};
  if (there < 0 || here < 0 || zip_stat_index(&from, static_cast<zip_uint64_t>(here), 0, &stat) != 0 || stat.size < leaf.least_bytes) {
    return false;
  }
  constexpr zip_int64_t kToTheEnd = -1;
  zip_source_t* packed = zip_source_zip(&into, &from, static_cast<zip_uint64_t>(here), ZIP_FL_COMPRESSED, 0, kToTheEnd);
  if (packed == nullptr || zip_file_replace(&into, static_cast<zip_uint64_t>(there), packed, 0) != 0) {
    zip_source_free(packed);
    return false;
  }
  return true;
}

}  // namespace

bool put_leaves(const std::string& workbook, std::span<const XlsxLeaf> leaves) {
  std::map<std::string, Archive> sources;  // Read when the workbook is closed: they go after it.
  Archive into{zip_open(workbook.c_str(), 0, nullptr)};
  if (!into) {
    return false;
  }
  for (std::size_t i = 0; i < leaves.size(); ++i) {
    Archive& from = sources[leaves[i].workbook];
    if (!from) {
      from.reset(zip_open(leaves[i].workbook.c_str(), ZIP_RDONLY, nullptr));
    }
    if (!from || !put(*into, i + 1, *from, leaves[i])) {
      return false;
    }
  }
  if (zip_close(into.get()) != 0) {
    return false;
  }
  static_cast<void>(into.release());
  return true;
}

}  // namespace quyhoach::geo
