#include "tools/demo/lots.h"

#include <algorithm>
#include <cmath>

namespace quyhoach::tools::demo {
namespace {

constexpr double kClearance_m = 0.4;

/// A stretch of road edges without a sharp corner in it.
struct Front {
  Point from;
  Point to;
  double length_m = 0.0;
  Side side = Side::kParcel;
};

Front longest_front(const Plot& plot, bool (*counts)(Side)) {
  Front best;
  const std::size_t n = plot.size();
  for (std::size_t i = 0; i < n; ++i) {
    if (!counts(plot[i].side)) {
      continue;
    }
    Front front{plot[i].at, plot[i].at, 0.0, plot[i].side};
    const Point heading = plot[(i + 1) % n].at - plot[i].at;
    for (std::size_t k = 0; k < n; ++k) {
      const Corner& here = plot[(i + k) % n];
      const Point edge = plot[(i + k + 1) % n].at - here.at;
      if (!counts(here.side) || dot(edge, heading) < 0.82 * length(edge) * length(heading)) {
        break;
      }
      front.to = here.at + edge;
      front.length_m += length(edge);
      front.side = std::max(front.side, here.side);
    }
    if (front.length_m > best.length_m) {
      best = front;
    }
  }
  return best;
}

class Divider {
 public:
  Divider(Landscape landscape, double level, Random& random, std::vector<Lot>& out)
      : landscape_(landscape), level_(level), random_(&random), out_(&out) {}

  void block(const Plot& plot, std::size_t count) {
    const double mean_m2 = area_of(plot) / static_cast<double>(count);
    const Front front = longest_front(plot, is_road);
    if (count > 22) {
      if (count > 60 && mean_m2 < 1300.0 && with_lane(plot, count)) {
        return;
      }
      if (in_two(plot, turned(long_axis(plot), random_->uniform(-0.15, 0.15)), count, 0.5, true)) {
        return;
      }
    }
    const bool built = landscape_ == Landscape::kTown || landscape_ == Landscape::kVillage || mean_m2 < 900.0 ||
                       (front.side >= Side::kLocal && random_->chance(0.35));
    if (built && count >= 4 && front.length_m > 25.0 && with_front(plot, front, count)) {
      return;
    }
    if (built && mean_m2 < 900.0) {
      houses(plot, count, long_axis(plot));
      return;
    }
    fields(plot, count, band_direction(plot));
  }

 private:
  [[nodiscard]] LotKind open_kind() const {
    switch (landscape_) {
      case Landscape::kPlantation:
        return LotKind::kPlantation;
      case Landscape::kIndustry:
        return LotKind::kFactory;
      case Landscape::kOrchard:
        return LotKind::kOrchard;
      default:
        return LotKind::kField;
    }
  }

  void emit(const Plot& plot, LotKind kind) { out_->push_back({plot, kind, {}}); }

  /// Cuts across `normal`, gives each part its number of lots and goes on with both as blocks.
  bool in_two(const Plot& plot, Point normal, std::size_t count, double share, bool tilt) {
    for (int attempt = 0; attempt < 5; ++attempt) {
      const double at = share + random_->uniform(-0.12, 0.12);
      std::optional<Cut> cut = straight_cut(plot, turned(normal, attempt * 0.2 * random_->bell()), at);
      if (!cut) {
        continue;
      }
      bend(*cut, random_->between(0, 2), 0.012, *random_);
      if (std::optional<PlotPair> pair = split(plot, *cut, kClearance_m)) {
        const double lean = tilt ? std::exp(0.8 * random_->bell()) : 1.0;
        const double first = area_of(pair->first) * lean;
        const std::size_t n = shared(count, first / (first + area_of(pair->second)));
        block(pair->first, n);
        block(pair->second, count - n);
        return true;
      }
    }
    return false;
  }

