#include "geo/io/likely_cause.h"

#include <array>
#include <cmath>
#include <cstdio>

#include "geo/coord/projected_crs.h"

namespace quyhoach::geo {

namespace {

/// Empty if there is no likely one.
std::string find_cause(const District& district, const GridTransform& transform, GridPoint point) {
  const LonLatBox& box = district.bbox;
  if (box.contains({point.east_m, point.north_m})) {
    return "the numbers are longitude, latitude in degrees, not metres";
  }
  if (box.contains({point.north_m, point.east_m})) {
    return "the numbers are latitude, longitude in degrees, not metres";
  }
  const auto swapped = transform.to_lonlat({point.north_m, point.east_m});
  if (swapped && box.contains(*swapped)) {
    return "east and north are swapped (X and Y as printed on Vietnamese sheets)";
  }
  for (const std::string& crs : projected_crs_of_same_datum(district.crs)) {
    const auto other = GridTransform::create(crs, district.datum_operation);
    if (!other) {
      continue;
    }
    const auto at = other->to_lonlat(point);
    if (at && box.contains(*at)) {
      return "the data is in " + crs + ", another zone of the same datum";
    }
    const auto turned = other->to_lonlat({point.north_m, point.east_m});
    if (turned && box.contains(*turned)) {
      return "the data is in " + crs + ", another zone of the same datum, with east and north swapped";
    }
  }
  return {};
}

}  // namespace

std::string likely_cause(const District& district, const GridTransform& transform, GridPoint point) {
  const LonLatBox& box = district.bbox;
  std::string cause = find_cause(district, transform, point);
  if (cause.empty()) {
    cause = "not found";
  }
  const auto centre = transform.to_grid({(box.west_deg + box.east_deg) / 2.0, (box.south_deg + box.north_deg) / 2.0});
  if (!centre) {
    return cause;
  }
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "; %.1f km from the middle of the district",
                std::hypot(point.east_m - centre->east_m, point.north_m - centre->north_m) / 1000.0);
  return cause + text.data();
}

}  // namespace quyhoach::geo
