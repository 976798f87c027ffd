#include "geo/table/xlsx_leaves.h"

#include <memory>
#include <string_view>
#include <vector>

#include <zip.h>

namespace quyhoach::geo {

namespace {

struct Discard {
  void operator()(zip_t* archive) const noexcept { zip_discard(archive); }
};
using Archive = std::unique_ptr<zip_t, Discard>;

struct Close {
  void operator()(zip_file_t* file) const noexcept { zip_fclose(file); }
};

/// What libzip writes a leaf from.
struct Leaf {
  DeflatedFile* xml = nullptr;
  zip_stat_t stat = {};
};

/// Answers libzip's commands (zip_source_function): it is packed already, as `stat` says.
zip_int64_t give(void* data, void* into, zip_uint64_t length, zip_source_cmd_t command) {
  Leaf& leaf = *static_cast<Leaf*>(data);
  switch (command) {
    case ZIP_SOURCE_SUPPORTS:
      return zip_source_make_command_bitmap(ZIP_SOURCE_OPEN, ZIP_SOURCE_READ, ZIP_SOURCE_CLOSE, ZIP_SOURCE_STAT, ZIP_SOURCE_ERROR,
                                            ZIP_SOURCE_FREE, -1);
    case ZIP_SOURCE_OPEN: return leaf.xml->rewind() ? 0 : -1;
    case ZIP_SOURCE_READ: return leaf.xml->read(static_cast<char*>(into), length);
    case ZIP_SOURCE_STAT: *static_cast<zip_stat_t*>(into) = leaf.stat; return sizeof(zip_stat_t);
    case ZIP_SOURCE_ERROR: {
      zip_error_t error;
      zip_error_init_with_code(&error, ZIP_ER_READ);
      return zip_error_to_data(&error, into, length);
    }
    default: return 0;
  }
}

/// A file of the archive; empty where it cannot be read.
std::string content_of(zip_t& archive, const zip_stat_t& stat) {
  const std::unique_ptr<zip_file_t, Close> file{zip_fopen_index(&archive, stat.index, 0)};
  std::string content(stat.size, '\0');
  const bool is_read = file && zip_fread(file.get(), content.data(), content.size()) == static_cast<zip_int64_t>(content.size());
  return is_read ? content : std::string{};
}

bool put(zip_t& into, std::size_t number, DeflatedFile& rows, Leaf& leaf) {
  const std::string name = "xl/worksheets/sheet" + std::to_string(number) + ".xml";
  if (zip_stat(&into, name.c_str(), 0, &leaf.stat) != 0) {
    return false;
  }
  const std::string blank = content_of(into, leaf.stat);
  const std::size_t split = blank.rfind("</row></sheetData>");
  if (split == std::string::npos) {  // libxlsxwriter does not say when a full disk took the head of the leaf.
    return false;
  }
  const std::string_view head = std::string_view{blank}.substr(0, split + std::string_view{"</row>"}.size());
  if (!rows.end(head, std::string_view{blank}.substr(head.size()))) {
    return false;
  }
  leaf.xml = &rows;
  leaf.stat.comp_method = ZIP_CM_DEFLATE;
  leaf.stat.crc = rows.crc();
  leaf.stat.size = rows.size();
  leaf.stat.comp_size = rows.packed_size();
  zip_source_t* source = zip_source_function(&into, give, &leaf);
  if (source == nullptr || zip_file_replace(&into, leaf.stat.index, source, 0) != 0) {
    zip_source_free(source);
    return false;
  }
  return true;
}

}  // namespace

bool put_rows(const std::string& workbook, std::span<DeflatedFile> rows) {
  std::vector<Leaf> leaves(rows.size());  // Read when the workbook is closed: they go after it.
  Archive into{zip_open(workbook.c_str(), 0, nullptr)};
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (!into || !put(*into, i + 1, rows[i], leaves[i])) {
      return false;
    }
  }
  if (!into || zip_close(into.get()) != 0) {
    return false;
  }
  static_cast<void>(into.release());
  return true;
}

}  // namespace quyhoach::geo
