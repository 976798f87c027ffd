#include "geo/plan/plan_parcels.h"

#include <algorithm>
#include <tuple>

#include "geo/plan/parallel_runs.h"
#include "geo/plan/plan_on_place.h"

namespace quyhoach::geo {

namespace {

std::string_view code_of(const PlanSet& plan, const ZoneRow& row) { return plan.texts.at(row.code); }

bool is_asked(const PlanParcelsQuestion& question, const ZoneRow& row) {
  return !question.zone || code_of(*question.plan, row) == *question.zone;
}

double area_of(const GridBox& box) noexcept { return (box.max_east_m - box.min_east_m) * (box.max_north_m - box.min_north_m); }

/// Boxes that hold everything asked about: of each zone where that is less ground than the plan's own, as with roads and corridors.
std::vector<GridBox> boxes_of(const PlanParcelsQuestion& question) {
  const PlanSet& plan = *question.plan;
  std::vector<GridBox> boxes;
  double ground_m2 = 0.0;
  for (std::size_t i = 0; i < plan.area_rows.size(); ++i) {
    if (is_asked(question, plan.area_rows[i])) {
      boxes.push_back(box_of(plan.areas.view(i)));
      ground_m2 += area_of(boxes.back());
    }
  }
  for (std::size_t i = 0; i < plan.line_rows.size(); ++i) {
    if (is_asked(question, plan.line_rows[i])) {
      boxes.push_back(box_of(plan.lines.grid_view(i)));
      ground_m2 += area_of(boxes.back());
    }
  }
  return ground_m2 > area_of(plan.box) / 2.0 ? std::vector{plan.box} : boxes;
}

/// What the plan says of one parcel, as far as it is asked about.
Result<ParcelUnder> look_at(const PlanParcelsQuestion& question, PlanStatus status, const ParcelAt& parcel) {
  ParcelUnder under{.parcel = parcel, .area_m2 = 0.0, .restrictions = {}};
  const ShapeStore outline = parcel.shape();
  const Target target = target_of(outline.view(0));
  under.area_m2 = target.area_m2;
  if (const auto added = add_restrictions(target, *question.plan, status, under.restrictions); !added) {
    return added.error();
  }
  std::erase_if(under.restrictions, [&](const Restriction& r) { return !is_asked(question, r.zone()); });
  const auto rank = [](const Restriction& r) { return std::tuple{-r.area_m2.value_or(0.0), -r.length_m.value_or(0.0)}; };
  std::ranges::stable_sort(under.restrictions, {}, rank);
  return under;
}

}  // namespace

bool has_zone(const PlanSet& plan, std::string_view code) noexcept {
  const auto is_it = [&](const ZoneRow& row) { return code_of(plan, row) == code; };
  return std::ranges::any_of(plan.area_rows, is_it) || std::ranges::any_of(plan.line_rows, is_it);
}

Result<std::vector<ParcelUnder>> parcels_under(const Snapshot& snapshot, const PlanParcelsQuestion& question, unsigned threads) {
  const PlanStatus status = status_on(question.plan->info, question.as_of);
  return for_each_parcel<ParcelUnder>(parcels_near(snapshot, boxes_of(question)), threads,
                                      [&](const ParcelAt& parcel, std::vector<ParcelUnder>& found) {
                                        auto under = look_at(question, status, parcel);
                                        if (under && !under->restrictions.empty()) {
                                          found.push_back(std::move(*under));
                                        }
                                        return under ? Result<bool>{true} : Result<bool>{under.error()};
                                      });
}

Result<ParcelPage> parcels_under_from(const Snapshot& snapshot, const PlanParcelsQuestion& question, ParcelPosition begin, std::size_t limit) {
  const PlanStatus status = status_on(question.plan->info, question.as_of);
  ParcelPage page;
  std::size_t set = 0;
  for (const ParcelAt& parcel : parcels_near(snapshot, boxes_of(question))) {
    while (snapshot.parcels[set].get() != parcel.set) {
      ++set;
    }
    const ParcelPosition at{set, parcel.index};
    if (at < begin) {
      continue;
    }
    auto under = look_at(question, status, parcel);
    if (!under) {
      return under.error();
    }
    if (under->restrictions.empty()) {
      continue;
    }
    if (page.parcels.size() == limit) {
      page.next = at;
      return page;
    }
    page.parcels.push_back(std::move(*under));
  }
  return page;
}

}  // namespace quyhoach::geo
