#include <algorithm>

#include "tools/demo/plot.h"

namespace quyhoach::tools::demo {
namespace {

std::size_t next_of(const Plot& plot, std::size_t i) noexcept { return i + 1 == plot.size() ? 0 : i + 1; }

void append(Plot& plot, Corner corner) {
  if (!plot.empty() && plot.back().at == corner.at) {
    plot.back() = corner;
  } else {
    plot.push_back(corner);
  }
}

void close(Plot& plot) {
  while (plot.size() > 1 && plot.back().at == plot.front().at) {
    plot.pop_back();
  }
}

/// An end of a cut that falls (almost) on a corner is moved onto it.
void snap_end(const Plot& plot, std::size_t edge, Point& end, double clearance_m) {
  end = rounded(end);
  for (const std::size_t corner : {edge, next_of(plot, edge)}) {
    if (distance(plot[corner].at, end) < clearance_m) {
      end = plot[corner].at;
    }
  }
}

/// True when the path leaves its end along one of the plot's edges there: the pieces would have a needle.
bool grazes(const Plot& plot, Point end, Point next) {
  constexpr double kCosine = 0.9986;  // 3°
  const Point heading = unit(next - end);
  for (std::size_t i = 0; i < plot.size(); ++i) {
    const Point c = plot[i].at;
    const Point d = plot[next_of(plot, i)].at;
    if (c == end || d == end || distance_to_segment(end, c, d) < 0.002) {
      for (const Point other : {c, d}) {
        if (distance(other, end) > 0.002 && dot(unit(other - end), heading) > kCosine) {
          return true;
        }
      }
    }
  }
  return false;
}

bool is_clear(const Plot& plot, const Cut& cut, double clearance_m) {
  const Line& path = cut.path;
  if (grazes(plot, path.front(), path[1]) || grazes(plot, path.back(), path[path.size() - 2])) {
    return false;
  }
  for (std::size_t s = 0; s + 1 < path.size(); ++s) {
    const Point a = path[s];
    const Point b = path[s + 1];
    if (distance(a, b) < clearance_m) {
      return false;
    }
    for (std::size_t i = 0; i < plot.size(); ++i) {
      const Point c = plot[i].at;
      const Point d = plot[next_of(plot, i)].at;
      const bool starts_here = s == 0 && (i == cut.from || a == c || a == d);
      const bool ends_here = s + 2 == path.size() && (i == cut.to || b == c || b == d);
      if (!starts_here && !ends_here && segments_meet(a, b, c, d)) {
        return false;
      }
      if (c != a && c != b && distance_to_segment(c, a, b) < clearance_m) {
        return false;
      }
      if ((!starts_here && distance_to_segment(a, c, d) < clearance_m) ||
          (!ends_here && distance_to_segment(b, c, d) < clearance_m)) {
        return false;
      }
    }
    for (std::size_t t = s + 2; t + 1 < path.size(); ++t) {
      if (segments_meet(a, b, path[t], path[t + 1])) {
        return false;
      }
    }
  }
  return true;
}

Plot half(const Plot& plot, std::size_t from, std::size_t to, const Line& back, Side side, int road) {
  // From the path's start on edge `from` forward along the border to its end on edge `to`, then back along the path.
  Plot out;
  append(out, {back.back(), plot[from].side, plot[from].road});
  for (std::size_t i = next_of(plot, from);; i = next_of(plot, i)) {
    append(out, plot[i]);
    if (i == to) {
      break;
    }
  }
  for (std::size_t k = 0; k + 1 < back.size(); ++k) {
    append(out, {back[k], side, road});
  }
  close(out);
  return out;
}

}  // namespace

std::optional<PlotPair> split(const Plot& plot, Cut cut, double clearance_m, Side side, int road) {
  for (Point& p : cut.path) {
    p = rounded(p);
  }
  snap_end(plot, cut.from, cut.path.front(), clearance_m);
  snap_end(plot, cut.to, cut.path.back(), clearance_m);
  if (cut.from == cut.to || distance(cut.path.front(), cut.path.back()) < clearance_m ||
      distance(cut.path.front(), cut.path[1]) < clearance_m ||
      distance(cut.path.back(), cut.path[cut.path.size() - 2]) < clearance_m || !is_clear(plot, cut, clearance_m)) {
    return std::nullopt;
  }
  Line back{cut.path.rbegin(), cut.path.rend()};
  PlotPair out{half(plot, cut.to, cut.from, cut.path, side, road), half(plot, cut.from, cut.to, back, side, road)};
  if (out.first.size() < 3 || out.second.size() < 3 || area_of(out.first) <= 0.0 || area_of(out.second) <= 0.0) {
    return std::nullopt;
  }
  return out;
}

}  // namespace quyhoach::tools::demo
