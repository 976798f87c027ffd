#pragma once

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "geo/base/result.h"
#include "geo/io/corner_survey.h"
#include "geo/io/reader_process.h"

namespace quyhoach::geo {

/// How many features of each kind there are.
struct KindCounts {
  std::size_t polygons = 0;
  std::size_t lines = 0;
  std::size_t points = 0;
};

/// What a layer (DXF) or level (DGN) of a drawing holds.
struct DrawingSurvey {
  KindCounts kinds;                    ///< Of points only those with a text.
  std::set<std::string> line_colours;  ///< Up to kMostStyles of each.
  std::set<std::string> text_colours;
  std::set<std::string> text_fonts;
  double text_min = 0.0;               ///< In the file's units; 0 where there is no text.
  double text_max = 0.0;
  static constexpr std::size_t kMostStyles = 30;
};

/// What one layer of a file holds, as the driver gives it: enough to propose how it is read.
struct LayerSurvey {
  std::string file;
  RawHead head;                                     ///< Without candidates: it has the middles.
  KindCounts kinds;
  std::vector<std::vector<std::string>> values;     ///< Of each column of head.sent: different ones, in order of coming.
  std::vector<SurveyedRow> rows;                    ///< Of a layer of points alone: the first, with the columns of head.sent.
  std::map<std::string, DrawingSurvey> drawing_layers;  ///< By the columns drawings have.
};

/// Reads every layer of one file. \param personal  folded names of columns that are not looked at.
/// \return surveys and what could not be read; an Error only where there is no reader.
[[nodiscard]] Result<std::vector<std::variant<LayerSurvey, RawFault>>> survey_file(ReaderProcess& reader, const std::string& file,
                                                                                   const std::set<std::string>& personal);

}  // namespace quyhoach::geo
