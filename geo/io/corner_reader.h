#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "geo/io/reader_wire.h"
#include "geo/io/source_reader.h"

namespace quyhoach::geo {

/// Collects rows that are corners of zones, as tables of coordinates print them, and makes polygons of those that name the same zone:
/// in the order of the rows, whether or not the last repeats the first. The rows of a zone follow one another.
class CornerReader {
 public:
  CornerReader(const ImportContext& context, std::string file) : context_(context), file_(std::move(file)) {}

  /// \param zone  what the row says in its column; not empty. \param row  a point, or a defect, which spoils the zone.
  void add(const std::string& zone, const RawFeature& row);

  /// Reports what is wrong with the rows, and gives each zone as a polygon in the file's numbers: its FID is that of its first row, its
  /// values are, of each column, the first that is not empty. \param columns  names of the values, for reports: only those that are
  /// not empty are compared.
  void finish(const std::vector<std::string>& columns, const std::function<void(const RawFeature&)>& take);

 private:
  struct Zone {
    std::string name;
    std::vector<GridPoint> corners;
    std::vector<std::optional<std::string>> values;
    std::int64_t first = 0;  ///< Row.
    std::int64_t last = 0;
    std::int64_t again = 0;  ///< Row at which it goes on after another's; 0: nowhere.
    std::map<std::size_t, std::int64_t> differing;  ///< By column: the first row that says another thing.
    bool is_spoilt = false;
  };

  void report(const Zone& zone, const char* kind, std::vector<Figure> figures = {}) const;
  void merge(Zone& zone, const RawFeature& row);

  const ImportContext& context_;
  std::string file_;
  std::vector<Zone> zones_;
  std::map<std::string, std::size_t> places_;
};

}  // namespace quyhoach::geo
