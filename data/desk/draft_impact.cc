#include "data/desk/draft_impact.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace quyhoach::desk {

using geo::ParcelChange;
using geo::ParcelImpact;
using geo::Result;

namespace {

/// Where the plans of each topic that a change touches lie, on both sides.
std::map<std::string, geo::GridBox> places_of(const DraftImpact& impact, const DraftChange& change) {
  std::map<std::string, geo::GridBox> places;
  for (const geo::ObjectEntry& object : change.objects) {
    // A plan that changes its topic is gone from one and new in the other.
    geo::GridBox box;
    for (const auto& side : {impact.before, impact.after}) {
      if (const geo::PlanSet* plan = object.kind == "plan" ? side->plan(object.id) : nullptr; plan != nullptr && !plan->box.empty()) {
        box.extend(plan->box);
      }
    }
    for (const auto& side : {impact.before, impact.after}) {
      if (const geo::PlanSet* plan = object.kind == "plan" ? side->plan(object.id) : nullptr; plan != nullptr) {
        geo::GridBox& place = places[plan->info.topic];
        if (!box.empty()) {
          place.extend(box);
        }
      }
    }
  }
  return places;
}

CadastreImpact count(const std::string& commune, const std::vector<ParcelImpact>& parcels) {
  CadastreImpact out{.commune = commune};
  for (std::size_t i = 0; i < parcels.size(); ++i) {
    const bool again = i > 0 && parcels[i - 1].parcel.set == parcels[i].parcel.set && parcels[i - 1].parcel.index == parcels[i].parcel.index;
    if (again) {
      continue;
    }
    switch (parcels[i].change) {
      case ParcelChange::kAdded: ++out.added; break;
      case ParcelChange::kGone: ++out.gone; break;
      case ParcelChange::kReshaped: ++out.reshaped; break;
      case ParcelChange::kAttributes: ++out.attributes; break;
      case ParcelChange::kNone: break;
    }
  }
  return out;
}

}  // namespace

std::size_t DraftImpact::changed() const {
  std::size_t count = 0;
  for (std::size_t i = 0; i < parcels.size(); ++i) {
    const bool again = i > 0 && parcels[i - 1].parcel.set == parcels[i].parcel.set && parcels[i - 1].parcel.index == parcels[i].parcel.index;
    count += again ? 0U : 1U;
  }
  return count;
}

Result<DraftImpact> impact_between(std::shared_ptr<const geo::Snapshot> before, std::shared_ptr<const geo::Snapshot> after,
                                   const DraftChange& change, geo::Date as_of, unsigned threads) {
  DraftImpact out{std::move(before), std::move(after), {}, {}, 0, 0.0};
  out.looked_at = out.after->parcel_count();
  for (const auto& [topic, place] : places_of(out, change)) {
    out.topics.push_back(topic);
    auto parcels = impact_on(*out.before, *out.after, topic, place, as_of, threads);
    if (!parcels) {
      return parcels.error();
    }
    out.parcels.insert(out.parcels.end(), std::make_move_iterator(parcels->begin()), std::make_move_iterator(parcels->end()));
  }
  for (const geo::ObjectEntry& object : change.objects) {
    if (object.kind != "parcels") {
      continue;
    }
    auto parcels = impact_of_parcels(*out.before, *out.after, object.id, as_of, threads);
    if (!parcels) {
      return parcels.error();
    }
    out.cadastre = count(object.id, *parcels);
    out.parcels = std::move(*parcels);
    for (const geo::Topic& topic : out.after->district->topics) {
      out.topics.push_back(topic.id);
    }
  }
  if (out.topics.size() > 1 && !out.cadastre) {  // By parcel: topics of one stand together.
    std::ranges::stable_sort(out.parcels, {}, [](const ParcelImpact& p) { return std::tuple{p.parcel.set->commune(), p.parcel.index}; });
  }
  out.topic = out.topics.size() == 1 ? out.topics.front() : std::string{};
  return out;
}

}  // namespace quyhoach::desk
