#include "geo/plan/displacement.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "geo/geom/measure.h"
#include "geo/geom/overlay.h"
#include "geo/plan/overlap.h"

namespace quyhoach::geo {

namespace {

const AreaLayer& extent_of(const PlanSet& plan) noexcept { return plan.boundary.size() != 0 ? plan.boundary : plan.areas; }

GeosGeometry nothing() { return GeosGeometry{GEOSGeom_createEmptyPolygon_r(geos_context())}; }

Result<GeosGeometry> to_geos(const GridBox& box) {
  GeosGeometry made{GEOSGeom_createRectangle_r(geos_context(), box.min_east_m, box.min_north_m, box.max_east_m, box.max_north_m)};
  return made ? Result<GeosGeometry>{std::move(made)} : geos_error(ErrorCode::kInternal);
}

/// Several geometries as one; of none, an empty polygon.
Result<GeosGeometry> together(const std::vector<GeosGeometry>& parts) {
  if (parts.empty()) {
    return nothing();
  }
  std::vector<const GEOSGeometry*> all;
  std::ranges::transform(parts, std::back_inserter(all), [](const GeosGeometry& part) { return part.get(); });
  return union_of(all);
}

/// One adjustment where it meets the place.
struct Adjustment {
  const PlanSet* plan = nullptr;
  GeosGeometry extent;     ///< Of it, around the place and a little further than its lines may be off.
  GeosGeometry uncertain;  ///< What lies within that distance of its edge.
};

/// \param more_m  how far what it is held against may be off itself; \param around_m  how far around the place that is
Result<Adjustment> adjustment_at(const PlanSet& plan, const Target& target, double more_m = 0.0, double around_m = 0.0) {
  const double within_m = reach_m(plan, target) + more_m;
  const GridBox near = target.box.grown(around_m + band_reach_m(within_m));
  const auto around = to_geos(near.grown(band_reach_m(within_m) + 1.0));  // Its own edges must not be taken for the adjustment's.
  if (!around) {
    return around.error();
  }
  std::vector<GeosGeometry> parts;
  std::optional<Error> failed;
  const AreaLayer& extent = extent_of(plan);
  extent.tree().query(near, [&](std::uint32_t i) {
    const auto whole = polygons_to_geos(extent.view(i));
    auto part = whole ? intersection(**around, **whole) : Result<GeosGeometry>{whole.error()};
    if (part) {
      parts.push_back(std::move(*part));
    } else {
      failed = part.error();
    }
  });
  auto all = failed ? Result<GeosGeometry>{*failed} : together(parts);
  if (!all) {
    return all.error();
  }
  Adjustment made{&plan, std::move(*all), nothing()};
  ShapeStore shape;
  if (within_m > 0.0 && add_polygons(*made.extent, shape)) {
    const ShapeStore edges = edges_within(shape.view(0), near);
    if (edges.size() > 0) {
      auto band = around_lines(edges.view(0), within_m);
      if (!band) {
        return band.error();
      }
      made.uncertain = std::move(*band);
    }
  }
  return made;
}

/// Of one restriction, with the adjustments of its plan.
class Displacing {
 public:
  Displacing(const Target& target, const std::vector<const Adjustment*>& adjustments, Restriction& r) : target_(target), adjustments_(adjustments), r_(r) {}

  /// \param place  the place's polygons; of a point, what lies around it as far as lines are told
  Result<bool> run(const Result<GeosGeometry>& place) {
    if (target_.is_point() && !r_.is_line) {
      return at_point();
    }
    if (!target_.is_point() && (r_.is_line ? r_.length_m : r_.area_m2).value_or(0.0) <= 0.0) {
      return true;  // It is only near: there is nothing drawn on the place to be displaced.
    }
    const auto drawn = r_.is_line ? lines_to_geos(r_.plan->lines.grid_view(r_.index)) : polygons_to_geos(r_.plan->areas.view(r_.index));
    auto own = place && drawn ? intersection(**place, **drawn) : Result<GeosGeometry>{place ? drawn.error() : place.error()};
    if (!own) {
      return own.error();
    }
    own_ = std::move(*own);
    const auto amount = r_.is_line ? intersection_length_m(*own_, **place) : Result<double>{r_.area_m2.value_or(0.0)};
    if (!amount) {
      return amount.error();
    }
    drawn_ = *amount;
    return on_place();
  }

