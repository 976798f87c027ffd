#include "tools/demo/plot.h"

#include <algorithm>
#include <cmath>

namespace quyhoach::tools::demo {
namespace {

std::size_t next_of(const Plot& plot, std::size_t i) noexcept { return i + 1 == plot.size() ? 0 : i + 1; }

/// Area of the part of the plot where dot(p - origin, normal) < limit.
double area_below(const Plot& plot, Point origin, Point normal, double limit) noexcept {
  double twice = 0.0;
  std::optional<Point> first;
  Point last;
  const auto add = [&](Point p) {
    if (first) {
      twice += cross(last - *first, p - *first);
    } else {
      first = p;
    }
    last = p;
  };
  for (std::size_t i = 0; i < plot.size(); ++i) {
    const Point a = plot[i].at - origin;
    const Point b = plot[next_of(plot, i)].at - origin;
    const double da = dot(a, normal) - limit;
    const double db = dot(b, normal) - limit;
    if (da < 0.0) {
      add(a);
    }
    if ((da < 0.0) != (db < 0.0)) {
      add(a + (b - a) * (da / (da - db)));
    }
  }
  return twice / 2.0;
}

struct Crossing {
  double along = 0.0;
  std::size_t edge = 0;
  Point at;
};

std::vector<Crossing> crossings(const Plot& plot, Point origin, Point normal, double limit) {
  std::vector<Crossing> out;
  const Point along = left_of(normal);
  for (std::size_t i = 0; i < plot.size(); ++i) {
    const Point a = plot[i].at - origin;
    const Point b = plot[next_of(plot, i)].at - origin;
    const double da = dot(a, normal) - limit;
    const double db = dot(b, normal) - limit;
    if ((da < 0.0) != (db < 0.0)) {
      const Point p = a + (b - a) * (da / (da - db));
      out.push_back({dot(p, along), i, p + origin});
    }
  }
  std::sort(out.begin(), out.end(), [](const Crossing& a, const Crossing& b) { return a.along < b.along; });
  return out;
}

}  // namespace

Ring ring_of(const Plot& plot) {
  Ring ring;
  ring.reserve(plot.size());
  for (const Corner& corner : plot) {
    ring.push_back(corner.at);
  }
  return ring;
}

double area_of(const Plot& plot) noexcept {
  double twice = 0.0;
  for (std::size_t i = 1; i + 1 < plot.size(); ++i) {
    twice += cross(plot[i].at - plot[0].at, plot[i + 1].at - plot[0].at);
  }
  return twice / 2.0;
}

Point centroid_of(const Plot& plot) { return centroid_of(std::span<const Point>{ring_of(plot)}); }

Point long_axis(const Plot& plot) {
  const Point c = centroid_of(plot);
  double ee = 0.0;
  double en = 0.0;
  double nn = 0.0;
  for (std::size_t i = 0; i < plot.size(); ++i) {
    const Point a = plot[i].at - c;
    const Point b = plot[next_of(plot, i)].at - c;
    const double w = cross(a, b);
    ee += w * (a.east * a.east + a.east * b.east + b.east * b.east);
    nn += w * (a.north * a.north + a.north * b.north + b.north * b.north);
    en += w * (2.0 * a.east * a.north + a.east * b.north + b.east * a.north + 2.0 * b.east * b.north) / 2.0;
  }
  const double angle = std::atan2(2.0 * en, ee - nn) / 2.0;
  return {std::cos(angle), std::sin(angle)};
}

std::pair<double, double> extent(const Plot& plot, Point normal) noexcept {
  double low = 1e300;
  double high = -1e300;
  for (const Corner& corner : plot) {
    const double d = dot(corner.at, normal);
    low = std::min(low, d);
    high = std::max(high, d);
  }
  return {low, high};
}

std::optional<Cut> straight_cut(const Plot& plot, Point normal, double share) {
  const Point origin = plot[0].at;
  auto [low, high] = extent(plot, normal);
  low -= dot(origin, normal);
  high -= dot(origin, normal);
  const double wanted_m2 = share * area_of(plot);
  constexpr int kHalvings = 22;
  for (int i = 0; i < kHalvings; ++i) {
    const double middle = (low + high) / 2.0;
    (area_below(plot, origin, normal, middle) < wanted_m2 ? low : high) = middle;
  }
  const std::vector<Crossing> hits = crossings(plot, origin, normal, (low + high) / 2.0);
  // Crossings alternate between entering and leaving; of several stretches inside, the longest is taken.
  std::optional<Cut> best;
  double best_m = 0.0;
  for (std::size_t k = 0; k + 1 < hits.size(); k += 2) {
    const double length_m = hits[k + 1].along - hits[k].along;
    if (length_m > best_m && hits[k].edge != hits[k + 1].edge) {
      best_m = length_m;
      best = Cut{hits[k].edge, hits[k + 1].edge, {hits[k].at, hits[k + 1].at}};
    }
  }
  return best;
}

void bend(Cut& cut, int bends, double amount, Random& random) {
  constexpr double kLeast_m = 0.1;
  const Point a = cut.path.front();
  const Point b = cut.path.back();
  Line path{a};
  for (int k = 1; k <= bends; ++k) {
    const double t = (k + random.uniform(-0.25, 0.25)) / (bends + 1);
    const Point aside = left_of(b - a) * (amount * random.bell());
    if (length(aside) >= kLeast_m) {
      path.push_back(a + (b - a) * t + aside);
    }
  }
  path.push_back(b);
  cut.path = std::move(path);
}

}  // namespace quyhoach::tools::demo
