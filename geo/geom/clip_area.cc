#include "geo/geom/clip_area.h"

#include <array>
#include <utility>
#include <vector>

#include "geo/geom/box.h"
#include "geo/geom/measure.h"

namespace quyhoach::geo {

namespace {

/// Metres from a local origin inside the parcel's box: small numbers keep all digits.
struct Local {
  double x, y;
};
using Ring = std::vector<Local>;

/// Signed distance (times a positive factor) to the left of a directed line: inside is ≥ 0.
struct HalfPlane {
  double a, b, c;
  [[nodiscard]] double side(Local p) const noexcept { return a * p.x + b * p.y + c; }
  static HalfPlane left_of(Local p, Local q) noexcept {
    return {p.y - q.y, q.x - p.x, p.x * q.y - q.x * p.y};
  }
};

void clip(const Ring& in, const HalfPlane& plane, Ring& out) {
  out.clear();
  if (in.empty()) {
    return;
  }
  Local a = in.back();
  double side_a = plane.side(a);
  for (const Local b : in) {
    const double side_b = plane.side(b);
    if ((side_a < 0.0) != (side_b < 0.0)) {
      const double t = side_a / (side_a - side_b);
      out.push_back({a.x + t * (b.x - a.x), a.y + t * (b.y - a.y)});
    }
    if (side_b >= 0.0) {
      out.push_back(b);
    }
    a = b;
    side_a = side_b;
  }
}

double twice_area(const Ring& ring) noexcept {
  double twice = 0.0;
  for (std::size_t i = 1; i + 1 < ring.size(); ++i) {
    twice += (ring[i].x - ring[0].x) * (ring[i + 1].y - ring[0].y) - (ring[i + 1].x - ring[0].x) * (ring[i].y - ring[0].y);
  }
  return twice;
}

/// Scratch memory of one thread: no allocation once warm.
struct Scratch {
  Ring a, b, triangle_clip;
  std::vector<Ring> first, second;
};

Scratch& scratch() {
  thread_local Scratch memory;
  return memory;
}

/// The rings of `zone` clipped to `box`, in local coordinates. Returns how many of `out` are in use.
std::size_t clip_to_box(const ShapeView<GridPoint>& zone, const GridBox& box, GridPoint o, std::vector<Ring>& out) {
  Scratch& s = scratch();
  const std::array<HalfPlane, 4> sides{
      HalfPlane{1.0, 0.0, -(box.min_east_m - o.east_m)}, HalfPlane{-1.0, 0.0, box.max_east_m - o.east_m},
      HalfPlane{0.0, 1.0, -(box.min_north_m - o.north_m)}, HalfPlane{0.0, -1.0, box.max_north_m - o.north_m}};
  std::size_t used = 0;
  for (std::size_t i = 0; i < zone.ring_count(); ++i) {
    s.a.clear();
    for (const GridPoint p : zone.ring(i)) {
      s.a.push_back({p.east_m - o.east_m, p.north_m - o.north_m});
    }
    for (const HalfPlane& side : sides) {
      clip(s.a, side, s.b);
      std::swap(s.a, s.b);
    }
    if (s.a.size() >= 3) {
      if (used == out.size()) {
        out.emplace_back();
      }
      out[used++].assign(s.a.begin(), s.a.end());
    }
  }
  return used;
}

/// Leaves the part of `ring` inside the triangle in scratch().a.
void clip_to_triangle(const Ring& ring, Local p, Local q, Local r) {
  Scratch& s = scratch();
  clip(ring, HalfPlane::left_of(p, q), s.b);
  clip(s.b, HalfPlane::left_of(q, r), s.a);
  clip(s.a, HalfPlane::left_of(r, p), s.b);
  std::swap(s.a, s.b);
}

/// Calls `use(p, q, r, sign)` for the signed fan of a ring, each triangle counter-clockwise.
template <typename Use>
void fan(const Ring& ring, Use&& use) {
  for (std::size_t i = 1; i + 1 < ring.size(); ++i) {
    const Local p = ring[0];
    const Local q = ring[i];
    const Local r = ring[i + 1];
    const double twice = (q.x - p.x) * (r.y - p.y) - (r.x - p.x) * (q.y - p.y);
    if (twice > 0.0) {
      use(p, q, r, 1.0);
    } else if (twice < 0.0) {
      use(p, r, q, -1.0);
    }
  }
}

template <typename Use>
void fan_of_parcel(const ShapeView<GridPoint>& parcel, GridPoint o, Use&& use) {
  Ring ring;
  for (std::size_t i = 0; i < parcel.ring_count(); ++i) {
    ring.clear();
    for (const GridPoint p : parcel.ring(i)) {
      ring.push_back({p.east_m - o.east_m, p.north_m - o.north_m});
    }
    fan(ring, use);
  }
}

}  // namespace

double common_area_m2(const ShapeView<GridPoint>& parcel, const ShapeView<GridPoint>& zone) {
  const GridBox box = box_of(parcel);
  const GridPoint o = box.center();
  Scratch& s = scratch();
  const std::size_t rings = clip_to_box(zone, box, o, s.first);
  double twice = 0.0;
  fan_of_parcel(parcel, o, [&](Local p, Local q, Local r, double sign) {
    for (std::size_t i = 0; i < rings; ++i) {
      clip_to_triangle(s.first[i], p, q, r);
      twice += sign * twice_area(s.a);
    }
  });
  return twice / 2.0;
}

double common_area_m2(const ShapeView<GridPoint>& parcel, const ShapeView<GridPoint>& zone,
                      const ShapeView<GridPoint>& other_zone) {
  const GridBox box = box_of(parcel);
  const GridPoint o = box.center();
  Scratch& s = scratch();
  const std::size_t first = clip_to_box(zone, box, o, s.first);
  const std::size_t second = clip_to_box(other_zone, box, o, s.second);
  double twice = 0.0;
  fan_of_parcel(parcel, o, [&](Local p, Local q, Local r, double sign) {
    for (std::size_t i = 0; i < first; ++i) {
      clip_to_triangle(s.first[i], p, q, r);
      s.triangle_clip.assign(s.a.begin(), s.a.end());
      fan(s.triangle_clip, [&](Local u, Local v, Local w, double inner_sign) {
        for (std::size_t k = 0; k < second; ++k) {
          clip_to_triangle(s.second[k], u, v, w);
          twice += sign * inner_sign * twice_area(s.a);
        }
      });
    }
  });
  return twice / 2.0;
}

}  // namespace quyhoach::geo