  /// `share` of `count`, at least one for each part.
  [[nodiscard]] static std::size_t shared(std::size_t count, double share) {
    const auto n = static_cast<std::size_t>(std::lround(static_cast<double>(count) * share));
    return std::clamp<std::size_t>(n, 1, count - 1);
  }

  /// A lane of its own through a densely settled block, so that lots behind have a way out.
  bool with_lane(const Plot& plot, std::size_t count) {
    const Point normal = turned(long_axis(plot), random_->uniform(-0.1, 0.1));
    const std::optional<Cut> first = straight_cut(plot, normal, random_->uniform(0.4, 0.6));
    if (!first) {
      return false;
    }
    const double width_m = random_->uniform(2.5, 4.5);
    std::optional<PlotPair> pair = split(plot, *first, kClearance_m, Side::kPath);
    if (!pair) {
      return false;
    }
    Plot& with_it = pair->first;
    const bool low = dot(centroid_of(with_it), normal) < dot(centroid_of(pair->second), normal);
    const double strip = width_m * distance(first->path.front(), first->path.back()) / area_of(with_it);
    const std::optional<Cut> second = straight_cut(with_it, low ? normal * -1.0 : normal, strip);
    std::optional<PlotPair> lane = second ? split(with_it, *second, kClearance_m, Side::kPath) : std::nullopt;
    if (!lane) {
      return false;
    }
    const bool first_is_lane = area_of(lane->first) < area_of(lane->second);
    emit(first_is_lane ? lane->first : lane->second, LotKind::kLane);
    const Plot rest = first_is_lane ? lane->second : lane->first;
    const std::size_t n = shared(count - 1, area_of(rest) / (area_of(rest) + area_of(pair->second)));
    block(rest, n);
    block(pair->second, count - 1 - n);
    return true;
  }

  /// Peels a row of house lots off the road, the rest goes on as a block.
  bool with_front(const Plot& plot, const Front& front, std::size_t count) {
    const double total_m2 = area_of(plot);
    const Point along = unit(front.to - front.from);
    const Point inward = left_of(along);
    const double least_m = landscape_ == Landscape::kTown ? 4.5 : 7.0;
    const double wanted = static_cast<double>(count) * random_->uniform(0.4, 0.75);
    const auto lots = std::min(count - 1, static_cast<std::size_t>(std::max(2.0, std::min(wanted, front.length_m / least_m))));
    const double width_m = front.length_m / static_cast<double>(lots);
    const double depth_m = std::clamp(width_m * random_->uniform(1.8, 3.6), 11.0, 60.0);
    const double share = depth_m * front.length_m / total_m2;
    if (share > 0.62) {
      houses(plot, count, along);
      return true;
    }
    for (int attempt = 0; attempt < 3; ++attempt) {
      std::optional<Cut> cut = straight_cut(plot, turned(inward, 0.03 * random_->bell()), share * (1.0 + 0.2 * attempt));
      if (!cut) {
        continue;
      }
      bend(*cut, random_->between(0, 2), 0.008, *random_);
      std::optional<PlotPair> pair = split(plot, *cut, kClearance_m);
      if (!pair) {
        continue;
      }
      const bool first_is_row = dot(centroid_of(pair->first), inward) < dot(centroid_of(pair->second), inward);
      houses(first_is_row ? pair->first : pair->second, lots, along);
      block(first_is_row ? pair->second : pair->first, count - lots);
      return true;
    }
    return false;
  }

