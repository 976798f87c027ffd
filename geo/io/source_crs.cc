#include "geo/io/source_crs.h"

#include <algorithm>

#include "geo/io/crs_guess.h"

namespace quyhoach::geo {

namespace {

/// Reports CRS_MISSING with the CRSs that would place the layer inside the district. \param kind  of finding: why it is asked for.
/// \return what is read where that is accepted.
std::optional<std::string> ask_for_crs(const ImportContext& context, const RawHead& head, const std::string& file, const char* kind,
                                       const std::string& declared_crs) {
  std::string offer;
  for (const CrsGuess& guess : guess_crs(context.district, context.transform, head.middles)) {
    offer += (offer.empty() ? "" : "; or ") + lines_of(guess);
  }
  const Phrase placed = offer.empty() ? Phrase{"crs.no_offer", {}} : Phrase{"crs.offer", {{"lines", offer}}};
  context.report.add({.kind = kind, .file = file, .figures = {{"crs", head.crs_name}, {"offer", placed}}});
  return context.report.accepted().contains("CRS_MISSING") ? std::optional{declared_crs} : std::nullopt;
}

}  // namespace

std::optional<std::string> resolve_crs(const ImportContext& context, const LayerSource& source, const RawHead& head,
                                       const std::string& file, const std::string& declared_crs) {
  const auto is_same = [&](const std::string& crs) { return std::ranges::find(head.same_crs, crs) != head.same_crs.end(); };
  if (head.crs_names_files) {
    context.report.add({.kind = "CRS_NOT_ALLOWED.file", .file = file});
    return std::nullopt;
  }
  if (!source.crs.empty()) {
    if (head.has_crs && !is_same(source.crs)) {
      context.report.add({.kind = "CRS_OVERRIDDEN", .file = file, .figures = {{"file_crs", head.crs_name}, {"crs", source.crs}}});
    }
    return source.crs;
  }
  if (!head.has_crs) {
    return ask_for_crs(context, head, file, "CRS_MISSING.none", declared_crs);
  }
  if (is_same(declared_crs)) {
    return declared_crs;
  }
  if (head.crs_is_geographic && !head.looks_like_degrees) {
    return ask_for_crs(context, head, file, "CRS_MISSING.metres", declared_crs);
  }
  context.report.add({.kind = "CRS_FOREIGN", .file = file, .figures = {{"file_crs", head.crs_name}, {"crs", declared_crs}}});
  return std::nullopt;
}

Result<ToGrid> ToGrid::create(const ImportContext& context, const std::string& crs, bool north_first) {
  ToGrid result{context.transform, north_first};
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

bool ToGrid::append(const ShapeView<GridPoint>& shape, ShapeKind kind, ShapeStore& out) const {
  std::vector<std::vector<GridPoint>> rings;
  for (std::size_t i = 0; i < shape.ring_count(); ++i) {
    std::vector<GridPoint> ring(shape.ring(i).begin(), shape.ring(i).end());
    if (north_first_ && kind == ShapeKind::kPolygons) {
      std::reverse(ring.begin(), ring.end());  // Seen from behind, as swapping does, a ring runs the other way.
    }
    for (GridPoint& p : ring) {
      if (north_first_) {
        std::swap(p.east_m, p.north_m);
      }
      if (way_ == Way::kSame) {
        continue;
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
