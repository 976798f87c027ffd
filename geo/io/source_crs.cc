#include "geo/io/source_crs.h"

#include <array>
#include <cmath>

#include "geo/io/crs_guess.h"
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

/// The middles of a layer's first features, first number and second as they stand in the file: enough to tell where it lies.
std::vector<GridPoint> middles_of(OGRLayer& layer) {
  constexpr std::size_t kEnough = 10'000;
  std::vector<GridPoint> middles;
  layer.ResetReading();
  for (Feature feature{layer.GetNextFeature()}; feature && middles.size() < kEnough; feature.reset(layer.GetNextFeature())) {
    OGREnvelope box;
    if (const OGRGeometry* geometry = feature->GetGeometryRef(); geometry != nullptr && geometry->IsEmpty() == 0) {
      geometry->getEnvelope(&box);
      middles.push_back({(box.MinX + box.MaxX) / 2.0, (box.MinY + box.MaxY) / 2.0});
    }
  }
  return middles;
}

/// Reports CRS_MISSING with the CRSs that would place the layer inside the district. \return what is read where that is accepted.
std::optional<std::string> ask_for_crs(const ImportContext& context, OGRLayer& layer, const std::string& file, const std::string& fault,
                                       const std::string& declared_crs) {
  std::string offer;
  for (const auto& [crs, is_swapped] : guess_crs(context.district, context.transform, middles_of(layer))) {
    offer += (offer.empty() ? "" : ", ") + crs + (is_swapped ? " once its axes are swapped in the source" : "");
  }
  context.report.add({Severity::kError, "CRS_MISSING", file, "", {},
                      fault + "; find out which it is and write crs = \"EPSG:…\" in its [[layer]]; " +
                          (offer.empty() ? "none of the district's datum places it inside the district" : "inside the district lie: " + offer)});
  return context.report.accepted().contains("CRS_MISSING") ? std::optional{declared_crs} : std::nullopt;
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
    return ask_for_crs(context, layer, file, "the file names no CRS", declared_crs);
  }
  if (is_same(*stated, declared_crs)) {
    return declared_crs;
  }
  if (stated->IsGeographic() != 0 && !extent_is_degrees(layer)) {
    return ask_for_crs(context, layer, file,
                       "the file says " + describe(*stated) + " but its coordinates are metres (MapInfo files written from VN-2000 lose "
                       "their CRS)", declared_crs);
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