  /// House lots side by side along `along`, their borders at right angles to the road where they meet it.
  void houses(const Plot& plot, std::size_t count, Point along) {
    if (count < 2) {
      emit(plot, LotKind::kHouse);
      return;
    }
    if (count == 2 && random_->chance(0.05) && corner_lot(plot)) {
      return;
    }
    const auto [low, high] = extent(plot, along);
    const double deep_m = area_of(plot) / (high - low);
    const double each_m = (high - low) / static_cast<double>(count);
    Point normal = along;
    if (deep_m > 5.5 * each_m) {
      normal = left_of(along);  // lots would be ribbons: first one row behind the other
    }
    for (int attempt = 0; attempt < 5; ++attempt) {
      const std::size_t n = count / 2 + (count % 2 != 0 && random_->chance(0.5) ? 1 : 0);
      const double jitter = 0.28 / static_cast<double>(count) * random_->bell();
      const double share = static_cast<double>(n) / static_cast<double>(count) + jitter;
      const Point askew = turned(normal, (0.035 + 0.12 * attempt) * random_->bell());
      std::optional<Cut> cut = straight_cut(plot, askew, share);
      if (cut && attempt == 0) {
        cut = squared(plot, *cut, normal, share).value_or(*cut);
      }
      if (!cut) {
        continue;
      }
      if (random_->chance(0.22)) {
        bend(*cut, random_->between(1, 2), 0.02, *random_);
      }
      if (std::optional<PlotPair> pair = split(plot, *cut, kClearance_m)) {
        const bool first_is_low = dot(centroid_of(pair->first), normal) < dot(centroid_of(pair->second), normal);
        houses(first_is_low ? pair->first : pair->second, n, along);
        houses(first_is_low ? pair->second : pair->first, count - n, along);
        return;
      }
    }
    emit(plot, LotKind::kHouse);
  }

  /// The same cut turned so that it meets the road edge it starts or ends on squarely.
  [[nodiscard]] std::optional<Cut> squared(const Plot& plot, const Cut& cut, Point normal, double share) const {
    for (const std::size_t edge : {cut.from, cut.to}) {
      if (is_road(plot[edge].side)) {
        const Point a = plot[edge].at;
        const Point b = plot[(edge + 1) % plot.size()].at;
        const Point along = unit(b - a);
        if (distance(a, b) > 3.0 && std::abs(dot(along, normal)) > 0.75) {
          return straight_cut(plot, dot(along, normal) > 0.0 ? along : along * -1.0, share);
        }
      }
    }
    return std::nullopt;
  }

  /// Cuts a four-sided lot out of a corner, leaving an L.
  bool corner_lot(const Plot& plot) {
    const std::size_t n = plot.size();
    const std::size_t start = random_->below(n);
    for (std::size_t k = 0; k < n; ++k) {
      const std::size_t i = (start + k) % n;
      const std::size_t before = (i + n - 1) % n;
      const Point back = plot[before].at - plot[i].at;
      const Point on = plot[(i + 1) % n].at - plot[i].at;
      const double turn = cross(on, back) / (length(on) * length(back));
      if (turn < 0.85 || length(on) < 9.0 || length(back) < 9.0) {
        continue;
      }
      const Point a = plot[i].at + on * random_->uniform(0.35, 0.65);
      const Point b = plot[i].at + back * random_->uniform(0.35, 0.65);
      if (std::optional<PlotPair> pair = split(plot, {i, before, {a, a + b - plot[i].at, b}}, kClearance_m)) {
        const LotKind kind = area_of(plot) > 2500.0 ? open_kind() : LotKind::kHouse;
        emit(pair->first, kind);
        emit(pair->second, kind);
        return true;
      }
    }
    return false;
  }

  /// Along which fields lie: away from a canal where there is one, else along the block.
  [[nodiscard]] Point band_direction(const Plot& plot) const {
    const Front canal = longest_front(plot, is_water);
    if (canal.length_m > 30.0) {
      return turned(left_of(unit(canal.to - canal.from)), 0.05 * random_->bell());
    }
    const Point axis = long_axis(plot);
    return random_->chance(0.5) ? axis : left_of(axis);
  }

