#include "geo/plan/plan_on_place.h"

#include <optional>
#include <utility>

#include "geo/geom/measure.h"
#include "geo/plan/overlap.h"

namespace quyhoach::geo {

namespace {

/// Appends the areas of `plan` that touch the target.
Result<bool> add_areas(const Target& target, const PlanSet& plan, PlanStatus status, std::vector<Restriction>& out) {
  if (target.is_point()) {
    plan.areas.visit_containing(target.inside, [&](std::uint32_t i) {
      out.push_back({&plan, i, false, status, {}, {}, {}, {}});
    });
    return true;
  }
  std::optional<Error> failed;
  plan.areas.visit_touching(target.box, target.inside, [&](std::uint32_t i, Relation relation) {
    double common = target.area_m2;
    if (relation == Relation::kCrosses) {
      const auto area = area_under(target.shape, plan.areas, i);
      if (!area) {
        failed = area.error();
        return;
      }
      common = *area;
      if (common <= touching_m2(target.area_m2)) {
        return;
      }
    }
    out.push_back({&plan, i, false, status, common, 100.0 * common / target.area_m2, {}, {}});
  });
  if (failed) {
    return *failed;
  }
  return true;
}

/// Appends the lines of `plan` that run through the place, or near the point.
Result<bool> add_lines(const Target& target, const PlanSet& plan, PlanStatus status, std::vector<Restriction>& out) {
  if (plan.line_rows.empty()) {
    return true;
  }
  std::vector<std::uint32_t> near;
  plan.lines.tree.query(target.is_point() ? target.box.grown(kNearLine_m) : target.box,
                        [&](std::uint32_t i) { near.push_back(i); });
  for (const std::uint32_t i : near) {
    const auto line = plan.lines.grid_view(i);
    if (target.is_point()) {
      const double distance = distance_to_edges_m(line, target.inside, false);
      if (distance <= kNearLine_m) {
        out.push_back({&plan, i, true, status, {}, {}, {}, distance});
      }
      continue;
    }
    const auto length = length_under(target.shape, line);
    if (!length) {
      return length.error();
    }
    constexpr double kTouchingLength_m = 1e-6;
    if (*length > kTouchingLength_m) {
      out.push_back({&plan, i, true, status, {}, {}, *length, {}});
    }
  }
  return true;
}

}  // namespace

Target target_of(GridPoint point) {
  Target target;
  target.inside = point;
  target.box.extend(point);
  return target;
}

Target target_of(const ShapeView<GridPoint>& outline) {
  return {.shape = outline, .box = box_of(outline), .inside = outline.ring(0).front(), .area_m2 = area_m2(outline)};
}

bool is_near(const PlanSet& plan, const Target& target) noexcept {
  return plan.box.intersects(target.is_point() ? target.box.grown(kNearLine_m) : target.box);
}

Result<bool> add_restrictions(const Target& target, const PlanSet& plan, PlanStatus status, std::vector<Restriction>& out) {
  const auto areas = add_areas(target, plan, status, out);
  return areas ? add_lines(target, plan, status, out) : areas;
}

Result<Reach> reach_of(const Target& target, const std::vector<const PlanSet*>& plans) {
  std::vector<Cover> partial;
  for (const PlanSet* plan : plans) {
    bool whole = false;
    const AreaLayer& extent = plan->boundary.size() != 0 ? plan->boundary : plan->areas;
    if (target.is_point()) {
      extent.visit_containing(target.inside, [&](std::uint32_t) { whole = true; });
    } else {
      extent.visit_touching(target.box, target.inside, [&](std::uint32_t i, Relation relation) {
        if (relation == Relation::kContains) {
          whole = true;
        } else {
          partial.push_back({&extent, i, {}, &extent == &plan->areas && plan->areas_disjoint});
        }
      });
    }
    if (whole) {
      return Reach::kWhole;
    }
  }
  if (partial.empty()) {
    return Reach::kNone;
  }
  const auto covered = united_area(target.shape, target.area_m2, std::move(partial));
  if (!covered) {
    return covered.error();
  }
  // A boundary drawn along the parcel's own edge may miss it by a rounding error: a millionth is still whole.
  constexpr double kWholeShare = 1.0 - 1e-6;
  if (*covered >= target.area_m2 * kWholeShare) {
    return Reach::kWhole;
  }
  return *covered > touching_m2(target.area_m2) ? Reach::kPart : Reach::kNone;
}

}  // namespace quyhoach::geo
