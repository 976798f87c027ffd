#include "geo/io/source_crs.h"

#include <array>
#include <cmath>

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

bool extent_is_degrees(OGRLayer& layer) {
  OGREnvelope box;
  return layer.GetExtent(&box, TRUE) != OGRERR_NONE || (std::abs(box.MinX) <= 360.0 && std::abs(box.MaxX) <= 360.0 &&
                                                        std::abs(box.MinY) <= 90.0 && std::abs(box.MaxY) <= 90.0);
}

}  // namespace

std::optional<std::string> resolve_crs(const ImportContext& context, const LayerSource& source, OGRLayer& layer,
                                       const std::string& file, const std::string& declared_crs) {
  const OGRSpatialReference* stated = layer.GetSpatialRef();
  if (stated != nullptr && names_files(*stated)) {
    context.report.add({Severity::kError, "CRS_NOT_ALLOWED", file, "", {},
                        "the file's CRS names a grid file or carries a PROJ string; only EPSG codes are read"});
    return std::nullopt;
  }
  if (!source.crs.empty()) {
    if (stated != nullptr && !is_same(*stated, source.crs)) {
      context.report.add({Severity::kNote, "CRS_OVERRIDDEN", file, "", {},
                          "the file says " + describe(*stated) + "; the manifest says " + source.crs + ", which is used"});
    }
    return source.crs;
  }
  if (stated == nullptr) {
    context.report.add({Severity::kError, "CRS_MISSING", file, "", {},
                        "the file names no CRS; find out which it is and write crs = \"EPSG:…\" in its [[layer]]"});
    return context.report.accepted().contains("CRS_MISSING") ? std::optional{declared_crs} : std::nullopt;
  }
  if (is_same(*stated, declared_crs)) {
    return declared_crs;
  }
  if (stated->IsGeographic() != 0 && !extent_is_degrees(layer)) {
    context.report.add({Severity::kError, "CRS_MISSING", file, "", {},
                        "the file says " + describe(*stated) + " but its coordinates are metres (MapInfo files written from VN-2000 "
                        "lose their CRS); write crs = \"EPSG:…\" in its [[layer]]"});
    return context.report.accepted().contains("CRS_MISSING") ? std::optional{declared_crs} : std::nullopt;
  }
  context.report.add({Severity::kError, "CRS_FOREIGN", file, "", {},
                      "the file says " + describe(*stated) + ", its manifest " + declared_crs +
                          "; find out which is right and write crs = \"EPSG:…\" in its [[layer]]"});
  return std::nullopt;
}

Result<ToGrid> ToGrid::create(const ImportContext& context, const std::string& crs) {
  ToGrid result{context.transform};
  if (crs == context.district.crs) {
    return result;
  }
  if (crs == "EPSG:4326") {
    result.way_ = Way::kFromDegrees;
    return result;
  }
  auto source = GridTransform::create(crs, context.district.datum_operation);
  if (!source) {
    return source.error();
  }
  result.source_ = std::move(*source);
  result.way_ = Way::kThroughWgs84;
  return result;
}

bool ToGrid::append(const ShapeView<GridPoint>& shape, ShapeStore& out) const {
  std::vector<std::vector<GridPoint>> rings;
  for (std::size_t i = 0; i < shape.ring_count(); ++i) {
    std::vector<GridPoint> ring(shape.ring(i).begin(), shape.ring(i).end());
    for (GridPoint& p : ring) {
      if (way_ == Way::kSame) {
        break;
      }
      const auto degrees = way_ == Way::kFromDegrees ? Result<LonLat>{LonLat{p.east_m, p.north_m}} : source_->to_lonlat(p);
      const auto grid = degrees ? district_->to_grid(*degrees) : Result<GridPoint>{degrees.error()};
      if (!grid) {
        return false;
      }
      p = *grid;
    }
    rings.push_back(std::move(ring));
  }
  for (std::size_t i = 0; i < rings.size(); ++i) {
    out.add_ring(rings[i], shape.is_shell(i));
  }
  out.end_shape();
  return true;
}

}  // namespace quyhoach::geo
