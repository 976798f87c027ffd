#include "geo/plan/overlap.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>
#include <vector>

#include "geo/geom/clip_area.h"
#include "geo/geom/clip_length.h"
#include "geo/geom/overlay.h"

namespace quyhoach::geo {

namespace {

/// Vertices above which a place is overlaid with GEOS: clip_area.h costs the product of both vertex counts.
constexpr std::size_t kMaxClipVertices = 64;

bool is_small(const ShapeView<GridPoint>& place) noexcept { return place.point_count() <= kMaxClipVertices; }

/// A polygon's outline near the place, in memory that each thread keeps. Two may be in use at once.
ShapeView<GridPoint> outline(const Cover& cover, const GridBox& box, std::size_t slot) {
  thread_local std::array<ShapeStore, 2> memory;
  return cover.layer->outline_near(cover.index, box, memory.at(slot));
}

/// The covers' union by their areas and common areas. Nothing where three may lie over one spot: pairs would then count it
/// twice. Union = Σ areas − Σ pairs if no three polygons overlap pairwise (inclusion and exclusion).
std::optional<double> united_by_pairs(const ShapeView<GridPoint>& place, double area_m2, std::span<const Cover> covers) {
  const GridBox box = box_of(place);
  std::vector<std::pair<std::size_t, std::size_t>> overlapping;
  double united = 0.0;
  for (std::size_t i = 0; i < covers.size(); ++i) {
    united += covers[i].area_m2;
    for (std::size_t k = i + 1; k < covers.size(); ++k) {
      if (covers[i].layer == covers[k].layer && covers[i].layer_is_disjoint) {
        continue;
      }
      const double common = common_area_m2(place, outline(covers[i], box, 0), outline(covers[k], box, 1));
      if (common > touching_m2(area_m2)) {
        united -= common;
        overlapping.emplace_back(i, k);
      }
    }
  }
  const auto overlap = [&](std::size_t i, std::size_t k) {
    return std::find(overlapping.begin(), overlapping.end(), std::pair{i, k}) != overlapping.end();
  };
  for (const auto& [i, k] : overlapping) {
    for (std::size_t third = k + 1; third < covers.size(); ++third) {
      if (overlap(i, third) && overlap(k, third)) {
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

Result<double> area_under(const ShapeView<GridPoint>& place, const AreaLayer& layer, std::uint32_t index) {
  if (is_small(place)) {
    return std::max(0.0, common_area_m2(place, outline({&layer, index}, box_of(place), 0)));
  }
  const auto a = polygons_to_geos(place);
  const auto b = polygons_to_geos(layer.view(index));
  return a && b ? intersection_area_m2(**a, **b) : not_for_geos();
}

Result<double> length_under(const ShapeView<GridPoint>& place, const ShapeView<GridPoint>& lines) {
  if (is_small(place)) {
    return common_length_m(place, lines);
  }
  const auto a = polygons_to_geos(place);
  const auto b = lines_to_geos(lines);
  return a && b ? intersection_length_m(**b, **a) : not_for_geos();
}

Result<double> united_area(const ShapeView<GridPoint>& place, double area_m2, std::span<const Cover> covers) {
  if (std::ranges::any_of(covers, [&](const Cover& c) { return c.area_m2 >= area_m2 * (1.0 - kTouching); })) {
    return area_m2;
  }
  if (covers.size() == 1) {
    return covers.front().area_m2;
  }
  const auto united = is_small(place) ? united_by_pairs(place, area_m2, covers) : std::nullopt;
  return united ? *united : united_by_overlay(place, covers);
}

Result<Balance> balance_of(const ShapeView<GridPoint>& place, double area_m2, std::span<const Restriction> restrictions) {
  Balance balance{area_m2, 0.0, area_m2, 0.0};
  std::vector<Cover> covers;
  for (const Restriction& r : restrictions) {
    if (r.area_m2) {
      covers.push_back({&r.plan->areas, r.index, *r.area_m2, r.plan->areas_disjoint});
      balance.covered_m2 += *r.area_m2;
    }
  }
  if (covers.empty()) {
    return balance;
  }
  const auto united = united_area(place, area_m2, covers);
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
