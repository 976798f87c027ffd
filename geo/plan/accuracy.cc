#include "geo/plan/accuracy.h"

#include <algorithm>

namespace quyhoach::geo {

std::string_view name_of(Accuracy::Source source) noexcept {
  switch (source) {
    case Accuracy::Source::kStated: return "stated";
    case Accuracy::Source::kScale: return "scale";
    case Accuracy::Source::kDefault: return "default";
  }
  return "";
}

AccuracyTable::Row AccuracyTable::row_for(const std::vector<Row>& rows, int scale) noexcept {
  const auto found = std::ranges::lower_bound(rows, scale, {}, &Row::scale);
  if (found != rows.end()) {
    return *found;
  }
  Row beyond = rows.empty() ? Row{} : rows.back();
  const double times = beyond.scale == 0 ? 1.0 : static_cast<double>(scale) / beyond.scale;
  return {scale, beyond.metres * times, beyond.area_tolerance * times};
}

}  // namespace quyhoach::geo