  void fields(const Plot& plot, std::size_t count, Point band) {
    if (count < 2) {
      emit(plot, open_kind());
      return;
    }
    if (count == 2 && random_->chance(0.10) && corner_lot(plot)) {
      return;
    }
    const bool is_rice = landscape_ == Landscape::kRice;
    const auto [low, high] = extent(plot, band);
    const double long_m = high - low;
    const double wide_m = area_of(plot) / long_m;
    const double aspect = is_rice ? 5.0 : 1.7;
    // Lots of the wanted shape: one more across the band as long as they stay longer than `aspect` times their width.
    const bool across = long_m > aspect * wide_m / static_cast<double>(count) * 2.0 && long_m > wide_m * (is_rice ? 1.6 : 1.0);
    const Point direction = is_rice ? band : long_axis(plot);
    const Point normal = is_rice ? (across ? band : left_of(band)) : direction;
    for (int attempt = 0; attempt < 5; ++attempt) {
      const double spread = is_rice ? 0.25 : 0.5;
      const std::size_t n = shared(count, 0.5 + (count > 3 ? 0.2 * random_->bell() : 0.0));
      const double share = static_cast<double>(n) / static_cast<double>(count) + spread / static_cast<double>(count) * random_->bell();
      const double turn = ((is_rice ? 0.02 : 0.16) + 0.1 * attempt) * random_->bell();
      std::optional<Cut> cut = straight_cut(plot, turned(normal, turn), std::clamp(share, 0.15, 0.85));
      if (!cut) {
        continue;
      }
      bend(*cut, random_->between(0, is_rice ? 1 : 3), is_rice ? 0.008 : 0.035, *random_);
      if (std::optional<PlotPair> pair = split(plot, *cut, kClearance_m)) {
        const bool first_is_low = dot(centroid_of(pair->first), normal) < dot(centroid_of(pair->second), normal);
        fields(first_is_low ? pair->first : pair->second, n, band);
        fields(first_is_low ? pair->second : pair->first, count - n, band);
        return;
      }
    }
    emit(plot, open_kind());
  }

  Landscape landscape_;
  double level_;
  Random* random_;
  std::vector<Lot>* out_;
};

/// A house lot in the middle of some large fields: the field keeps a hole.
void add_house_in_field(std::vector<Lot>& lots, std::size_t i, Random& random) {
  const Ring ring = ring_of(lots[i].plot);
  const Point centre = centroid_of(std::span<const Point>{ring});
  if (!contains(ring, centre)) {
    return;
  }
  double room_m = 1e300;
  for (std::size_t k = 0; k < ring.size(); ++k) {
    room_m = std::min(room_m, distance_to_segment(centre, ring[k], ring[(k + 1) % ring.size()]));
  }
  if (room_m < 12.0) {
    return;
  }
  const double half_m = std::min(room_m * 0.55, random.uniform(7.0, 16.0));
  const Point axis = turned({1.0, 0.0}, random.uniform(0.0, 3.1));
  Plot house;
  for (const Point corner : {Point{-1.0, -0.7}, Point{1.0, -0.6}, Point{0.9, 0.7}, Point{-1.0, 0.6}}) {
    house.push_back({rounded(centre + axis * (corner.east * half_m) + left_of(axis) * (corner.north * half_m)), Side::kParcel, -1});
  }
  lots[i].hole = ring_of(house);
  std::reverse(lots[i].hole.begin(), lots[i].hole.end());
  lots.push_back({std::move(house), LotKind::kHouse, {}});
}

}  // namespace

std::vector<Lot> divide_block(const Plot& block, Landscape landscape, double level, std::size_t count, Random& random) {
  std::vector<Lot> lots;
  if (count == 0) {
    return lots;
  }
  Divider divider{landscape, level, random, lots};
  divider.block(block, count);
  weave(lots);
  const std::size_t divided = lots.size();
  for (std::size_t i = 0; i < divided; ++i) {
    if ((lots[i].kind == LotKind::kField || lots[i].kind == LotKind::kOrchard) && random.chance(0.006)) {
      add_house_in_field(lots, i, random);
    }
  }
  return lots;
}

}  // namespace quyhoach::tools::demo
