#include "tools/demo/needles.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numbers>
#include <optional>
#include <unordered_map>
#include <utility>

namespace quyhoach::tools::demo {
namespace {

/// The vertices of a linework by squares of the plane.
class Vertices {
 public:
  Vertices() = default;
  explicit Vertices(const std::vector<Line>& lines) {
    for (const Line& line : lines) {
      for (const Point p : line) {
        add(p);
      }
    }
  }

  void add(Point p) {
    std::vector<Point>& there = squares_[square(column(p.east), column(p.north))];
    if (std::find(there.begin(), there.end(), p) == there.end()) {
      there.push_back(p);
    }
  }

  template <typename Visit>
  void each_in(const Box& box, Visit visit) const {
    for (std::int64_t x = column(box.west); x <= column(box.east); ++x) {
      for (std::int64_t y = column(box.south); y <= column(box.north); ++y) {
        if (const auto found = squares_.find(square(x, y)); found != squares_.end()) {
          std::for_each(found->second.begin(), found->second.end(), visit);
        }
      }
    }
  }

 private:
  static constexpr double kSide_m = 8.0;
  static std::int64_t column(double ordinate_m) noexcept { return static_cast<std::int64_t>(std::floor(ordinate_m / kSide_m)); }
  static std::int64_t square(std::int64_t x, std::int64_t y) noexcept { return x * 16'777'216 + y; }
  std::unordered_map<std::int64_t, std::vector<Point>> squares_;
};

/// Moves a vertex to the nearest of those met before it, where that is nearer than this. \return whether there were such
bool join_vertices(std::vector<Line>& lines, double nearest_m) {
  Vertices met;
  bool was_any = false;
  for (Line& line : lines) {
    for (Point& p : line) {
      std::optional<Point> first;
      met.each_in(box_of(std::vector<Point>{p, p}).grown(nearest_m), [&](Point other) {
        if (distance(p, other) < nearest_m && (!first || distance(p, other) < distance(p, *first))) {
          first = other;
        }
      });
      was_any = was_any || (first && *first != p);
      p = first.value_or(p);
      met.add(p);
    }
    line.erase(std::unique(line.begin(), line.end()), line.end());
  }
  std::erase_if(lines, [](const Line& line) { return line.size() < 2; });
  return was_any;
}

/// A segment seen from one of its ends.
struct Spoke {
  Point hub;
  Point end;
};

bool is_before(Point a, Point b) noexcept { return a.east != b.east ? a.east < b.east : a.north < b.north; }

/// By their hubs.
std::vector<Spoke> spokes_of(const std::vector<Line>& lines) {
  std::vector<Spoke> spokes;
  for (const Line& line : lines) {
    for (std::size_t i = 0; i + 1 < line.size(); ++i) {
      spokes.push_back({line[i], line[i + 1]});
      spokes.push_back({line[i + 1], line[i]});
    }
  }
  std::sort(spokes.begin(), spokes.end(), [](const Spoke& a, const Spoke& b) {
    return a.hub != b.hub ? is_before(a.hub, b.hub) : is_before(a.end, b.end);
  });
  return spokes;
}

template <typename Visit>
void each_spoke(const std::vector<Spoke>& spokes, Point hub, Visit visit) {
  auto at = std::lower_bound(spokes.begin(), spokes.end(), hub, [](const Spoke& spoke, Point p) { return is_before(spoke.hub, p); });
  for (; at != spokes.end() && at->hub == hub; ++at) {
    visit(at->end);
  }
}

}  // namespace

bool close_needles(std::vector<Line>& lines, double thinnest_m, double sharpest_deg) {
  bool was_any = join_vertices(lines, thinnest_m);
  const Vertices vertices{lines};
  const std::vector<Spoke> spokes = spokes_of(lines);
  const double sharpest = std::sin(sharpest_deg * std::numbers::pi / 180.0);
  for (Line& line : lines) {
    Line led;
    for (std::size_t i = 0; i + 1 < line.size(); ++i) {
      const Point from = line[i];
      const Point to = line[i + 1];
      std::vector<std::pair<double, Point>> beside;  // By how far along the segment they are.
      vertices.each_in(box_of(std::vector<Point>{from, to}).grown(thinnest_m), [&](Point p) {
        const double along = dot(p - from, to - from) / dot(to - from, to - from);
        if (p != from && p != to && along > 0.0 && along < 1.0 && distance_to_segment(p, from, to) < thinnest_m) {
          beside.emplace_back(along, p);
        }
      });
      for (const Point tip : {from, to}) {
        const Point far = tip == from ? to : from;
        each_spoke(spokes, tip, [&](Point p) {
          const double along = dot(p - from, to - from) / dot(to - from, to - from);
          const bool is_new = std::none_of(beside.begin(), beside.end(), [&](const auto& one) { return one.second == p; });
          if (p != far && is_new && along > 0.0 && along < 1.0 && distance_to_segment(p, from, to) < distance(p, tip) * sharpest) {
            beside.emplace_back(along, p);
          }
        });
      }
      std::sort(beside.begin(), beside.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
      led.push_back(from);
      for (const auto& [along, p] : beside) {
        led.push_back(p);
      }
      was_any = was_any || !beside.empty();
    }
    led.push_back(line.back());
    line = std::move(led);
  }
  return was_any;
}

}  // namespace quyhoach::tools::demo
