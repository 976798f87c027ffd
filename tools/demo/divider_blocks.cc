#include <algorithm>
#include <cmath>

#include "tools/demo/divider.h"

namespace quyhoach::tools::demo {
namespace {

constexpr double kClearance_m = 0.4;

/// `share` of `count`, at least one for each part.
std::size_t shared(std::size_t count, double share) {
  const auto n = static_cast<std::size_t>(std::lround(static_cast<double>(count) * share));
  return std::clamp<std::size_t>(n, 1, count - 1);
}

}  // namespace

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

double demand_of(const Plot& plot, Landscape landscape, double level) {
  double demand = area_of(plot) * density_of(landscape, level);
  if (landscape == Landscape::kIndustry) {
    return demand;
  }
  for (std::size_t i = 0; i < plot.size(); ++i) {
    const double edge_m = distance(plot[i].at, plot[(i + 1) % plot.size()].at);
    switch (plot[i].side) {
      case Side::kTrunk:
        demand += 430.0 * edge_m;
        break;
      case Side::kPrimary:
        demand += 300.0 * edge_m;
        break;
      case Side::kSecondary:
        demand += 180.0 * edge_m;
        break;
      case Side::kLocal:
        demand += 42.0 * edge_m;
        break;
      case Side::kPath:
        demand += 20.0 * edge_m;
        break;
      default:
        break;
    }
  }
  return demand;
}

LotKind Divider::open_kind() const {
  switch (landscape_) {
    case Landscape::kPlantation:
      return LotKind::kPlantation;
    case Landscape::kIndustry:
      return LotKind::kFactory;
    case Landscape::kRice:
      return LotKind::kField;
    case Landscape::kTown:
      return LotKind::kTownGarden;
    default:
      return LotKind::kOrchard;
  }
}

void Divider::block(const Plot& plot, std::size_t count) {
  const double mean_m2 = area_of(plot) / static_cast<double>(count);
  const Front front = longest_front(plot, is_road);
  if (count > 22) {
    if (count > 60 && mean_m2 < 1300.0 && with_lane(plot, count)) {
      return;
    }
    if (in_two(plot, turned(long_axis(plot), random_->uniform(-0.1, 0.1)), count)) {
      return;
    }
  }
  const double chance = front.side >= Side::kSecondary ? 0.9 : front.side == Side::kLocal ? 0.35 : 0.15;
  const bool is_built =
      is_built_up() || mean_m2 < 700.0 ||
      (landscape_ != Landscape::kIndustry && landscape_ != Landscape::kPlantation && random_->chance(chance));
  if (is_built && count >= 4 && front.length_m > 25.0 && with_front(plot, front, count)) {
    return;
  }
  if (is_built && mean_m2 < 900.0) {
    houses(plot, count, long_axis(plot));
    return;
  }
  fields(plot, count, band_direction(plot));
}

bool Divider::in_two(const Plot& plot, Point normal, std::size_t count) {
  for (int attempt = 0; attempt < 5; ++attempt) {
    std::optional<Cut> cut =
        straight_cut(plot, turned(normal, attempt * 0.2 * random_->bell()), random_->uniform(0.38, 0.62));
    if (!cut) {
      continue;
    }
    bend(*cut, random_->between(0, 1), 0.012, *random_);
    if (std::optional<PlotPair> pair = split(plot, *cut, kClearance_m)) {
      const double first = demand_of(pair->first, landscape_, level_) * std::exp(0.7 * random_->bell());
      const std::size_t n = shared(count, first / (first + demand_of(pair->second, landscape_, level_)));
      block(pair->first, n);
      block(pair->second, count - n);
      return true;
    }
  }
  return false;
}

bool Divider::with_lane(const Plot& plot, std::size_t count) {
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
  const Plot& with_it = pair->first;
  const bool is_low = dot(centroid_of(with_it), normal) < dot(centroid_of(pair->second), normal);
  const double strip = width_m * distance(first->path.front(), first->path.back()) / area_of(with_it);
  const std::optional<Cut> second = straight_cut(with_it, is_low ? normal * -1.0 : normal, strip);
  std::optional<PlotPair> lane = second ? split(with_it, *second, kClearance_m, Side::kPath) : std::nullopt;
  if (!lane) {
    return false;
  }
  const bool first_is_lane = area_of(lane->first) < area_of(lane->second);
  emit(first_is_lane ? lane->first : lane->second, LotKind::kLane);
  const Plot& rest = first_is_lane ? lane->second : lane->first;
  const std::size_t n = shared(count - 1, area_of(rest) / (area_of(rest) + area_of(pair->second)));
  block(rest, n);
  block(pair->second, count - 1 - n);
  return true;
}

bool Divider::with_front(const Plot& plot, const Front& front, std::size_t count) {
  const double total_m2 = area_of(plot);
  const Point along = unit(front.to - front.from);
  const Point inward = left_of(along);
  const double least_m = landscape_ == Landscape::kTown ? 4.5 : 7.0;
  const bool is_main = front.side >= Side::kSecondary;
  const double wanted =
      static_cast<double>(count) * (is_main ? random_->uniform(0.55, 0.85) : random_->uniform(0.4, 0.7));
  const auto lots =
      std::min(count - 1, static_cast<std::size_t>(std::max(2.0, std::min(wanted, front.length_m / least_m))));
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

}  // namespace quyhoach::tools::demo