 private:
  [[nodiscard]] bool has_intervals() const noexcept { return target_.accuracies != nullptr; }
  [[nodiscard]] Result<double> measure(const GEOSGeometry& under) const {
    return r_.is_line ? intersection_length_m(*own_, under) : intersection_area_m2(*own_, under);
  }
  [[nodiscard]] double least() const noexcept {
    constexpr double kTouching_m = 1e-6;
    return r_.is_line ? kTouching_m : touching_m2(target_.area_m2);
  }

  Result<bool> on_place() {
    std::vector<const GEOSGeometry*> extents;
    std::vector<const GEOSGeometry*> bands;
    for (const Adjustment* adjustment : adjustments_) {
      const auto under = measure(*adjustment->extent);
      const auto near = measure(*adjustment->uncertain);
      if (!under || !near) {
        return under ? near.error() : under.error();
      }
      if (*under <= least() && *near <= least()) {
        continue;
      }
      extents.push_back(adjustment->extent.get());
      bands.push_back(adjustment->uncertain.get());
      Displacement one{.by = adjustment->plan};
      const double amount = *under > least() ? *under : 0.0;
      if (!target_.is_point()) {
        (r_.is_line ? one.length_m : one.area_m2) = amount;
      }
      if (!r_.is_line) {
        one.share_percent = 100.0 * amount / target_.area_m2;
      }
      r_.displaced_by.push_back(one);
    }
    return extents.empty() ? Result<bool>{true} : remaining(extents, bands);
  }

  /// What is left outside all adjustments, and between which bounds.
  Result<bool> remaining(const std::vector<const GEOSGeometry*>& extents, const std::vector<const GEOSGeometry*>& bands) {
    const auto extent = union_of(extents);
    const auto band = union_of(bands);
    auto unsure = extent && band ? intersection(*own_, **band) : Result<GeosGeometry>{extent ? band.error() : extent.error()};
    if (!unsure) {
      return unsure.error();
    }
    const auto displaced = measure(**extent);
    const auto near = measure(**band);
    const auto given_back = r_.is_line ? intersection_length_m(**unsure, **extent) : intersection_area_m2(**unsure, **extent);
    if (!displaced || !near || !given_back) {
      return !displaced ? displaced.error() : !near ? near.error() : given_back.error();
    }
    const double left = std::max(0.0, drawn_ - *displaced);
    const double applies = left > least() ? left : 0.0;
    const Interval own = r_.area_interval_m2.value_or(Interval{drawn_, drawn_});
    const Interval interval{std::max(0.0, left - (*near - *given_back) - (drawn_ - own.least)),
                            std::min(own.most, left + *given_back + (own.most - drawn_))};
    const bool takes_some = *displaced - *given_back > least();
    if (interval.most <= least()) {
      r_.applies = Applies::kNone;
    } else {
      r_.applies = takes_some && interval.least > least() ? Applies::kPart : Applies::kUncertain;
    }
    if (target_.is_point()) {
      return true;
    }
    if (r_.is_line) {
      r_.applies_length_m = applies;
    } else {
      r_.applies_area_m2 = applies;
      if (has_intervals()) {
        r_.applies_interval_m2 = r_.applies == Applies::kNone ? Interval{} : interval;
      }
    }
    return true;
  }

  Result<bool> at_point() {
    for (const Adjustment* adjustment : adjustments_) {
      const AreaLayer& extent = extent_of(*adjustment->plan);
      bool is_inside = false;
      extent.visit_containing(target_.inside, [&](std::uint32_t) { is_inside = true; });
      ShapeStore edges;
      const double within_m = reach_m(*adjustment->plan, target_);
      const bool is_unsure = within_m > 0.0 && add_polygons(*adjustment->extent, edges) && distance_to_edges_m(edges.view(0), target_.inside, true) < within_m;
      if (is_inside || is_unsure) {
        r_.displaced_by.push_back({.by = adjustment->plan});
        const bool is_none = r_.applies == Applies::kNone || (is_inside && !is_unsure);
        r_.applies = is_none ? Applies::kNone : Applies::kUncertain;
      }
    }
    return true;
  }

