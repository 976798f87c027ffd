#include "geo/io/crs_guess.h"

#include <algorithm>
#include <functional>
#include <optional>

#include "geo/coord/projected_crs.h"

namespace quyhoach::geo {

namespace {

constexpr const char* kDegrees = "EPSG:4326";

using ToLonLat = std::function<Result<LonLat>(GridPoint)>;

bool fit(const LonLatBox& box, std::span<const GridPoint> points, const ToLonLat& to_lonlat, bool is_swapped) {
  constexpr std::size_t kOneIn = 100;  // May lie outside: strays of a drawing.
  const std::size_t may_miss = points.size() / kOneIn;
  std::size_t missed = 0;
  for (const GridPoint point : points) {
    const auto at = to_lonlat(is_swapped ? GridPoint{point.north_m, point.east_m} : point);
    if ((!at || !box.contains(*at)) && ++missed > may_miss) {
      return false;
    }
  }
  return !points.empty();
}

}  // namespace

std::string lines_of(const CrsGuess& guess) {
  return "crs = \"" + guess.crs + "\"" + (guess.is_swapped ? " and axes = \"north, east\"" : "");
}

std::vector<CrsGuess> guess_crs(const District& district, const GridTransform& transform, std::span<const GridPoint> points,
                                std::size_t most) {
  std::vector<CrsGuess> guesses;
  const auto try_both_orders = [&](const std::string& crs, const ToLonLat& to_lonlat) {
    for (const bool is_swapped : {false, true}) {
      if (guesses.size() < most && fit(district.bbox, points, to_lonlat, is_swapped)) {
        guesses.push_back({crs, is_swapped});
      }
    }
  };
  try_both_orders(kDegrees, [](GridPoint point) { return Result<LonLat>{LonLat{point.east_m, point.north_m}}; });
  try_both_orders(district.crs, [&](GridPoint point) { return transform.to_lonlat(point); });
  if (guesses.size() >= most) {
    return guesses;
  }
  for (const std::string& crs : projected_crs_of_same_datum(district.crs)) {
    if (guesses.size() >= most) {
      break;
    }
    if (const auto other = GridTransform::create(crs, district.datum_operation)) {
      try_both_orders(crs, [&](GridPoint point) { return other->to_lonlat(point); });
    }
  }
  return guesses;
}

CrsPlacement placement_of(const CrsGuess& guess, const District& district, std::span<const GridPoint> points) {
  std::optional<GridTransform> transform;
  if (guess.crs != kDegrees) {
    auto made = GridTransform::create(guess.crs, district.datum_operation);
    if (!made) {
      return {};
    }
    transform = std::move(*made);
  }
  CrsPlacement out;
  std::size_t inside = 0;
  bool is_first = true;
  for (const GridPoint number : points) {
    const GridPoint p = guess.is_swapped ? GridPoint{number.north_m, number.east_m} : number;
    const auto at = transform ? transform->to_lonlat(p) : Result<LonLat>{LonLat{p.east_m, p.north_m}};
    if (!at) {
      continue;
    }
    inside += district.bbox.contains(*at) ? 1U : 0U;
    LonLatBox& box = out.box;
    box = is_first ? LonLatBox{at->lon_deg, at->lat_deg, at->lon_deg, at->lat_deg}
                   : LonLatBox{std::min(box.west_deg, at->lon_deg), std::min(box.south_deg, at->lat_deg),
                               std::max(box.east_deg, at->lon_deg), std::max(box.north_deg, at->lat_deg)};
    is_first = false;
  }
  out.share_inside = points.empty() ? 0.0 : static_cast<double>(inside) / static_cast<double>(points.size());
  return out;
}

}  // namespace quyhoach::geo
