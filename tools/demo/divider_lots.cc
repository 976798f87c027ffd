#include <algorithm>
#include <cmath>

#include "tools/demo/divider.h"

namespace quyhoach::tools::demo {
namespace {

constexpr double kClearance_m = 0.4;

bool is_any(Side) noexcept { return true; }

}  // namespace

void Divider::houses(const Plot& plot, std::size_t count, Point along) {
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

std::optional<Cut> Divider::squared(const Plot& plot, const Cut& cut, Point normal, double share) {
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

bool Divider::corner_lot(const Plot& plot) {
  const std::size_t n = plot.size();
  const std::size_t start = random_->below(n);
  for (std::size_t k = 0; k < n; ++k) {
    const std::size_t i = (start + k) % n;
    const std::size_t before = (i + n - 1) % n;
    const Point back = plot[before].at - plot[i].at;
    const Point on = plot[(i + 1) % n].at - plot[i].at;
    const double turn = cross(on, back) / (length(on) * length(back));
    const double least_m = 0.35 * std::sqrt(area_of(plot));
    if (turn < 0.85 || length(on) < least_m || length(back) < least_m) {
      continue;
    }
    const Point a = plot[i].at + on * random_->uniform(0.35, 0.65);
    const Point b = plot[i].at + back * random_->uniform(0.35, 0.65);
    if (std::optional<PlotPair> pair = split(plot, {i, before, {a, a + b - plot[i].at, b}}, kClearance_m)) {
      const LotKind kind = is_built_up() && area_of(plot) < 2500.0 ? LotKind::kHouse : open_kind();
      emit(pair->first, kind);
      emit(pair->second, kind);
      return true;
    }
  }
  return false;
}

Point Divider::band_direction(const Plot& plot) const {
  const Front canal = longest_front(plot, is_water);
  if (canal.length_m > 30.0) {
    return turned(left_of(unit(canal.to - canal.from)), 0.05 * random_->bell());
  }
  const Front side = longest_front(plot, is_any);
  const Point along = unit(side.to - side.from);
  return random_->chance(0.5) ? along : left_of(along);
}

void Divider::fields(const Plot& plot, std::size_t count, Point band) {
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
  constexpr double aspect = 4.0;
  // Lots of the wanted shape: one more across the band as long as they stay longer than `aspect` times their width.
  const bool across =
      is_rice ? long_m > 1.6 * wide_m && long_m > 2.0 * aspect * wide_m / static_cast<double>(count) : long_m > wide_m;
  const Point normal = across ? band : left_of(band);
  for (int attempt = 0; attempt < 5; ++attempt) {
    const double spread = is_rice ? 0.25 : 0.5;
    const double uneven = 0.5 + (count > 3 ? 0.2 * random_->bell() : 0.0);
    const auto n = std::clamp<std::size_t>(static_cast<std::size_t>(std::lround(static_cast<double>(count) * uneven)),
                                           1, count - 1);
    const double share =
        static_cast<double>(n) / static_cast<double>(count) + spread / static_cast<double>(count) * random_->bell();
    const double turn = ((is_rice ? 0.02 : 0.16) + 0.1 * attempt) * random_->bell();
    std::optional<Cut> cut = straight_cut(plot, turned(normal, turn), std::clamp(share, 0.15, 0.85));
    if (!cut) {
      continue;
    }
    bend(*cut, random_->between(0, is_rice ? 1 : 2), is_rice ? 0.008 : 0.03, *random_);
    if (std::optional<PlotPair> pair = split(plot, *cut, kClearance_m)) {
      const bool first_is_low = dot(centroid_of(pair->first), normal) < dot(centroid_of(pair->second), normal);
      fields(first_is_low ? pair->first : pair->second, n, band);
      fields(first_is_low ? pair->second : pair->first, count - n, band);
      return;
    }
  }
  emit(plot, open_kind());
}

}  // namespace quyhoach::tools::demo
