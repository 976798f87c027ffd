#include "geo/io/surroundings_check.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <utility>

#include "geo/geom/beyond.h"
#include "geo/geom/measure.h"

namespace quyhoach::geo {

void SurroundingsCheck::tell_failure(const Error& error) const {
  context_.report.add({.kind = "INTERNAL", .file = folder_, .figures = {{"text", error.message}}});
}

void SurroundingsCheck::run(const AreaLayer& zones, const EdgeMatch& edges, const std::vector<ZoneSource>& sources) const {
  if (zones.size() == 0) {
    return;
  }
  check_parcels(zones, edges, sources);
  if (const auto done = check_communes(zones, sources); !done) {
    tell_failure(done.error());
  }
}

void SurroundingsCheck::check_parcels(const AreaLayer& zones, const EdgeMatch& edges, const std::vector<ZoneSource>& sources) const {
  const NearMissLimits limits;
  NearbyParcels parcels{zones.box().grown(limits.most_m)};
  if (const auto done = context_.surroundings->add_parcels(parcels); !done) {
    tell_failure(done.error());
    return;
  }
  std::vector<ShapeEdge> theirs = parcels.take_edges();
  if (theirs.empty()) {
    return;
  }
  // A border between two zones is one line, and told once.
  std::vector<ShapeEdge> ours = edges_of(zones.shapes());
  std::size_t i = 0;
  std::erase_if(ours, [&](const ShapeEdge&) { return edges.repeats[i++]; });
  const EdgesBeside found = edges_beside(ours, EdgeIndex{std::move(theirs)}, limits);
  if (found.on_m >= found.beside_m && found.on_m >= kOnCadastre_share * found.whole_m) {
    tell_near(found, parcels, sources);
  } else if (!found.shapes.empty()) {
    tell_apart(found);
  }
}

void SurroundingsCheck::tell_near(const EdgesBeside& found, const NearbyParcels& parcels, const std::vector<ZoneSource>& sources) const {
  for (const BesideShape& beside : found.shapes) {
    auto shape = std::make_shared<FindingShape>();
    shape->store = beside.stretches;
    shape->is_lines = true;
    context_.report.add({.kind = "EDGE_NEAR_PARCEL",
                         .file = sources[beside.shape].file,
                         .feature = sources[beside.shape].feature,
                         .place = beside.place,
                         .figures = {{"parcel", reference(context_.district, parcels.key(beside.other))},
                                     {"length_m", beside.length_m},
                                     {"distance_m", beside.distance_m}},
                         .shape = std::move(shape)});
  }
}

void SurroundingsCheck::tell_apart(const EdgesBeside& found) const {
  const auto worst = std::ranges::max_element(found.shapes, {}, &BesideShape::distance_m);
  context_.report.add({.kind = "PLAN_APART_FROM_PARCELS",
                       .file = folder_,
                       .place = worst->place,
                       .figures = {{"beside_m", std::round(found.beside_m)}, {"whole_m", std::round(found.whole_m)}, {"distance_m", worst->distance_m}}});
}

Result<bool> SurroundingsCheck::check_communes(const AreaLayer& zones, const std::vector<ZoneSource>& sources) const {
  auto communes = context_.surroundings->communes();
  if (!communes) {
    return communes.error();
  }
  const auto& stated = plan_.communes;
  const auto is_drawn = [&](const std::string& code) { return std::ranges::find(communes->codes, code) != communes->codes.end(); };
  if (communes->codes.empty() || !std::ranges::all_of(stated, is_drawn)) {
    return true;  // Where a commune ends that nobody drew is not known.
  }
  ShapeStore areas;
  for (std::size_t i = 0; i < communes->codes.size(); ++i) {
    if (stated.empty() || std::ranges::find(stated, communes->codes[i]) != stated.end()) {
      areas.add(communes->shapes.view(i));
    }
  }
  // An edition older than the table of accuracies knows only what plans state.
  const auto& table = context_.district.accuracy;
  const double accuracy_m = table ? accuracy_of(plan_, *table).metres : plan_.accuracy_m.value_or(0.0);
  const auto limit = Limit::create(areas, std::max(accuracy_m, NearMissLimits{}.least_m));
  if (!limit) {
    return limit.error();
  }
  for (std::uint32_t i = 0; i < zones.size(); ++i) {
    const auto outside = limit->beyond(zones.view(i));
    if (!outside) {
      return outside.error();
    }
    const double area = outside->size() == 0 ? 0.0 : area_m2(outside->view(0));
    if (area <= kOverlap_m2) {
      continue;
    }
    auto shape = std::make_shared<FindingShape>();
    shape->store = *outside;
    context_.report.add({.kind = stated.empty() ? "ZONE_OUTSIDE_COMMUNE" : "ZONE_OUTSIDE_COMMUNE.stated",
                         .file = sources[i].file,
                         .feature = sources[i].feature,
                         .place = box_of(shape->store.view(0)).center(),
                         .figures = {{"area_m2", area}},
                         .shape = std::move(shape)});
  }
  return true;
}

}  // namespace quyhoach::geo
