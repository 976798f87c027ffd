#include "geo/tile/polygon_fit.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdlib>
#include <span>
#include <utility>
#include <vector>

#include "geo/tile/border_split.h"
#include "geo/tile/clip.h"
#include "geo/tile/repair.h"
#include "geo/tile/ring_check.h"
#include "geo/tile/simplify.h"

namespace quyhoach::geo {

namespace {

void snap_ring(std::span<const WorldPoint> ring, const TileFrame& frame, std::vector<TilePoint>& out) {
  const std::size_t begin = out.size();
  out.resize(begin + ring.size());
  TilePoint* to = out.data() + begin;
  for (const WorldPoint p : ring) {
    *to++ = {static_cast<std::int32_t>(frame.snap_x(p.x)), static_cast<std::int32_t>(frame.snap_y(p.y))};
  }
}

std::vector<WidePoint>& snap_wide(std::span<const WorldPoint> ring, const TileFrame& frame) {
  thread_local std::vector<WidePoint> wide;
  wide.clear();
  for (const WorldPoint p : ring) {
    const WidePoint snapped = frame.snap(p);
    if (wide.empty() || wide.back() != snapped) {
      wide.push_back(snapped);
    }
  }
  return wide;
}

/// \return whether the box cuts the ring.
bool fit_ring(std::span<const WorldPoint> ring, const TileFrame& frame, const FitOptions& options, double simplify,
              std::vector<TilePoint>& out) {
  if (ring.size() < 3) {
    return false;
  }
  const Place place = place_of(ring, frame, options.box);
  if (place == Place::kOutside) {
    return false;
  }
  if (place == Place::kInside && simplify == 0.0) {
    snap_ring(ring, frame, out);
    return false;
  }
  std::vector<WidePoint>& wide = snap_wide(ring, frame);
  if (simplify > 0.0) {
    simplify_ring(wide, simplify);
  }
  clip_ring(wide, options.box, out);
  return place == Place::kAcross;
}

enum class Attempt { kValid, kNothing, kInvalid };

Attempt fit_rings(ShapeView<WorldPoint> shape, const TileFrame& frame, const FitOptions& options, double simplify,
                  TileRings& out) {
  out.clear();
  bool shell_stayed = false;
  bool is_cut = false;
  for (std::size_t i = 0; i < shape.ring_count(); ++i) {
    const bool shell = shape.is_shell(i);
    if (!shell && !shell_stayed) {
      continue;
    }
    const std::size_t begin = out.points.size();
    is_cut |= fit_ring(shape.ring(i), frame, options, simplify, out.points);
    const bool stayed = settle_ring(shell, begin, options.min_area2, out);
    shell_stayed = shell ? stayed : shell_stayed;
  }
  if (out.empty()) {
    return Attempt::kNothing;
  }
  const bool certain = (options.prepared && !is_cut && simplify == 0.0) || (out.all_convex && out.ends.size() == 1);
  return certain || rings_are_valid(out) ? Attempt::kValid : Attempt::kInvalid;
}

// \return whether the rings were only invalid along the border and no longer are.
bool mend_border(const FitOptions& options, TileRings& rings) {
  thread_local TileRings pieces;
  if (!split_at_border(rings, options.box, options.min_area2, pieces) ||
      !(pieces.empty() || rings_are_valid(pieces))) {
    return false;
  }
  std::swap(rings, pieces);
  return true;
}

}  // namespace

FitOutcome fit_polygon(ShapeView<WorldPoint> shape, const TileFrame& frame, const FitOptions& options,
                       TileRings& out) {
  // A simplified ring that crosses itself or vanishes is tried again with less, last with none.
  constexpr std::array kShares = {1.0, 0.25, 0.0};
  Attempt attempt = Attempt::kNothing;
  for (const double share : kShares) {
    if (share > 0.0 && options.simplify == 0.0) {
      continue;
    }
    attempt = fit_rings(shape, frame, options, options.simplify * share, out);
    if (attempt == Attempt::kValid || (attempt == Attempt::kInvalid && mend_border(options, out))) {
      return out.empty() ? FitOutcome::kInvisible : FitOutcome::kVisible;
    }
  }
  if (attempt == Attempt::kNothing) {
    return FitOutcome::kInvisible;
  }
  if (!repair_polygon(shape, frame, options.box, options.min_area2, out)) {
    return FitOutcome::kFailed;
  }
  return out.empty() ? FitOutcome::kInvisible : FitOutcome::kVisible;
}

bool is_sound(ShapeView<WorldPoint> shape, const TileFrame& frame, std::int64_t min_area2) {
  thread_local TileRings rings;
  rings.clear();
  for (std::size_t i = 0; i < shape.ring_count(); ++i) {
    if (shape.ring(i).size() < 3) {
      return false;
    }
    snap_ring(shape.ring(i), frame, rings.points);
    rings.close_ring(shape.is_shell(i));
    const RingShape ring = measure_ring(rings.ring(i));
    if (!ring.every_vertex_turns || (ring.area2 < 0) != shape.is_shell(i) || std::abs(ring.area2) < min_area2) {
      return false;
    }
  }
  return !rings.empty() && rings_are_valid(rings);
}

bool round_sound(ShapeView<WorldPoint> shape, const TileFrame& frame, TileBox box, TileRings& out) {
  out.clear();
  for (std::size_t i = 0; i < shape.ring_count(); ++i) {
    if (place_of(shape.ring(i), frame, box) != Place::kInside) {
      return false;
    }
    const auto begin = static_cast<std::ptrdiff_t>(out.points.size());
    snap_ring(shape.ring(i), frame, out.points);
    std::reverse(out.points.begin() + begin, out.points.end());
    out.close_ring(shape.is_shell(i));
  }
  return true;
}

FitOutcome fit_line(ShapeView<WorldPoint> shape, const TileFrame& frame, const FitOptions& options, TileRings& out) {
  out.clear();
  for (std::size_t i = 0; i < shape.ring_count(); ++i) {
    const auto line = shape.ring(i);
    if (line.size() < 2 || place_of(line, frame, options.box) == Place::kOutside) {
      continue;
    }
    std::vector<WidePoint>& wide = snap_wide(line, frame);
    if (options.simplify > 0.0) {
      simplify_line(wide, options.simplify);
    }
    clip_line(wide, options.box, out);
  }
  return out.empty() ? FitOutcome::kInvisible : FitOutcome::kVisible;
}

}  // namespace quyhoach::geo
