#pragma once

#include <string_view>

#include "geo/io/defect.h"

namespace quyhoach::cli {

/// The findings a report lists, a line each; how many there are of each code, and how that is mended. \param language  "vi" or "en"
void print_report(const geo::ImportReport& report, std::string_view language);

}  // namespace quyhoach::cli
