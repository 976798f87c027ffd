#include "tests/proof/geos_layers.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "geo/geom/overlay.h"

namespace quyhoach::proof {

using geo::geos_context;
using geo::GeosGeometry;

GeosGeometry sure(geo::Result<GeosGeometry> geometry) {
  if (!geometry) {
    std::fprintf(stderr, "GEOS: %s\n", geometry.error().message.c_str());
    std::exit(2);
  }
  return std::move(*geometry);
}

namespace {

GeosGeometry sure(GEOSGeometry* geometry) {
  if (geometry == nullptr) {
    std::fprintf(stderr, "GEOS: %s\n", geo::geos_error(geo::ErrorCode::kInternal).message.c_str());
    std::exit(2);
  }
  return GeosGeometry{geometry};
}

}  // namespace

double area_of(const GEOSGeometry& geometry) {
  double area = 0.0;
  GEOSArea_r(geos_context(), &geometry, &area);
  return area;
}

GeosPlan::GeosPlan(const geo::PlanSet& plan) {
  for (std::size_t i = 0; i < plan.areas.size(); ++i) {
    areas_.shapes.push_back(proof::sure(geo::polygons_to_geos(plan.areas.view(i))));
  }
  for (std::size_t i = 0; i < plan.line_rows.size(); ++i) {
    lines_.shapes.push_back(proof::sure(geo::lines_to_geos(plan.lines.grid_view(i))));
  }
  areas_.index();
  lines_.index();
}

void GeosPlan::Layer::index() {
  constexpr std::size_t kNodeCapacity = 10;
  tree.reset(GEOSSTRtree_create_r(geos_context(), kNodeCapacity));
  for (GeosGeometry& shape : shapes) {
    GEOSSTRtree_insert_r(geos_context(), tree.get(), shape.get(), &shape);
  }
}

std::vector<std::uint32_t> GeosPlan::Layer::near(const GEOSGeometry& parcel) const {
  struct Found {
    const std::vector<GeosGeometry>* shapes;
    std::vector<std::uint32_t> indices;
  } found{&shapes, {}};
  if (!shapes.empty()) {
    const auto take = [](void* item, void* data) {
      auto& out = *static_cast<Found*>(data);
      out.indices.push_back(static_cast<std::uint32_t>(static_cast<const GeosGeometry*>(item) - out.shapes->data()));
    };
    GEOSSTRtree_query_r(geos_context(), tree.get(), &parcel, take, &found);
  }
  std::sort(found.indices.begin(), found.indices.end());
  return found.indices;
}

std::vector<Common> GeosPlan::areas(const GEOSGeometry& parcel) const {
  std::vector<Common> all;
  for (const std::uint32_t i : areas_.near(parcel)) {
    GeosGeometry part = sure(GEOSIntersection_r(geos_context(), &parcel, areas_.shapes[i].get()));
    const double size = area_of(*part);
    if (size > 0.0) {
      all.push_back({i, size, std::move(part)});
    }
  }
  return all;
}

std::vector<Common> GeosPlan::lines(const GEOSGeometry& parcel) const {
  std::vector<Common> all;
  for (const std::uint32_t i : lines_.near(parcel)) {
    GeosGeometry part = sure(GEOSIntersection_r(geos_context(), &parcel, lines_.shapes[i].get()));
    double size = 0.0;
    GEOSLength_r(geos_context(), part.get(), &size);
    if (size > 0.0) {
      all.push_back({i, size, std::move(part)});
    }
  }
  return all;
}

double left_over_m2(const GEOSGeometry& parcel, const std::vector<const GEOSGeometry*>& zones) {
  GeosGeometry left = sure(GEOSGeom_clone_r(geos_context(), &parcel));
  for (const GEOSGeometry* zone : zones) {
    left = sure(GEOSDifference_r(geos_context(), left.get(), zone));
  }
  return area_of(*left);
}

double united_m2(const std::vector<const GEOSGeometry*>& parts) {
  return parts.empty() ? 0.0 : area_of(*proof::sure(geo::union_of(parts)));
}

}  // namespace quyhoach::proof
