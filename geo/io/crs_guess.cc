#include "geo/io/crs_guess.h"

#include <algorithm>

#include "geo/coord/projected_crs.h"

namespace quyhoach::geo {

namespace {

constexpr const char* kDegrees = "EPSG:4326";

std::vector<std::string> each_line(const CrsGuess& guess) {
  std::vector<std::string> lines{"crs = \"" + guess.crs + "\""};
  if (guess.is_of_wgs84) {
    lines.emplace_back("datum = \"WGS 84\"");
  }
  if (guess.is_swapped) {
    lines.emplace_back("axes = \"north, east\"");
  }
  return lines;
}

/// Whether at least 99 % of the points lie in the box.
bool fit(const LonLatBox& box, std::span<const GridPoint> points, const CrsReading& reading) {
  constexpr std::size_t kOneIn = 100;  // May lie outside: strays of a drawing.
  const std::size_t may_miss = points.size() / kOneIn;
  std::size_t missed = 0;
  for (const GridPoint point : points) {
    const auto at = reading.to_lonlat(point);
    if ((!at || !box.contains(*at)) && ++missed > may_miss) {
      return false;
    }
  }
  return !points.empty();
}

/// Tries readings of points, and keeps those that fit.
class Guessing {
 public:
  Guessing(const District& district, std::span<const GridPoint> points, std::size_t most) : district_(district), points_(points), most_(most) {
    constexpr double kAround_deg = 0.02;  // A datum shift that was not made: no larger anywhere on Earth.
    around_ = {district.bbox.west_deg - kAround_deg, district.bbox.south_deg - kAround_deg, district.bbox.east_deg + kAround_deg,
               district.bbox.north_deg + kAround_deg};
  }

  std::vector<CrsGuess> run() {
    std::vector<std::string> near;  // CRSs that place the points near the district, in one order of axes at least.
    const auto try_plainly = [&](const std::string& crs) {
      if (attempt({crs, false, false})) {
        near.push_back(crs);
      }
    };
    try_plainly(kDegrees);
    try_plainly(district_.crs);
    if (found_.size() < most_) {
      std::ranges::for_each(projected_crs_of_same_datum(district_.crs), try_plainly);
    }
    without_shift(std::move(near));
    return std::move(found_);
  }

 private:
  /// What lies near the district may lie in it once a shift is made that was not, or taken back.
  void without_shift(std::vector<std::string> near) {
    const std::string own = district_.datum_operation == "none" ? kDegrees : geographic_crs_of(district_.crs);
    if (own == kDegrees || own.empty()) {
      return;
    }
    const bool are_degrees = std::erase(near, kDegrees) > 0;
    for (const std::string& crs : near) {
      attempt({crs, false, true});
    }
    if (are_degrees) {
      attempt({own, false, false});
    }
  }

  /// Keeps what fits, in either order of axes. \return whether one of them is near at least
  bool attempt(CrsGuess guess) {
    auto reading = CrsReading::create(guess, district_);
    bool is_near = false;
    for (const bool is_swapped : {false, true}) {
      if (!reading || found_.size() >= most_) {
        break;
      }
      guess.is_swapped = is_swapped;
      reading->set_swapped(is_swapped);
      is_near = fit(around_, points_, *reading) || is_near;
      if (fit(district_.bbox, points_, *reading)) {
        found_.push_back(guess);
      }
    }
    return is_near;
  }

  const District& district_;
  std::span<const GridPoint> points_;
  std::size_t most_;
  LonLatBox around_;
  std::vector<CrsGuess> found_;
};

}  // namespace

std::string lines_of(const CrsGuess& guess) {
  std::string out;
  for (const std::string& line : each_line(guess)) {
    out += (out.empty() ? "" : " and ") + line;
  }
  return out;
}

Phrase lines_phrase(const CrsGuess& guess) {
  Phrase out;
  for (const std::string& line : each_line(guess)) {
    Phrase words{"words", {{"words", line}}};
    out = out.empty() ? std::move(words) : Phrase{"crs.and", {{"first", std::move(out)}, {"then", std::move(words)}}};
  }
  return out;
}

Result<CrsReading> CrsReading::create(const CrsGuess& guess, const District& district) {
  CrsReading out;
  out.is_swapped_ = guess.is_swapped;
  if (guess.crs == kDegrees) {
    return out;
  }
  const bool is_own_degrees = guess.crs == geographic_crs_of(district.crs);
  if (is_own_degrees) {
    auto to_plane = GridTransform::create_projection(district.crs);
    if (!to_plane) {
      return to_plane.error();
    }
    out.to_plane_ = std::move(*to_plane);
  }
  auto to_degrees = guess.is_of_wgs84 ? GridTransform::create_projection(guess.crs)
                                      : GridTransform::create(is_own_degrees ? district.crs : guess.crs, district.datum_operation);
  if (!to_degrees) {
    return to_degrees.error();
  }
  out.to_degrees_ = std::move(*to_degrees);
  return out;
}

Result<LonLat> CrsReading::to_lonlat(GridPoint numbers) const {
  GridPoint at = is_swapped_ ? GridPoint{numbers.north_m, numbers.east_m} : numbers;
  if (to_plane_) {
    const auto plane = to_plane_->to_grid({at.east_m, at.north_m});
    if (!plane) {
      return plane.error();
    }
    at = *plane;
  }
  return to_degrees_ ? to_degrees_->to_lonlat(at) : Result<LonLat>{LonLat{at.east_m, at.north_m}};
}

std::vector<CrsGuess> guess_crs(const District& district, std::span<const GridPoint> points, std::size_t most) {
  return Guessing{district, points, most}.run();
}

CrsPlacement placement_of(const CrsGuess& guess, const District& district, std::span<const GridPoint> points) {
  const auto reading = CrsReading::create(guess, district);
  CrsPlacement out;
  std::size_t inside = 0;
  bool is_first = true;
  for (const GridPoint point : points) {
    const auto at = reading ? reading->to_lonlat(point) : Result<LonLat>{reading.error()};
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
