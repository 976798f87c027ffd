#include "geo/io/raw_crs.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>

#include "geo/io/source_files.h"

namespace quyhoach::geo {

namespace {

bool is_same(const OGRSpatialReference& stated, const std::string& crs) {
  OGRSpatialReference wanted;
  if (wanted.importFromEPSG(std::stoi(crs.substr(crs.find(':') + 1))) != OGRERR_NONE) {
    return false;
  }
  wanted.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
  constexpr std::array<const char*, 3> kLoosely{"IGNORE_DATA_AXIS_TO_SRS_AXIS_MAPPING=YES",
                                                "CRITERION=EQUIVALENT_EXCEPT_AXIS_ORDER_GEOGCRS", nullptr};
  if (stated.IsSame(&wanted, kLoosely.data()) != 0) {
    return true;
  }
  // A .prj in ESRI's dialect carries no code and other names: compare with what PROJ takes it for.
  int count = 0;
  int* confidence = nullptr;
  OGRSpatialReferenceH* matches = OSRFindMatches(OGRSpatialReference::ToHandle(const_cast<OGRSpatialReference*>(&stated)),
                                                 nullptr, &count, &confidence);
  bool same = false;
  constexpr int kSure = 90;
  for (int i = 0; i < count; ++i) {
    same = same || (confidence[i] >= kSure && OGRSpatialReference::FromHandle(matches[i])->IsSame(&wanted, kLoosely.data()) != 0);
  }
  OSRFreeSRSArray(matches);
  CPLFree(confidence);
  return same;
}

std::string describe(const OGRSpatialReference& stated) {
  const char* authority = stated.GetAuthorityName(nullptr);
  const char* code = stated.GetAuthorityCode(nullptr);
  const char* name = stated.GetName();
  std::string text = name != nullptr ? name : "unnamed CRS";
  if (authority != nullptr && code != nullptr) {
    text += std::string{" ("} + authority + ":" + code + ")";
  }
  return text;
}

bool names_files(const OGRSpatialReference& stated) {
  char* text = nullptr;
  stated.exportToWkt(&text);
  const bool found = text != nullptr && crs_names_files(text);
  CPLFree(text);
  return found;
}

bool is_degrees(const OGREnvelope& box) {
  constexpr double kTurn = 360.0;
  return std::abs(box.MinX) <= kTurn && std::abs(box.MaxX) <= kTurn && std::abs(box.MinY) <= kTurn && std::abs(box.MaxY) <= kTurn;
}

/// Where a format does not tell its extent GDAL would read every feature: the first that is no degrees is enough.
bool extent_is_degrees(OGRLayer& layer) {
  OGREnvelope box;
  if (layer.TestCapability(OLCFastGetExtent) != 0 && layer.GetExtent(&box, FALSE) == OGRERR_NONE) {
    return is_degrees(box);
  }
  layer.ResetReading();
  for (Feature feature{layer.GetNextFeature()}; feature; feature.reset(layer.GetNextFeature())) {
    const OGRGeometry* geometry = feature->GetGeometryRef();
    if (geometry != nullptr && geometry->IsEmpty() == 0) {
      geometry->getEnvelope(&box);
      if (!is_degrees(box)) {
        return false;
      }
    }
  }
  return true;
}

bool is_usable(GridPoint point) { return std::abs(point.east_m) < kLargestCoordinate && std::abs(point.north_m) < kLargestCoordinate; }

/// Up to `most` vertices of a geometry, spread over its first part.
void add_vertices(const OGRGeometry& geometry, int most, std::vector<GridPoint>& vertices) {
  const OGRwkbGeometryType type = wkbFlatten(geometry.getGeometryType());
  if (OGR_GT_IsSubClassOf(type, wkbGeometryCollection) != 0) {
    const auto& parts = static_cast<const OGRGeometryCollection&>(geometry);
    if (parts.getNumGeometries() > 0) {
      add_vertices(*parts.getGeometryRef(0), most, vertices);
    }
    return;
  }
  const auto add = [&](GridPoint point) {
    if (is_usable(point)) {
      vertices.push_back(point);
    }
  };
  if (type == wkbPoint) {
    const auto& point = static_cast<const OGRPoint&>(geometry);
    add({point.getX(), point.getY()});
  }
  const OGRSimpleCurve* line = type == wkbPolygon      ? static_cast<const OGRPolygon&>(geometry).getExteriorRing()
                               : type == wkbLineString ? static_cast<const OGRSimpleCurve*>(&geometry)
                                                       : nullptr;
  const int count = line == nullptr ? 0 : line->getNumPoints();
  for (int i = 0; i < std::min(count, most); ++i) {
    const int at = static_cast<int>(static_cast<std::int64_t>(i) * count / std::min(count, most));
    add({line->getX(at), line->getY(at)});
  }
}

/// Describes where a layer's first features lie, first number and second as they stand in the file: enough to tell it from elsewhere.
void describe_place(OGRLayer& layer, RawHead& head) {
  constexpr std::size_t kEnough = 10'000;
  constexpr int kOfEach = 8;
  layer.ResetReading();
  for (Feature feature{layer.GetNextFeature()}; feature && head.middles.size() < kEnough; feature.reset(layer.GetNextFeature())) {
    OGREnvelope box;
    if (const OGRGeometry* geometry = feature->GetGeometryRef(); geometry != nullptr && geometry->IsEmpty() == 0) {
      geometry->getEnvelope(&box);
      const GridPoint middle{(box.MinX + box.MaxX) / 2.0, (box.MinY + box.MaxY) / 2.0};
      if (is_usable(middle)) {
        head.middles.push_back(middle);
      }
      if (head.vertices.size() < kEnough) {
        add_vertices(*geometry, kOfEach, head.vertices);
      }
    }
  }
}

}  // namespace

void describe_crs(OGRLayer& layer, const std::vector<std::string>& candidates, RawHead& head) {
  const OGRSpatialReference* stated = layer.GetSpatialRef();
  head.has_crs = stated != nullptr;
  head.looks_like_degrees = extent_is_degrees(layer);
  if (stated != nullptr) {
    head.crs_names_files = names_files(*stated);
    head.crs_is_geographic = stated->IsGeographic() != 0;
    head.crs_name = describe(*stated);
    for (const std::string& crs : candidates) {
      if (!head.crs_names_files && is_same(*stated, crs)) {
        head.same_crs.push_back(crs);
      }
    }
  }
  if (head.same_crs.empty()) {
    describe_place(layer, head);
  }
}

}  // namespace quyhoach::geo
