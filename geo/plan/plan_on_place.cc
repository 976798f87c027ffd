#include "geo/plan/plan_on_place.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "geo/geom/gap.h"
#include "geo/geom/measure.h"
#include "geo/plan/overlap.h"

namespace quyhoach::geo {

namespace {

/// What one plan says of the target.
class OnPlace {
 public:
  OnPlace(const Target& target, const PlanSet& plan, PlanStatus status, std::vector<Restriction>& out)
      : target_(target), plan_(plan), out_(out) {
    made_.plan = &plan;
    made_.status = status;
    if (target.accuracies != nullptr) {
      made_.accuracy = accuracy_of(plan.info, *target.accuracies);
      within_m_ = reach_m(plan, target);
    }
  }

  Result<bool> add_areas() {
    if (target_.is_point()) {
      add_areas_at_point();
      return true;
    }
    std::optional<Error> failed;
    plan_.areas.visit_touching(target_.box.grown(within_m_), target_.inside, [&](std::uint32_t i, Relation relation) {
      const auto added = relation == Relation::kContains ? add_area(i, target_.area_m2, EdgeBand{}) : add_crossing(i);
      if (!added) {
        failed = added.error();
      }
    });
    if (failed) {
      return *failed;
    }
    return true;
  }

  Result<bool> add_lines() {
    if (plan_.line_rows.empty()) {
      return true;
    }
    std::vector<std::uint32_t> near;
    plan_.lines.tree.query(target_.box.grown(target_.is_point() ? std::max(kNearLine_m, within_m_) : within_m_), [&](std::uint32_t i) { near.push_back(i); });
    for (const std::uint32_t i : near) {
      const auto added = target_.is_point() ? add_line_at_point(i) : add_line(i);
      if (!added) {
        return added;
      }
    }
    return true;
  }

 private:
  [[nodiscard]] bool has_intervals() const noexcept { return made_.accuracy.has_value(); }
  Restriction made(std::uint32_t index, bool is_line) const {
    Restriction r = made_;
    r.index = index;
    r.is_line = is_line;
    return r;
  }
  void set_distance(Restriction& r, double distance_m) const {
    r.distance_m = distance_m;
    if (has_intervals()) {
      r.distance_interval_m = Interval{std::max(0.0, distance_m - within_m_), distance_m + within_m_};
    }
  }
  void set_certain(Restriction& r, bool is_certain) const {
    if (has_intervals()) {
      r.certainty = is_certain ? Certainty::kCertain : Certainty::kBoundaryUncertain;
    }
  }

  void add_areas_at_point() {
    std::vector<std::uint32_t> around;
    plan_.areas.visit_containing(target_.inside, [&](std::uint32_t i) { around.push_back(i); });
    std::vector<std::uint32_t> near;
    plan_.areas.tree().query(target_.box.grown(within_m_), [&](std::uint32_t i) { near.push_back(i); });
    ShapeStore outline;
    for (const std::uint32_t i : near) {
      const bool contains = std::ranges::find(around, i) != around.end();
      if (!contains && !has_intervals()) {
        continue;
      }
      Restriction r = made(i, false);
      double distance = 0.0;
      if (has_intervals()) {
        const auto edges = plan_.areas.outline_near(i, target_.box.grown(band_reach_m(within_m_)), outline);
        distance = distance_to_edges_m(edges, target_.inside, true);
      }
      if (contains || distance < within_m_) {
        set_certain(r, contains && distance >= within_m_);
        if (!contains) {
          set_distance(r, distance);
        }
        out_.push_back(std::move(r));
      }
    }
  }

  Result<bool> add_crossing(std::uint32_t i) {
    const auto area = area_under(target_.shape, plan_.areas, i);
    if (!area) {
      return area.error();
    }
    const auto band = has_intervals() ? band_under(target_.shape, plan_.areas, i, within_m_) : Result<EdgeBand>{EdgeBand{}};
    return band ? add_area(i, *area, *band) : Result<bool>{band.error()};
  }

