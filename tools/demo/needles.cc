#include "tools/demo/needles.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <unordered_map>
#include <utility>

namespace quyhoach::tools::demo {
namespace {

/// The vertices of a linework by squares of the plane.
class Vertices {
 public:
  explicit Vertices(const std::vector<Line>& lines) {
    for (const Line& line : lines) {
      for (const Point p : line) {
        std::vector<Point>& there = squares_[square(column(p.east), column(p.north))];
        if (std::find(there.begin(), there.end(), p) == there.end()) {
          there.push_back(p);
        }
      }
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

}  // namespace

bool close_needles(std::vector<Line>& lines, double thinnest_m) {
  const Vertices vertices{lines};
  bool was_any = false;
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
