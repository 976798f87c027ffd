#include "geo/tile/clip.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>

namespace quyhoach::geo {

namespace {

enum class Side { kLeft, kRight, kTop, kBottom };

template <Side kSide>
bool is_inside(WidePoint p, std::int64_t limit) noexcept {
  switch (kSide) {
    case Side::kLeft: return p.x >= limit;
    case Side::kRight: return p.x <= limit;
    case Side::kTop: return p.y >= limit;
    default: return p.y <= limit;
  }
}

std::int64_t round_to_grid(double value) noexcept { return static_cast<std::int64_t>(std::floor(value + 0.5)); }

// Where a–b meets the line of one side. Computed from the lesser endpoint whatever the direction. A double is enough:
// operands are below 2^33, so the error is below 2^-19 of a unit.
template <Side kSide>
WidePoint cut(WidePoint a, WidePoint b, std::int64_t limit) noexcept {
  if (std::pair{a.x, a.y} > std::pair{b.x, b.y}) {
    std::swap(a, b);
  }
  const auto dx = static_cast<double>(b.x - a.x);
  const auto dy = static_cast<double>(b.y - a.y);
  if constexpr (kSide == Side::kLeft || kSide == Side::kRight) {
    return {limit, a.y + round_to_grid(dy * static_cast<double>(limit - a.x) / dx)};
  } else {
    return {a.x + round_to_grid(dx * static_cast<double>(limit - a.y) / dy), limit};
  }
}

template <Side kSide>
void clip_side(const std::vector<WidePoint>& in, std::int64_t limit, std::vector<WidePoint>& out) {
  out.clear();
  if (in.empty()) {
    return;
  }
  WidePoint previous = in.back();
  bool previous_inside = is_inside<kSide>(previous, limit);
  for (const WidePoint current : in) {
    const bool inside = is_inside<kSide>(current, limit);
    if (inside != previous_inside) {
      out.push_back(cut<kSide>(previous, current, limit));
    }
    if (inside) {
      out.push_back(current);
    }
    previous = current;
    previous_inside = inside;
  }
}

// The part of a–b inside the box as fractions of its length; nothing if it stays outside.
struct Fractions {
  double from = 0.0;
  double to = 1.0;
};

bool narrow(double direction, double distance, Fractions& part) noexcept {
  if (direction == 0.0) {
    return distance >= 0.0;
  }
  const double at = distance / direction;
  if (direction < 0.0) {
    part.from = std::max(part.from, at);
  } else {
    part.to = std::min(part.to, at);
  }
  return part.from <= part.to;
}

std::optional<Fractions> visible_part(WidePoint a, WidePoint b, TileBox box) noexcept {
  const auto dx = static_cast<double>(b.x - a.x);
  const auto dy = static_cast<double>(b.y - a.y);
  Fractions part;
  if (narrow(-dx, static_cast<double>(a.x - box.low), part) && narrow(dx, static_cast<double>(box.high - a.x), part) &&
      narrow(-dy, static_cast<double>(a.y - box.low), part) && narrow(dy, static_cast<double>(box.high - a.y), part)) {
    return part;
  }
  return std::nullopt;
}

TilePoint at_fraction(WidePoint a, WidePoint b, double fraction, TileBox box) noexcept {
  const auto along = [&](std::int64_t from, std::int64_t to) {
    const std::int64_t value = from + round_to_grid(static_cast<double>(to - from) * fraction);
    return static_cast<std::int32_t>(std::clamp<std::int64_t>(value, box.low, box.high));
  };
  return {along(a.x, b.x), along(a.y, b.y)};
}

// Collects the points of one piece after the lines already in `out`.
class LinePiece {
 public:
  explicit LinePiece(TileRings& out) : out_(out), begin_(out.points.size()) {}

  void add(TilePoint point) {
    if (out_.points.size() == begin_ || out_.points.back() != point) {
      out_.points.push_back(point);
    }
  }
  void finish() {
    if (out_.points.size() - begin_ >= 2) {
      out_.close_ring(true);
    } else {
      out_.points.resize(begin_);
    }
    begin_ = out_.points.size();
  }

 private:
  TileRings& out_;
  std::size_t begin_;
};

}  // namespace

Place place_of(std::span<const WorldPoint> ring, const TileFrame& frame, TileBox box) noexcept {
  WorldPoint low = ring.front();
  WorldPoint high = low;
  for (const WorldPoint p : ring) {
    low = {std::min(low.x, p.x), std::min(low.y, p.y)};
    high = {std::max(high.x, p.x), std::max(high.y, p.y)};
  }
  const WidePoint min = frame.snap(low);
  const WidePoint max = frame.snap(high);
  if (max.x < box.low || max.y < box.low || min.x > box.high || min.y > box.high) {
    return Place::kOutside;
  }
  const bool inside = min.x >= box.low && min.y >= box.low && max.x <= box.high && max.y <= box.high;
  return inside ? Place::kInside : Place::kAcross;
}

void clip_ring(std::span<const WidePoint> ring, TileBox box, std::vector<TilePoint>& out) {
  thread_local std::vector<WidePoint> front;
  thread_local std::vector<WidePoint> back;
  front.assign(ring.begin(), ring.end());
  clip_side<Side::kLeft>(front, box.low, back);
  clip_side<Side::kRight>(back, box.high, front);
  clip_side<Side::kTop>(front, box.low, back);
  clip_side<Side::kBottom>(back, box.high, front);
  for (const WidePoint p : front) {
    out.push_back({static_cast<std::int32_t>(p.x), static_cast<std::int32_t>(p.y)});
  }
}

void clip_line(std::span<const WidePoint> line, TileBox box, TileRings& out) {
  LinePiece piece{out};
  for (std::size_t i = 1; i < line.size(); ++i) {
    const auto part = visible_part(line[i - 1], line[i], box);
    if (!part) {
      piece.finish();
      continue;
    }
    if (part->from > 0.0) {
      piece.finish();
    }
    piece.add(at_fraction(line[i - 1], line[i], part->from, box));
    piece.add(at_fraction(line[i - 1], line[i], part->to, box));
    if (part->to < 1.0) {
      piece.finish();
    }
  }
  piece.finish();
}

}  // namespace quyhoach::geo