  const Target& target_;
  const std::vector<const Adjustment*>& adjustments_;
  Restriction& r_;
  GeosGeometry own_;
  double drawn_ = 0.0;  ///< Of own_: m², or m of a line.
};

}  // namespace

std::string_view name_of(Applies applies) noexcept {
  switch (applies) {
    case Applies::kWhole: return "whole";
    case Applies::kPart: return "part";
    case Applies::kNone: return "none";
    case Applies::kUncertain: return "uncertain";
  }
  return "";
}

bool adjusts(const Snapshot& snapshot, const PlanInfo& plan, const PlanInfo& other) noexcept {
  const PlanInfo* at = &plan;
  for (std::size_t steps = 0; steps < snapshot.plans.size() && !at->amends.empty(); ++steps) {  // Plans may amend each other in a ring.
    if (at->amends == other.id) {
      return plan.id != other.id;
    }
    const PlanSet* next = snapshot.plan(at->amends);
    if (next == nullptr) {
      return false;
    }
    at = &next->info;
  }
  return false;
}

namespace {

/// The adjustments in force near a place, and what they take of one restriction after the other.
class Adjusting {
 public:
  Adjusting(const Snapshot& snapshot, const Target& target, Date as_of) : snapshot_(snapshot), target_(target) {
    for (const auto& plan : snapshot.plans) {
      if (!plan->info.amends.empty() && status_on(plan->info, as_of) == PlanStatus::kInForce && is_near(*plan, target)) {
        plans_.push_back(plan.get());
      }
    }
  }

  Result<bool> run(Restriction& r) {
    std::vector<Adjustment> of_lines;
    std::vector<const Adjustment*> found;
    for (const PlanSet* plan : plans_) {
      if (!adjusts(snapshot_, plan->info, r.plan->info) || !meets(*plan, r)) {
        continue;
      }
      if (r.is_line) {  // A line's own place is as unsure as the adjustment's.
        auto made = adjustment_at(*plan, target_, r.accuracy ? r.accuracy->metres : 0.0, target_.is_point() ? kNearLine_m : 0.0);
        if (!made) {
          return made.error();
        }
        of_lines.push_back(std::move(*made));
        continue;
      }
      auto known = areas_.find(plan);
      if (known == areas_.end()) {
        auto made = adjustment_at(*plan, target_);
        if (!made) {
          return made.error();
        }
        known = areas_.emplace(plan, std::move(*made)).first;
      }
      found.push_back(&known->second);
    }
    for (const Adjustment& one : of_lines) {
      found.push_back(&one);
    }
    if (found.empty()) {
      return true;
    }
    if (!place_) {
      place_ = target_.is_point() ? disc(target_.inside, kNearLine_m) : polygons_to_geos(target_.shape);
    }
    return Displacing{target_, found, r}.run(*place_);
  }

 private:
  /// Whether the adjustment comes near what is drawn: most zones of a large place lie elsewhere.
  [[nodiscard]] bool meets(const PlanSet& plan, const Restriction& r) const {
    const double within_m = reach_m(plan, target_) + (r.is_line && r.accuracy ? r.accuracy->metres : 0.0);
    const GridBox box = r.is_line ? box_of(r.plan->lines.grid_view(r.index)) : box_of(r.plan->areas.view(r.index));
    return extent_of(plan).box().grown(band_reach_m(within_m)).intersects(box);
  }

  const Snapshot& snapshot_;
  const Target& target_;
  std::vector<const PlanSet*> plans_;
  std::map<const PlanSet*, Adjustment> areas_;
  std::optional<Result<GeosGeometry>> place_;
};

}  // namespace

Result<bool> displace(const Snapshot& snapshot, const Target& target, Date as_of, std::vector<TopicAnswer>& topics) {
  Adjusting adjusting{snapshot, target, as_of};
  for (TopicAnswer& topic : topics) {
    for (Restriction& r : topic.restrictions) {
      if (const auto done = adjusting.run(r); !done) {
        return done;
      }
    }
  }
  return true;
}

}  // namespace quyhoach::geo
