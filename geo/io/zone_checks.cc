#include "geo/io/zone_checks.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>
#include <optional>
#include <utility>

#include "geo/geom/measure.h"
#include "geo/geom/overlay.h"
#include "geo/geom/ring_faults.h"
#include "geo/io/surroundings_check.h"

namespace quyhoach::geo {

namespace {

std::shared_ptr<FindingShape> shape_of(const ShapeView<GridPoint>& view) {
  auto shape = std::make_shared<FindingShape>();
  shape->store.add(view);
  return shape;
}

/// What two zones share, or a zone and a face.
std::shared_ptr<FindingShape> common_of(const ShapeView<GridPoint>& first, const ShapeView<GridPoint>& second) {
  const auto a = polygons_to_geos(first);
  const auto b = polygons_to_geos(second);
  const auto common = a && b ? intersection(**a, **b) : Result<GeosGeometry>{Error{ErrorCode::kInternal, ""}};
  auto shape = std::make_shared<FindingShape>();
  return common && add_polygons(**common, shape->store) ? shape : nullptr;
}

std::string other_name(const ZoneSource& one, const ZoneSource& other) {
  return other.feature + (other.file == one.file ? "" : " of " + other.file);
}

bool is_same(double a, double b) noexcept { return a == b || (std::isnan(a) && std::isnan(b)); }

bool is_same(const ZoneRow& a, const ZoneRow& b) noexcept {
  const Indicators& x = a.indicators;
  const Indicators& y = b.indicators;
  return a.code == b.code && a.name == b.name && a.function == b.function && a.land_use == b.land_use &&
         is_same(x.building_coverage_percent, y.building_coverage_percent) && is_same(x.storeys_max, y.storeys_max) &&
         is_same(x.height_max_m, y.height_max_m) && is_same(x.floor_area_ratio, y.floor_area_ratio) &&
         is_same(x.population, y.population) && is_same(x.ground_level_m, y.ground_level_m);
}

/// The zone in whose hole a gap lies.
std::optional<std::uint32_t> zone_around(const AreaLayer& layer, const ShapeView<GridPoint>& gap) {
  const auto polygon = polygons_to_geos(gap);
  const auto inside = polygon ? point_inside(**polygon) : Result<GridPoint>{polygon.error()};
  std::optional<std::uint32_t> around;
  layer.tree().query(box_of(gap), [&](std::uint32_t i) {
    const auto zone = layer.view(i);
    for (std::size_t r = 0; r < zone.ring_count() && !around; ++r) {
      ShapeStore ring;
      ring.add_ring(zone.ring(r), true);
      ring.end_shape();
      if (!zone.is_shell(r) && inside && contains(ring.view(0), *inside)) {
        around = i;
      }
    }
  });
  return around;
}

}  // namespace

void ZoneChecks::run(PlanContent& plan, const std::vector<ZoneSource>& zones) {
  ShapeStore only;
  for (std::size_t i = 0; i < zones.size(); ++i) {
    only.add(plan.areas.view(i));
  }
  AreaLayer layer{std::move(only)};
  const auto found = find_and_mend(layer, plan, zones);
  if (!found) {
    context_.report.add({.kind = "INTERNAL", .file = folder_, .figures = {{"text", found.error().message}}});
    return;
  }
  tell(layer, *found, zones, plan);
  if (context_.surroundings != nullptr && !found->is_cut_off) {
    SurroundingsCheck{context_, plan_, folder_}.run(layer, found->edges, zones);
  }
  if (context_.repairs != nullptr && context_.repairs->accepts_any()) {
    ShapeStore areas = layer.shapes();
    for (std::size_t i = zones.size(); i < plan.areas.size(); ++i) {
      areas.add(plan.areas.view(i));
    }
    plan.areas = std::move(areas);
  }
  plan.areas_disjoint = found->overlaps.empty();
  if (plan.areas_disjoint && plan.areas.size() > zones.size()) {
    plan.areas_disjoint = common_areas(AreaLayer{plan.areas}, match_edges(edges_of(plan.areas)), kRounding_m2, 1).empty();
  }
}

Result<ZoneFindings> ZoneChecks::find_and_mend(AreaLayer& layer, const PlanContent& plan, const std::vector<ZoneSource>& zones) {
  // A repair may bring to light what another finding hid; none brings another repair of its own for long.
  constexpr int kMostRounds = 4;
  for (int round = 1;; ++round) {
    auto found = find_between_zones(layer, plan.boundary, context_.threads);
    if (!found || context_.repairs == nullptr || zones.empty()) {
      return found;
    }
    const std::size_t most = context_.repairs->accepts_any() ? zones.size() : RepairList::kMaxListed;
    std::vector<ZoneRepair> proposals = propose_zone_repairs(layer, zones, *found, plan.boundary, most);
    const auto accepted = std::stable_partition(proposals.begin(), proposals.end(),
                                                [&](const ZoneRepair& proposal) { return !context_.repairs->accepts(proposal.repair); });
    if (accepted == proposals.end() || round == kMostRounds) {
      for (ZoneRepair& proposal : proposals) {
        context_.repairs->add(std::move(proposal.repair));
      }
      return found;
    }
    const std::vector<ZoneRepair> made{std::make_move_iterator(accepted), std::make_move_iterator(proposals.end())};
    layer = AreaLayer{with_repairs(layer, made, plan.boundary)};
    for (const ZoneRepair& repair : made) {
      context_.repairs->add_applied(repair.repair, context_.report);
    }
  }
}

void ZoneChecks::tell(const AreaLayer& layer, const ZoneFindings& found, const std::vector<ZoneSource>& zones, const PlanContent& plan) const {
  tell_overlaps(layer, found, zones);
  if (found.is_cut_off) {
    context_.report.add({.kind = "LIMIT_OVERLAPS", .file = folder_, .figures = {{"count", static_cast<double>(kMostOverlaps)}}});
    return;
  }
  if (covers_ && !zones.empty()) {
    tell_gaps(layer, found, zones, plan.boundary.size() > 0);
  }
  tell_near(found, zones);
  tell_outside(layer, found, zones);
  tell_same(layer, found, zones, plan);
}

void ZoneChecks::tell_overlaps(const AreaLayer& layer, const ZoneFindings& found, const std::vector<ZoneSource>& zones) const {
  std::size_t told = 0;
  for (const CommonArea& pair : found.overlaps) {
    if (pair.area_m2 <= kOverlap_m2) {
      continue;
    }
    const ZoneSource& zone = zones[pair.first];
    auto shape = ++told <= ImportReport::kMaxListed ? common_of(layer.view(pair.first), layer.view(pair.second)) : nullptr;
    const auto place = shape ? std::optional{box_of(shape->store.view(0)).center()} : std::nullopt;
    context_.report.add({.kind = "ZONES_OVERLAP",
                         .file = zone.file,
                         .feature = zone.feature + " and " + other_name(zone, zones[pair.second]),
                         .place = place,
                         .figures = {{"area_m2", pair.area_m2}},
                         .shape = std::move(shape)});
  }
}

void ZoneChecks::tell_gaps(const AreaLayer& layer, const ZoneFindings& found, const std::vector<ZoneSource>& zones, bool has_boundary) const {
  for (std::size_t i = 0; i < found.gaps.size(); ++i) {
    const auto gap = found.gaps.view(i);
    const double area = area_m2(gap);
    const auto hole_of = has_boundary ? std::nullopt : zone_around(layer, gap);
    if (found.gap_miss[i] >= 0 || (!has_boundary && !hole_of)) {
      continue;
    }
    const bool is_small = area <= kGap_m2;
    context_.report.add({.kind = hole_of ? "ZONE_HOLE" : is_small ? "SLIVER.gap" : "ZONES_GAP",
                         .file = hole_of ? zones[*hole_of].file : folder_,
                         .feature = hole_of ? zones[*hole_of].feature : "",
                         .place = box_of(gap).center(),
                         .figures = {{"area_m2", area}, {"width_m", mean_width_m(gap)}},
                         .shape = shape_of(gap)});
  }
}

void ZoneChecks::tell_outside(const AreaLayer& layer, const ZoneFindings& found, const std::vector<ZoneSource>& zones) const {
  std::map<std::uint32_t, std::shared_ptr<FindingShape>> outside;
  for (std::size_t i = 0; i < found.outside.size(); ++i) {
    const auto face = found.outside.view(i);
    if (area_m2(face) <= kOverlap_m2) {
      continue;
    }
    layer.tree().query(box_of(face), [&](std::uint32_t zone) {
      const auto piece = common_of(layer.view(zone), face);
      if (!piece || area_m2(piece->store.view(0)) <= kOverlap_m2) {
        return;
      }
      auto& all = outside.try_emplace(zone, std::make_shared<FindingShape>()).first->second;
      for (std::size_t r = 0; r < piece->store.view(0).ring_count(); ++r) {
        all->store.add_ring(piece->store.view(0).ring(r), piece->store.view(0).is_shell(r));
      }
    });
  }
  for (auto& [zone, shape] : outside) {
    shape->store.end_shape();
    const auto view = shape->store.view(0);
    context_.report.add({.kind = "ZONE_OUTSIDE_BOUNDARY",
                         .file = zones[zone].file,
                         .feature = zones[zone].feature,
                         .place = box_of(view).center(),
                         .figures = {{"area_m2", area_m2(view)}},
                         .shape = shape});
  }
}

void ZoneChecks::tell_near(const ZoneFindings& found, const std::vector<ZoneSource>& zones) const {
  for (const NearMiss& miss : found.near) {
    auto shape = shape_of(miss.stretches.view(0));
    shape->is_lines = true;
    context_.report.add({.kind = "EDGE_NEAR_MISS",
                         .file = zones[miss.first].file,
                         .feature = zones[miss.first].feature,
                         .place = miss.place,
                         .figures = {{"other", other_name(zones[miss.first], zones[miss.second])}, {"length_m", miss.length_m}, {"distance_m", miss.distance_m}},
                         .shape = std::move(shape)});
  }
}

void ZoneChecks::tell_same(const AreaLayer& layer, const ZoneFindings& found, const std::vector<ZoneSource>& zones, const PlanContent& plan) const {
  for (const auto& [one, other] : found.edges.neighbours) {
    const std::string_view code = plan.texts.at(plan.area_rows[one].code);
    if (one >= other || code.empty() || !is_same(plan.area_rows[one], plan.area_rows[other])) {
      continue;
    }
    context_.report.add({.kind = "ZONES_SAME",
                         .file = zones[one].file,
                         .feature = zones[one].feature,
                         .place = box_of(layer.view(one)).center(),
                         .figures = {{"text", std::string{code}}, {"other", other_name(zones[one], zones[other])}}});
  }
}

}  // namespace quyhoach::geo