  Result<bool> add_area(std::uint32_t i, double common_m2, const EdgeBand& band) {
    const double noise_m2 = touching_m2(target_.area_m2);
    const double drawn_m2 = common_m2 > noise_m2 ? std::min(common_m2, target_.area_m2) : 0.0;
    const Interval interval{std::max(0.0, drawn_m2 - band.inside_m2), std::min(target_.area_m2, drawn_m2 + band.outside_m2)};
    if (drawn_m2 == 0.0 && interval.most <= noise_m2) {
      return true;
    }
    Restriction r = made(i, false);
    r.area_m2 = drawn_m2;
    r.share_percent = 100.0 * drawn_m2 / target_.area_m2;
    set_certain(r, interval.least > noise_m2);
    if (has_intervals()) {
      r.area_interval_m2 = interval;
    }
    if (drawn_m2 == 0.0) {
      ShapeStore outline;
      const auto edges = plan_.areas.outline_near(i, target_.box.grown(band_reach_m(within_m_)), outline);
      const double distance_m = gap_m(target_.shape, edges, true, within_m_);
      if (distance_m >= within_m_) {  // Only corners of the band, which are a little too wide, reach the place.
        return true;
      }
      set_distance(r, distance_m);
    }
    out_.push_back(std::move(r));
    return true;
  }

  Result<bool> add_line_at_point(std::uint32_t i) {
    const double distance = distance_to_edges_m(plan_.lines.grid_view(i), target_.inside, false);
    if (distance <= std::max(kNearLine_m, within_m_)) {
      Restriction r = made(i, true);
      set_distance(r, distance);
      set_certain(r, distance <= kNearLine_m);  // That it is near is sure; how near is told.
      out_.push_back(std::move(r));
    }
    return true;
  }

  Result<bool> add_line(std::uint32_t i) {
    const auto line = plan_.lines.grid_view(i);
    const auto length = length_under(target_.shape, line);
    if (!length) {
      return length.error();
    }
    constexpr double kTouchingLength_m = 1e-6;
    const bool is_in = *length > kTouchingLength_m;
    const double distance = is_in || !has_intervals() ? 0.0 : gap_m(target_.shape, line, false, within_m_);
    if (!is_in && (!has_intervals() || distance >= within_m_)) {
      return true;
    }
    Restriction r = made(i, true);
    r.length_m = is_in ? *length : 0.0;
    if (has_intervals()) {
      const bool is_certain = within_m_ == 0.0 ? is_in : is_in && runs_deeper(target_.shape, line, within_m_);
      set_certain(r, is_certain);
      set_distance(r, distance);
      if (is_certain) {
        r.distance_interval_m = Interval{0.0, 0.0};
      }
    }
    out_.push_back(std::move(r));
    return true;
  }

  const Target& target_;
  const PlanSet& plan_;
  std::vector<Restriction>& out_;
  Restriction made_;
  double within_m_ = 0.0;
};

}  // namespace

double reach_m(const PlanSet& plan, const Target& target) noexcept {
  return target.accuracies == nullptr ? 0.0 : accuracy_of(plan.info, *target.accuracies).metres + target.accuracy_m;
}

Target target_of(GridPoint point) {
  Target target;
  target.inside = point;
  target.box.extend(point);
  return target;
}

Target target_of(const ShapeView<GridPoint>& outline) {
  return {.shape = outline, .box = box_of(outline), .inside = outline.ring(0).front(), .area_m2 = area_m2(outline)};
}

Target target_of(const Snapshot& snapshot, const Place& place) {
  Target target = place.kind == Place::Kind::kPoint ? target_of(place.point) : target_of(place.outline.view(0));
  const District& district = *snapshot.district;
  if (district.accuracy) {
    target.accuracies = &*district.accuracy;
    target.accuracy_m = place.kind == Place::Kind::kParcel ? district.accuracy_of_parcels().metres : 0.0;
  }
  return target;
}

bool is_near(const PlanSet& plan, const Target& target) noexcept {
  return plan.box.intersects(target.box.grown(std::max(target.is_point() ? kNearLine_m : 0.0, reach_m(plan, target))));
}

Result<bool> add_restrictions(const Target& target, const PlanSet& plan, PlanStatus status, std::vector<Restriction>& out) {
  OnPlace on_place{target, plan, status, out};
  const auto areas = on_place.add_areas();
  return areas ? on_place.add_lines() : areas;
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
