#include "geo/plan/overlap.h"

#include <algorithm>

#include "geo/geom/clip_area.h"
#include "geo/geom/overlay.h"

namespace quyhoach::geo {

namespace {

bool is_whole(double part_m2, double whole_m2) noexcept { return part_m2 >= whole_m2 * (1.0 - kTouching); }

/// Common area of every pair that may overlap; nothing when a pair cannot be computed by clipping.
Result<double> pairwise_overlap(const ShapeView<GridPoint>& place, double area_m2,
                                std::span<const Restriction> areas, std::size_t& overlapping_pairs) {
  double sum = 0.0;
  for (std::size_t i = 0; i < areas.size(); ++i) {
    for (std::size_t k = i + 1; k < areas.size(); ++k) {
      const Restriction& a = areas[i];
      const Restriction& b = areas[k];
      if (a.plan == b.plan && a.plan->areas_disjoint) {
        continue;
      }
      const double common = common_area_m2(place, a.plan->areas.view(a.index), b.plan->areas.view(b.index));
      if (common > touching_m2(area_m2)) {
        sum += common;
        ++overlapping_pairs;
      }
    }
  }
  return sum;
}

}  // namespace

Result<double> area_under(const ShapeView<GridPoint>& place, const ShapeView<GridPoint>& zone) {
  if (place.point_count() <= kMaxClipVertices) {
    return std::max(0.0, common_area_m2(place, zone));
  }
  auto a = polygons_to_geos(place);
  auto b = polygons_to_geos(zone);
  if (!a || !b) {
    return Error{ErrorCode::kInternal, "polygon cannot be handed to GEOS"};
  }
  return intersection_area_m2(**a, **b);
}

Result<double> union_area_under(const ShapeView<GridPoint>& place, std::span<const ShapeView<GridPoint>> zones) {
  auto outline = polygons_to_geos(place);
  std::vector<GeosGeometry> owned;
  std::vector<const GEOSGeometry*> parts;
  for (const ShapeView<GridPoint>& zone : zones) {
    auto polygon = polygons_to_geos(zone);
    if (!polygon || !outline) {
      return Error{ErrorCode::kInternal, "polygon cannot be handed to GEOS"};
    }
    auto part = intersection(**outline, **polygon);
    if (!part) {
      return part.error();
    }
    owned.push_back(std::move(*part));
    parts.push_back(owned.back().get());
  }
  auto all = union_of(parts);
  if (!all) {
    return all.error();
  }
  return intersection_area_m2(**outline, **all);
}

Result<Balance> balance_of(const ShapeView<GridPoint>& place, double area_m2, std::span<const Restriction> restrictions) {
  Balance balance{area_m2, 0.0, area_m2, 0.0};
  std::vector<Restriction> areas;
  bool whole = false;
  for (const Restriction& r : restrictions) {
    if (r.area_m2) {
      areas.push_back(r);
      balance.covered_m2 += *r.area_m2;
      whole = whole || is_whole(*r.area_m2, area_m2);
    }
  }
  if (areas.empty()) {
    return balance;
  }
  double united = balance.covered_m2;
  if (whole) {
    united = area_m2;
  } else if (areas.size() > 1) {
    std::size_t pairs = 0;
    const bool small = place.point_count() <= kMaxClipVertices;
    const auto overlap = small ? pairwise_overlap(place, area_m2, areas, pairs) : Result<double>{0.0};
    if (small && pairs <= 1) {
      united -= *overlap;
    } else {  // Three or more zones over one spot: pairs would be counted twice.
      std::vector<ShapeView<GridPoint>> views;
      for (const Restriction& r : areas) {
        views.push_back(r.plan->areas.view(r.index));
      }
      const auto all = union_area_under(place, views);
      if (!all) {
        return all.error();
      }
      united = *all;
    }
  }
  balance.overlapped_m2 = std::max(0.0, balance.covered_m2 - united);
  balance.uncovered_m2 = std::max(0.0, area_m2 - united);
  const double noise = touching_m2(area_m2);
  if (balance.uncovered_m2 < noise) {
    balance.uncovered_m2 = 0.0;
  }
  if (balance.overlapped_m2 < noise) {
    balance.overlapped_m2 = 0.0;
  }
  return balance;
}

}  // namespace quyhoach::geo
