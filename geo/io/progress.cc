#include "geo/io/progress.h"

#include <algorithm>

namespace quyhoach::geo {

double Progress::share() const noexcept {
  if (is_read_) {
    return 1.0;
  }
  const auto files = static_cast<double>(files_.load());
  const auto begun = static_cast<double>(files_begun_.load());
  const auto expected = static_cast<double>(expected_.load());
  if (files == 0.0 || begun == 0.0) {
    return 0.0;
  }
  const double in_file = expected == 0.0 ? 0.0 : std::min(static_cast<double>(features_.load()) / expected, 1.0);
  return std::min((begun - 1.0 + in_file) / files, 1.0);
}

}  // namespace quyhoach::geo
