#include "geo/plan/overlap.h"

#include <algorithm>
#include <array>
#include <bitset>
#include <optional>
#include <utility>
#include <vector>

#include "geo/geom/clip_area.h"
#include "geo/geom/clip_length.h"
#include "geo/geom/measure.h"
#include "geo/geom/overlay.h"

namespace quyhoach::geo {

namespace {

/// Vertices above which a place is overlaid with GEOS: clip_area.h costs the product of both vertex counts.
constexpr std::size_t kMaxClipVertices = 64;
/// Steps of clipping a union may cost before GEOS is cheaper, about a millisecond.
constexpr std::size_t kMaxSteps = 200'000;
/// Polygons over one place above which their pairs are too many to look at.
constexpr std::size_t kMaxPairwise = 24;

bool is_small(const ShapeView<GridPoint>& place) noexcept { return place.point_count() <= kMaxClipVertices; }

bool is_whole(double part_m2, double whole_m2) noexcept { return part_m2 >= whole_m2 * (1.0 - kTouching); }

/// A polygon as far as it matters to a place.
struct Near {
  ShapeStore outline;
  GridBox box;
};

std::vector<Near> near_outlines(const GridBox& box, std::span<const Cover> covers) {
  std::vector<Near> near(covers.size());
  for (std::size_t i = 0; i < covers.size(); ++i) {
    near[i].box = box_of(covers[i].layer->outline_near(covers[i].index, box, near[i].outline));
  }
  return near;
}

/// The covers' union by their areas and common areas. Nothing where that is too much work, or three may lie over one spot, which
/// pairs would count twice. Union = Σ areas − Σ pairs if no three polygons overlap pairwise (inclusion and exclusion).
std::optional<double> united_by_pairs(const ShapeView<GridPoint>& place, double area_m2, std::span<const Cover> covers) {
  const std::vector<Near> near = near_outlines(box_of(place), covers);
  std::array<std::bitset<kMaxPairwise>, kMaxPairwise> overlaps;
  std::size_t steps = 0;
  double united = 0.0;
  for (std::size_t i = 0; i < covers.size(); ++i) {
    united += *covers[i].area_m2;
    for (std::size_t k = i + 1; k < covers.size(); ++k) {
      if ((covers[i].layer == covers[k].layer && covers[i].layer_is_disjoint) || !near[i].box.intersects(near[k].box)) {
        continue;
      }
      const auto first = near[i].outline.view(0);
      const auto second = near[k].outline.view(0);
      steps += place.point_count() * first.point_count() * second.point_count();
      if (steps > kMaxSteps) {
        return std::nullopt;
      }
      const double common = common_area_m2(place, first, second);
      if (common > touching_m2(area_m2)) {
        united -= common;
        overlaps.at(i).set(k);
      }
    }
  }
  for (std::size_t i = 0; i < covers.size(); ++i) {
    for (std::size_t k = i + 1; k < covers.size(); ++k) {
      if (overlaps.at(i).test(k) && (overlaps.at(i) & overlaps.at(k)).any()) {
        return std::nullopt;
      }
    }
  }
  return united;
}

Error not_for_geos() { return {ErrorCode::kInternal, "geometry cannot be handed to GEOS"}; }

Result<double> united_by_overlay(const ShapeView<GridPoint>& place, std::span<const Cover> covers) {
  const auto outline = polygons_to_geos(place);
  if (!outline) {
    return not_for_geos();
  }
  std::vector<GeosGeometry> owned;
  std::vector<const GEOSGeometry*> parts;
  for (const Cover& cover : covers) {
    const auto polygon = polygons_to_geos(cover.layer->view(cover.index));
    if (!polygon) {
      return not_for_geos();
    }
    auto part = intersection(**outline, **polygon);
    if (!part) {
      return part.error();
    }
    owned.push_back(std::move(*part));
    parts.push_back(owned.back().get());
  }
  const auto all = union_of(parts);
  return all ? intersection_area_m2(**outline, **all) : all.error();
}

}  // namespace

ShapeStore edges_within(const ShapeView<GridPoint>& polygon, const GridBox& near) {
  ShapeStore lines;
  bool is_open = false;
  const auto end_line = [&] {
    if (is_open) {
      lines.end_ring(true);
    }
    is_open = false;
  };
  for (std::size_t r = 0; r < polygon.ring_count(); ++r) {
    GridPoint a = polygon.ring(r).back();
    for (const GridPoint b : polygon.ring(r)) {
      GridBox box;
      box.extend(a);
      box.extend(b);
      if (a != b && box.intersects(near)) {
        if (!is_open) {
          lines.add_point(a);
        }
        lines.add_point(b);
        is_open = true;
      } else if (is_open && a != b) {
        end_line();
      }
      a = b;
    }
    end_line();
  }
  if (!lines.points().empty()) {
    lines.end_shape();
  }
  return lines;
}

Result<double> area_under(const ShapeView<GridPoint>& place, const AreaLayer& layer, std::uint32_t index) {
  if (is_small(place)) {
    thread_local ShapeStore outline;
    return std::max(0.0, common_area_m2(place, layer.outline_near(index, box_of(place), outline)));
  }
  const auto a = polygons_to_geos(place);
  const auto b = polygons_to_geos(layer.view(index));
  return a && b ? intersection_area_m2(**a, **b) : not_for_geos();
}

Result<EdgeBand> band_under(const ShapeView<GridPoint>& place, const AreaLayer& layer, std::uint32_t index, double distance_m) {
  if (distance_m <= 0.0) {
    return EdgeBand{};
  }
  thread_local ShapeStore outline;
  const GridBox near = box_of(place).grown(band_reach_m(distance_m));
  const auto polygon = layer.outline_near(index, near, outline);
  if (is_small(place)) {
    if (const auto band = edge_band(place, polygon, distance_m)) {
      return *band;
    }
  }
  const ShapeStore edges = edges_within(polygon, near);
  if (edges.size() == 0) {
    return EdgeBand{};
  }
  const auto outline_of_place = polygons_to_geos(place);
  const auto around = around_lines(edges.view(0), distance_m);
  if (!outline_of_place || !around) {
    return not_for_geos();
  }
  const auto band = intersection(**outline_of_place, **around);
  ShapeStore part;
  if (!band || !add_polygons(**band, part)) {
    return band ? Result<EdgeBand>{EdgeBand{}} : Result<EdgeBand>{band.error()};
  }
  const auto inside = area_under(part.view(0), layer, index);
  return inside ? Result<EdgeBand>{EdgeBand{*inside, std::max(0.0, area_m2(part.view(0)) - *inside)}} : Result<EdgeBand>{inside.error()};
}

Result<double> length_under(const ShapeView<GridPoint>& place, const ShapeView<GridPoint>& lines) {
  if (is_small(place)) {
    return common_length_m(place, lines);
  }
  const auto a = polygons_to_geos(place);
  const auto b = lines_to_geos(lines);
  return a && b ? intersection_length_m(**b, **a) : not_for_geos();
}

Result<double> united_area(const ShapeView<GridPoint>& place, double area_m2, std::vector<Cover> covers) {
  if (covers.empty()) {
    return 0.0;
  }
  const bool pairwise = is_small(place) && covers.size() <= kMaxPairwise;
  for (Cover& cover : covers) {
    if (!cover.area_m2 && (pairwise || covers.size() == 1)) {
      const auto area = area_under(place, *cover.layer, cover.index);
      if (!area) {
        return area.error();
      }
      cover.area_m2 = *area;
    }
    if (cover.area_m2 && is_whole(*cover.area_m2, area_m2)) {
      return area_m2;
    }
  }
  if (covers.size() == 1) {
    return *covers.front().area_m2;
  }
  const auto united = pairwise ? united_by_pairs(place, area_m2, covers) : std::nullopt;
  return united ? *united : united_by_overlay(place, covers);
}

Result<Balance> balance_of(const ShapeView<GridPoint>& place, double area_m2, std::span<const Restriction> restrictions) {
  Balance balance{area_m2, 0.0, area_m2, 0.0};
  std::vector<Cover> covers;
  for (const Restriction& r : restrictions) {
    if (r.area_m2.value_or(0.0) > 0.0) {
      covers.push_back({&r.plan->areas, r.index, *r.area_m2, r.plan->areas_disjoint});
      balance.covered_m2 += *r.area_m2;
    }
  }
  if (covers.empty()) {
    return balance;
  }
  const auto united = united_area(place, area_m2, std::move(covers));
  if (!united) {
    return united.error();
  }
  const double noise = touching_m2(area_m2);
  const auto unless_noise = [&](double part_m2) { return part_m2 < noise ? 0.0 : part_m2; };
  balance.overlapped_m2 = unless_noise(balance.covered_m2 - *united);
  balance.uncovered_m2 = unless_noise(area_m2 - *united);
  return balance;
}

}  // namespace quyhoach::geo
