#include "geo/io/source_crs.h"

#include <algorithm>
#include <filesystem>

#include "geo/base/text.h"
#include "geo/coord/projected_crs.h"

namespace quyhoach::geo {

namespace {

/// Reports CRS_MISSING with the CRSs that would place the layer inside the district. \param kind  of finding: why it is asked for.
/// \return what is read where that is accepted.
std::optional<std::string> ask_for_crs(const ImportContext& context, const RawHead& head, const std::string& file, const char* kind,
                                       const std::string& declared_crs) {
  Phrase offer;
  for (const CrsGuess& guess : guess_crs(context.district, head.middles)) {
    Phrase lines = lines_phrase(guess);
    offer = offer.empty() ? std::move(lines) : Phrase{"crs.or", {{"first", std::move(offer)}, {"then", std::move(lines)}}};
  }
  const Phrase placed = offer.empty() ? Phrase{"crs.no_offer", {}} : Phrase{"crs.offer", {{"lines", offer}}};
  context.report.add({.kind = kind, .file = file, .figures = {{"crs", head.crs_name}, {"offer", placed}}});
  return context.report.accepted().contains("CRS_MISSING") ? std::optional{declared_crs} : std::nullopt;
}

bool is_mapinfo(const std::string& file) {
  const std::string extension = fold(std::filesystem::path{file}.extension().string());
  return extension == "tab" || extension == "mif";
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
  // MapInfo files written from VN-2000 say WGS 84, with its projection or without.
  if ((head.crs_is_geographic || is_mapinfo(file)) && !head.looks_like_degrees) {
    return ask_for_crs(context, head, file, "CRS_MISSING.metres", declared_crs);
  }
  context.report.add({.kind = "CRS_FOREIGN", .file = file, .figures = {{"file_crs", head.crs_name}, {"crs", declared_crs}}});
  return std::nullopt;
}

Result<ToGrid> ToGrid::create(const ImportContext& context, const CrsGuess& reading) {
  ToGrid result{context.transform, reading.is_swapped};
  if (reading.crs == context.district.crs && !reading.is_of_wgs84) {
    return result;
  }
  if (reading.crs == geographic_crs_of(context.district.crs)) {  // Of its own datum: the projection is all there is to do.
    auto plane = GridTransform::create_projection(context.district.crs);
    if (!plane) {
      return plane.error();
    }
    result.plane_ = std::move(*plane);
    return result;
  }
  auto source = CrsReading::create({reading.crs, false, reading.is_of_wgs84}, context.district);
  if (!source) {
    return source.error();
  }
  result.source_ = std::move(*source);
  return result;
}

Result<GridPoint> ToGrid::to_grid(GridPoint at) const {
  if (plane_) {
    return plane_->to_grid({at.east_m, at.north_m});
  }
  if (!source_) {
    return at;
  }
  const auto degrees = source_->to_lonlat(at);
  return degrees ? district_->to_grid(*degrees) : Result<GridPoint>{degrees.error()};
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
      const auto grid = to_grid(p);
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
