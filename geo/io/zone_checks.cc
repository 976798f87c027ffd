#include "geo/io/zone_checks.h"

#include <memory>
#include <vector>

#include "geo/geom/measure.h"
#include "geo/geom/overlay.h"
#include "geo/geom/run_tree.h"

namespace quyhoach::geo {

namespace {

/// Calls `each(i, k, common)` for pairs i < k whose boxes meet, with the geometry they share.
template <typename Each>
void each_meeting_pair(const ShapeStore& areas, std::size_t count, Each&& each) {
  std::vector<GeosGeometry> polygons;
  std::vector<GridBox> boxes;
  for (std::size_t i = 0; i < count; ++i) {
    const auto view = areas.view(areas.points().data(), i);
    auto polygon = polygons_to_geos(view);
    polygons.push_back(polygon ? std::move(*polygon) : nullptr);
    boxes.push_back(box_of(view));
  }
  const RunTree tree{boxes};
  for (std::size_t i = 0; i < count; ++i) {
    bool go_on = true;
    tree.query(boxes[i], [&](std::uint32_t k) {
      if (go_on && k > i && polygons[i] && polygons[k] && boxes[i].intersects(boxes[k])) {
        if (auto common = intersection(*polygons[i], *polygons[k])) {
          go_on = each(i, static_cast<std::size_t>(k), **common);
        }
      }
    });
    if (!go_on) {
      return;
    }
  }
}

double area_of(const GEOSGeometry& geometry) {
  double area = 0.0;
  GEOSArea_r(geos_context(), &geometry, &area);
  return area;
}

GridPoint place_of(const GEOSGeometry& geometry) {
  ShapeStore store;
  return add_polygons(geometry, store) ? box_of(store.view(store.points().data(), 0)).center() : GridPoint{};
}

std::shared_ptr<const FindingShape> shape_of(const GEOSGeometry& geometry) {
  auto shape = std::make_shared<FindingShape>();
  return add_polygons(geometry, shape->store) ? shape : nullptr;
}

}  // namespace

void ZoneChecks::overlaps(const ShapeStore& areas, const std::vector<ZoneSource>& zones) const {
  each_meeting_pair(areas, zones.size(), [&](std::size_t i, std::size_t k, const GEOSGeometry& common) {
    const double area = area_of(common);
    if (area > kOverlap_m2) {
      const std::string other = zones[k].feature + (zones[k].file == zones[i].file ? "" : " of " + zones[k].file);
      context_.report.add({.kind = "ZONES_OVERLAP",
                           .file = zones[i].file,
                           .feature = zones[i].feature + " and " + other,
                           .place = place_of(common),
                           .figures = {{"area_m2", area}},
                           .shape = shape_of(common)});
    }
    return true;
  });
}

bool ZoneChecks::are_disjoint(const ShapeStore& areas) const {
  constexpr double kRounding_m2 = 1e-7;
  bool disjoint = true;
  each_meeting_pair(areas, areas.size(), [&](std::size_t, std::size_t, const GEOSGeometry& common) {
    disjoint = area_of(common) <= kRounding_m2;
    return disjoint;
  });
  return disjoint;
}

void ZoneChecks::gaps(const ShapeStore& areas, const std::vector<ZoneSource>& zones, const ShapeStore& boundary) const {
  if (zones.empty() || boundary.size() == 0) {
    return;
  }
  std::vector<GeosGeometry> owned;
  std::vector<const GEOSGeometry*> polygons;
  for (std::size_t i = 0; i < zones.size(); ++i) {
    if (auto zone = polygons_to_geos(areas.view(areas.points().data(), i))) {
      owned.push_back(std::move(*zone));
      polygons.push_back(owned.back().get());
    }
  }
  const auto covered = union_of(polygons);
  for (std::size_t i = 0; covered && i < boundary.size(); ++i) {
    const auto outline = polygons_to_geos(boundary.view(boundary.points().data(), i));
    const GeosGeometry rest{outline ? GEOSDifference_r(geos_context(), outline->get(), covered->get()) : nullptr};
    const int parts = rest ? GEOSGetNumGeometries_r(geos_context(), rest.get()) : 0;
    for (int k = 0; k < parts; ++k) {
      const GEOSGeometry* part = GEOSGetGeometryN_r(geos_context(), rest.get(), k);
      const double area = area_of(*part);
      if (area > kGap_m2) {
        context_.report.add({.kind = "ZONES_GAP",
                             .file = folder_,
                             .place = place_of(*part),
                             .figures = {{"area_m2", area}},
                             .shape = shape_of(*part)});
      }
    }
  }
}

}  // namespace quyhoach::geo
