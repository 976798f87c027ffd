#pragma once

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "geo/base/result.h"
#include "geo/io/reader_process.h"

namespace quyhoach::geo {

/// How many features of each kind there are.
struct KindCounts {
  std::size_t polygons = 0;
  std::size_t lines = 0;
  std::size_t points = 0;
};

/// What one layer of a file holds, as the driver gives it: enough to propose how it is read.
struct LayerSurvey {
  std::string file;
  RawHead head;                                     ///< Without candidates: it has the middles.
  KindCounts kinds;
  std::vector<std::vector<std::string>> values;     ///< Of each column of head.sent: different ones, in order of coming.
  std::map<std::string, KindCounts> drawing_layers;  ///< By the columns drawings have; of points only those with a text.
};

/// Reads every layer of one file. \param personal  folded names of columns that are not looked at.
/// \return surveys and what could not be read; an Error only where there is no reader.
[[nodiscard]] Result<std::vector<std::variant<LayerSurvey, RawFault>>> survey_file(ReaderProcess& reader, const std::string& file,
                                                                                   const std::set<std::string>& personal);

}  // namespace quyhoach::geo
